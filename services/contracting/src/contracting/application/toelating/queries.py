import uuid
from collections.abc import Sequence
from typing import Protocol

from risb_kern.lists import Bereik, Blad
from risb_recht.wet import Wet

from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import Aanmelding, AanmeldingStatus
from contracting.domain.toelating.perceel import Perceel


class Aanbiedervragen(Protocol):
    """Aanbieders as they are shown."""

    async def list(self, bereik: Bereik, blad: Blad) -> Sequence[Aanbieder]:
        """Aanbieders by AGB-code or name (`naam`); the search looks in the name."""
        ...


class Perceelvragen(Protocol):
    """Percelen as they are shown."""

    async def list(self, blad: Blad, *, wet: Wet | None = None) -> Sequence[Perceel]:
        """Percelen by code."""
        ...


class Aanmeldingvragen(Protocol):
    """Applications as they are shown."""

    async def find(self, aanmelding_id: uuid.UUID) -> Aanmelding | None:
        """One application, or None."""
        ...

    async def list(
        self,
        bereik: Bereik,
        blad: Blad,
        *,
        agb_code: str | None = None,
        perceel_code: str | None = None,
        status: AanmeldingStatus | None = None,
    ) -> Sequence[Aanmelding]:
        """Applications by id, narrowed to what is named."""
        ...
