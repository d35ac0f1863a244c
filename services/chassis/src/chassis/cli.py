"""`python -m <service> <process>`: the processes that every service has, and its own beside them."""

import asyncio
import datetime as dt
import json
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from fastapi import FastAPI
from risb_kern.events.rereading import reread
from risb_schemas import Registry

from chassis.bounds.retention import TERMS
from chassis.db import SqlUnitOfWork
from chassis.events.consumer import Consumer, Handler
from chassis.events.redrive import redrive
from chassis.events.relay import Relay
from chassis.migrate import upgrade
from chassis.observability import Checks
from chassis.process import Work, run_process, serve
from chassis.settings import Omgeving, ServiceSettings

S = TypeVar("S", bound=ServiceSettings)
DOCUMENT_SETTINGS: dict[str, Any] = {
    "omgeving": "ontwikkeling",
    "database_url": "postgresql://niet@gebruikt/hier",
    "kafka_bootstrap": "niet-gebruikt",
    "oidc_issuer": "niet-gebruikt",
    "oidc_jwks_url": "niet-gebruikt",
    "api_port": 0,
    "beheer_port": 0,
    "gegevenssleutel": "A" * 43 + "=",
    "opslag_dir": "niet-gebruikt",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Generic[S]):
    """What a service tells the chassis; the callables import what they need when they are called.

    `extra` are processes that stay, `commands` look at the rest of the command line and end with an exit code.
    """

    dienst: str
    settings: Callable[..., S]
    api: Callable[[S], FastAPI]
    handlers: Callable[[S], tuple[Mapping[str, Handler[Any]], Callable[[], SqlUnitOfWork]]]
    extra: Mapping[str, Callable[[S], tuple[Work, Checks]]] = field(default_factory=dict)
    commands: Mapping[str, Callable[[S, Sequence[str]], int]] = field(default_factory=dict)
    without_database: Collection[str] = ()


def main(service: Service[S]) -> None:
    """Run the process named on the command line; exit 2 with the list of names when it does not exist."""
    commands: dict[str, Callable[[Service[S]], None]] = {
        "api": _api,
        "consumer": _consumer,
        "relay": _relay,
        "migrate": _migrate,
        "redrive": _redrive,
        "lees_opnieuw": _lees_opnieuw,
        "openapi": _openapi,
    }
    names = [*commands, *service.extra, *service.commands]
    name, rest = "".join(sys.argv[1:2]), sys.argv[2:]
    if name in service.commands:
        raise SystemExit(service.commands[name](service.settings(), rest))
    if name not in names or (rest and name != "lees_opnieuw"):
        sys.stderr.write(f"gebruik: python -m {service.dienst} {{{'|'.join(names)}}}\n")
        raise SystemExit(2)
    commands.get(name, _extra)(service)


def _api(service: Service[S]) -> None:
    settings = service.settings()
    app = service.api(settings)
    bound = asyncio.Event()
    work = partial(serve, app, settings, bound=bound)
    run_process(service.dienst, "api", settings, work, lambda: {"poort": bound.is_set()})


def _consumer(service: Service[S]) -> None:
    settings = service.settings()
    consumer = _build_consumer(service, settings)
    work = partial(consumer.run, bootstrap=settings.kafka_bootstrap)
    run_process(service.dienst, "consumer", settings, work, lambda: {"voortgang": consumer.progress.is_moving})


def _relay(service: Service[S]) -> None:
    settings = service.settings()
    url, seal = settings.database_url.get_secret_value(), settings.seal(service.dienst)
    relay = Relay(service.dienst, url, settings.kafka_bootstrap, seal, registry_of(settings))
    run_process(service.dienst, "relay", settings, relay.run, lambda: {"actief": relay.active})


def _extra(service: Service[S]) -> None:
    settings = service.settings()
    work, checks = service.extra[sys.argv[1]](settings)
    database = sys.argv[1] not in service.without_database
    run_process(service.dienst, sys.argv[1], settings, work, checks, database=database)


def _migrate(service: Service[S]) -> None:
    settings = service.settings()
    owner = settings.eigenaar_database_url or settings.database_url
    if settings.omgeving is Omgeving.PRODUCTIE and settings.eigenaar_database_url is None:
        raise SystemExit(
            "EIGENAAR_DATABASE_URL: production migrates as the owner of the tables, and runs as another role"
        )
    upgrade(service.dienst, owner.get_secret_value(), settings.database_url.get_secret_value())


def _redrive(service: Service[S]) -> None:
    settings = service.settings()
    outcomes = asyncio.run(redrive(service.dienst, _build_consumer(service, settings), settings.kafka_bootstrap))
    sys.stdout.write(json.dumps(outcomes) + "\n")


def _lees_opnieuw(service: Service[S]) -> None:
    settings = service.settings()
    url, topics = settings.database_url.get_secret_value(), _build_consumer(service, settings).topics()
    oldest = settings.clock.nu() - dt.timedelta(days=TERMS["inbox"] - 1)
    asked = reread(
        sys.argv[2:], service.dienst, topics, database_url=url, bootstrap=settings.kafka_bootstrap, oldest=oldest
    )
    sys.stdout.write(asyncio.run(asked) + "\n")


def _openapi(service: Service[S]) -> None:
    document = service.api(service.settings(**DOCUMENT_SETTINGS)).openapi()
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def _build_consumer(service: Service[S], settings: S) -> Consumer:
    handlers, uow = service.handlers(settings)
    return Consumer(service.dienst, handlers, uow, trust=settings.trust(), registry=registry_of(settings))


def registry_of(settings: ServiceSettings) -> Registry | None:
    """The configured registry client, or None for single-object encoding."""
    if settings.schema_registry_url is None:
        return None
    from risb_schemas.registry import ConfluentRegistry  # noqa: PLC0415 -- only where a registry is configured

    return ConfluentRegistry(settings.schema_registry_url)
