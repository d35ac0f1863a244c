"""Composition root: the only place that knows settings, adapters and entry points together."""

from collections.abc import Callable, Mapping

from chassis.bounds.database import API
from chassis.db import engine_for
from chassis.events.consumer import Handler
from chassis.observability import Checks
from chassis.process import Work
from fastapi import FastAPI
from risb_api.api import ServiceApi
from risb_api.identity import Rol, Toegang, TokenVerifier
from risb_api.resources.cases import agenda_router, tijdlijn_router
from risb_api.resources.feed import feed_router
from risb_kern.privacy import Privacy
from risb_zaak.agenda.process import agenda_process
from sqlalchemy.ext.asyncio import async_sessionmaker

from contracting.adapters.aanbesteding.zegel import SleutelZegel
from contracting.adapters.openbaar.samenvoegen import compiled_release
from contracting.adapters.uow import SqlUow
from contracting.entrypoints.agenda import TIMERS
from contracting.entrypoints.api.aanbesteding import aanbestedingen, inschrijvingen
from contracting.entrypoints.api.bestedingsruimte import bestedingsruimten
from contracting.entrypoints.api.edge import ContractingEdge
from contracting.entrypoints.api.geschillen import geschillen
from contracting.entrypoints.api.gunning import beoordelingen, gunningen
from contracting.entrypoints.api.indexeren import indexcijfers, indexeringen
from contracting.entrypoints.api.levensloop import contractconcepten, levensloop
from contracting.entrypoints.api.maatregelen import maatregelen
from contracting.entrypoints.api.moederovereenkomsten import moederovereenkomsten
from contracting.entrypoints.api.openbaar import procedures
from contracting.entrypoints.api.overeenkomsten import overeenkomsten, prijzen, termijnen
from contracting.entrypoints.api.plichten import plichten, sroi, tekortkomingen
from contracting.entrypoints.api.regio import deelnames
from contracting.entrypoints.api.rekeningen import rekeningen
from contracting.entrypoints.api.screening import bibobonderzoeken, screeningen
from contracting.entrypoints.api.sturing import budgetmonitor, budgetten, fonds, ramingen, verdelingen
from contracting.entrypoints.api.taakgericht import (
    budgetwijzigingen,
    businesscases,
    taakafrekeningen,
    taakafspraken,
)
from contracting.entrypoints.api.toelating import aanbieders, aanmeldingen, percelen
from contracting.entrypoints.consumer import HANDLERS
from contracting.settings import Settings

TAAKGERICHT = (
    taakafspraken.router,
    taakafrekeningen.router,
    businesscases.router,
    budgetwijzigingen.router,
    moederovereenkomsten.router,
)

ROUTERS = (
    aanbieders.router,
    percelen.router,
    aanmeldingen.router,
    screeningen.router,
    bibobonderzoeken.router,
    aanbestedingen.router,
    inschrijvingen.router,
    beoordelingen.router,
    gunningen.router,
    geschillen.router,
    overeenkomsten.router,
    prijzen.router,
    termijnen.router,
    contractconcepten.router,
    levensloop.router,
    indexcijfers.router,
    indexeringen.router,
    *TAAKGERICHT,
    deelnames.router,
    bestedingsruimten.router,
    plichten.router,
    tekortkomingen.router,
    sroi.router,
    maatregelen.router,
    budgetten.router,
    budgetmonitor.router,
    verdelingen.router,
    ramingen.router,
    fonds.router,
    rekeningen.router,
    procedures.router,
)


def build_api(settings: Settings) -> FastAPI:
    """The web application with everything wired; opens no connection yet."""
    engine = engine_for(settings.database_url.get_secret_value(), API)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    privacy = Privacy(settings.key)
    api = ServiceApi(
        "contracting",
        titel="Contracting",
        omschrijving="Aanbieders, toelating, overeenkomsten met prijzen of taakbudget, maatregelen en budgetmonitor.",
        versie="1.1.0",
    )
    api.on_close(engine.dispose)
    return api.serve(
        *ROUTERS,
        agenda_router(Rol.INKOPER, Rol.CONTRACTMANAGER),
        tijdlijn_router(
            Rol.INKOPER,
            Rol.CONTRACTMANAGER,
            budget=Toegang(Rol.INKOPER, Rol.CONTRACTMANAGER, Rol.FINANCIEN),
            rekening=Toegang(Rol.CONTRACTMANAGER, Rol.FINANCIEN),
        ),
        feed_router(settings.source("contracting")),
        edge=ContractingEdge(
            uow=lambda: SqlUow(sessions, settings.clock, privacy),
            clock=settings.clock,
            verifier=TokenVerifier(settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url),
            privacy=privacy,
            kluis=None if settings.payment_key is None else Privacy(settings.payment_key),
            afkoeldagen=settings.rekening_afkoeldagen,
            zegel=SleutelZegel(privacy),
            samenvoegen=compiled_release,
        ),
    )


def build_handlers(settings: Settings) -> tuple[Mapping[str, Handler[SqlUow]], Callable[[], SqlUow]]:
    """The event handlers of the consumer and the unit of work that they run in."""
    sessions = async_sessionmaker(engine_for(settings.database_url.get_secret_value()), expire_on_commit=False)
    privacy = Privacy(settings.key)
    return HANDLERS, lambda: SqlUow(sessions, settings.clock, privacy)


def build_agenda(settings: Settings) -> tuple[Work, Checks]:
    """What is due in the cases, as a process of its own."""
    url = settings.database_url.get_secret_value()
    sessions = async_sessionmaker(engine_for(url), expire_on_commit=False)
    privacy = Privacy(settings.key)
    return agenda_process("contracting", url, lambda: SqlUow(sessions, settings.clock, privacy), TIMERS, settings.clock)
