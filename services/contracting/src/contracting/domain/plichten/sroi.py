"""Social return: what an aanbieder owes for its contract sum, and what its efforts are worth by a dated table (C18).

Value = table x hours per week / 36 x part of the year: whole calendar months count as n/12, others as days/365; hours
that are given count each; a bonus counts once, whole. Every effort is rounded half up to the cent.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from risb_kern.errors import Fout, refused
from risb_recht.bedrag import half_omhoog
from risb_recht.kalender import MAANDEN_PER_JAAR
from risb_recht.periode import Periode

VOLTIJD_UREN = 36
DAGEN_PER_JAAR = 365
HEEL = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sroitabel:
    """What a year of full-time work of each group is worth in a gemeente from a day on, an hour, and each bonus."""

    code: str
    gemeente: str
    van: dt.date
    bron: str
    jaarwaarden: Mapping[str, int]
    uurwaarde_cent: int
    bonussen: Mapping[str, int]

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"sroi-tabel:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sroiinzet:
    """One effort: a group that works so many hours a week for a period, or hours that were given (`groep` is None)."""

    groep: str | None
    uren: int
    van: dt.date
    tot: dt.date
    bonus: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sroiverplichting:
    """What is owed for an agreement, with the efforts so far; `percentage` is in ten-thousandths."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    tabel: Sroitabel
    contractsom_cent: int
    percentage: int
    inzetten: tuple[Sroiinzet, ...] = ()

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"sroi:{self.id}"

    @property
    def verplicht_cent(self) -> int:
        """The obligation."""
        return half_omhoog(self.contractsom_cent * self.percentage, HEEL)

    @property
    def gerealiseerd_cent(self) -> int:
        """What the efforts are worth together."""
        return sum(waarde_van(self.tabel, one) for one in self.inzetten)

    @property
    def tekort_cent(self) -> int:
        """What is still missing, never below zero."""
        return max(0, self.verplicht_cent - self.gerealiseerd_cent)

    def met_inzet(self, inzet: Sroiinzet) -> "Sroiverplichting":
        """One more effort; one that the table does not know is refused."""
        controleer_inzet(self.tabel, inzet)
        return replace(self, inzetten=(*self.inzetten, inzet))


def controleer_tabel(tabel: Sroitabel, gemeenten: Collection[str], ingangsdatum: dt.date, vandaag: dt.date) -> None:
    """Refuse a table of a gemeente outside the agreement, and one that holds neither today nor on its first day."""
    fouten = []
    if tabel.gemeente not in gemeenten:
        melding = f"Kies een tabel van een gemeente van de overeenkomst: {', '.join(sorted(gemeenten))}."
        fouten.append(Fout("tabelcode", "andere-gemeente", melding))
    if tabel.van > max(vandaag, ingangsdatum):
        melding = f"Deze tabel geldt pas vanaf {tabel.van:%d-%m-%Y}. Kies een tabel die al geldt."
        fouten.append(Fout("tabelcode", "geldt-nog-niet", melding))
    if fouten:
        raise refused("tabel-past-niet", f"Tabel {tabel.code} past niet bij de overeenkomst.", *fouten)


def controleer_inzet(tabel: Sroitabel, inzet: Sroiinzet) -> None:
    """Refuse a group or bonus that the table does not have, and a period that ends before it begins."""
    fouten = []
    if inzet.groep is not None and inzet.groep not in tabel.jaarwaarden:
        fouten.append(Fout("groep", "onbekend", f"Kies uit: {', '.join(sorted(tabel.jaarwaarden))}."))
    if inzet.bonus is not None and inzet.bonus not in tabel.bonussen:
        fouten.append(Fout("bonus", "onbekend", f"Kies uit: {', '.join(sorted(tabel.bonussen)) or 'geen'}."))
    if inzet.tot < inzet.van:
        fouten.append(Fout("tot", "omgekeerd", "De laatste dag ligt voor de eerste."))
    if fouten:
        raise refused("inzet-past-niet", f"De inzet past niet bij tabel {tabel.code}.", *fouten)


def waarde_van(tabel: Sroitabel, inzet: Sroiinzet) -> int:
    """What one effort is worth in cents."""
    bonus = tabel.bonussen[inzet.bonus] if inzet.bonus else 0
    if inzet.groep is None:
        return inzet.uren * tabel.uurwaarde_cent + bonus
    deel, geheel = _jaardeel(Periode(van=inzet.van, tot=inzet.tot))
    return half_omhoog(tabel.jaarwaarden[inzet.groep] * inzet.uren * deel, VOLTIJD_UREN * geheel) + bonus


def _jaardeel(periode: Periode) -> tuple[int, int]:
    """Months of twelve when it runs in whole calendar months, else days of 365."""
    if periode.is_hele_maanden():
        return periode.maanden(), MAANDEN_PER_JAAR
    return periode.dagen, DAGEN_PER_JAAR
