"""Everything an outsider can see of a run of declaraties at rest: plain rows, plain records, plain files.

Nothing in here is derived. Amounts are signed eurocents, a credit is negative.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .feiten import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijn:
    """One line as the client declared it; `code` is what the client knows that must come of it ("" is approved)."""

    referentie: str
    bsn: str
    toewijzing: int
    volume: int
    cent: int
    vorige: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indiening:
    """One 323 as a client offered it; `id` and `antwoord` (the 325) are what the client was given."""

    sha256: bytes
    agb: str
    gemeente: str
    nummer: str
    maand: str
    lijnen: Sequence[Lijn]
    uitkomst: Outcome = Outcome.BEVESTIGD
    id: str | None = None
    antwoord: bytes | None = None
    leesbaar: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestandrij:
    """A row of `bestand` (only 323)."""

    id: str
    agb: str
    gemeente: str
    sha256: bytes
    opslag: str
    status: str
    telt: bool
    nummer: str | None
    ingediend: int | None
    toegekend: int | None
    antwoorden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijnrij:
    """A row of `prestatie`; `slot` is what may be billed once: toewijzing, product and period."""

    bestand: str
    slot: str
    regel: int
    referentie: str
    vorige: str | None
    toewijzing: int
    volume: int
    cent: int
    credit: bool
    goed: bool
    codes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdracht:
    """A row of `betaalopdracht`; `bestand` is None for what does not come from a declaratie."""

    id: str
    bestand: str | None
    agb: str
    gemeente: str
    cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vastgelegd:
    """An event that a service committed: in its outbox or in its log of sent events."""

    id: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht:
    """A record on a topic; `ruw` is key, value and headers as bytes."""

    topic: str
    partitie: int
    plaats: int
    id: str
    naam: str
    sleutel: bytes
    data: Mapping[str, object]
    ruw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Boeking:
    """A line of the budget ledger of contracting that says what was paid."""

    kenmerk: str
    cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaling:
    """A payment that was released: which payables it pays, how much, in which file."""

    id: str
    msg_id: str
    run: str = ""
    opdrachten: Sequence[str]
    cent: int
    teruggekomen: bool = False


@dataclass(kw_only=True)
class Dossier:
    """A whole run at rest."""

    indieningen: list[Indiening]
    bestanden: list[Bestandrij]
    lijnen: list[Lijnrij]
    opdrachten: list[Opdracht]
    vastgelegd: list[Vastgelegd]
    berichten: list[Bericht]
    boekingen: list[Boeking]
    opgeslagen: set[str]
    onafgehandeld: list[str] = field(default_factory=list)
    betalingen: list[Betaling] = field(default_factory=list)
    betaalbestanden: list[bytes] = field(default_factory=list)
    register: list[str] = field(default_factory=list)
    # The ceiling of a toewijzing over its whole duration, in units of its product: (gemeente, number).
    plafonds: dict[tuple[str, int], int] = field(default_factory=dict)
    # What an aanbieder must get beside its declaraties, in cents: settlements, terms and reimbursements.
    nabetaald: dict[str, int] = field(default_factory=dict)
    personen: Sequence[str] = ()
