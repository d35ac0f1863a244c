"""The facts about judged messages; names and fields equal the Avro schemas."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RetourcodeAantal:
    """How many members of the message got a retourcode."""

    code: str
    aantal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaratieBeantwoord(Event):
    """A 323 was judged and answered; amounts are signed eurocents, `declaratieperiode` is yyyymm."""

    bestand_id: str
    agb_code: str
    gemeente: str
    wet: str
    declaratienummer: str | None
    declaratieperiode: int | None
    uitkomst: str
    ingediend_cent: int
    toegekend_cent: int
    prestaties: int
    goedgekeurd: int
    retourcodes: tuple[RetourcodeAantal, ...]
    beantwoord_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BestedingsruimteGebruikt(Event):
    """What a judged message took of a ceiling, signed eurocents; `uitgezonderd_cent` is the part that always fits.

    `bron_id` is the message, or the ceiling itself for what was awarded before it was known here.
    """

    ruimte_id: str
    overeenkomst_id: str
    agb_code: str
    bron_id: str
    toegekend_cent: int
    uitgezonderd_cent: int
    geweigerd_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prestatieproduct:
    """A product with the eenheid in which it is declared."""

    categorie: str
    code: str
    eenheid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prestatieperiode:
    """Days since 1970, both included."""

    begin: int
    einde: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrestatiesBeoordeeld(Event):
    """At most 1,000 judged lines in columns; amounts and volumes negative on a credit.

    A series (`_reeks` with `_aantal`) says how many lines behind each other have a value. `tarieven` has one per
    product; `product`, `toewijzing_verschil`, `volume`, `maximum` and `bedrag_afwijking` have a value per line. The
    last eight fields are those of revision 1.0 and stay empty.
    """

    bestand_id: str
    deel: int
    delen: int
    agb_code: str
    gemeente: str
    wet: str
    declaratieperiode: int
    beoordeeld_op: dt.datetime
    producten: list[Prestatieproduct]
    tarieven: list[int]
    uitkomsten: list[str]
    perioden: list[Prestatieperiode]
    maxima: list[int]
    pseudoniemen: bytes
    regels_per_client: list[int]
    product: list[int]
    toewijzing_verschil: list[int]
    periode_reeks: list[int]
    periode_aantal: list[int]
    volume: list[int]
    maximum: list[int]
    bedrag_afwijking: list[int]
    uitkomst_reeks: list[int]
    uitkomst_aantal: list[int]
    clienten: tuple[()] = ()
    client: tuple[()] = ()
    toewijzing: tuple[()] = ()
    periode_begin: tuple[()] = ()
    periode_einde: tuple[()] = ()
    volume_maximum: tuple[()] = ()
    bedrag_cent: tuple[()] = ()
    uitkomst: tuple[()] = ()
