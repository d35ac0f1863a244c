"""What the agenda calls: kind of appointment -> timer."""

from collections.abc import Awaitable, Callable, Mapping

from risb_kern.act import Handeling
from risb_zaak.ports import Afspraak

from contracting.application.bestedingsruimte.bestedingsruimte_aankondigen import BESLUIT_UITGEBLEVEN
from contracting.application.indexeren.indexering_vaststellen import DEEL_UITVOEREN
from contracting.application.overeenkomsten.verlengagenda import VERLENGING_VERVALT
from contracting.application.plichten.kalender.agenda import PLICHT_MOMENT
from contracting.application.uow import Uow
from contracting.entrypoints.timers import bestedingsruimte, indexeren, levensloop, plichten

TIMERS: Mapping[str, Callable[[Uow, Afspraak, Handeling], Awaitable[None]]] = {
    BESLUIT_UITGEBLEVEN: bestedingsruimte.besluit_uitgebleven,
    DEEL_UITVOEREN: indexeren.deel_uitvoeren,
    PLICHT_MOMENT: plichten.moment,
    VERLENGING_VERVALT: levensloop.verlenging_vervalt,
}
