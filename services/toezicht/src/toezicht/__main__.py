from collections.abc import Callable, Mapping
from typing import Any

from chassis.cli import Service, main
from chassis.db import SqlUnitOfWork
from chassis.events.consumer import Handler
from chassis.observability import Checks
from chassis.process import Work
from fastapi import FastAPI
from risb_zaak.timeline.check import geschiedenis

from toezicht.settings import Settings


def _api(settings: Settings) -> FastAPI:
    from toezicht.bootstrap import build_api

    return build_api(settings)


def _handlers(settings: Settings) -> tuple[Mapping[str, Handler[Any]], Callable[[], SqlUnitOfWork]]:
    from toezicht.bootstrap import build_handlers

    return build_handlers(settings)


def _stream(settings: Settings) -> tuple[Work, Checks]:
    from toezicht.bootstrap import build_stream

    return build_stream(settings)


def _webhook(settings: Settings) -> tuple[Work, Checks]:
    from toezicht.bootstrap import build_webhook

    return build_webhook(settings)


def _agenda(settings: Settings) -> tuple[Work, Checks]:
    from toezicht.bootstrap import build_agenda

    return build_agenda(settings)


if __name__ == "__main__":
    main(
        Service(
            dienst="toezicht",
            settings=Settings,
            api=_api,
            handlers=_handlers,
            extra={"agenda": _agenda, "stream": _stream, "webhook": _webhook},
            commands={"geschiedenis": geschiedenis},
            without_database={"stream"},
        )
    )
