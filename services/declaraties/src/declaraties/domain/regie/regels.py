"""Level 2 for a 305 and 307: what a start or stop must hold by itself. One position per StartProduct or StopProduct."""

import datetime as dt
from collections.abc import Callable

import numpy as np

from declaraties.domain.standaard.berichten.declaratie import Masker
from declaraties.domain.standaard.berichten.levering import (
    EERSTE_AANLEVERING,
    VERWIJDEREN,
    Regiebericht,
    StartProduct,
    StopProduct,
)
from declaraties.domain.standaard.bsn import is_bsn
from declaraties.domain.standaard.regel import enkel
from declaraties.domain.toewijzen.regels import persoon

Sleutel = tuple[object, ...]


def sleutel_van(product: StartProduct) -> Sleutel:
    """The logical key of a start, or of a stop (IV008)."""
    start = (product.toewijzing_nummer, product.product, product.begindatum)
    return (*start, product.reden_beeindiging, product.einddatum) if isinstance(product, StopProduct) else start


def cs002(bericht: Regiebericht) -> Masker:
    """Bsn fails the 11-proef."""
    return enkel(not is_bsn(bericht.client.bsn))


def tr002(bericht: Regiebericht) -> Masker:
    """Born more than 120 years ago."""
    return enkel(persoon.te_oud(bericht.client.geboortedatum, _dagtekening(bericht)))


def tr134_geboren(bericht: Regiebericht) -> Masker:
    """Born after the message was signed."""
    return enkel(persoon.in_de_toekomst(bericht.client.geboortedatum, _dagtekening(bericht)))


def cs139(bericht: Regiebericht) -> Masker:
    """DatumGebruik and the date of birth contradict each other."""
    return enkel(persoon.gebruik_klopt_niet(bericht.client.geboortedatum))


def tr101(bericht: Regiebericht) -> Masker:
    """A logical key that an earlier product of the message has."""
    sleutels = [sleutel_van(product) for product in bericht.producten]
    return np.array([sleutel in sleutels[:plaats] for plaats, sleutel in enumerate(sleutels)], np.bool_)


def tr134(bericht: Regiebericht) -> Masker:
    """Begindatum of a start, Einddatum of a stop, after the message was signed."""
    return _elk(bericht, lambda product: getattr(product, "einddatum", product.begindatum) > _dagtekening(bericht))


def tr018(bericht: Regiebericht) -> Masker:
    """Einddatum before Begindatum."""
    return _elk(bericht, lambda product: isinstance(product, StopProduct) and product.einddatum < product.begindatum)


def cs058(bericht: Regiebericht) -> Masker:
    """StatusAanlevering is not 1 or 3; changing (2) is no longer allowed (OP033x2)."""
    return _elk(bericht, lambda product: product.status_aanlevering not in {EERSTE_AANLEVERING, VERWIJDEREN})


def _dagtekening(bericht: Regiebericht) -> dt.date:
    return bericht.header.bericht_identificatie.dagtekening


def _elk(bericht: Regiebericht, gebroken: Callable[[StartProduct], bool]) -> Masker:
    return np.array([gebroken(product) for product in bericht.producten], np.bool_)
