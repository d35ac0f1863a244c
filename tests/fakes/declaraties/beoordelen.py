"""What a 323 is judged with, and what is kept of it, in memory and in the same columns."""

from declaraties.application.beoordelen.ports import Gegevens, Prestaties, Referenties
from declaraties.domain.beoordelen.prestatiedelen import Beoordeling
from declaraties.domain.beoordelen.referentie import Referentiegegevens
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.toewijzen.kolommen import Contracttarieven, Toewijzingen
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand
from typing_extensions import override


class FakePrestaties(Prestaties):
    def __init__(self) -> None:
        self.alle: dict[int, Beoordeling] = {}
        self.open_debetten: set[int] = set()

    @override
    async def add(self, nummer: int, beoordeling: Beoordeling) -> None:
        self.alle[nummer] = beoordeling

    @override
    async def has_open_debet(self, stand: Toewijzingstand) -> bool:
        return stand.nummer in self.open_debetten


class FakeReferenties(Referenties):
    """Nothing is known until a test says so."""

    def __init__(self) -> None:
        self.gegevens = Gegevens(
            referentie=Referentiegegevens(
                toewijzingen=Toewijzingen.van(()), prijzen=Contracttarieven.van_rijen(()), gemeentecodes={}
            ),
            overeenkomsten=(),
            redenen={},
        )

    @override
    async def read(self, bericht: Bericht323) -> Gegevens:
        return self.gegevens
