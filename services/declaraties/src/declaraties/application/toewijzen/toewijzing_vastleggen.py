"""A 301: into the store of toewijzingen, newest version per number."""

import datetime as dt
from collections.abc import Callable, Sequence

from risb_kern.act import Handeling

from declaraties.application.toewijzen.ports import Toewijzingsleutel
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop, Regelbreuk, afloop_zonder_antwoord, bevindingen_van
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.post.kop import kopbevindingen
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.toewijzen.gevolg import als_event, bepaal_gevolg
from declaraties.domain.toewijzen.opname import Opname, Stand, opname
from declaraties.domain.toewijzen.regels.tabel import beoordeel_301
from declaraties.domain.toewijzen.stapeling import CODE as GESTAPELD
from declaraties.domain.toewijzen.stapeling import REGEL as STAPELING
from declaraties.domain.toewijzen.stapeling import gestapeld
from declaraties.domain.toewijzen.teksten import MOMENT_BEZET, NIET_TE_VERWIJDEREN, NUMMER_BEZET, niet_overgenomen
from declaraties.domain.toewijzen.toewijzing import AMSTERDAM, Toewijzingstand, stand_van

# of each refusal its rule and retourcode
_WEIGERINGEN = {
    Opname.NUMMER_BEZET: (NUMMER_BEZET, "9332"),
    Opname.NIET_TE_VERWIJDEREN: (NIET_TE_VERWIJDEREN, "9385"),
    Opname.MOMENT_BEZET: (MOMENT_BEZET, "9332"),
}


async def toewijzing_vastleggen(
    uow: Uow, handeling: Handeling, bestand: Bestand, bericht: Bericht301, *, pseudonym: Callable[[str], bytes]
) -> Afloop:
    """Judge the 301 and, when all of it holds, store each toewijzing that is newer than what is known.

    A 301 is taken in whole or not at all. What breaks level 2 is looked at no further, nor what breaks its header.
    The caller holds what it changes (`toewijzingen_vergrendelen`).
    """
    bevindingen = _niveau_2(bericht) or await _kop(uow, bestand, bericht, handeling.vandaag)
    client = pseudonym(bericht.client.bsn)
    bekend = await _bekende_standen(uow, bericht)
    opnamen = await _opnamen(uow, bericht, client, bekend)
    bevindingen = bevindingen or await _inhoud(uow, opnamen)
    if not bevindingen:
        await uow.toewijzingen.add_client(bericht.client.bsn)
        await _store(uow, opnamen, bekend_sinds=bestand.ontvangen_op.astimezone(AMSTERDAM).date())
    oud = [stand.nummer for stand, keuze in opnamen if keuze is Opname.VEROUDERD and stand not in bekend]
    kop = bericht.header.bericht_identificatie
    afloop = afloop_zonder_antwoord(kop, bevindingen, reden=niet_overgenomen(oud) if oud else None)
    await uow.bestanden.finish(bestand.nummer, afloop, nu=handeling.op)
    return afloop


async def _bekende_standen(uow: Uow, bericht: Bericht301) -> Sequence[Toewijzingstand]:
    sleutels: list[Toewijzingsleutel] = [
        (bericht.header.afzender, bericht.wet, product.toewijzing_nummer)
        for product in bericht.client.toegewezen_producten
    ]
    return [stand for stand, _ in await uow.toewijzingen.list_by_key(sleutels)]


async def _opnamen(
    uow: Uow, bericht: Bericht301, client: bytes, bekend: Sequence[Toewijzingstand]
) -> list[tuple[Toewijzingstand, Opname]]:
    producten = bericht.client.toegewezen_producten
    nieuwe = [stand_van(bericht, product, client) for product in producten]
    standen = {
        stand.nummer: Stand(
            aanbieder=stand.agb_code,
            clientsleutel=stand.client,
            toewijzingsdatum=stand.toewijzingsdatum,
            toewijzingstijd=stand.toewijzingstijd,
            open_prestaties=await uow.prestaties.has_open_debet(stand),
            zelfde=stand in nieuwe,
        )
        for stand in bekend
    }
    aanbieder = bericht.header.ontvanger
    return [
        (nieuw, opname(product, standen.get(nieuw.nummer), aanbieder=aanbieder, clientsleutel=client))
        for nieuw, product in zip(nieuwe, producten, strict=True)
    ]


def _niveau_2(bericht: Bericht301) -> tuple[Regelbreuk, ...]:
    return tuple(one for treffer in beoordeel_301(bericht) for one in bevindingen_van(treffer))


async def _kop(uow: Uow, bestand: Bestand, bericht: Bericht301, vandaag: dt.date) -> tuple[Regelbreuk, ...]:
    """The header of level 3 and 4; that the gemeente takes part was looked at when the message came in."""
    kop = bericht.header.bericht_identificatie
    return kopbevindingen(
        al_ontvangen=await uow.bestanden.was_received(bestand, kop.identificatie),
        in_toekomst=kop.dagtekening > vandaag,
        gemeente_bekend=True,
    )


async def _inhoud(uow: Uow, opnamen: list[tuple[Toewijzingstand, Opname]]) -> tuple[Regelbreuk, ...]:
    bevindingen: list[Regelbreuk] = []
    keuzes = [keuze for _, keuze in opnamen]
    for keuze, (regel, code) in _WEIGERINGEN.items():
        posities = tuple(plaats for plaats, one in enumerate(keuzes) if one is keuze)
        bevindingen += _weigering(regel, code, posities)
    bevindingen += _weigering(STAPELING, GESTAPELD, await _gestapeld(uow, opnamen))
    return tuple(bevindingen)


def _weigering(regel: str, code: str, posities: tuple[int, ...]) -> list[Regelbreuk]:
    if not posities:
        return []
    klasse = Klasse.TOEGEWEZEN_PRODUCT
    return [Regelbreuk(regel=regel, code=code, niveau=3, klasse=klasse, aantal=len(posities), posities=posities)]


async def _gestapeld(uow: Uow, opnamen: list[tuple[Toewijzingstand, Opname]]) -> tuple[int, ...]:
    """Positions that would stack on a toewijzing of the client that the store has (OP259)."""
    standen = [stand for stand, _ in opnamen]
    gewijzigd = [plaats for plaats, (_, keuze) in enumerate(opnamen) if keuze in {Opname.NIEUW, Opname.VERVANGT}]
    return gestapeld(standen, gewijzigd, await uow.toewijzingen.list_of_client(standen[0])) if gewijzigd else ()


async def _store(uow: Uow, opnamen: list[tuple[Toewijzingstand, Opname]], *, bekend_sinds: dt.date) -> None:
    """Every version is remembered, the newest one of a number stands."""
    for stand, _ in opnamen:
        await uow.toewijzingen.add_versie(stand, bekend_sinds=bekend_sinds)
    standen = [stand for stand, keuze in opnamen if keuze is not Opname.VEROUDERD]
    if not standen:
        return
    sleutels = [(stand.gemeente, stand.wet, stand.nummer) for stand in standen]
    omgeving = await uow.toewijzingen.read_omgeving(standen[0].agb_code, sleutels)
    for stand in standen:
        gevolg = bepaal_gevolg(stand, omgeving)
        await uow.toewijzingen.save(stand, gevolg)
        uow.emit(als_event(stand, gevolg))
    for stand, keuze in opnamen:
        if keuze is Opname.VERVANGT:
            await uow.verrekentaken.add(
                Verrekenvraag(
                    agb_code=stand.agb_code,
                    wet=stand.wet.value,
                    aanleiding="toewijzing",
                    gemeente=stand.gemeente,
                    toewijzing=stand.nummer,
                )
            )
