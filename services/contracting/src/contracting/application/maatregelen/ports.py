import datetime as dt
from typing import Protocol

from contracting.domain.maatregelen.maatregel import Maatregel, Maatregeleinde


class Maatregelen(Protocol):
    """Measures of toezicht; imposing and ending may arrive in any order, and the newest statement of each counts."""

    async def save(self, maatregel: Maatregel, tijd: dt.datetime) -> None:
        """Store what was imposed, unless something newer is known."""
        ...

    async def save_einde(self, einde: Maatregeleinde, tijd: dt.datetime) -> None:
        """Store the end, of a measure that is known already or not, unless something newer is known."""
        ...
