"""`python -m <service> <process>`: the processes that every service has, and its own beside them."""

import asyncio
import datetime as dt
import json
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Generic, TypeVar

from fastapi import FastAPI
from pydantic import ValidationError
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
    **dict.fromkeys(("kafka_bootstrap", "oidc_issuer", "oidc_jwks_url", "opslag_dir"), "niet-gebruikt"),
    **dict.fromkeys(("api_port", "beheer_port"), 0),
    "omgeving": "ontwikkeling",
    "database_url": "postgresql://niet@gebruikt/hier",
    "gegevenssleutel": "A" * 43 + "=",
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
    service = replace(service, settings=partial(_settings, service))
    own = (_api, _consumer, _relay, _migrate, _redrive, _lees_opnieuw, _openapi)
    commands: dict[str, Callable[[Service[S]], None]] = {one.__name__.removeprefix("_"): one for one in own}
    names = [*commands, *service.extra, *service.commands]
    name, rest = "".join(sys.argv[1:2]), sys.argv[2:]
    if name in service.commands:
        raise SystemExit(service.commands[name](service.settings(), rest))
    if name not in names or (rest and name != "lees_opnieuw"):
        sys.stderr.write(f"gebruik: python -m {service.dienst} {{{'|'.join(names)}}}\n")
        raise SystemExit(2)
    commands.get(name, _extra)(service)


def _settings(service: Service[S], **given: object) -> S:
    """As the environment has them; exit 2 with what is wrong, and never with what it holds."""
    try:
        return service.settings(**given)
    except ValidationError as error:
        for one in error.errors():
            name = "_".join(map(str, (service.dienst, *one["loc"]))).upper()
            why = "ontbreekt in de omgeving" if one["type"] == "missing" else f"klopt niet ({one['msg']})"
            sys.stderr.write(f"{name} {why}; zie docs/diensten/{service.dienst}.md\n")
        raise SystemExit(2) from None


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
    work, checks = service.extra[name := sys.argv[1]](settings)
    run_process(service.dienst, name, settings, work, checks, database=name not in service.without_database)


def _migrate(service: Service[S]) -> None:
    settings = service.settings()
    owner = settings.eigenaar_database_url or settings.database_url
    if settings.omgeving is Omgeving.PRODUCTIE and settings.eigenaar_database_url is None:
        raise SystemExit("EIGENAAR_DATABASE_URL ontbreekt: in productie migreert de eigenaar van de tabellen")
    upgrade(service.dienst, owner.get_secret_value(), settings.database_url.get_secret_value())


def _redrive(service: Service[S]) -> None:
    settings = service.settings()
    outcomes = asyncio.run(redrive(service.dienst, _build_consumer(service, settings), settings.kafka_bootstrap))
    sys.stdout.write(json.dumps(outcomes) + "\n")


def _lees_opnieuw(service: Service[S]) -> None:
    settings = service.settings()
    url, broker = settings.database_url.get_secret_value(), settings.kafka_bootstrap
    known = _build_consumer(service, settings).topics()
    oldest = settings.clock.nu() - dt.timedelta(days=TERMS["inbox"] - 1)
    told = reread(sys.argv[2:], service.dienst, known, database_url=url, bootstrap=broker, oldest=oldest)
    sys.stdout.write(asyncio.run(told) + "\n")


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
