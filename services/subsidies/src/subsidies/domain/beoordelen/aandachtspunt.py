"""Points that a person must look at. A point never changes the outcome, the amount, the term or a payment by itself."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import DomainError, Kind


class Bron(StrEnum):
    """Which check raised the point."""

    SCREENING = "screening"
    DUBBELE_FINANCIERING = "dubbele-financiering"


class Uitkomst(StrEnum):
    """What a person concluded (dossier 4)."""

    VERKLAARD = "verklaard"
    AANGEHOUDEN = "aangehouden"
    EIGEN_ONDERZOEK = "eigen-onderzoek"
    LBB = "lbb"
    GEEN_GEVOLG = "geen-gevolg"


AFGEDAAN = frozenset({Uitkomst.VERKLAARD, Uitkomst.GEEN_GEVOLG})
# Own research and advice of the Landelijk Bureau Bibob are heavy means (Bibob 3, fifth paragraph).
ZWARE_UITKOMSTEN = frozenset({Uitkomst.EIGEN_ONDERZOEK, Uitkomst.LBB})


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaal:
    """One finding of one rule: the fact with its source and date, why we look, and what may explain it.

    `sleutel` tells findings of the same rule on the same application apart.
    """

    bron: Bron
    regel: str
    versie: int
    sleutel: str = ""
    feit: str
    feit_bron: str
    feit_datum: dt.date
    waarom: str
    verklaringen: tuple[str, ...]
    vragen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aandachtspunt:
    """A signal on an application, with the outcome, reason and name once a person has looked."""

    id: uuid.UUID
    aanvraag_id: uuid.UUID
    signaal: Signaal
    ontstaan_op: dt.datetime
    uitkomst: Uitkomst | None = None
    reden: str | None = None
    door: str | None = None
    beantwoord_op: dt.datetime | None = None

    @property
    def is_afgedaan(self) -> bool:
        """True when nothing further is expected."""
        return self.uitkomst in AFGEDAAN


def handel_af(punt: Aandachtspunt, uitkomst: Uitkomst, reden: str, *, door: str, nu: dt.datetime) -> Aandachtspunt:
    """Record what a person concluded; a point that is done stays as it is."""
    if punt.is_afgedaan:
        raise DomainError(Kind.CONFLICT, "al-afgehandeld", "Dit aandachtspunt is al afgehandeld.")
    return dataclasses.replace(punt, uitkomst=uitkomst, reden=reden, door=door, beantwoord_op=nu)


def zijn_beantwoord(punten: Iterable[Aandachtspunt]) -> bool:
    """True when a person chose an outcome for each of them."""
    return all(one.uitkomst is not None for one in punten)


def zijn_afgedaan(punten: Iterable[Aandachtspunt]) -> bool:
    """True when each of them is explained or has no consequence."""
    return all(one.is_afgedaan for one in punten)
