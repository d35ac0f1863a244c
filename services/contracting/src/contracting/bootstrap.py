"""Composition root: the only place that knows settings, adapters and entry points together."""

from collections.abc import Callable, Mapping
from typing import Any

from chassis.consumer import Handler
from chassis.db import SqlUnitOfWork, engine_for
from fastapi import FastAPI
from risb_api.api import ServiceApi
from risb_api.feed import feed_router
from risb_api.identity import TokenVerifier
from risb_kern.privacy import Privacy
from sqlalchemy.ext.asyncio import async_sessionmaker

from contracting.adapters.uow import ContractingUnitOfWork
from contracting.entrypoints.api.maatregelen import maatregelen
from contracting.entrypoints.api.overeenkomsten import overeenkomsten
from contracting.entrypoints.api.regio import deelnames
from contracting.entrypoints.api.rekeningen import rekeningen
from contracting.entrypoints.api.sturing import budgetten
from contracting.entrypoints.api.toelating import aanbieders, aanmeldingen, percelen
from contracting.entrypoints.consumer import HANDLERS
from contracting.settings import Settings


def build_api(settings: Settings) -> FastAPI:
    """The web application with everything wired; opens no connection yet."""
    engine = engine_for(settings.database_url.get_secret_value())
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    api = ServiceApi(
        "contracting",
        titel="Contracting",
        omschrijving="Aanbieders, toelating, overeenkomsten met prijzen of taakbudget, maatregelen en budgetmonitor.",
    )
    api.on_close(engine.dispose)
    return api.serve(
        aanbieders.router,
        percelen.router,
        aanmeldingen.router,
        overeenkomsten.router,
        deelnames.router,
        maatregelen.router,
        budgetten.router,
        rekeningen.router,
        feed_router(settings.source("contracting")),
        verifier=TokenVerifier(settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url),
        state={
            "uow": lambda: ContractingUnitOfWork(sessions, settings.clock),
            "clock": settings.clock,
            "kluis": None if settings.payment_key is None else Privacy(settings.payment_key),
            "afkoeldagen": settings.rekening_afkoeldagen,
        },
    )


def build_handlers(settings: Settings) -> tuple[Mapping[str, Handler[Any]], Callable[[], SqlUnitOfWork]]:
    """The event handlers of the consumer and the unit of work that they run in."""
    sessions = async_sessionmaker(engine_for(settings.database_url.get_secret_value()), expire_on_commit=False)
    return HANDLERS, lambda: ContractingUnitOfWork(sessions, settings.clock)
