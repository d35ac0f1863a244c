"""A 305 or 307: what it tells is kept as it was told; how delivery stands follows from all of them together."""

import datetime as dt
from collections.abc import Callable

from risb_kern.act import Handeling

from declaraties.application.regie.ports import Leveringregel
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop, Regelbreuk, afloop_zonder_antwoord, bevindingen_van
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.regie.leveringstand import Melding
from declaraties.domain.regie.regeltabel import beoordeel_regie
from declaraties.domain.regie.teksten import ANDERE_TOEWIJZING
from declaraties.domain.standaard.berichten.levering import Regiebericht, StartProduct, StopProduct
from declaraties.domain.standaard.profielen import Soort
from declaraties.domain.standaard.regel import Klasse

_KOPREGELS = {"TR056": ("9056", 3), "TR135": ("8848", 4), "TR378": ("S300", 4)}


async def regiebericht_vastleggen(
    uow: Uow, handeling: Handeling, bestand: Bestand, bericht: Regiebericht, *, pseudonym: Callable[[str], bytes]
) -> Afloop:
    """Judge the message by itself, its header, and whether its toewijzing is somebody else's; keep it when all holds.

    What contradicts other starts and stops is no reason to refuse: the message in between may still be under way.
    """
    client = pseudonym(bericht.client.bsn)
    bevindingen = (*_niveau_2(bericht), *await _kop(uow, bestand, bericht, handeling.vandaag))
    bevindingen = bevindingen or await _van_ander(uow, bestand, bericht, client)
    if not bevindingen:
        await uow.leveringen.add(
            Leveringregel(
                bestand=bestand,
                positie=positie,
                client=client,
                toewijzing=product.toewijzing_nummer,
                melding=_melding(product),
            )
            for positie, product in enumerate(bericht.producten)
        )
    afloop = afloop_zonder_antwoord(bericht.header.bericht_identificatie, bevindingen)
    await uow.bestanden.finish(bestand.nummer, afloop, nu=handeling.op)
    return afloop


def _niveau_2(bericht: Regiebericht) -> tuple[Regelbreuk, ...]:
    return tuple(bevinding for treffer in beoordeel_regie(bericht) for bevinding in bevindingen_van(treffer))


async def _kop(uow: Uow, bestand: Bestand, bericht: Regiebericht, vandaag: dt.date) -> tuple[Regelbreuk, ...]:
    identificatie = bericht.header.bericht_identificatie
    gebroken = {
        "TR056": await uow.bestanden.was_received(bestand, identificatie.identificatie),
        "TR135": identificatie.dagtekening > vandaag,
        "TR378": not await uow.deelnames.has(bericht.wet, bericht.header.ontvanger, dag=identificatie.dagtekening),
    }
    return tuple(
        Regelbreuk(regel=regel, code=code, niveau=niveau, klasse=Klasse.KOP, aantal=1, posities=(0,))
        for regel, (code, niveau) in _KOPREGELS.items()
        if gebroken[regel]
    )


async def _van_ander(uow: Uow, bestand: Bestand, bericht: Regiebericht, client: bytes) -> tuple[Regelbreuk, ...]:
    """TR019 where it is certain: the number is known and belongs to another client or aanbieder."""
    nummers = [product.toewijzing_nummer for product in bericht.producten]
    sleutels = [(bestand.kop.gemeente, bericht.wet, nummer) for nummer in nummers if nummer is not None]
    bekend = {stand.nummer: stand for stand, _ in await uow.toewijzingen.list_by_key(sleutels)} if sleutels else {}
    eigenaar = (bestand.kop.agb_code, client)
    posities = tuple(
        positie
        for positie, nummer in enumerate(nummers)
        if nummer in bekend and (bekend[nummer].agb_code, bekend[nummer].client) != eigenaar
    )
    if not posities:
        return ()
    klasse = Klasse.START_PRODUCT if bestand.kop.soort is Soort.START else Klasse.STOP_PRODUCT
    return (
        Regelbreuk(
            regel=ANDERE_TOEWIJZING, code="9019", niveau=3, klasse=klasse, aantal=len(posities), posities=posities
        ),
    )


def _melding(product: StartProduct) -> Melding:
    stop = product if isinstance(product, StopProduct) else None
    return Melding(
        categorie=product.product.categorie if product.product else None,
        code=product.product.code if product.product else None,
        begindatum=product.begindatum,
        einddatum=stop.einddatum if stop else None,
        reden=stop.reden_beeindiging if stop else None,
        status_aanlevering=product.status_aanlevering,
    )
