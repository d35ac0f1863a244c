import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LotingVerricht(Event):
    """Bids that nothing else told apart were put in order by lot."""

    aanbesteding_id: str
    perceel_code: str
    zaad: str
    getuige: str
    volgorde: tuple[str, ...]
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class GunningMedegedeeld(Event):
    """The notice of an award was sent; nothing is signed up to and including `standstill_tot`."""

    aanbesteding_id: str
    perceel_code: str
    gegund: tuple[str, ...]
    wachtlijst: tuple[str, ...]
    standstill_tot: dt.date
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaatsVrijgekomen(Event):
    """A place fell free, and the next of the waiting list is asked."""

    aanbesteding_id: str
    perceel_code: str
    gemeente: str
    productcode: str
    agb_code: str
    aangeboden_aan: str | None
    uiterlijk: dt.date | None
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaatsAanvaard(Event):
    """An aanbieder of the waiting list takes a place that fell free."""

    aanbesteding_id: str
    perceel_code: str
    gemeente: str
    productcode: str
    agb_code: str
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class GunningIngetrokken(Event):
    """An award was taken back before anything was signed on it."""

    aanbesteding_id: str
    perceel_code: str
    datum: dt.date
