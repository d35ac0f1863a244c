import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from risb_kern.lists import HELE_REGIO, Bereik

from toezicht.domain.signalen.aanbieder import Aanbieder, Declaratietotaal, Overeenkomst
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.domain.signalen.signaal import Signaal, Signaalbeoordeling


class Signalen(Protocol):
    """Signals, and what people found them worth. A signal of another kind than `soorten` is not there."""

    async def find(self, signaal_id: uuid.UUID, soorten: Collection[str]) -> Signaal | None:
        """The signal."""
        ...

    async def get(self, signaal_id: uuid.UUID, soorten: Collection[str]) -> Signaal | None:
        """The signal, which nobody else changes until the end of the transaction."""
        ...

    async def put(self, signaal: Signaal) -> None:
        """Insert, or replace by a newer message; the trace id of the first stays, and what people did with it."""
        ...

    async def save(self, signaal: Signaal) -> None:
        """Keep what people did with the signal: its case and its outcome."""
        ...

    async def add_beoordeling(self, beoordeling: Signaalbeoordeling) -> None:
        """Keep an outcome beside those before it."""
        ...


class Anomalieen(Protocol):
    """The log of anomalies as they came in."""

    async def add(self, bericht: Anomaliebericht) -> int | None:
        """Keep it; the position it got, or None when it was there already. Positions become visible in order."""
        ...

    async def list(
        self, na: int, *, soorten: Collection[str], limiet: int, bereik: Bereik = HELE_REGIO
    ) -> Sequence[Anomaliebericht]:
        """What came after the position about aanbieders in reach, in order."""
        ...


class Aanbieders(Protocol):
    """What other services told about aanbieders; each row only says what its event said."""

    async def find(self, agb_code: str) -> Aanbieder | None:
        """Name and capacity."""
        ...

    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        """AGB codes of every aanbieder with the KvK number of one of these."""
        ...

    async def put(self, aanbieder: Aanbieder, tijd: dt.datetime) -> None:
        """Keep it when it is newer than what is there."""
        ...

    async def list_overeenkomsten(self, agb_code: str) -> Sequence[Overeenkomst]:
        """The agreements of an aanbieder, oldest first."""
        ...

    async def put_overeenkomst(self, overeenkomst: Overeenkomst) -> None:
        """Insert or replace."""
        ...

    async def add_werkgebied(self, agb_code: str, gemeenten: Collection[str]) -> None:
        """The aanbieder works in these gemeenten; what is known already changes nothing."""
        ...

    async def list_in(self, gemeenten: Collection[str]) -> Collection[str]:
        """The AGB-codes of who works in one of these gemeenten."""
        ...

    async def put_declaratie(self, totaal: Declaratietotaal) -> None:
        """Insert or replace."""
        ...

    async def sum_toegekend(self, periode: int) -> Mapping[str, int]:
        """Eurocents granted per aanbieder over a month (jjjjmm)."""
        ...
