"""Composition root: the only place that knows settings, adapters and entry points together."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from chassis.bounds.database import API
from chassis.cli import registry_of
from chassis.db import SqlUnitOfWork, engine_for
from chassis.events.consumer import Handler
from chassis.observability import Checks
from chassis.process import Work
from fastapi import FastAPI
from risb_api.api import ServiceApi
from risb_api.identity import Rol, TokenVerifier
from risb_api.resources.cases import agenda_router
from risb_api.resources.feed import feed_router
from risb_kern.clock import SystemClock
from risb_kern.privacy import Privacy
from risb_zaak.agenda.process import agenda_process
from sqlalchemy.ext.asyncio import async_sessionmaker

from toezicht.adapters.abonnementen.webhook import GecontroleerdeAdressen, HttpBezorger, Uitgaand
from toezicht.adapters.signalen.bell import PostgresBell
from toezicht.adapters.uow import SqlUow
from toezicht.domain.abonnementen.bezorging import Bezorgbeleid
from toezicht.entrypoints.api.abonnementen import abonnementen
from toezicht.entrypoints.api.edge import Stroombeleid, ToezichtEdge
from toezicht.entrypoints.api.maatregelen import maatregelen
from toezicht.entrypoints.api.signalen import anomalieen, regels, signalen
from toezicht.entrypoints.api.zaken import bevindingen, zaken
from toezicht.entrypoints.consumer import HANDLERS
from toezicht.entrypoints.webhook import WebhookProcess, webhook_process
from toezicht.settings import Settings

DIENST = "toezicht"


def build_api(settings: Settings) -> FastAPI:
    """The web application with everything wired; opens no connection yet."""
    engine = engine_for(settings.database_url.get_secret_value(), API)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    privacy = Privacy(settings.key)
    bell = PostgresBell(settings.database_url.get_secret_value())
    api = ServiceApi(
        DIENST,
        titel="Toezicht",
        omschrijving="Signalen met uitleg, rechtmatigheidszaken, maatregelen en abonnementen voor toezichthouders.",
        versie="1.1.0",
    )
    api.on_close(bell.stop)
    api.on_close(engine.dispose)
    return api.serve(
        regels.router,
        signalen.router,
        anomalieen.router,
        zaken.router,
        bevindingen.router,
        maatregelen.router,
        abonnementen.router,
        agenda_router(Rol.TOEZICHTHOUDER_RECHTMATIGHEID),
        feed_router(settings.source(DIENST), Rol.TOEZICHTHOUDER_RECHTMATIGHEID),
        edge=ToezichtEdge(
            uow=lambda: SqlUow(sessions, settings.clock, privacy),
            clock=settings.clock,
            verifier=TokenVerifier(settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url),
            privacy=privacy,
            adressen=GecontroleerdeAdressen(_uitgaand(settings)),
            bell=bell,
            stroombeleid=Stroombeleid(seconden=settings.stroom_seconden, hartslag=settings.stroom_hartslag_seconden),
        ),
    )


def _uitgaand(settings: Settings) -> Uitgaand:
    return Uitgaand(
        bron=settings.source(DIENST),
        http_loopback=settings.webhook_http_loopback,
        timeout=settings.webhook_timeout_seconden,
    )


def build_handlers(settings: Settings) -> tuple[Mapping[str, Handler[Any]], Callable[[], SqlUnitOfWork]]:
    """The event handlers of the consumer and the unit of work that they run in."""
    sessions = async_sessionmaker(engine_for(settings.database_url.get_secret_value()), expire_on_commit=False)
    privacy = Privacy(settings.key)
    return HANDLERS, lambda: SqlUow(sessions, settings.clock, privacy)


def build_webhook(settings: Settings) -> tuple[Work, Checks]:
    """The process that delivers to subscribers."""
    url = settings.database_url.get_secret_value()
    sessions = async_sessionmaker(engine_for(url), expire_on_commit=False)
    beleid = Bezorgbeleid(
        pogingen=settings.webhook_pogingen,
        eerste_wachttijd=settings.webhook_wachttijd_seconden,
        claim=dt.timedelta(seconds=3 * settings.webhook_timeout_seconden),
    )
    privacy = Privacy(settings.key)
    bezorger = HttpBezorger(_uitgaand(settings), privacy)
    # Pauses between attempts pass in real time, also when the business runs on a fixed day.
    klok = SystemClock()
    return webhook_process(WebhookProcess(lambda: SqlUow(sessions, klok, privacy), bezorger, beleid, klok.nu), url)


def build_stream(settings: Settings) -> tuple[Work, Checks]:
    """The Faust process."""
    # Faust is heavy, and no other process needs it.
    from toezicht.entrypoints.stream.agents import PRESTATIES, AnomalieAgents  # noqa: PLC0415 -- see above
    from toezicht.entrypoints.stream.app import StreamConfig, stream_process  # noqa: PLC0415 -- see above

    config = StreamConfig(
        dienst=DIENST,
        bootstrap=settings.kafka_bootstrap,
        groep=settings.stream_groep,
        seal=settings.seal(DIENST),
        trust=settings.trust(),
        registry=registry_of(settings),
        replicatie=settings.topic_replicatie,
    )
    return stream_process(config, PRESTATIES, AnomalieAgents)


def build_agenda(settings: Settings) -> tuple[Work, Checks]:
    """What is due in the cases, as a process of its own."""
    url = settings.database_url.get_secret_value()
    sessions = async_sessionmaker(engine_for(url), expire_on_commit=False)
    privacy = Privacy(settings.key)
    return agenda_process(DIENST, url, lambda: SqlUow(sessions, settings.clock, privacy), {}, settings.clock)
