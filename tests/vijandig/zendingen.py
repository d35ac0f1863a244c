"""What is sent: one hostile or broken message, and the good ones that they are made from."""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from declaraties.adapters.standaard.xml.schrijven import write_301, write_323
from declaraties.domain.standaard.berichten.waarden import BedragMetDC, GeslotenPeriode

from tests.builders.berichtenverkeer import envelop
from tests.builders.declaraties import AGB, BSN, BSN_TWEE, GEMEENTE, declaratie, prestatie, product, toewijzing

XML, ZIP = "application/xml", "application/zip"
BERICHTEN, ENVELOPPEN, ZENDINGEN = "/v1/berichten", "/v1/enveloppen", "/v1/zendingen"
_MAANDEN = [
    GeslotenPeriode(begindatum=dt.date(2026, maand, 1), einddatum=dt.date(2026, maand, dag))
    for maand, dag in ((1, 31), (2, 28), (3, 31), (4, 30))
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zending:
    """One message. `inhoud` gives the body in pieces, so that a huge one never exists as a whole."""

    klasse: str
    naam: str
    van_gemeente: bool
    inhoud: Callable[[], Iterator[bytes]]
    pad: str = BERICHTEN
    soort: str = XML


@dataclass(frozen=True, slots=True, kw_only=True)
class Valstrik:
    """What a hostile message may try to reach: a file that exists, and an address that listens."""

    bestand: str
    adres: str


def goede_323(r: random.Random, nummer: int) -> bytes:
    """A valid declaratie with numbers of its own."""
    kenmerk = f"V{nummer}"
    lijnen = [
        prestatie(f"{kenmerk}-{index}", product_periode=r.choice(_MAANDEN), toewijzing_nummer=r.choice([101, 102, 999]))
        for index in range(r.randint(1, 4))
    ]
    clienten = [(BSN, lijnen[:2])] + ([(BSN_TWEE, lijnen[2:])] if lijnen[2:] else [])
    return write_323(declaratie(*clienten, identificatie=kenmerk, declaratie_nummer=kenmerk))


def goede_301(_r: random.Random, nummer: int) -> bytes:
    """A valid toewijzing with a number of its own."""
    return write_301(toewijzing(product(100_000 + nummer), identificatie=f"V{nummer}"))


def een_bericht(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    """A good message, and whether it comes from the gemeente."""
    van_gemeente = r.random() < 0.25
    return (goede_301 if van_gemeente else goede_323)(r, nummer), van_gemeente


def verpak(data: bytes, r: random.Random, *, van_gemeente: bool) -> bytes:
    """A good envelope around a message."""
    van, aan, functie = (GEMEENTE, AGB, "WMO301") if van_gemeente else (AGB, GEMEENTE, "WMO323")
    return envelop(data, functie, van=van, aan=aan, referentie=str(uuid.UUID(int=r.getrandbits(128), version=4)))


def een_envelop(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    """A good message in a good envelope, and whether it comes from the gemeente."""
    data, van_gemeente = een_bericht(r, nummer)
    return verpak(data, r, van_gemeente=van_gemeente), van_gemeente


def met_bedrijfsfout(r: random.Random, nummer: int) -> bytes:
    """A declaratie that is valid under the schema and breaks one or more rules of level 2, 3 or 4."""
    kenmerk = f"V{nummer}"
    lijn = prestatie(kenmerk, **({"product_periode": r.choice(_MAANDEN)} | _LIJNFOUTEN[r.choice(list(_LIJNFOUTEN))]))
    lijnen = [lijn, prestatie(r.choice([kenmerk, f"{kenmerk}b"]))] if r.random() < 0.3 else [lijn]
    bsn = r.choice([BSN, BSN_TWEE, "999900007", "000000000"])
    anders = r.choice(_BERICHTFOUTEN)
    return write_323(declaratie((bsn, lijnen), **({"identificatie": kenmerk, "declaratie_nummer": kenmerk} | anders)))


_LIJNFOUTEN: dict[str, dict[str, object]] = {
    "goed": {},
    "toewijzing": {"toewijzing_nummer": 999_999_999},
    "categorie": {"product_categorie": "18"},
    "code": {"product_code": "x"},
    "periode": {"product_periode": GeslotenPeriode(begindatum=dt.date(1, 1, 1), einddatum=dt.date(9999, 12, 31))},
    "omgekeerd": {"product_periode": GeslotenPeriode(begindatum=dt.date(2026, 4, 30), einddatum=dt.date(2026, 4, 1))},
    "volume": {"geleverd_volume": 99_999_999},
    "eenheid": {"eenheid": "83"},
    "zonder tarief": {"product_tarief": None},
    "tarief": {"product_tarief": 99_999_999, "geleverd_volume": 99_999_999},
    "bedrag": {"ingediend_bedrag": BedragMetDC(bedrag=99_999_999, debet_credit="D")},
    "nul credit": {"ingediend_bedrag": BedragMetDC(bedrag=0, debet_credit="C")},
    "credit": {"vorige": "bestaat niet"},
}
_BERICHTFOUTEN: list[dict[str, object]] = [
    {},
    {},
    {"identificatie": "altijd"},
    {"declaratie_nummer": "altijd"},
    {"dagtekening": dt.date(9999, 12, 31)},
    {"dagtekening": dt.date(1, 1, 1)},
    {"ontvanger": "9999"},
    {"declaratie_periode": GeslotenPeriode(begindatum=dt.date(2026, 4, 2), einddatum=dt.date(2026, 4, 30))},
    {"declaratie_periode": GeslotenPeriode(begindatum=dt.date(9999, 12, 1), einddatum=dt.date(9999, 12, 31))},
    {"declaratie_periode": GeslotenPeriode(begindatum=dt.date(1, 1, 1), einddatum=dt.date(1, 1, 31))},
]
