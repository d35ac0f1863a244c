"""Events of contracting and toezicht into the projections of this service.

Every handler may get its event twice and in any order across topics: rows are keyed by what they are about, and what
follows from toewijzingen is computed again from all rows.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from chassis.wire import Envelope

from declaraties.application.betalen.ports import AANBIEDER, GEMEENTE
from declaraties.application.post.poorten import Werkeenheid
from declaraties.application.toewijzen.toewijzingen_bijwerken import werk_aanbieder_bij
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.domain.standaard.profielen import Wet


class Projecties(Protocol):
    """Rows that events fill."""

    async def zet(self, tabel: str, waarden: Mapping[str, Any]) -> None:
        """Insert or replace the row with the key of the event."""
        ...


class Rekeningen(Protocol):
    """Accounts in use."""

    async def zet_rekening(self, houdersoort: str, houder: str, data: Mapping[str, Any]) -> None:
        """Take an account in use, unless a newer one is."""
        ...


class Consumereenheid(Werkeenheid, Protocol):
    """The unit of work of the consumer."""

    @property
    def betalingen(self) -> Rekeningen:
        """The accounts that payments go to and come from."""
        ...

    @property
    def projecties(self) -> Projecties:
        """The projections."""
        ...


Afhandeling = Callable[[Any, Mapping[str, Any], Envelope], Awaitable[None]]


def _leg_vast(tabel: str) -> Afhandeling:
    """Nothing but the row."""

    async def handler(uow: Consumereenheid, data: Mapping[str, Any], _: Envelope) -> None:
        await uow.projecties.zet(tabel, data)

    return handler


def _leg_vast_en_werk_bij(tabel: str) -> Afhandeling:
    """The row, and what it changes in the toewijzingen of the aanbieder (of the product, when it names one)."""

    async def handler(uow: Consumereenheid, data: Mapping[str, Any], _: Envelope) -> None:
        await uow.toewijzingen.vergrendel()
        await uow.projecties.zet(tabel, data)
        await werk_aanbieder_bij(uow, data["agb_code"], data.get("productcode"))

    return handler


def _leg_vast_en_verreken(tabel: str) -> Afhandeling:
    """The same, and what was approved under the old price or agreement is settled (D12)."""
    bijwerken = _leg_vast_en_werk_bij(tabel)

    async def handler(uow: Consumereenheid, data: Mapping[str, Any], envelope: Envelope) -> None:
        await bijwerken(uow, data, envelope)
        for wet in [data["wet"]] if "wet" in data else [een.value for een in Wet]:
            await uow.verrekeningen.vraag(
                Verrekenvraag(
                    agb_code=data["agb_code"],
                    wet=wet,
                    aanleiding="prijs",
                    productcode=data.get("productcode"),
                    vanaf=data.get("geldig_van"),
                )
            )

    return handler


def _neem_rekening_op(houdersoort: str, sleutel: str) -> Afhandeling:
    """The newest account of an aanbieder or gemeente."""

    async def handler(uow: Consumereenheid, data: Mapping[str, Any], _: Envelope) -> None:
        await uow.betalingen.zet_rekening(houdersoort, data[sleutel], data)

    return handler


HANDLERS: Mapping[str, Afhandeling] = {
    "AanbiederGeregistreerd.v1": _leg_vast("aanbieder"),
    "AanbiederToegelaten.v1": _leg_vast("toelating"),
    "RekeningVastgesteld.v1": _neem_rekening_op(AANBIEDER, "agb_code"),
    "GemeenterekeningVastgesteld.v1": _neem_rekening_op(GEMEENTE, "gemeente"),
    "OvereenkomstGesloten.v1": _leg_vast_en_verreken("overeenkomst"),
    "OvereenkomstBeeindigd.v1": _leg_vast_en_verreken("overeenkomst_einde"),
    "PrijsVastgesteld.v1": _leg_vast_en_verreken("prijs"),
    "BetaaltermijnVastgesteld.v1": _leg_vast("betaaltermijn"),
    "RegioDeelnameVastgelegd.v1": _leg_vast("regio_deelname"),
    "MaatregelOpgelegd.v1": _leg_vast_en_werk_bij("maatregel"),
    "MaatregelBeeindigd.v1": _leg_vast_en_werk_bij("maatregel_einde"),
}
