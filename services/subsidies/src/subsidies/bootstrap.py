"""Composition root: the only place that knows settings, adapters and entry points together."""

from collections.abc import Callable, Mapping
from typing import Any, Self

from chassis.consumer import Handler
from chassis.db import SqlUnitOfWork, engine_for
from fastapi import FastAPI
from risb_api.api import ServiceApi
from risb_api.feed import feed_router
from risb_api.identity import TokenVerifier
from risb_kern.privacy import Privacy
from risb_zaak.agenda import SqlAgenda
from risb_zaak.timeline import SqlTimeline
from sqlalchemy.ext.asyncio import async_sessionmaker

from subsidies.adapters import repositories
from subsidies.adapters.aanvragen.beslistermijn import watch_beslistermijn
from subsidies.adapters.dubbel.repository import SqlZorg
from subsidies.adapters.queries import SqlLezer
from subsidies.adapters.repositories import SqlAandachtspunten, SqlAanvragen, SqlBesluiten, SqlPlafonds, SqlRegelingen
from subsidies.entrypoints import consumer
from subsidies.entrypoints.api.aanvragen import aanvragen
from subsidies.entrypoints.api.beoordelen import behandeling
from subsidies.entrypoints.api.openbaar import aanvraaghulp, subsidieregister
from subsidies.entrypoints.api.regelingen import regelingen
from subsidies.entrypoints.unit_of_work import SubsidieUow
from subsidies.settings import Settings

OMSCHRIJVING = "Een ingang voor alle subsidieregelingen: regelingen, aanvragen, screening, besluiten en het register."


class SqlSubsidieUow(SubsidieUow):
    """One transaction with the repositories on PostgreSQL."""

    async def __aenter__(self) -> Self:
        """Open the session and hand it to the repositories."""
        await super().__aenter__()
        self.regelingen = SqlRegelingen(self.session)
        self.plafonds = SqlPlafonds(self.session)
        self.aanvragen = SqlAanvragen(self.session)
        self.aandachtspunten = SqlAandachtspunten(self.session)
        self.besluiten = SqlBesluiten(self.session)
        self.zorg = SqlZorg(self.session)
        self.lezer = SqlLezer(self.session)
        self.timeline = SqlTimeline(self.session, self._clock)
        self.agenda = SqlAgenda(self.session)
        return self

    async def serialize(self, onderwerp: str) -> None:
        """Wait for other transactions on the subject; held until the commit."""
        await repositories.serialize(self.session, onderwerp)


def build_api(settings: Settings) -> FastAPI:
    """The web application with everything wired; opens no connection yet."""
    url = settings.database_url.get_secret_value()
    engine = engine_for(url)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    watch_beslistermijn(url, settings.clock)
    api = ServiceApi("subsidies", titel="Subsidies", omschrijving=OMSCHRIJVING)
    api.on_close(engine.dispose)
    return api.serve(
        regelingen.router,
        aanvraaghulp.router,
        aanvragen.router,
        aanvragen.een_aanvraag,
        behandeling.router,
        behandeling.een_aandachtspunt,
        subsidieregister.router,
        feed_router(settings.source("subsidies")),
        verifier=TokenVerifier(settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url),
        state={
            "uow": lambda: SqlSubsidieUow(sessions, settings.clock),
            "clock": settings.clock,
            "privacy": Privacy(settings.key),
        },
    )


def build_handlers(settings: Settings) -> tuple[Mapping[str, Handler[Any]], Callable[[], SqlUnitOfWork]]:
    """The event handlers of the consumer and the unit of work that they run in."""
    sessions = async_sessionmaker(engine_for(settings.database_url.get_secret_value()), expire_on_commit=False)
    return consumer.handlers(settings.clock), lambda: SqlSubsidieUow(sessions, settings.clock)
