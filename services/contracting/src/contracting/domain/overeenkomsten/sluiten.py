"""What is agreed, before it is an agreement."""

import datetime as dt
import uuid
from dataclasses import dataclass

from contracting.domain.overeenkomsten.gronden import Gebruiksnorm
from contracting.domain.overeenkomsten.verlenging import Verlengrecht
from contracting.domain.prijzen.prijs import Prijsopgave
from contracting.domain.taakgericht.taakbudget import Taakbudget


@dataclass(frozen=True, slots=True, kw_only=True)
class OvereenkomstSluiten:
    """What was agreed; prices for p*q, a budget for taakgericht."""

    agb_code: str
    perceel_code: str
    gemeenten: tuple[str, ...]
    ingangsdatum: dt.date
    einddatum: dt.date | None
    prijzen: tuple[Prijsopgave, ...]
    taakbudget: Taakbudget | None
    opzegtermijn_maanden: int | None = None
    verlengrecht: Verlengrecht | None = None
    waarde_cent: int | None = None
    gebruiksnorm: Gebruiksnorm | None = None
    moeder_id: uuid.UUID | None = None
