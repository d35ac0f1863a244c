"""Which gemeente takes which service line from the bureau, over time (dossier contracting section 7)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import Fout, refused
from risb_recht.periode import Periode


class Dienst(StrEnum):
    """A service line: Wmo, Jeugdwet, OMNV (ondersteuning met noodzakelijk verblijf) or the Werkbedrijf."""

    WMO = "wmo"
    JW = "jw"
    OMNV = "omnv"
    WERKBEDRIJF = "werkbedrijf"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegioDeelname:
    """Participation from `van` up to and including `tot`; without `tot` until further notice."""

    gemeente: str
    dienst: Dienst
    van: dt.date
    tot: dt.date | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"regio-deelname:{self.gemeente}:{self.dienst}"

    @property
    def periode(self) -> Periode:
        """The days of the participation."""
        return Periode(van=self.van, tot=self.tot)

    def geldt_op(self, dag: dt.date) -> bool:
        """True from the first up to and including the last day."""
        return dag in self.periode


def controleer_periode(deelname: RegioDeelname, bestaand: Iterable[RegioDeelname]) -> None:
    """Refuse a period that ends before it begins, or that overlaps another one of the same gemeente and dienst."""
    if deelname.tot is not None and deelname.tot < deelname.van:
        raise refused("periode-omgekeerd", "De laatste dag ligt voor de eerste dag; draai ze om.")
    for andere in bestaand:
        zelfde_begin = andere.van == deelname.van
        if not zelfde_begin and andere.periode.overlapt(deelname.periode):
            raise refused(
                "deelname-overlapt",
                f"Gemeente {deelname.gemeente} neemt deze dienst al af vanaf {andere.van}; sluit die periode eerst af.",
            )


def controleer_deelname(
    gemeenten: Iterable[str], dienst: Dienst, dag: dt.date, *, deelnames: Iterable[RegioDeelname]
) -> None:
    """Refuse gemeenten that do not take the service line on the day, all at once (X9)."""
    actief = {one.gemeente for one in deelnames if one.dienst is dienst and one.geldt_op(dag)}
    fouten = [
        Fout("gemeenten", "neemt-niet-deel", f"Gemeente {code} neemt de dienst {dienst} op {dag} niet af bij de regio.")
        for code in sorted(set(gemeenten) - actief)
    ]
    if fouten:
        raise refused(
            "gemeente-neemt-niet-deel",
            "Niet elke gemeente neemt deze dienst af bij de regio."
            " Laat die gemeente weg, of leg eerst de deelname vast.",
            *fouten,
        )
