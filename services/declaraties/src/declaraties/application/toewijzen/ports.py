"""What the use cases of toewijzen ask of storage."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Protocol

from declaraties.application.toewijzen.contractfeiten import Contractfeit
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.gevolg import Omgeving, Toewijzingsgevolg
from declaraties.domain.toewijzen.grondslag import Grondslag
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand

Toewijzingsleutel = tuple[str, Wet, int]
Plaats = tuple[str, str]  # gemeente, AGB-code
Bekend = tuple[Toewijzingstand, Toewijzingsgevolg]


class Toewijzingen(Protocol):
    """The store of toewijzingen, their grounds and their clients."""

    async def lock(self, sleutels: Sequence[Toewijzingsleutel], plaatsen: Collection[Plaats] = ()) -> None:
        """Wait until nobody else changes these toewijzingen, or those of these aanbieders in these gemeenten.

        This and the next two hold until the end of the transaction. Whoever needs both takes this one first, and each
        once for all that it will need: then nobody waits in a circle.
        """
        ...

    async def lock_contracten(self, agb_codes: Collection[str], *, shared: bool = False) -> None:
        """Wait until nobody else changes what follows from the contracts of these aanbieders, or looks at it.

        Whoever shares the lock lets others share it too.
        """
        ...

    async def list_by_key(self, sleutels: Sequence[Toewijzingsleutel]) -> Sequence[Bekend]:
        """The known ones among these."""
        ...

    async def list_of_aanbieder(self, agb_code: str, productcode: str | None = None) -> Sequence[Bekend]:
        """All toewijzingen of an aanbieder, or those for one product."""
        ...

    async def list_of_client(self, stand: Toewijzingstand) -> Sequence[Toewijzingstand]:
        """All toewijzingen of the same client, aanbieder, gemeente and wet."""
        ...

    async def list_aanbieders(self, client: bytes, wet: Wet) -> Sequence[str]:
        """AGB-codes of the aanbieders with a toewijzing for the client."""
        ...

    async def add_versie(self, stand: Toewijzingstand, *, bekend_sinds: dt.date) -> None:
        """Add a version to the history of its number, told on `bekend_sinds`; the same moment again changes nothing."""
        ...

    async def save(self, stand: Toewijzingstand, gevolg: Toewijzingsgevolg) -> None:
        """Insert or replace the newest version."""
        ...

    async def add_client(self, bsn: str) -> bytes:
        """Remember the person and give the pseudonym."""
        ...

    async def save_grondslagen(self, grondslagen: Sequence[Grondslag], *, door: str, nu: dt.datetime) -> None:
        """Insert or replace the grounds of different toewijzingen, which need not exist yet."""
        ...

    async def read_omgeving(self, agb_code: str, sleutels: Sequence[Toewijzingsleutel]) -> Omgeving:
        """Grounds, stops, prices and agreements that decide what follows from these toewijzingen of an aanbieder."""
        ...


class Contractfeiten(Protocol):
    """What this service keeps of contracting and toezicht, keyed by what it is about."""

    async def save(self, feit: Contractfeit) -> None:
        """Insert the fact, or replace the one about the same; so a fact that comes twice is there once."""
        ...

    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        """AGB codes of every aanbieder with the KvK number of one of these."""
        ...
