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
    agb_code, perceel_code = opdracht.agb_code, opdracht.perceel_code
    if await uow.aanbieders.find(agb_code) is None:
        raise not_found("De aanbieder")
    if await uow.percelen.find(perceel_code) is None:
        raise not_found("Het perceel")
    if await uow.aanmeldingen.is_toegelaten(agb_code, perceel_code):
        raise conflict("al-toegelaten", f"U bent al toegelaten tot perceel {perceel_code}.")
    aanmelding = Aanmelding(
        id=handeling.nieuw_id(),
        agb_code=agb_code,
        perceel_code=perceel_code,
        ontvangen_op=handeling.vandaag,
        ondertekend=opdracht.ondertekend,
        akkoord_zonder_voorbehoud=opdracht.akkoord_zonder_voorbehoud,
        bewijsstukken=tuple(one.ontvangen(handeling.vandaag) for one in opdracht.bewijsstukken),
        trace_id=current_trace_id(),
    )
    if not await uow.aanmeldingen.add(aanmelding):
        raise conflict("aanmelding-loopt", f"Er loopt al een aanmelding voor perceel {perceel_code}.")
    soorten = tuple(one.bewijssoort.value for one in aanmelding.bewijsstukken)
    uow.emit(
        AanmeldingIngediend(
            aanmelding_id=str(aanmelding.id),
            agb_code=agb_code,
            perceel_code=perceel_code,
            datum=handeling.vandaag,
            bewijssoorten=soorten,
        )
    )
    gegevens = {"agb_code": agb_code, "perceel_code": perceel_code, "bewijssoorten": soorten}
    await uow.timeline.add(f"aanmelding:{aanmelding.id}", "aanmelding_indienen", handeling, gegevens)
    return aanmelding
