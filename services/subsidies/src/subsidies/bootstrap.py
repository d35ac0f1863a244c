"""Composition root: the only place that knows settings, adapters and entry points together."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from chassis.bounds.database import API
from chassis.db import engine_for
from chassis.events.consumer import Handler
from chassis.observability import Checks
from chassis.process import Work
from fastapi import FastAPI
from risb_api.api import ServiceApi
from risb_api.identity import Rol, TokenVerifier
from risb_api.resources.cases import agenda_router, tijdlijn_router
from risb_api.resources.feed import feed_router
from risb_kern.privacy import Privacy
from risb_zaak.agenda.process import agenda_process
from risb_zaak.document_ports import ALGEMEEN, Scanner
from risb_zaak.documents.objects import objects_at
from risb_zaak.documents.scanner import ClamdScanner, NoScanner
from risb_zaak.documents.sql import Archief, SqlDocumenten
from risb_zaak.letters.mail import SmtpKanaal
from risb_zaak.letters.setting import TypstZetter
from sqlalchemy.ext.asyncio import async_sessionmaker

from subsidies.adapters.aanvragen.beslistermijn import watch_beslistermijn
from subsidies.adapters.uow import SqlUow
from subsidies.entrypoints.agenda import TIMERS
from subsidies.entrypoints.api.aanvragen import aanvragen, aanvullingen, zienswijzen
from subsidies.entrypoints.api.beoordelen import aandachtspunten
from subsidies.entrypoints.api.besluiten import aanvraagdossiers, beschikkingen, besluiten, lotingen, verdagingen
from subsidies.entrypoints.api.edge import SubsidiesEdge
from subsidies.entrypoints.api.openbaar import aanvraaghulp, registerbestand, subsidieregister
from subsidies.entrypoints.api.regelingen import regelingen
from subsidies.entrypoints.consumer import HANDLERS
from subsidies.entrypoints.opruimen import opruimen
from subsidies.entrypoints.timers.besluiten import timers_of
from subsidies.settings import Settings

OMSCHRIJVING = "Een ingang voor alle subsidieregelingen: regelingen, aanvragen, screening, besluiten en het register."
DOCUMENTEN = "https://register.risb.example/verwerkingen/subsidiedocumenten"


def build_api(settings: Settings) -> FastAPI:
    """The web application with everything wired; opens no connection yet."""
    url = settings.database_url.get_secret_value()
    engine = engine_for(url, API)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    archief, privacy = archief_of(settings), Privacy(settings.key)
    watch_beslistermijn(url, settings.clock)
    api = ServiceApi("subsidies", titel="Subsidies", omschrijving=OMSCHRIJVING, versie="1.1.0")
    api.on_close(engine.dispose)
    return api.serve(
        regelingen.router,
        aanvraaghulp.router,
        aanvragen.router,
        aanvullingen.router,
        zienswijzen.router,
        aandachtspunten.router,
        aanvraagdossiers.router,
        besluiten.router,
        lotingen.router,
        beschikkingen.router,
        verdagingen.router,
        subsidieregister.router,
        agenda_router(Rol.SUBSIDIEADVISEUR),
        tijdlijn_router(Rol.SUBSIDIEADVISEUR),
        registerbestand.router,
        feed_router(settings.source("subsidies")),
        edge=SubsidiesEdge(
            uow=lambda: SqlUow(sessions, settings.clock, privacy, archief),
            clock=settings.clock,
            verifier=TokenVerifier(settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url),
            privacy=privacy,
            zetter=TypstZetter(Path(str(files("subsidies") / "letters"))),
        ),
    )


def build_handlers(settings: Settings) -> tuple[Mapping[str, Handler[SqlUow]], Callable[[], SqlUow]]:
    """The event handlers of the consumer and the unit of work that they run in."""
    sessions = async_sessionmaker(engine_for(settings.database_url.get_secret_value()), expire_on_commit=False)
    archief, privacy = archief_of(settings), Privacy(settings.key)
    return HANDLERS, lambda: SqlUow(sessions, settings.clock, privacy, archief)


def build_agenda(settings: Settings) -> tuple[Work, Checks]:
    """What is due in the cases, as a process of its own."""
    url = settings.database_url.get_secret_value()
    sessions = async_sessionmaker(engine_for(url), expire_on_commit=False)
    archief, privacy = archief_of(settings), Privacy(settings.key)
    kanaal = SmtpKanaal(settings.post_adres.get_secret_value(), settings.post_afzender)
    timers = {**TIMERS, **timers_of(kanaal, settings.clock)}
    return agenda_process(
        "subsidies",
        url,
        lambda: SqlUow(sessions, settings.clock, privacy, archief),
        timers,
        settings.clock,
        opruimen=lambda uow, handeling: opruimen(SqlDocumenten(uow, archief), handeling),
    )


def scanner_at(adres: str | None) -> Scanner:
    """The scanner at `tcp://host:port`, or none."""
    parts = urlsplit(adres or "")
    return NoScanner() if adres is None else ClamdScanner(parts.hostname or "", parts.port or 0)


def archief_of(settings: Settings) -> Archief:
    """Where contents of documents stand, by the settings."""
    return Archief(
        objects=objects_at(settings.documenten_adres or (settings.opslag_dir / "documenten").absolute().as_uri()),
        sleutels={ALGEMEEN: settings.key},
        scanner=scanner_at(settings.scanner_adres),
        activiteit=DOCUMENTEN,
    )
