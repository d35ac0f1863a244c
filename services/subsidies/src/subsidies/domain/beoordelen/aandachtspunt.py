"""Points that a person must look at. A point never changes the outcome, the amount, the term or a payment by itself."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Kind


class Aandachtbron(StrEnum):
    """Which check raised the point."""

    SCREENING = "screening"
    DUBBELE_FINANCIERING = "dubbele-financiering"


class Puntuitkomst(StrEnum):
    """What a person concluded (dossier 4)."""

    VERKLAARD = "verklaard"
    AANGEHOUDEN = "aangehouden"
    EIGEN_ONDERZOEK = "eigen-onderzoek"
    LBB = "lbb"
    GEEN_GEVOLG = "geen-gevolg"


AFGEDAAN = frozenset({Puntuitkomst.VERKLAARD, Puntuitkomst.GEEN_GEVOLG})
# Own research and advice of the Landelijk Bureau Bibob are heavy means (Bibob 3, fifth paragraph).
ZWARE_UITKOMSTEN = frozenset({Puntuitkomst.EIGEN_ONDERZOEK, Puntuitkomst.LBB})
_NAMESPACE = uuid.UUID("0b1f8a52-2a36-5d0c-8a6c-0f6f0f3f3c11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aandachtsignaal:
    """One finding of one rule: the fact with its source and date, why we look, and what may explain it.

    `sleutel` tells findings of the same rule on the same application apart.
    """

    bron: Aandachtbron
    regel: str
    versie: int
    sleutel: str = ""
    feit: str
    feit_bron: str
    feit_datum: dt.date
    waarom: str
    verklaringen: tuple[str, ...]
    vragen: tuple[str, ...]

    @property
    def kenmerk(self) -> str:
        """Rule and version, as in the timeline."""
        return f"{self.regel}.{self.versie}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aandachtspunt:
    """A signal on an application, with the outcome, reason and name once a person has looked."""

    id: uuid.UUID
    aanvraag_id: uuid.UUID
    signaal: Aandachtsignaal
    ontstaan_op: dt.datetime
    uitkomst: Puntuitkomst | None = None
    reden: str | None = None
    door: str | None = None
    beantwoord_op: dt.datetime | None = None

    @property
    def volgorde(self) -> tuple[dt.datetime, str, str]:
        """Oldest first; what came at once in the order of the rules."""
        return (self.ontstaan_op, self.signaal.regel, self.signaal.sleutel)

    @property
    def is_afgedaan(self) -> bool:
        """True when nothing further is expected."""
        return self.uitkomst in AFGEDAAN


def aandachtspunt_van(aanvraag_id: uuid.UUID, signaal: Aandachtsignaal, op: dt.datetime) -> Aandachtspunt:
    """The point with an id that follows from the finding, so that it is the same one each time."""
    naam = f"{aanvraag_id}:{signaal.bron}:{signaal.regel}:{signaal.versie}:{signaal.sleutel}"
    return Aandachtspunt(id=uuid.uuid5(_NAMESPACE, naam), aanvraag_id=aanvraag_id, signaal=signaal, ontstaan_op=op)


def handel_af(punt: Aandachtspunt, uitkomst: Puntuitkomst, reden: str, handeling: Handeling) -> Aandachtspunt:
    """Record what a person concluded; a point that is done stays as it is."""
    if punt.is_afgedaan:
        raise DomainError(Kind.CONFLICT, "al-afgehandeld", "Dit aandachtspunt is al afgehandeld.")
    return dataclasses.replace(punt, uitkomst=uitkomst, reden=reden, door=handeling.door, beantwoord_op=handeling.op)


def zijn_beantwoord(punten: Iterable[Aandachtspunt]) -> bool:
    """True when a person chose an outcome for each of them."""
    return all(one.uitkomst is not None for one in punten)


def zijn_afgedaan(punten: Iterable[Aandachtspunt]) -> bool:
    """True when each of them is explained or has no consequence."""
    return all(one.is_afgedaan for one in punten)
