"""Level 2 for a 301: what the assignment itself must hold (dossier section 3). One position per ToegewezenProduct."""

import datetime as dt
from itertools import combinations

import numpy as np
from risb_recht.periode import Periode

from declaraties.domain.standaard.berichten.declaratie import Masker
from declaraties.domain.standaard.berichten.toewijzing import VERWIJDERD, Bericht301, ToegewezenProduct
from declaraties.domain.standaard.bsn import is_bsn
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.standaard.regel import enkel

PER_WEEK = "2"
OUDE_VERWIJDERING = "01"
LAATSTE_DAG_OUD_STELSEL = dt.date(2020, 12, 31)
EENHEDEN_ZONDER_DAG = frozenset({"14", "16", "83", "84"})
FREQUENTIES_ZONDER_DAG = frozenset({"2", "4", "6"})
OVERLAPPENDE_HULPMIDDELEN = frozenset({"11", "12", "13", "14"})


def cs002(bericht: Bericht301) -> Masker:
    """Bsn fails the 11-proef."""
    return enkel(not is_bsn(bericht.client.bsn))


def tr101(bericht: Bericht301) -> Masker:
    """A ToewijzingNummer that an earlier product of the message has (logical key)."""
    nummers = [product.toewijzing_nummer for product in bericht.client.toegewezen_producten]
    return np.array([nummer in nummers[:plaats] for plaats, nummer in enumerate(nummers)], np.bool_)


def cd079(bericht: Bericht301) -> Masker:
    """Neither Product nor Budget."""
    return _elk([p.product is None and p.budget is None for p in _producten(bericht)])


def cd041(bericht: Bericht301) -> Masker:
    """A product with code but without Omvang."""
    return _elk([_heeft_code(p) and p.omvang is None for p in _producten(bericht)])


def cd077(bericht: Bericht301) -> Masker:
    """Omvang and Budget together (CD077 and CD078 are each other's mirror)."""
    return _elk([p.omvang is not None and p.budget is not None for p in _producten(bericht)])


def cd080(bericht: Bericht301) -> Masker:
    """Omvang without product code, after 2020."""
    return _elk([p.omvang is not None and not _heeft_code(p) and _loopt_na_2020(p) for p in _producten(bericht)])


def cd075(bericht: Bericht301) -> Masker:
    """Budget without Einddatum."""
    return _elk([p.budget is not None and p.einddatum is None for p in _producten(bericht)])


def cd076(bericht: Bericht301) -> Masker:
    """Frequentie per week without Einddatum."""
    return _elk(
        [p.omvang is not None and p.omvang.frequentie == PER_WEEK and p.einddatum is None for p in _producten(bericht)],
    )


def cs003(bericht: Bericht301) -> Masker:
    """Einddatum before Ingangsdatum."""
    return _elk([p.einddatum is not None and p.einddatum < p.ingangsdatum for p in _producten(bericht)])


def cs338(bericht: Bericht301) -> Masker:
    """Etmaal, dagdeel, euro or stuks (inspanning) with frequentie per dag, after 2020."""
    return _elk(
        [
            p.omvang is not None
            and p.omvang.eenheid in EENHEDEN_ZONDER_DAG
            and p.omvang.frequentie not in FREQUENTIES_ZONDER_DAG
            and _loopt_na_2020(p)
            for p in _producten(bericht)
        ],
    )


def cs335(bericht: Bericht301) -> Masker:
    """A deletion (13) whose Einddatum is not its Ingangsdatum."""
    return _elk([p.verwijderd and p.einddatum != p.ingangsdatum for p in _producten(bericht)])


def cs336(bericht: Bericht301) -> Masker:
    """RedenWijziging 01, which is no longer allowed."""
    return _elk([p.reden_wijziging == OUDE_VERWIJDERING for p in _producten(bericht)])


def tr302(bericht: Bericht301) -> Masker:
    """The same product twice in overlapping periods; flagged on the later of the two."""
    producten = _producten(bericht)
    masker = np.zeros(len(producten), np.bool_)
    for (_, eerste), (plaats, tweede) in combinations(enumerate(producten), 2):
        masker[plaats] |= _botst(eerste, tweede, bericht.wet)
    return masker


def _botst(een_product: ToegewezenProduct, ander: ToegewezenProduct, wet: Wet) -> bool:
    if _telt_niet(een_product) or _telt_niet(ander) or not _periode(een_product).overlapt(_periode(ander)):
        return False
    if een_product.product is None or ander.product is None:
        return True
    if een_product.product.categorie != ander.product.categorie:
        return False
    if wet is Wet.WMO and een_product.product.categorie in OVERLAPPENDE_HULPMIDDELEN:
        return False
    codes = {een_product.product.code, ander.product.code}
    return None in codes or len(codes) == 1


def _periode(product: ToegewezenProduct) -> Periode:
    return Periode(van=product.ingangsdatum, tot=product.einddatum)


def _telt_niet(product: ToegewezenProduct) -> bool:
    verwijderd = product.reden_wijziging in {VERWIJDERD, OUDE_VERWIJDERING}
    return verwijderd and product.einddatum == product.ingangsdatum


def _einde(product: ToegewezenProduct) -> dt.date:
    return product.einddatum or dt.date.max


def _heeft_code(product: ToegewezenProduct) -> bool:
    return product.product is not None and product.product.code is not None


def _loopt_na_2020(product: ToegewezenProduct) -> bool:
    return _einde(product) > LAATSTE_DAG_OUD_STELSEL


def _producten(bericht: Bericht301) -> tuple[ToegewezenProduct, ...]:
    return bericht.client.toegewezen_producten


def _elk(gebroken: list[bool]) -> Masker:
    return np.array(gebroken, np.bool_)
