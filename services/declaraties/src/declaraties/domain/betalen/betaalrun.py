"""A payment run of one gemeente: prepared by one person, released by another, every payable in it once (D15)."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import DomainError, Kind
from risb_recht.parameters import vast

# The largest amount of one SEPA credit transfer: 999,999,999.99 euro.
GROOTSTE_BETALING_CENT = 99_999_999_999
# What holds a payment back is looked at until its release, so the bank does not keep it for long after.
VOORUIT = vast("betaling vooruit", "dagen", 92, van=dt.date(2015, 1, 1), bron="eigen keuze: een kwartaal")


class Runstatus(StrEnum):
    """Where a run stands; the last three follow from what the bank told of its payments."""

    CONCEPT = "concept"
    INGETROKKEN = "ingetrokken"
    VRIJGEGEVEN = "vrijgegeven"
    DEELS_TERUGGEKOMEN = "deels-teruggekomen"
    TERUGGEKOMEN = "teruggekomen"
    AFGEROND = "afgerond"


class Betaalstatus(StrEnum):
    """What became of one payment: nothing known yet, carried out, or refused by the bank."""

    OPEN = "open"
    UITGEVOERD = "uitgevoerd"
    GEWEIGERD = "geweigerd"


class Overslagreden(StrEnum):
    """Why payables that are due are not in a run."""

    GEEN_REKENING = "geen-rekening"
    OPGESCHORT = "opgeschort"
    SALDO_NIET_POSITIEF = "saldo-niet-positief"
    IN_CONTROLE = "in-controle"
    VASTGEHOUDEN = "vastgehouden"
    VOLGENS_REGISTER_BETAALD = "volgens-register-betaald"
    TE_GROOT = "te-groot"
    REKENING_ONBRUIKBAAR = "rekening-onbruikbaar"
    UBO_ONBEKEND = "ubo-onbekend"
    SANCTIELIJST = "sanctielijst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaalrekening:
    """An account in use of its holder, in the version that was told; `nummer` only encrypted, and bound to these."""

    id: uuid.UUID
    houdersoort: str
    houder: str
    versie: int
    naam: str
    nummer: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Openstaand:
    """A payable that is due and in no payment that counts; `sleutel` names it outside the database too."""

    id: uuid.UUID
    sleutel: str
    agb_code: str
    bedrag_cent: int
    beletsel: Overslagreden | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaling:
    """What one aanbieder gets: exactly the sum of its payables, more than zero. `sleutels` in the order of the ids."""

    id: uuid.UUID
    agb_code: str
    bedrag_cent: int
    rekening: Betaalrekening
    opdrachten: tuple[uuid.UUID, ...]
    sleutels: tuple[str, ...]
    status: Betaalstatus = Betaalstatus.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Overgeslagen:
    """Payables of an aanbieder that stay open for a next run, and why."""

    agb_code: str
    reden: Overslagreden
    aantal: int
    bedrag_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaalrun:
    """A run with its payments, frozen at preparation."""

    id: uuid.UUID
    gemeente: str
    agb_code: str | None
    tot_en_met: dt.date
    uitvoerdatum: dt.date
    rekening: Betaalrekening
    betalingen: tuple[Betaling, ...]
    overgeslagen: tuple[Overgeslagen, ...]
    voorbereid_door: str
    voorbereid_op: dt.datetime
    status: Runstatus = Runstatus.CONCEPT
    nummer: int = 0

    @property
    def bedrag_cent(self) -> int:
        """What leaves the account of the gemeente."""
        return sum(one.bedrag_cent for one in self.betalingen)

    @property
    def msg_id(self) -> str:
        """The name of the payment file at the bank; follows from the run, so that a run never has two."""
        return self.id.hex

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"betaalrun:{self.id}"

    def eis_concept(self) -> None:
        """409 for a run that was released or withdrawn."""
        if self.status is not Runstatus.CONCEPT:
            raise DomainError(Kind.CONFLICT, "run-afgehandeld", f"Deze betaalrun is al {self.status.value}.")


def stel_samen(
    openstaand: Iterable[Openstaand],
    *,
    rekeningen: Mapping[str, Betaalrekening],
    opgeschort: Collection[str],
    geblokkeerd: Mapping[str, Overslagreden],
    onbruikbaar: Collection[str],
    nieuw_id: Callable[[], uuid.UUID],
) -> tuple[tuple[Betaling, ...], tuple[Overgeslagen, ...]]:
    """One payment per aanbieder, and what is left out with its reason; every payable is in exactly one of both.

    `geblokkeerd` are aanbieders that screening forbids to pay, whatever else holds, with why.
    """
    per_aanbieder: dict[str, list[Openstaand]] = {}
    for one in openstaand:
        per_aanbieder.setdefault(one.agb_code, []).append(one)
    betalingen, overgeslagen = [], []
    for agb_code, eigen in sorted(per_aanbieder.items()):
        if agb_code in geblokkeerd:
            overgeslagen.append(_overgeslagen(agb_code, geblokkeerd[agb_code], eigen))
            continue
        if agb_code in onbruikbaar:
            # Said whatever else holds it: nobody would know of the account before everything else is solved.
            overgeslagen.append(_overgeslagen(agb_code, Overslagreden.REKENING_ONBRUIKBAAR, eigen))
            continue
        overgeslagen += _belet(agb_code, eigen)
        vrij = sorted((one for one in eigen if one.beletsel is None), key=lambda one: one.id)
        if not vrij:
            continue
        rekening = rekeningen.get(agb_code)
        reden = _reden(sum(one.bedrag_cent for one in vrij), rekening, opgeschort=agb_code in opgeschort)
        if reden is not None:
            overgeslagen.append(_overgeslagen(agb_code, reden, vrij))
        elif rekening is not None:
            betalingen.append(_betaling(nieuw_id(), rekening, vrij))
    return tuple(betalingen), tuple(overgeslagen)


def _belet(agb_code: str, eigen: list[Openstaand]) -> list[Overgeslagen]:
    redenen = sorted({one.beletsel for one in eigen if one.beletsel is not None})
    return [_overgeslagen(agb_code, reden, [one for one in eigen if one.beletsel is reden]) for reden in redenen]


def _reden(saldo: int, rekening: Betaalrekening | None, *, opgeschort: bool) -> Overslagreden | None:
    if opgeschort:
        return Overslagreden.OPGESCHORT
    if rekening is None:
        return Overslagreden.GEEN_REKENING
    if saldo <= 0:
        return Overslagreden.SALDO_NIET_POSITIEF
    return Overslagreden.TE_GROOT if saldo > GROOTSTE_BETALING_CENT else None


def _overgeslagen(agb_code: str, reden: Overslagreden, welke: list[Openstaand]) -> Overgeslagen:
    saldo = sum(one.bedrag_cent for one in welke)
    return Overgeslagen(agb_code=agb_code, reden=reden, aantal=len(welke), bedrag_cent=saldo)


def _betaling(betaling_id: uuid.UUID, rekening: Betaalrekening, vrij: list[Openstaand]) -> Betaling:
    return Betaling(
        id=betaling_id,
        agb_code=vrij[0].agb_code,
        bedrag_cent=sum(one.bedrag_cent for one in vrij),
        rekening=rekening,
        opdrachten=tuple(one.id for one in vrij),
        sleutels=tuple(one.sleutel for one in vrij),
    )


def stand_van(opgeslagen: Runstatus, betalingen: Collection[Betaalstatus]) -> Runstatus:
    """The status as shown: a released run follows its payments."""
    if opgeslagen is not Runstatus.VRIJGEGEVEN:
        return opgeslagen
    if Betaalstatus.GEWEIGERD in betalingen:
        alle = set(betalingen) == {Betaalstatus.GEWEIGERD}
        return Runstatus.TERUGGEKOMEN if alle else Runstatus.DEELS_TERUGGEKOMEN
    return Runstatus.AFGEROND if set(betalingen) == {Betaalstatus.UITGEVOERD} else Runstatus.VRIJGEGEVEN


def gemaskeerd(iban: str) -> str:
    """An account number as a person may compare it: country, check digits and bank, and the last four characters."""
    return f"{iban[:4]} {iban[4:8]} .... {iban[-4:]}"
