from typing import Protocol

from risb_kern.act import Handeling

from subsidies.domain.regelingen.plafond import Plafondstand
from subsidies.domain.regelingen.regeling import Intrekking, Plafond, Regeling


class Regelingen(Protocol):
    """Published scheme versions; they never change, and are withdrawn together."""

    async def add(self, regeling: Regeling, handeling: Handeling) -> None:
        """Store a version; its number is unique."""
        ...

    async def find(self, code: str, versie: int) -> Regeling | None:
        """This version, if it exists."""
        ...

    async def find_newest(self, code: str) -> Regeling | None:
        """The latest version."""
        ...

    async def read(self, code: str, versie: int) -> Regeling:
        """The version that something already refers to."""
        ...

    async def save_intrekking(self, code: str, intrekking: Intrekking) -> None:
        """Store that every version of the scheme is withdrawn."""
        ...


class Plafonds(Protocol):
    """The ledger per plafond, shared by all versions of a scheme."""

    async def find(self, code: str, plafond: Plafond) -> Plafondstand | None:
        """The ledger of a plafond of this scheme."""
        ...

    async def get(self, code: str, plafond: Plafond) -> Plafondstand | None:
        """The same, locked until the end of the transaction: grants within one plafond wait for each other."""
        ...

    async def add(self, code: str, plafond: Plafond) -> None:
        """Start the ledger of a plafond, with nothing granted."""
        ...

    async def save(self, stand: Plafondstand) -> None:
        """Store what changed in a ledger that `get` locked."""
        ...
