"""A 323: judged, answered with a 325, its lines stored and its money made payable; all in one transaction."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.trace import tracing

from declaraties.application.beoordelen.ports import Gegevens
from declaraties.application.post.bestanden_verwerken import Verwerkt
from declaraties.application.uow import Uow
from declaraties.domain.beoordelen.afloop import afloop_van, tel_retourcodes
from declaraties.domain.beoordelen.antwoorden import maak_antwoord
from declaraties.domain.beoordelen.betaalbaar import maak_betaalopdrachten
from declaraties.domain.beoordelen.events import BestedingsruimteGebruikt, DeclaratieBeantwoord, PrestatiesBeoordeeld
from declaraties.domain.beoordelen.keuzes import Keuzes
from declaraties.domain.beoordelen.oordeel import Oordeel, beoordeel
from declaraties.domain.beoordelen.prestatiedelen import Beoordeling, verdeel
from declaraties.domain.beoordelen.referentie import als_sleutel
from declaraties.domain.betalen.betaalopdracht import Betaalopdracht, Betreft
from declaraties.domain.betalen.events import BetaalopdrachtGemaakt
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie
from declaraties.domain.standaard.bsn import zonder_nummers
from declaraties.domain.toewijzen.gevolg import Contractafspraak, programmalijn_op
from declaraties.domain.toewijzen.volume import maximum_per_regel


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Uitslag:
    """Everything that was computed for one message, before anything is stored."""

    afloop: Afloop
    oordeel: Oordeel
    antwoord: Antwoord325
    beoordeling: Beoordeling
    opdrachten: Sequence[Betaalopdracht]


async def declaraties_beantwoorden(
    uow: Uow,
    handeling: Handeling,
    berichten: Sequence[tuple[Bestand, Bericht323]],
    *,
    pseudonym: Callable[[str], bytes],
    keuzes: Keuzes,
) -> list[Verwerkt]:
    """Judge, answer, store, publish, and have looked again at what the credits touch; all beside each other."""

    def judge(gegevens: list[Gegevens]) -> list[_Uitslag]:
        # What it was judged against is not kept in hand: it may be larger than the message.
        return [
            _judge(bestand, bericht, gegevens.pop(0), handeling=handeling, pseudonym=pseudonym, keuzes=keuzes)
            for bestand, bericht in berichten
        ]

    gelezen = await uow.referenties.read([bericht for _, bericht in berichten])
    uitslagen = await asyncio.to_thread(judge, list(gelezen))
    del gelezen
    alle = [(bestand, uitslag) for (bestand, _), uitslag in zip(berichten, uitslagen, strict=True)]
    await uow.antwoorden.add_325({bestand.nummer: one.antwoord for bestand, one in alle}, nu=handeling.op)
    verwerkt = [(bestand, one) for bestand, one in alle if one.oordeel.verwerkt]
    if verwerkt:
        await uow.prestaties.add({bestand.nummer: one.beoordeling for bestand, one in verwerkt})
        await uow.begrenzingen.add_gebruik({bestand.nummer: one.oordeel.ruimtegebruik for bestand, one in verwerkt})
        opdrachten = [(bestand, one.opdrachten) for bestand, one in verwerkt]
        await uow.betaalopdrachten.add_of_berichten(opdrachten, nu=handeling.op)
    await uow.bestanden.finish_all({bestand.nummer: one.afloop for bestand, one in alle}, nu=handeling.op)
    await uow.verrekentaken.add_na_antwoord([bestand for bestand, one in alle if one.afloop.telt])
    delen = await asyncio.to_thread(lambda: {bestand.nummer: verdeel(one.beoordeling) for bestand, one in verwerkt})
    return [_tell(uow, handeling, bestand, one, delen.get(bestand.nummer, ())) for bestand, one in alle]


def _tell(
    uow: Uow, handeling: Handeling, bestand: Bestand, uitslag: _Uitslag, delen: Sequence[PrestatiesBeoordeeld]
) -> Verwerkt:
    """The facts of one message, under its own trace."""
    with tracing(bestand.trace_id):
        beantwoord = _beantwoord(bestand, uitslag, handeling)
        uow.emit(beantwoord)
        if uitslag.oordeel.verwerkt:
            _tell_payables(uow, bestand, uitslag)
            _tell_gebruik(uow, bestand, uitslag)
        for deel in delen:
            uow.emit(deel)
    retourcodes = tuple((one.code, one.aantal) for one in beantwoord.retourcodes)
    return Verwerkt(afloop=uitslag.afloop, retourcodes=retourcodes)


def _judge(
    bestand: Bestand,
    bericht: Bericht323,
    gegevens: Gegevens,
    *,
    handeling: Handeling,
    pseudonym: Callable[[str], bytes],
    keuzes: Keuzes,
) -> _Uitslag:
    sleutels = {bsn: pseudonym(bsn) for bsn in bericht.bsns}
    oordeel = beoordeel(
        bericht,
        gegevens.referentie,
        vandaag=handeling.vandaag,
        clientsleutel=lambda bsn: als_sleutel(sleutels[bsn]),
        keuzes=keuzes,
    )
    lijsten, uitkomst = oordeel.uitkomsten
    identificatie = BerichtIdentificatie(identificatie=f"{bestand.nummer:012d}", dagtekening=handeling.vandaag)
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
            beoordeeld_op=handeling.op,
        ),
        opdrachten=_opdrachten(bericht, oordeel, gegevens.overeenkomsten, handeling=handeling)
        if oordeel.verwerkt
        else (),
    )


def _opdrachten(
    bericht: Bericht323, oordeel: Oordeel, overeenkomsten: Sequence[Contractafspraak], *, handeling: Handeling
) -> Sequence[Betaalopdracht]:
    plaats = (bericht.wet, bericht.gemeente, bericht.aanbieder)
    return maak_betaalopdrachten(
        bericht,
        oordeel,
        programmalijn=lambda code, dag: programmalijn_op(overeenkomsten, plaats, code, dag=dag),
        nieuw_id=handeling.nieuw_id,
    )


def _beantwoord(bestand: Bestand, uitslag: _Uitslag, handeling: Handeling) -> DeclaratieBeantwoord:
    bericht, oordeel = uitslag.beoordeling.bericht, uitslag.oordeel
    periode = bericht.declaratie_periode.begindatum
    return DeclaratieBeantwoord(
        bestand_id=str(bestand.id),
        agb_code=bericht.aanbieder,
        gemeente=bericht.gemeente,
        wet=bericht.wet.value,
        declaratienummer=zonder_nummers(bericht.declaratie_nummer),
        declaratieperiode=periode.year * 100 + periode.month,
        uitkomst=str(uitslag.afloop.uitkomst),
        ingediend_cent=oordeel.ingediend_cent,
        toegekend_cent=oordeel.toegekend_cent,
        prestaties=len(bericht.prestaties),
        goedgekeurd=int(oordeel.toegekend.sum()),
        retourcodes=tel_retourcodes(oordeel),
        beantwoord_op=handeling.op,
    )


def _tell_payables(uow: Uow, bestand: Bestand, uitslag: _Uitslag) -> None:
    bericht = uitslag.beoordeling.bericht
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
                betreft=Betreft.ZORG.value,
                periode_tot=bericht.declaratie_periode.einddatum,
            )
        )


def _tell_gebruik(uow: Uow, bestand: Bestand, uitslag: _Uitslag) -> None:
    for one in uitslag.oordeel.ruimtegebruik:
        uow.emit(
            BestedingsruimteGebruikt(
                ruimte_id=str(one.ruimte_id),
                overeenkomst_id=str(one.overeenkomst_id),
                agb_code=uitslag.beoordeling.bericht.aanbieder,
                bron_id=str(bestand.id),
                toegekend_cent=one.toegekend_cent,
                uitgezonderd_cent=one.uitgezonderd_cent,
                geweigerd_cent=one.geweigerd_cent,
            )
        )
