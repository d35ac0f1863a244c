"""What an applicant states: who, what, where, when and for how much. No bank account and no BSN."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class SoortAanvrager(StrEnum):
    """Who asks."""

    NATUURLIJK_PERSOON = "natuurlijk-persoon"
    GROEP = "groep"
    RECHTSPERSOON = "rechtspersoon"
    ONDERNEMING = "onderneming"


class Rechtsvorm(StrEnum):
    """Legal form, as far as it matters for publication."""

    STICHTING = "stichting"
    VERENIGING = "vereniging"
    COOPERATIE = "cooperatie"
    KERKGENOOTSCHAP = "kerkgenootschap"
    PUBLIEKRECHTELIJK = "publiekrechtelijk"
    BV = "bv"
    NV = "nv"
    EENMANSZAAK = "eenmanszaak"
    VOF = "vof"
    MAATSCHAP = "maatschap"


# Their trade name is often the name of a person (dossier 6, mask).
OP_EIGEN_NAAM = frozenset({Rechtsvorm.EENMANSZAAK, Rechtsvorm.VOF, Rechtsvorm.MAATSCHAP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Begroting:
    """Costs and income of the activity in cents; `contant_cent` is the part of the costs paid in cash."""

    kosten_cent: int
    eigen_bijdrage_cent: int = 0
    andere_inkomsten_cent: int = 0
    contant_cent: int = 0

    @property
    def tekort_cent(self) -> int:
        """Costs that own money and other income do not cover; never below zero (dossier 5, M5)."""
        return max(0, self.kosten_cent - self.eigen_bijdrage_cent - self.andere_inkomsten_cent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opgave:
    """The content of an application; `gevraagd_cent` in cents, days are calendar days."""

    soort: SoortAanvrager
    naam: str
    rechtsvorm: Rechtsvorm | None = None
    kvk_nummer: str | None = None
    emailadres: str | None = None
    winstoogmerk: bool = False
    opgericht_op: dt.date | None = None
    bestuur_gewijzigd_op: dt.date | None = None
    gemeente: str
    wijk: str | None = None
    titel: str
    doel: str
    activiteit_van: dt.date
    activiteit_tot: dt.date
    gevraagd_cent: int
    begroting: Begroting

    @property
    def is_persoon(self) -> bool:
        """True when the name may lead to a person: residents, groups, and firms that carry a personal name."""
        if self.soort is SoortAanvrager.ONDERNEMING:
            return self.rechtsvorm is None or self.rechtsvorm in OP_EIGEN_NAAM
        return self.soort is not SoortAanvrager.RECHTSPERSOON
