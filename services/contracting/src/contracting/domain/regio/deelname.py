"""Which gemeente takes which service line from the bureau, over time (dossier contracting section 7)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import Fout, refused
from risb_recht.periode import Periode, aaneen


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


def controleer_deelname(periode: Periode, dienst: Dienst, deelnames: Mapping[str, Iterable[RegioDeelname]]) -> None:
    """Refuse gemeenten that do not take the service line on every day of the period, all at once (X9).

    `deelnames` has every period of each gemeente in the service line.
    """
    fouten = [
        fout
        for gemeente, perioden in sorted(deelnames.items())
        if (fout := _deelnamefout(gemeente, dienst, periode, [one.periode for one in perioden])) is not None
    ]
    if fouten:
        raise refused(
            "gemeente-neemt-niet-deel",
            "Niet elke gemeente neemt deze dienst de hele periode af bij de regio."
            " Laat die gemeente weg, kies een andere periode, of leg eerst de deelname vast.",
            *fouten,
        )


def _deelnamefout(gemeente: str, dienst: Dienst, periode: Periode, deelnames: list[Periode]) -> Fout | None:
    """What is wrong for one gemeente; None when it takes the service line on every day."""
    begin = next((one for one in aaneen(deelnames) if periode.van in one), None)
    if begin is None:
        melding = f"Gemeente {gemeente} neemt de dienst {dienst} op {periode.van} niet af bij de regio."
        eerste = min((one.van for one in deelnames), default=None)
        if eerste is not None and periode.van < eerste:
            melding += f" De deelname is bekend vanaf {eerste}: kies een ingangsdatum vanaf die dag."
        return Fout("gemeenten", "neemt-niet-deel", melding)
    if begin.omvat(periode):
        return None
    melding = (
        f"Gemeente {gemeente} neemt de dienst {dienst} af tot en met {begin.tot}."
        " Laat de overeenkomst uiterlijk dan eindigen, of laat de gemeente weg."
    )
    return Fout("gemeenten", "uitgetreden", melding)
