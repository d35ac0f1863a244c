"""A 323: judged, answered with a 325, its lines stored and its money made payable; all in one transaction."""

import asyncio
import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.clock import Clock

from declaraties.application.post.poorten import Gegevens, Gereedschap, Werkeenheid
from declaraties.domain.beoordelen.afloop import afloop_van, tel_retourcodes
from declaraties.domain.beoordelen.antwoorden import maak_antwoord
from declaraties.domain.beoordelen.betaalbaar import maak_betaalopdrachten
from declaraties.domain.beoordelen.events import DeclaratieBeantwoord
from declaraties.domain.beoordelen.oordeel import Oordeel, beoordeel
from declaraties.domain.beoordelen.prestatiedelen import Beoordeling, verdeel
from declaraties.domain.beoordelen.referentie import als_sleutel
from declaraties.domain.betalen.betaalopdracht import Betaalopdracht
from declaraties.domain.betalen.events import BetaalopdrachtGemaakt
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie
from declaraties.domain.toewijzen.gevolg import Overeenkomst, programmalijn_op
from declaraties.domain.toewijzen.volume import maximum_per_regel


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Uitslag:
    """Everything that was computed for one message, before anything is stored."""

    afloop: Afloop
    oordeel: Oordeel
    antwoord: Antwoord325
    beoordeling: Beoordeling
    opdrachten: Sequence[Betaalopdracht]


async def beantwoord_declaratie(
    uow: Werkeenheid, bestand: Bestand, bericht: Bericht323, *, gereedschap: Gereedschap, klok: Clock
) -> tuple[Afloop, DeclaratieBeantwoord]:
    """Judge, answer, store and publish; gives the end and the event for the metrics."""
    nu = klok.nu()
    # What it was judged against is not kept in hand: it may be larger than the message.
    uitslag = await asyncio.to_thread(
        _reken,
        bestand,
        bericht,
        await uow.referenties.voor(bericht),
        gereedschap=gereedschap,
        moment=(nu, klok.vandaag()),
    )
    await uow.bestanden.bewaar_antwoord(bestand.nummer, uitslag.antwoord, nu=nu)
    beantwoord = _beantwoord(bestand, uitslag, nu)
    uow.emit(beantwoord)
    if uitslag.oordeel.verwerkt:
        await uow.prestaties.bewaar(bestand.nummer, uitslag.beoordeling)
        await _maak_betaalbaar(uow, bestand, uitslag, nu=nu)
        for deel in await asyncio.to_thread(verdeel, uitslag.beoordeling):
            uow.emit(deel)
    await uow.bestanden.rond_af(bestand.nummer, uitslag.afloop, nu=nu)
    return uitslag.afloop, beantwoord


def _reken(
    bestand: Bestand,
    bericht: Bericht323,
    gegevens: Gegevens,
    *,
    gereedschap: Gereedschap,
    moment: tuple[dt.datetime, dt.date],
) -> _Uitslag:
    nu, vandaag = moment
    sleutels = {bsn: gereedschap.pseudoniem(bsn) for bsn in bericht.bsns}
    oordeel = beoordeel(
        bericht,
        gegevens.referentie,
        vandaag=vandaag,
        clientsleutel=lambda bsn: als_sleutel(sleutels[bsn]),
        keuzes=gereedschap.keuzes,
    )
    lijsten, uitkomst = oordeel.uitkomsten
    identificatie = BerichtIdentificatie(identificatie=f"{bestand.nummer:012d}", dagtekening=vandaag)
    return _Uitslag(
        afloop=afloop_van(bericht, oordeel, gegevens.redenen),
        oordeel=oordeel,
        antwoord=maak_antwoord(bericht, oordeel, identificatie=identificatie),
        beoordeling=Beoordeling(
            bestand_id=str(bestand.id),
            bericht=bericht,
            oordeel=oordeel,
            clienten=[sleutels[bsn] for bsn in bericht.bsns],
            maximum=maximum_per_regel(bericht, gegevens.referentie.toewijzingen),
            uitkomsten=["+".join(codes) for codes in lijsten],
            uitkomst=uitkomst,
            beoordeeld_op=nu,
        ),
        opdrachten=_opdrachten(bericht, oordeel, gegevens.overeenkomsten) if oordeel.verwerkt else (),
    )


def _opdrachten(
    bericht: Bericht323, oordeel: Oordeel, overeenkomsten: Sequence[Overeenkomst]
) -> Sequence[Betaalopdracht]:
    plaats = (bericht.wet, bericht.gemeente, bericht.aanbieder)
    return maak_betaalopdrachten(
        bericht,
        oordeel,
        programmalijn=lambda code, dag: programmalijn_op(overeenkomsten, plaats, code, dag=dag),
        nieuw_id=uuid.uuid4,
    )


def _beantwoord(bestand: Bestand, uitslag: _Uitslag, nu: dt.datetime) -> DeclaratieBeantwoord:
    bericht, oordeel = uitslag.beoordeling.bericht, uitslag.oordeel
    periode = bericht.declaratie_periode.begindatum
    return DeclaratieBeantwoord(
        bestand_id=str(bestand.id),
        agb_code=bericht.aanbieder,
        gemeente=bericht.gemeente,
        wet=bericht.wet.value,
        declaratienummer=bericht.declaratie_nummer,
        declaratieperiode=periode.year * 100 + periode.month,
        uitkomst=str(uitslag.afloop.uitkomst),
        ingediend_cent=oordeel.ingediend_cent,
        toegekend_cent=oordeel.toegekend_cent,
        prestaties=len(bericht.prestaties),
        goedgekeurd=int(oordeel.toegekend.sum()),
        retourcodes=tel_retourcodes(oordeel),
        beantwoord_op=nu,
    )


async def _maak_betaalbaar(uow: Werkeenheid, bestand: Bestand, uitslag: _Uitslag, *, nu: dt.datetime) -> None:
    bericht = uitslag.beoordeling.bericht
    await uow.prestaties.bewaar_opdrachten(bestand, uitslag.opdrachten, nu=nu)
    for opdracht in uitslag.opdrachten:
        uow.emit(
            BetaalopdrachtGemaakt(
                betaalopdracht_id=str(opdracht.id),
                bestand_id=str(bestand.id),
                agb_code=bericht.aanbieder,
                gemeente=bericht.gemeente,
                wet=bericht.wet.value,
                programmalijn=opdracht.programmalijn,
                jaar=opdracht.jaar,
                bedrag_cent=opdracht.bedrag_cent,
                vervaldatum=opdracht.vervaldatum,
                bron_id=str(bestand.id),
            )
        )
