import datetime as dt
import uuid
from typing import Protocol

from contracting.domain.taakgericht.taakbudget import Taakbudget


class Budgetovereenkomst(Protocol):
    """What of an agreement matters to its budget."""

    @property
    def id(self) -> uuid.UUID:
        """Its number."""
        ...

    @property
    def agb_code(self) -> str:
        """With whom."""
        ...

    @property
    def programmalijn(self) -> str:
        """The budget line that it is paid from."""
        ...

    @property
    def gemeenten(self) -> tuple[str, ...]:
        """The gemeenten that buy."""
        ...

    @property
    def ingangsdatum(self) -> dt.date:
        """Its first day."""
        ...

    @property
    def einddatum(self) -> dt.date | None:
        """Its last day."""
        ...

    @property
    def taakbudget(self) -> Taakbudget | None:
        """The budget; None for p*q."""
        ...

    @property
    def volgnummer_einde(self) -> int:
        """How often its end changed."""
        ...

    @property
    def moeder_id(self) -> uuid.UUID | None:
        """The agreement that it was called off from."""
        ...

    def taakbudget_in(self, jaar: int) -> Taakbudget | None:
        """The budget with the amount of this year, as indexed."""
        ...
