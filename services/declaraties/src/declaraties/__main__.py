from collections.abc import Callable, Mapping
from typing import Any

from chassis.cli import Service, main
from chassis.consumer import Handler
from chassis.db import SqlUnitOfWork
from chassis.observability import Checks
from chassis.process import Work
from fastapi import FastAPI

from declaraties.settings import Settings


def _api(settings: Settings) -> FastAPI:
    from declaraties.bootstrap import build_api

    return build_api(settings)


def _handlers(settings: Settings) -> tuple[Mapping[str, Handler[Any]], Callable[[], SqlUnitOfWork]]:
    from declaraties.bootstrap import build_handlers

    return build_handlers(settings)


def _worker(settings: Settings) -> tuple[Work, Checks]:
    from declaraties.bootstrap import worker_process

    return worker_process(settings)


if __name__ == "__main__":
    main(Service(dienst="declaraties", settings=Settings, api=_api, handlers=_handlers, extra={"worker": _worker}))
