import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.dubbel.regels import Plan
from subsidies.domain.regelingen.regeling import Regeling


@dataclass(frozen=True, slots=True, kw_only=True)
class Geheim:
    """What is stored encrypted or as a keyed hash beside an application."""

    iban_versleuteld: bytes
    iban_hash: bytes
    bsn_versleuteld: bytes | None
    bsn_hash: bytes | None
    aanvrager_hash: bytes
    tekst_hash: bytes | None


class Aanvragen(Protocol):
    """Applications with their secrets; "another applicant" has another organisation or person and another login."""

    async def find(self, aanvraag_id: uuid.UUID) -> Aanvraag | None:
        """The application as it is now, for reading."""
        ...

    async def get(self, aanvraag_id: uuid.UUID) -> Aanvraag | None:
        """The application, locked until the end of the transaction; new points may still refer to it."""
        ...

    async def add(self, aanvraag: Aanvraag, regeling: Regeling, plafond_id: int | None, geheim: Geheim) -> None:
        """Store a new application, with the ledger that it claims from."""
        ...

    async def save(self, aanvraag: Aanvraag, regeling: Regeling) -> None:
        """Store the changed application."""
        ...

    async def read_geheim(self, aanvraag_id: uuid.UUID) -> Geheim:
        """The secrets of an application that exists."""
        ...

    async def save_geheim(self, aanvraag_id: uuid.UUID, geheim: Geheim) -> None:
        """Replace the secrets."""
        ...

    async def is_filed_by(self, aanvraag_id: uuid.UUID, sub: str) -> bool:
        """True when this login filed it, or one of the same organisation, person or account."""
        ...

    async def list_plans(self, eigen: Plan) -> Sequence[Plan]:
        """What the same organisation, person or login asked before or was granted; by number of the application.

        Only where `eigen` could meet it: in the same gemeente, on days that overlap.
        """
        ...

    async def sum_granted(self, aanvraag: Aanvraag) -> tuple[int, int]:
        """How often the same organisation, person or login was granted under the scheme before, and for how much.

        The amount is what was asked, in eurocents.
        """
        ...

    async def list_with_kvk(self, kvk_nummer: str) -> Sequence[Aanvraag]:
        """Undecided and granted applications of this organisation, by number."""
        ...

    async def list_with_iban(self, aanvraag_id: uuid.UUID, sinds: dt.datetime) -> Sequence[Aanvraag]:
        """Applications since then with the same account, by another applicant; by number."""
        ...

    async def count_with_text(self, aanvraag: Aanvraag) -> int:
        """How many other applicants used the same text."""
        ...

    async def sum_earlier(self, plafond_id: int, plaats: dt.datetime) -> int:
        """What undecided applications with a place before this one may claim of the ledger, in cents."""
        ...

    async def list_equal(self, plafond_id: int, plaats: dt.datetime) -> Mapping[uuid.UUID, int]:
        """What each undecided application at this place may claim of the ledger, in cents; none that claims nothing."""
        ...
