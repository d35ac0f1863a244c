"""Composition root: the only place that knows settings, adapters and entry points together."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from chassis.bounds.database import API
from chassis.db import SqlUnitOfWork, engine_for
from chassis.events.consumer import Handler
from chassis.observability import Checks
from chassis.process import Work
from fastapi import FastAPI
from risb_api.api import ServiceApi
from risb_api.identity import TokenVerifier
from risb_api.resources.cases import agenda_router, tijdlijn_router
from risb_api.resources.feed import feed_router
from risb_kern.errors import DomainError, Kind, conflict
from risb_kern.frames import Scratch
from risb_kern.privacy import Privacy, opened
from risb_zaak.agenda.process import agenda_process
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from declaraties.adapters.betalen.betaalbestand import OngeldigBetaalbestandError, write_betaalbestand
from declaraties.adapters.betalen.betaalregister import Bestandsregister
from declaraties.adapters.betalen.rekeningen import open_account
from declaraties.adapters.post.deur import KOP_BYTES, Tekencontrole, read_head
from declaraties.adapters.post.opslag import Opslag
from declaraties.adapters.post.stuf import Envelopstroom, write_bevestiging, write_envelop, write_fout
from declaraties.adapters.post.zippakket import GROOTSTE_PAKKET, Zippakket, te_groot
from declaraties.adapters.standaard.productlijsten import read_productlijsten
from declaraties.adapters.standaard.xml.lezen import read_parts
from declaraties.adapters.standaard.xml.schrijven import OngeldigBerichtError, write_301, write_323, write_retour
from declaraties.adapters.uow import SqlUow
from declaraties.application.beoordelen import handelingen as beoordelen
from declaraties.application.betalen.ports import Betaalbestand, Betaalgereedschap
from declaraties.application.post import handelingen as post
from declaraties.application.post.bestanden_verwerken import Groepsverwerker
from declaraties.application.regie import handelingen as regie
from declaraties.application.toewijzen import handelingen as toewijzen
from declaraties.application.verrekenen.verrekening_berekenen import Verrekenregels
from declaraties.domain.beoordelen.keuzes import Keuzes
from declaraties.domain.beoordelen.teksten import uitleg_van_regel
from declaraties.domain.betalen.betaalcontrole import Controleregels
from declaraties.domain.standaard.berichten.declaratie import Bericht323, Declaratiebericht
from declaraties.domain.standaard.berichten.heen import Heenbericht
from declaraties.domain.standaard.berichten.levering import Bericht305, Bericht307
from declaraties.domain.standaard.berichten.retour import Retour302
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.grenzen import GROOTSTE_ENVELOP
from declaraties.entrypoints.api.beoordelen import declaraties
from declaraties.entrypoints.api.betalen import (
    bedragen,
    betaalcontroles,
    betaalopdrachten,
    betaalruns,
    termijnkortingen,
    vergoedingen,
)
from declaraties.entrypoints.api.doors import Deur, Stufdeur, Zipdeur
from declaraties.entrypoints.api.edge import DeclaratiesEdge
from declaraties.entrypoints.api.post import berichten, enveloppen, zendingen
from declaraties.entrypoints.api.regie import leveringen
from declaraties.entrypoints.api.toegang import PERSONEEL
from declaraties.entrypoints.api.toewijzen import grondslagen, toewijzingen, toewijzingsberichten
from declaraties.entrypoints.api.verrekenen import verrekeningen, woonplaatsen
from declaraties.entrypoints.betaalmeter import Betaalmeter
from declaraties.entrypoints.consumer import HANDLERS
from declaraties.entrypoints.opruimen import opruimen
from declaraties.entrypoints.verrekenaar import Verrekenaar
from declaraties.entrypoints.worker import Worker
from declaraties.settings import Settings

DIENST = "declaraties"
_OMSCHRIJVING = (
    "Toewijzingen (301), declaraties (323) en antwoorden (325) volgens iWmo en iJw 3.2, en wat daarvan betaalbaar is."
)


def build_uow(settings: Settings, engine: AsyncEngine) -> Callable[[], SqlUow]:
    """Makes units of work on the engine."""
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    privacy = Privacy(settings.key)
    return lambda: SqlUow(sessions, settings.clock, privacy)


def build_api(settings: Settings) -> FastAPI:
    """The web application with everything wired; opens no connection yet."""
    engine = engine_for(settings.database_url.get_secret_value(), API)
    api = ServiceApi(DIENST, titel="Declaraties", omschrijving=_OMSCHRIJVING, versie="1.1.0")
    api.on_close(engine.dispose)
    return api.serve(
        berichten.router,
        declaraties.router,
        toewijzingen.router,
        grondslagen.router,
        verrekeningen.router,
        woonplaatsen.router,
        leveringen.router,
        enveloppen.router,
        toewijzingsberichten.router,
        zendingen.router,
        betaalopdrachten.router,
        betaalruns.router,
        betaalcontroles.router,
        bedragen.router,
        termijnkortingen.router,
        vergoedingen.router,
        agenda_router(),
        tijdlijn_router(*PERSONEEL),
        feed_router(settings.source(DIENST)),
        edge=build_edge(settings, engine),
    )


def build_edge(settings: Settings, engine: AsyncEngine) -> DeclaratiesEdge:
    """What the routes are given."""
    privacy = Privacy(settings.key)
    return DeclaratiesEdge(
        uow=build_uow(settings, engine),
        clock=settings.clock,
        verifier=TokenVerifier(settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url),
        privacy=privacy,
        store=Opslag(settings.opslag_dir, settings.key),
        deur=Deur(read_head=read_head, head_bytes=KOP_BYTES, tekencontrole=Tekencontrole),
        zipdeur=Zipdeur(scratch=Scratch, open=Zippakket, grootste=GROOTSTE_PAKKET, te_groot=te_groot),
        stufdeur=Stufdeur(
            stroom=Envelopstroom,
            grootste=GROOTSTE_ENVELOP,
            write_envelop=write_envelop,
            write_bevestiging=write_bevestiging,
            write_fout=write_fout,
            samenwerkingsverband=settings.samenwerkingsverband,
        ),
        write_323=_write_323,
        write_301=_write_301,
        pseudonym=privacy.pseudonym,
        explain=uitleg_van_regel,
        betaalgereedschap=build_betaalgereedschap(settings),
        controleregels=Controleregels(
            grens_cent=settings.controle_grens_cent,
            maandgrens_cent=settings.controle_maandgrens_cent,
            steekproef_promille=settings.controle_steekproef_promille,
            zaad=settings.controle_zaad,
        ),
    )


def build_betaalgereedschap(settings: Settings) -> Betaalgereedschap:
    """Register and payment file, as the settings say."""
    kluis = None if settings.payment_key is None else Privacy(settings.payment_key)
    return Betaalgereedschap(
        register=Bestandsregister(settings.payment_register),
        write=_write_betaalbestand,
        open=lambda rekening: open_account(opened(kluis), rekening),
    )


def build_handlers(settings: Settings) -> tuple[Mapping[str, Handler[Any]], Callable[[], SqlUnitOfWork]]:
    """The event handlers of the consumer and the unit of work that they run in."""
    return HANDLERS, build_uow(settings, engine_for(settings.database_url.get_secret_value()))


def build_verwerkers(settings: Settings) -> Mapping[type[Heenbericht], Groepsverwerker]:
    """Per kind of message the use case that brings messages to their end."""
    pseudonym = Privacy(settings.key).pseudonym
    met_retour = post.ieder_apart(partial(regie.bericht_beantwoorden, write=write_retour, pseudonym=pseudonym))
    return {
        Bericht301: met_retour,
        Bericht305: met_retour,
        Bericht307: met_retour,
        Retour302: post.ieder_apart(partial(regie.retour_opnemen, pseudonym=pseudonym)),
        Bericht323: partial(beoordelen.declaraties_beantwoorden, pseudonym=pseudonym, keuzes=build_keuzes(settings)),
    }


def build_keuzes(settings: Settings) -> Keuzes:
    """The choices of the gemeente or region; a product list that is wrong stops the process here."""
    return Keuzes(
        niveau_tr319=settings.niveau_tr319,
        ander_client_8187=settings.ander_client_8187,
        open_einde=settings.open_einde,
        productlijsten=read_productlijsten(settings.productlijsten) if settings.productlijsten else {},
    )


def build_worker(settings: Settings, engine: AsyncEngine) -> Worker:
    """A worker on the engine."""
    opslag = Opslag(settings.opslag_dir, settings.key)
    verwerking = post.Verwerking(
        delen_van=lambda bestand: opslag.parts(bestand.opslag),
        reader=read_parts,
        prepare=toewijzen.toewijzingen_vergrendelen,
        verwerkers=build_verwerkers(settings),
    )
    return Worker(
        build_uow(settings, engine),
        verwerking,
        clock=settings.clock,
        max_tries=settings.meeste_pogingen,
        group=settings.berichten_per_keer,
    )


def build_verrekenaar(settings: Settings, engine: AsyncEngine) -> Verrekenaar:
    """What settles after the answer, on the engine."""
    keuzes = Verrekenregels(terugvorderen=settings.terugvorderen_na_einde)
    return Verrekenaar(build_uow(settings, engine), keuzes, settings.clock)


def build_agenda(settings: Settings) -> tuple[Work, Checks]:
    """What is due in the cases, as a process of its own."""
    url = settings.database_url.get_secret_value()
    opslag = Opslag(settings.opslag_dir, settings.key)
    return agenda_process(
        DIENST,
        url,
        build_uow(settings, engine_for(url)),
        {},
        settings.clock,
        opruimen=lambda uow, handeling: opruimen(uow, opslag, handeling),
    )


def worker_process(settings: Settings) -> tuple[Work, Checks]:
    """The worker as a process of its own."""
    url = settings.database_url.get_secret_value()
    engine = engine_for(url)
    worker = build_worker(settings, engine)

    verrekenaar = build_verrekenaar(settings, engine)
    betaalmeter = Betaalmeter(build_uow(settings, engine), settings.clock)

    async def work(stop: asyncio.Event) -> None:
        try:
            await asyncio.gather(worker.run(stop, url), verrekenaar.run(stop, url), betaalmeter.run(stop))
        finally:
            await engine.dispose()

    return work, lambda: {"wachtrij": worker.is_ready()}


def _write_323(bericht: Declaratiebericht) -> bytes:
    with _readable("De declaratie past niet in een 323-bericht."):
        return write_323(bericht)


def _write_301(bericht: Bericht301) -> bytes:
    with _readable("De toewijzing past niet in een 301-bericht."):
        return write_301(bericht)


def _write_betaalbestand(order: Betaalbestand) -> bytes:
    try:
        return write_betaalbestand(order)
    except OngeldigBetaalbestandError as fout:
        tekst = "Van deze betaalrun is geen geldig betaalbestand te maken. Trek hem in en meld dit bij beheer."
        raise conflict("betaalbestand-ongeldig", tekst) from fout


@contextmanager
def _readable(melding: str) -> Iterator[None]:
    try:
        yield
    except OngeldigBerichtError as fout:
        tekst = f"{melding} Haal bijzondere tekens en lege waarden uit de teksten."
        raise DomainError(Kind.INVALID, "niet-volgens-standaard", tekst) from fout
