"""Judged lines as a file for a spreadsheet, in which no text of a sender can become a formula."""

import csv
import io
from collections.abc import Iterable

from risb_kern.edge.spreadsheet import BOM, reference

from declaraties.application.beoordelen.queries import Prestatielezing
from declaraties.domain.standaard.retourcodes import uitleg_van_code

KOLOMMEN = (
    "regel",
    "client",
    "bsn",
    "referentieNummer",
    "vorigReferentieNummer",
    "toewijzingNummer",
    "productCategorie",
    "productCode",
    "begindatum",
    "einddatum",
    "geleverdVolume",
    "eenheid",
    "tariefEuro",
    "bedragEuro",
    "goedgekeurd",
    "retourcodes",
    "uitleg",
)


def als_csv(lijnen: Iterable[Prestatielezing]) -> str:
    """A heading and a row per line; semicolons and decimal commas, as Dutch spreadsheets read them."""
    doel = io.StringIO()
    schrijver = csv.writer(doel, delimiter=";")
    schrijver.writerow(KOLOMMEN)
    schrijver.writerows(_rij(lijn) for lijn in lijnen)
    return BOM + doel.getvalue()


def _rij(lijn: Prestatielezing) -> tuple[str | int, ...]:
    codes = [code for code in lijn.retourcodes.split("+") if code]
    return (
        lijn.regel + 1,
        reference(lijn.client.hex()),
        reference(lijn.bsn or ""),
        reference(lijn.referentie),
        reference(lijn.vorige or ""),
        lijn.toewijzing,
        reference(lijn.categorie),
        reference(lijn.code),
        lijn.begin.isoformat(),
        lijn.eind.isoformat(),
        lijn.volume,
        reference(lijn.eenheid),
        "" if lijn.tarief is None else _euro(lijn.tarief),
        _euro(-lijn.bedrag if lijn.credit else lijn.bedrag),
        "ja" if lijn.goedgekeurd else "nee",
        reference(" ".join(codes)),
        " ".join(uitleg_van_code(code).betekenis for code in codes),
    )


def _euro(cent: int) -> str:
    geheel, rest = divmod(abs(cent), 100)
    return f"{'-' if cent < 0 else ''}{geheel},{rest:02d}"
