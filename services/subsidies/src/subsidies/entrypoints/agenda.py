"""What the agenda calls: kind of appointment -> timer."""

from collections.abc import Awaitable, Callable, Mapping

from risb_kern.act import Handeling
from risb_zaak.ports import Afspraak

from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.bewaking import Bewaking
from subsidies.entrypoints.timers import aanvragen

TIMERS: Mapping[str, Callable[[Uow, Afspraak, Handeling], Awaitable[None]]] = {
    Bewaking.AANVULTERMIJN_VERSTREKEN: aanvragen.termijn,
    Bewaking.BESLISTERMIJN_NADERT: aanvragen.termijn,
    Bewaking.BESLISTERMIJN_VERSTREKEN: aanvragen.termijn,
}
