"""A request for continuity or extra cost."""

from collections.abc import Mapping

from risb_kern.act import Handeling
from risb_kern.errors import Fout, refused
from risb_zaak.ports import JSON

from declaraties.application.uow import Uow
from declaraties.domain.betalen.vergoeding import Vergoeding
from declaraties.domain.standaard.profielen import Wet


async def vergoeding_aanvragen(uow: Uow, handeling: Handeling, vergoeding: Vergoeding) -> Vergoeding:
    """Store the request at a gemeente that takes a service for this wet from the bureau on its first and last day."""
    await _check_region(uow, vergoeding)
    await uow.vergoedingen.add(vergoeding)
    await uow.timeline.add(f"vergoeding:{vergoeding.id}", "vergoeding_aanvragen", handeling, _gegevens(vergoeding))
    return vergoeding


async def _check_region(uow: Uow, vergoeding: Vergoeding) -> None:
    wet, gemeente = Wet(vergoeding.wet), vergoeding.gemeente
    for veld, dag in (("van", vergoeding.van), ("tot", vergoeding.tot)):
        if not await uow.deelnames.has(wet, gemeente, dag=dag):
            melding = (
                f"Gemeente {gemeente} neemt op {dag:%d-%m-%Y} geen dienst voor deze wet ({wet}) af bij het bureau."
                " Kijk de gemeente en de periode na, of vraag de vergoeding aan de gemeente zelf."
            )
            raise refused("gemeente-buiten-regio", melding, Fout(veld, "gemeente-buiten-regio", melding))


def _gegevens(vergoeding: Vergoeding) -> Mapping[str, JSON]:
    return {
        "soort": vergoeding.soort.value,
        "agb_code": vergoeding.agb_code,
        "gemeente": vergoeding.gemeente,
        "van": str(vergoeding.van),
        "tot": str(vergoeding.tot),
        "gevraagd_cent": vergoeding.gevraagd_cent,
    }
