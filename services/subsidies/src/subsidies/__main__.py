from collections.abc import Callable, Mapping
from typing import Any

from chassis.cli import Service, main
from chassis.db import SqlUnitOfWork
from chassis.events.consumer import Handler
from chassis.observability import Checks
from chassis.process import Work
from fastapi import FastAPI
from risb_zaak.timeline.check import geschiedenis

from subsidies.settings import Settings


def _api(settings: Settings) -> FastAPI:
    from subsidies.bootstrap import build_api

    return build_api(settings)


def _handlers(settings: Settings) -> tuple[Mapping[str, Handler[Any]], Callable[[], SqlUnitOfWork]]:
    from subsidies.bootstrap import build_handlers

    return build_handlers(settings)


def _agenda(settings: Settings) -> tuple[Work, Checks]:
    from subsidies.bootstrap import build_agenda

    return build_agenda(settings)


if __name__ == "__main__":
    main(
        Service(
            dienst="subsidies",
            settings=Settings,
            api=_api,
            handlers=_handlers,
            extra={"agenda": _agenda},
            commands={"geschiedenis": geschiedenis},
        )
    )
