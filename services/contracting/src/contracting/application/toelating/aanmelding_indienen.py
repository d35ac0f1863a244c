import datetime as dt
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found
from risb_kern.trace import current_trace_id

from contracting.application.uow import Uow
from contracting.domain.toelating.aanmelding import Aanmelding, Bewijsstuk
from contracting.domain.toelating.events import AanmeldingIngediend
from contracting.domain.toelating.perceel import Bewijssoort


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewijsopgave:
    """A piece of evidence as it is sent; it counts as received on the day of the act."""

    bewijssoort: Bewijssoort
    datum: dt.date
    verklaring: str = ""

    def ontvangen(self, dag: dt.date) -> Bewijsstuk:
        """The evidence, received on this day."""
        return Bewijsstuk(bewijssoort=self.bewijssoort, datum=self.datum, verklaring=self.verklaring, ontvangen_op=dag)


@dataclass(frozen=True, slots=True, kw_only=True)
class AanmeldingIndienen:
    """An application as an aanbieder sends it."""

    agb_code: str
    perceel_code: str
    bewijsstukken: tuple[Bewijsopgave, ...]
    ondertekend: bool
    akkoord_zonder_voorbehoud: bool


async def aanmelding_indienen(uow: Uow, handeling: Handeling, opdracht: AanmeldingIndienen) -> Aanmelding:
    """Store an application of a registered aanbieder for a perceel; one at a time, and not when already admitted."""
    await _controleer(uow, opdracht)
    aanmelding = _aanmelding(opdracht, handeling)
    if not await uow.aanmeldingen.add(aanmelding):
        raise conflict("aanmelding-loopt", f"Er loopt al een aanmelding voor perceel {aanmelding.perceel_code}.")
    feit = _ingediend(aanmelding)
    uow.emit(feit)
    gegevens = {"agb_code": feit.agb_code, "perceel_code": feit.perceel_code, "bewijssoorten": feit.bewijssoorten}
    await uow.timeline.add(aanmelding.zaak, "aanmelding_indienen", handeling, gegevens)
    return aanmelding


async def _controleer(uow: Uow, opdracht: AanmeldingIndienen) -> None:
    if await uow.aanbieders.find(opdracht.agb_code) is None:
        raise not_found("De aanbieder")
    if await uow.percelen.find(opdracht.perceel_code) is None:
        raise not_found("Het perceel")
    if await uow.aanmeldingen.is_toegelaten(opdracht.agb_code, opdracht.perceel_code):
        raise conflict("al-toegelaten", f"U bent al toegelaten tot perceel {opdracht.perceel_code}.")


def _aanmelding(opdracht: AanmeldingIndienen, handeling: Handeling) -> Aanmelding:
    return Aanmelding(
        id=handeling.nieuw_id(),
        agb_code=opdracht.agb_code,
        perceel_code=opdracht.perceel_code,
        ontvangen_op=handeling.vandaag,
        ondertekend=opdracht.ondertekend,
        akkoord_zonder_voorbehoud=opdracht.akkoord_zonder_voorbehoud,
        bewijsstukken=tuple(one.ontvangen(handeling.vandaag) for one in opdracht.bewijsstukken),
        trace_id=current_trace_id(),
    )


def _ingediend(aanmelding: Aanmelding) -> AanmeldingIngediend:
    return AanmeldingIngediend(
        aanmelding_id=str(aanmelding.id),
        agb_code=aanmelding.agb_code,
        perceel_code=aanmelding.perceel_code,
        datum=aanmelding.ontvangen_op,
        bewijssoorten=tuple(one.bewijssoort.value for one in aanmelding.bewijsstukken),
    )
