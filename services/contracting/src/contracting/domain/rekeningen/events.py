import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RekeningVastgesteld(Event):
    """Two persons fixed the account on which an aanbieder is paid; the number only encrypted and as keyed hash."""

    agb_code: str
    rekening_id: str
    versie: int
    tenaamstelling: str
    iban_versleuteld: bytes
    iban_kenmerk: bytes
    naamcontrole: str
    vastgesteld_op: dt.date
    vastgesteld_door: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GemeenterekeningVastgesteld(Event):
    """Two persons fixed the account from which a gemeente pays; the number only encrypted and as keyed hash."""

    gemeente: str
    rekening_id: str
    versie: int
    tenaamstelling: str
    iban_versleuteld: bytes
    iban_kenmerk: bytes
    naamcontrole: str
    vastgesteld_op: dt.date
