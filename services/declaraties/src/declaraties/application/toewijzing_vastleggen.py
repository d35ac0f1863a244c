"""A 301: into the store of toewijzingen, newest version per number."""

import datetime as dt

from declaraties.application.poorten import Gereedschap, Toewijzingsleutel, Werkeenheid
from declaraties.domain.afloop import Afloop, Bevinding, bevindingen_van
from declaraties.domain.berichten.toewijzing import Bericht301
from declaraties.domain.bestand import Berichtstatus, Bestand
from declaraties.domain.regels.regel import Klasse
from declaraties.domain.regels.tabel_301 import beoordeel_301
from declaraties.domain.retourteksten import BERICHT_AL_ONTVANGEN, NIET_TE_VERWIJDEREN, NUMMER_BEZET
from declaraties.domain.toewijzingen import Opname, Stand, opname
from declaraties.domain.toewijzingsgevolg import als_event, bepaal_gevolg
from declaraties.domain.toewijzingstand import Toewijzingstand, stand_van

_REGEL_VAN_WEIGERING = {Opname.NUMMER_BEZET: NUMMER_BEZET, Opname.NIET_TE_VERWIJDEREN: NIET_TE_VERWIJDEREN}


async def leg_toewijzingen_vast(
    uow: Werkeenheid, bestand: Bestand, bericht: Bericht301, *, gereedschap: Gereedschap, nu: dt.datetime
) -> Afloop:
    """Judge the 301 and, when all of it holds, store each toewijzing that is newer than what is known.

    There is no 302 yet: a refused 301 is told in its status resource. A 301 is taken in whole or not at all.
    """
    await uow.toewijzingen.vergrendel()
    opnamen = await _opnamen(uow, bericht, gereedschap.pseudoniem(bericht.client.bsn))
    bevindingen = await _bevindingen(uow, bestand, bericht, [keuze for _, keuze in opnamen])
    if not bevindingen:
        await uow.toewijzingen.bewaar_client(bericht.client.bsn)
        await _bewaar(uow, [stand for stand, keuze in opnamen if keuze is not Opname.VEROUDERD])
    afloop = Afloop(
        status=Berichtstatus.AFGEKEURD if bevindingen else Berichtstatus.VERWERKT,
        telt=not bevindingen,
        identificatie=bericht.header.bericht_identificatie.identificatie,
        dagtekening=bericht.header.bericht_identificatie.dagtekening,
        bevindingen=bevindingen,
    )
    await uow.bestanden.rond_af(bestand.nummer, afloop, nu=nu)
    return afloop


async def _opnamen(uow: Werkeenheid, bericht: Bericht301, client: bytes) -> list[tuple[Toewijzingstand, Opname]]:
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


async def _bekende_standen(uow: Werkeenheid, bericht: Bericht301) -> dict[int, Stand]:
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
            open_prestaties=await uow.prestaties.heeft_open_debet(stand),
        )
        for stand, _ in await uow.toewijzingen.met_sleutels(sleutels)
    }


async def _bevindingen(
    uow: Werkeenheid, bestand: Bestand, bericht: Bericht301, keuzes: list[Opname]
) -> tuple[Bevinding, ...]:
    bevindingen = [een for treffer in beoordeel_301(bericht) for een in bevindingen_van(treffer)]
    if await uow.bestanden.eerder_toegewezen(bestand, bericht.header.bericht_identificatie.identificatie):
        bevindingen.append(
            Bevinding(regel=BERICHT_AL_ONTVANGEN, code="9056", niveau=3, klasse=Klasse.KOP, aantal=1, posities=(0,))
        )
    for keuze, regel in _REGEL_VAN_WEIGERING.items():
        posities = tuple(plaats for plaats, een in enumerate(keuzes) if een is keuze)
        if posities:
            bevindingen.append(
                Bevinding(
                    regel=regel,
                    code=keuze.value,
                    niveau=3,
                    klasse=Klasse.TOEGEWEZEN_PRODUCT,
                    aantal=len(posities),
                    posities=posities,
                )
            )
    return tuple(bevindingen)


async def _bewaar(uow: Werkeenheid, standen: list[Toewijzingstand]) -> None:
    if not standen:
        return
    sleutels = [(stand.gemeente, stand.wet, stand.nummer) for stand in standen]
    omgeving = await uow.toewijzingen.omgeving(standen[0].agb_code, sleutels)
    for stand in standen:
        gevolg = bepaal_gevolg(stand, omgeving)
        await uow.toewijzingen.bewaar(stand, gevolg)
        uow.emit(als_event(stand, gevolg))
