"""A 301: into the store of toewijzingen, newest version per number."""

import datetime as dt
from collections.abc import Callable

from risb_kern.act import Handeling

from declaraties.application.toewijzen.ports import Toewijzingsleutel
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop, Regelbreuk, afloop_zonder_antwoord, bevindingen_van
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.post.teksten import BERICHT_AL_ONTVANGEN
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.toewijzen.gevolg import als_event, bepaal_gevolg
from declaraties.domain.toewijzen.opname import Opname, Stand, opname
from declaraties.domain.toewijzen.regels.tabel import beoordeel_301
from declaraties.domain.toewijzen.stapeling import CODE as GESTAPELD
from declaraties.domain.toewijzen.stapeling import REGEL as STAPELING
from declaraties.domain.toewijzen.stapeling import gestapeld
from declaraties.domain.toewijzen.teksten import NIET_TE_VERWIJDEREN, NUMMER_BEZET
from declaraties.domain.toewijzen.toewijzing import AMSTERDAM, Toewijzingstand, stand_van

_REGEL_VAN_WEIGERING = {Opname.NUMMER_BEZET: NUMMER_BEZET, Opname.NIET_TE_VERWIJDEREN: NIET_TE_VERWIJDEREN}


async def toewijzing_vastleggen(
    uow: Uow, handeling: Handeling, bestand: Bestand, bericht: Bericht301, *, pseudonym: Callable[[str], bytes]
) -> Afloop:
    """Judge the 301 and, when all of it holds, store each toewijzing that is newer than what is known.

    A 301 is taken in whole or not at all.
    """
    await uow.toewijzingen.lock()
    opnamen = await _opnamen(uow, bericht, pseudonym(bericht.client.bsn))
    bevindingen = await _bevindingen(uow, bestand, bericht, opnamen)
    if not bevindingen:
        await uow.toewijzingen.add_client(bericht.client.bsn)
        await _store(uow, opnamen, bekend_sinds=bestand.ontvangen_op.astimezone(AMSTERDAM).date())
    afloop = afloop_zonder_antwoord(bericht.header.bericht_identificatie, bevindingen)
    await uow.bestanden.finish(bestand.nummer, afloop, nu=handeling.op)
    return afloop


async def _opnamen(uow: Uow, bericht: Bericht301, client: bytes) -> list[tuple[Toewijzingstand, Opname]]:
    producten = bericht.client.toegewezen_producten
    bekend = await _bekende_standen(uow, bericht)
    return [
        (
            stand_van(bericht, product, client),
            opname(
                product,
                bekend.get(product.toewijzing_nummer),
                aanbieder=bericht.header.ontvanger,
                clientsleutel=client,
            ),
        )
        for product in producten
    ]


async def _bekende_standen(uow: Uow, bericht: Bericht301) -> dict[int, Stand]:
    sleutels: list[Toewijzingsleutel] = [
        (bericht.header.afzender, bericht.wet, product.toewijzing_nummer)
        for product in bericht.client.toegewezen_producten
    ]
    return {
        stand.nummer: Stand(
            aanbieder=stand.agb_code,
            clientsleutel=stand.client,
            toewijzingsdatum=stand.toewijzingsdatum,
            toewijzingstijd=stand.toewijzingstijd,
            open_prestaties=await uow.prestaties.has_open_debet(stand),
        )
        for stand, _ in await uow.toewijzingen.list_by_key(sleutels)
    }


async def _bevindingen(
    uow: Uow, bestand: Bestand, bericht: Bericht301, opnamen: list[tuple[Toewijzingstand, Opname]]
) -> tuple[Regelbreuk, ...]:
    bevindingen = [one for treffer in beoordeel_301(bericht) for one in bevindingen_van(treffer)]
    if await uow.bestanden.was_received(bestand, bericht.header.bericht_identificatie.identificatie):
        bevindingen.append(
            Regelbreuk(regel=BERICHT_AL_ONTVANGEN, code="9056", niveau=3, klasse=Klasse.KOP, aantal=1, posities=(0,))
        )
    keuzes = [keuze for _, keuze in opnamen]
    for keuze, regel in _REGEL_VAN_WEIGERING.items():
        posities = tuple(plaats for plaats, one in enumerate(keuzes) if one is keuze)
        bevindingen += _weigering(regel, keuze.value, posities)
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
