import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace

from contracting.application.maatregelen.ports import Maatregelen
from contracting.application.maatregelen.queries import Maatregelvragen
from contracting.domain.maatregelen.maatregel import Maatregel, Maatregeleinde
from risb_kern.lists import Bereik
from typing_extensions import override


class FakeMaatregelen(Maatregelen, Maatregelvragen):
    """Both halves of each measure, each with the moment of its newest statement."""

    def __init__(self) -> None:
        self._opgelegd: dict[uuid.UUID, tuple[dt.datetime, Maatregel]] = {}
        self._beeindigd: dict[uuid.UUID, tuple[dt.datetime, Maatregeleinde]] = {}

    @override
    async def save(self, maatregel: Maatregel, tijd: dt.datetime) -> None:
        if maatregel.id not in self._opgelegd or self._opgelegd[maatregel.id][0] <= tijd:
            self._opgelegd[maatregel.id] = (tijd, maatregel)

    @override
    async def save_einde(self, einde: Maatregeleinde, tijd: dt.datetime) -> None:
        if einde.id not in self._beeindigd or self._beeindigd[einde.id][0] <= tijd:
            self._beeindigd[einde.id] = (tijd, einde)

    @override
    async def list(self, bereik: Bereik, *, agb_codes: Collection[str] | None = None) -> Sequence[Maatregel]:
        alle = [self._met_einde(one) for _, one in self._opgelegd.values()]
        found = [
            one
            for one in alle
            if bereik.ziet(agb_code=one.agb_code) and (agb_codes is None or one.agb_code in agb_codes)
        ]
        return sorted(sorted(found, key=lambda one: one.id), key=lambda one: one.van, reverse=True)

    def _met_einde(self, maatregel: Maatregel) -> Maatregel:
        if maatregel.id not in self._beeindigd:
            return maatregel
        _, einde = self._beeindigd[maatregel.id]
        return replace(maatregel, einddatum=einde.einddatum, reden_einde=einde.reden)
