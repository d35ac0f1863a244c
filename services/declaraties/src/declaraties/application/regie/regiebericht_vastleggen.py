"""A 305 or 307: what it tells is kept as it was told; how delivery stands follows from all of them together."""

import datetime as dt
from collections.abc import Callable

from risb_kern.act import Handeling

from declaraties.application.regie.ports import Leveringregel
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import (
    Afloop,
    Regelbreuk,
    afloop_zonder_antwoord,
    bevindingen_van,
    reden_van_gemeente,
)
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.post.kop import kopbevindingen
from declaraties.domain.regie.leveringstand import Melding
from declaraties.domain.regie.regeltabel import beoordeel_regie
from declaraties.domain.regie.tegenspraak import CODES, tegenspraken
from declaraties.domain.regie.teksten import ANDERE_TOEWIJZING
from declaraties.domain.standaard.berichten.levering import Regiebericht, StartProduct, StopProduct
from declaraties.domain.standaard.profielen import Soort
from declaraties.domain.standaard.regel import Klasse


async def regiebericht_vastleggen(
    uow: Uow, handeling: Handeling, bestand: Bestand, bericht: Regiebericht, *, pseudonym: Callable[[str], bytes]
) -> Afloop:
    """Judge the message by itself, its header, and beside what is here; keep it when all holds.

    What breaks level 2 is looked at no further, nor what breaks the header (IV028).
    """
    client = pseudonym(bericht.client.bsn)
    bevindingen = _niveau_2(bericht) or await _kop(uow, bestand, bericht, handeling.vandaag)
    if not bevindingen:
        ander = await _van_ander(uow, bestand, bericht, client)
        bevindingen = (*ander, *await _tegenspraken(uow, bestand, bericht, client))
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
    return kopbevindingen(
        al_ontvangen=await uow.bestanden.was_received(bestand, identificatie.identificatie),
        in_toekomst=identificatie.dagtekening > vandaag,
        gemeente_bekend=await uow.deelnames.has(bericht.wet, bericht.header.ontvanger, dag=identificatie.dagtekening),
        reden_onbekend=reden_van_gemeente(bericht.header.ontvanger, identificatie.dagtekening),
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
    return _breuk(bestand, ANDERE_TOEWIJZING, "9019", posities)


async def _tegenspraken(uow: Uow, bestand: Bestand, bericht: Regiebericht, client: bytes) -> tuple[Regelbreuk, ...]:
    """What contradicts the starts and stops that are here; per rule the places in the message."""
    nummers = [product.toewijzing_nummer for product in bericht.producten]
    bekend = await uow.leveringen.list_of_client(bestand, client, set(nummers))
    gebroken: dict[str, list[int]] = {regel: [] for regel in CODES}
    for nummer in dict.fromkeys(nummers):
        posities = [positie for positie, ander in enumerate(nummers) if ander == nummer]
        nieuw = [_melding(bericht.producten[positie]) for positie in posities]
        eerder = [melding for ander, melding in bekend if ander == nummer]
        for positie, regels in zip(posities, tegenspraken(eerder, nieuw), strict=True):
            for regel in regels:
                gebroken[regel].append(positie)
    return tuple(
        breuk
        for regel, posities in gebroken.items()
        for breuk in _breuk(bestand, regel, CODES[regel], tuple(sorted(posities)))
    )


def _breuk(bestand: Bestand, regel: str, code: str, posities: tuple[int, ...]) -> tuple[Regelbreuk, ...]:
    if not posities:
        return ()
    klasse = Klasse.START_PRODUCT if bestand.kop.soort is Soort.START else Klasse.STOP_PRODUCT
    return (Regelbreuk(regel=regel, code=code, niveau=3, klasse=klasse, aantal=len(posities), posities=posities),)


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
