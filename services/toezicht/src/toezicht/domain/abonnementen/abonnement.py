"""Subscriptions: who wants to be told what, and where."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from risb_kern.errors import DomainError, Fout, Kind, refused

from toezicht.domain.abonnementen.bezorging import rust_na
from toezicht.domain.detectie.regels.detectieregel import REGELS
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht


@dataclass(frozen=True, slots=True, kw_only=True)
class Abonnement:
    """Wanted anomalies of one person; empty `regels` means every rule. `geheim` is encrypted.

    `storingen` counts failed deliveries in a row; until `rust_tot` the subscriber is left alone.
    With `gemeenten` only those about aanbieders that work there: the owner is bound to them.
    """

    id: uuid.UUID
    eigenaar: str
    url: str
    soorten: Sequence[str]
    regels: Sequence[str]
    geheim: bytes
    gemeenten: Sequence[str] = ()
    aangemaakt_op: dt.datetime
    beeindigd_op: dt.datetime | None = None
    storingen: int = 0
    rust_tot: dt.datetime | None = None

    @property
    def zaak(self) -> str:
        """The name of the subscription in the timeline."""
        return f"abonnement:{self.id}"

    def wil(self, bericht: Anomaliebericht) -> bool:
        """True when the anomaly is one of those wanted, while the subscription runs."""
        gekozen = not self.regels or bericht.regel in self.regels
        return self.beeindigd_op is None and bericht.soort in self.soorten and gekozen

    def na_poging(self, *, gelukt: bool, op: dt.datetime) -> "Abonnement":
        """One success ends a failure, however long it was; too many failures in a row give rest."""
        storingen = 0 if gelukt else self.storingen + 1
        return dataclasses.replace(self, storingen=storingen, rust_tot=rust_na(storingen, op))

    def beeindig(self, op: dt.datetime) -> "Abonnement":
        """Stop it."""
        return dataclasses.replace(self, beeindigd_op=op)


def gekozen_soorten(gevraagd: Collection[str], zichtbaar: Collection[str]) -> list[str]:
    """The kinds asked for, or all that the caller may see; 403 for others."""
    soorten = set(gevraagd) or set(zichtbaar)
    if not soorten <= set(zichtbaar):
        melding = f"U mag alleen deze soorten volgen: {', '.join(sorted(zichtbaar))}."
        raise DomainError(Kind.FORBIDDEN, "soort-niet-toegestaan", melding)
    return sorted(soorten)


def gekozen_regels(gevraagd: Collection[str]) -> list[str]:
    """The rules asked for; 400 that names those that do not exist."""
    onbekend = sorted(set(gevraagd) - REGELS.keys())
    if onbekend:
        fouten = (Fout("regels", "onbekende-regel", f"Regel {one} bestaat niet.") for one in onbekend)
        raise refused("onbekende-regel", f"Kies uit: {', '.join(REGELS)}.", *fouten)
    return sorted(set(gevraagd))
