"""The form of a handler, and how the consumer calls it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from chassis.consumer import Handler
from chassis.wire import Envelope
from risb_kern.act import Handeling, act_of
from risb_kern.clock import Clock

from subsidies.application.uow import Uow

ActHandler = Callable[[Uow, Handeling, Mapping[str, Any]], Awaitable[None]]


def act_now(clock: Clock, handle: ActHandler) -> Handler[Any]:
    """What an event brings about is an act of the system, at the moment of handling."""

    async def run(uow: Uow, data: Mapping[str, Any], _: Envelope) -> None:
        await handle(uow, act_of(clock), data)

    return run
