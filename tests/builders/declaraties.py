"""A running `declaraties`: its real API, its worker and its consumer handlers on one real database."""

import dataclasses
import datetime as dt
import itertools
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import psycopg
from chassis.db import engine_for
from chassis.events.wire import Envelope
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323
from declaraties.adapters.uow import SqlUow
from declaraties.bootstrap import build_uow, build_verrekenaar, build_worker
from declaraties.domain.standaard.berichten.declaratie import Client323, Declaratie, Declaratiebericht, Prestatie
from declaraties.domain.standaard.berichten.persoon import (
    Achternaam,
    Adres,
    Contact,
    Geboortedatum,
    Huis,
    VolledigeNaam,
)
from declaraties.domain.standaard.berichten.toewijzing import Bericht301, Client301, ToegewezenProduct
from declaraties.domain.standaard.berichten.waarden import (
    BedragMetDC,
    BerichtIdentificatie,
    GeslotenPeriode,
    Kop,
    Omvang,
    Product,
    Referentie,
    TotaalBedragMetDC,
)
from declaraties.domain.standaard.profielen import Wet
from declaraties.entrypoints.consumer import HANDLERS
from declaraties.entrypoints.worker import Worker
from declaraties.settings import Settings
from devstack.issuer import Issuer
from fastapi import FastAPI
from risb_schemas import decode, load_catalog
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.builders.diensten import app_for, settings_for, verifier_of

AGB, ANDERE_AGB = "65656055", "42420001"
GEMEENTE, ANDERE_GEMEENTE = "0307", "0342"
BSN, BSN_TWEE = "999900006", "999900018"
THUIS = Contact(soort="01", adres=Adres(huis=Huis(huisnummer=1), postcode="3811AA", land_code="NL"))
KLOK = dt.date(2026, 6, 1)
APRIL = GeslotenPeriode(begindatum=dt.date(2026, 4, 1), einddatum=dt.date(2026, 4, 30))
_nummers = itertools.count(1)


def prestatie(referentie: str = "R1", **anders: Any) -> Prestatie:
    """4 hours at 12.50 in April 2026 on toewijzing 101."""
    vorige = anders.pop("vorige", None)
    cent = anders.pop("cent", 5000)
    gewoon: dict[str, Any] = {
        "product_referentie": Referentie(referentie_nummer=referentie, vorig_referentie_nummer=vorige),
        "toewijzing_nummer": 101,
        "product_categorie": "02",
        "product_code": "02A03",
        "product_periode": APRIL,
        "geleverd_volume": 4,
        "eenheid": "04",
        "product_tarief": 1250,
        "ingediend_bedrag": BedragMetDC(bedrag=abs(cent), debet_credit="C" if vorige else "D"),
    }
    return Prestatie(**(gewoon | anders))


def declaratie(*clienten: tuple[str, list[Prestatie]], **anders: Any) -> Declaratiebericht:
    """A 323 with numbers of its own and the right total."""
    wie = clienten or ((BSN, [prestatie()]),)
    nummer = next(_nummers)
    som = sum(regel.ingediend_bedrag.cent for _, regels in wie for regel in regels)
    dag = anders.pop("dagtekening", dt.date(2026, 5, 6))
    return Declaratiebericht(
        wet=anders.pop("wet", Wet.WMO),
        header=Kop(
            afzender=anders.pop("afzender", AGB),
            ontvanger=anders.pop("ontvanger", GEMEENTE),
            bericht_identificatie=BerichtIdentificatie(
                identificatie=anders.pop("identificatie", f"B{nummer}"), dagtekening=dag
            ),
        ),
        declaratie=Declaratie(
            **{
                "declaratie_nummer": f"D{nummer}",
                "declaratie_periode": APRIL,
                "declaratie_dagtekening": dag,
                "totaal_ingediend_bedrag": TotaalBedragMetDC.van_cent(som),
                "clienten": tuple(Client323(bsn=bsn, prestaties=tuple(regels)) for bsn, regels in wie),
                **anders,
            }
        ),
    )


def product(nummer: int = 101, **anders: Any) -> ToegewezenProduct:
    """5 hours a week of 02A03 in 2026."""
    gewoon: dict[str, Any] = {
        "product": Product(categorie="02", code="02A03"),
        "toewijzingsdatum": dt.date(2025, 12, 1),
        "toewijzingstijd": 36_000_000_000,
        "ingangsdatum": dt.date(2026, 1, 1),
        "einddatum": dt.date(2026, 12, 31),
        "omvang": Omvang(volume=5, eenheid="04", frequentie="2"),
    }
    return ToegewezenProduct(toewijzing_nummer=nummer, **(gewoon | anders))


def toewijzing(*producten: ToegewezenProduct, **anders: Any) -> Bericht301:
    """A 301 with an identification of its own, signed on 2 January 2026 or the day of its newest toewijzing."""
    getekend = max([dt.date(2026, 1, 2), *(one.toewijzingsdatum for one in producten)])
    return Bericht301(
        wet=anders.pop("wet", Wet.WMO),
        header=Kop(
            afzender=anders.pop("afzender", GEMEENTE),
            ontvanger=anders.pop("ontvanger", AGB),
            bericht_identificatie=BerichtIdentificatie(
                identificatie=anders.pop("identificatie", f"T{next(_nummers)}"),
                dagtekening=anders.pop("dagtekening", getekend),
            ),
        ),
        client=Client301(
            bsn=anders.pop("bsn", BSN),
            geboortedatum=anders.pop("geboortedatum", Geboortedatum(datum=dt.date(1970, 1, 1))),
            geslacht="0",
            naam=VolledigeNaam(geslachtsnaam=Achternaam(achternaam="Test"), naam_gebruik="1"),
            contactgegevens=(THUIS,),
            toegewezen_producten=producten or (product(),),
        ),
    )


def overeenkomst(**anders: Any) -> dict[str, Any]:
    """Data of OvereenkomstGesloten: p*q, Wmo, from 2023."""
    return {
        "overeenkomst_id": "11111111-1111-4111-8111-111111111113",
        "agb_code": AGB,
        "wet": "wmo",
        "variant": "inspanningsgericht",
        "perceel_code": "WMO",
        "programmalijn": "2.1.2",
        "gemeenten": [GEMEENTE],
        "productcodes": [],
        "ingangsdatum": dt.date(2023, 1, 1),
        "einddatum": None,
        "jaarbudget_cent": None,
    } | anders


def prijs(**anders: Any) -> dict[str, Any]:
    """Data of PrijsVastgesteld: 12.50 an hour for 02A03."""
    return {
        "overeenkomst_id": "11111111-1111-4111-8111-111111111113",
        "agb_code": AGB,
        "wet": "wmo",
        "prijs_id": str(uuid.uuid4()),
        "versie": 1,
        "productcategorie": "02",
        "productcode": "02A03",
        "eenheid": "04",
        "tarief_cent": 1250,
        "geldig_van": dt.date(2023, 1, 1),
        "geldig_tot": None,
        "gemeenten": [GEMEENTE],
    } | anders


def clientenstop(**anders: Any) -> dict[str, Any]:
    """Data of MaatregelOpgelegd: no new clients from 1 March 2026, in the whole region."""
    return {
        "maatregel_id": "22222222-2222-4222-8222-222222222222",
        "zaak_id": "33333333-3333-4333-8333-333333333333",
        "agb_code": AGB,
        "soort": "clientenstop",
        "gemeenten": [],
        "van": dt.date(2026, 3, 1),
        "tot": None,
        "grond": "artikel 9",
    } | anders


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Dienst:
    """The running service and the hands to use it with."""

    url: str
    settings: Settings
    app: FastAPI
    client: httpx.AsyncClient
    issuer: Issuer
    engine: AsyncEngine

    def als(self, rol: str, *, agb: str | None = None, gemeente: str | None = None) -> dict[str, str]:
        """Authorization of somebody."""
        token = self.issuer.maak_token(rol, agb=[agb] if agb else [], gemeenten=[gemeente] if gemeente else [])
        return {"Authorization": f"Bearer {token}"}

    @property
    def aanbieder(self) -> dict[str, str]:
        """Authorization of the aanbieder of most tests."""
        return self.als("aanbieder", agb=AGB)

    @property
    def gemeente(self) -> dict[str, str]:
        """Authorization of the gemeente of most tests."""
        return self.als("zorgadministratie", gemeente=GEMEENTE)

    def uow(self) -> SqlUow:
        """A unit of work as the processes have it."""
        return build_uow(self.settings, self.engine)()

    def worker(self) -> Worker:
        """A worker as the process has it."""
        return build_worker(self.settings, self.engine)

    async def verwerk(self) -> None:
        """Let a worker empty the queue."""
        worker = self.worker()
        while await worker.process_one():
            pass

    async def verreken(self) -> None:
        """Settle after the answer until nothing is left."""
        verrekenaar = build_verrekenaar(self.settings, self.engine)
        while await verrekenaar.settle_one():
            pass

    async def meld(self, event: str, data: Mapping[str, Any]) -> None:
        """Handle an event as the consumer does, in a transaction."""
        envelope = Envelope(
            id=uuid.uuid4(), source="urn:proef", type="proef", time=dt.datetime.now(dt.UTC), trace_id=None
        )
        async with self.uow() as uow:
            await HANDLERS[f"{event}.v1"](uow, data, envelope)
            await uow.commit()

    async def neem_deel(self, gemeente: str = GEMEENTE, dienst: str = "wmo", **anders: Any) -> None:
        """Let a gemeente take part in the region."""
        gewoon = {"gemeente": gemeente, "dienst": dienst, "van": dt.date(2015, 1, 1), "tot": None}
        await self.meld("RegioDeelnameVastgelegd", gewoon | anders)

    async def dien_in(self, data: bytes, wie: Mapping[str, str], **koppen: str) -> httpx.Response:
        """POST a message."""
        return await self.client.post(
            "/v1/berichten", content=data, headers={**wie, "Content-Type": "application/xml", **koppen}
        )

    async def declareer(self, bericht: Declaratiebericht | bytes) -> str:
        """Submit a 323 as its own aanbieder, judge it, and give the id."""
        data = bericht if isinstance(bericht, bytes) else write_323(bericht)
        wie = self.aanbieder if isinstance(bericht, bytes) else self.als("aanbieder", agb=bericht.header.afzender)
        antwoord = await self.dien_in(data, wie)
        assert antwoord.status_code == 202, antwoord.text
        await self.verwerk()
        return str(antwoord.json()["id"])

    async def wijs_toe(self, bericht: Bericht301 | bytes, gemeente: str = GEMEENTE) -> str:
        """Submit a 301 as its own gemeente, take it in, and give the id."""
        data = bericht if isinstance(bericht, bytes) else write_301(bericht)
        gemeente = gemeente if isinstance(bericht, bytes) else bericht.header.afzender
        antwoord = await self.dien_in(data, self.als("zorgadministratie", gemeente=gemeente))
        assert antwoord.status_code == 202, antwoord.text
        await self.verwerk()
        return str(antwoord.json()["id"])

    async def grond(self, nummer: int, **anders: Any) -> httpx.Response:
        """Record the ground of a toewijzing."""
        invoer = {"gemeente": GEMEENTE, "wet": "wmo", "soort": "beschikking", "datum": "2025-12-01"} | anders
        wie = self.als("zorgadministratie", gemeente=invoer["gemeente"])
        return await self.client.post("/v1/grondslagen", json={**invoer, "toewijzingNummer": nummer}, headers=wie)

    async def sta_klaar(self, *nummers: int) -> None:
        """A region, an agreement with a price, and a valid toewijzing per number (for BSN)."""
        await self.neem_deel()
        await self.meld("OvereenkomstGesloten", overeenkomst())
        await self.meld("PrijsVastgesteld", prijs())
        for nummer in nummers or (101,):
            await self.wijs_toe(toewijzing(product(nummer)))
            assert (await self.grond(nummer)).status_code == 201

    async def stand(self, kenmerk: str) -> dict[str, Any]:
        """The status resource, as the bureau sees it."""
        antwoord = await self.client.get(f"/v1/berichten/{kenmerk}", headers=self.als("financien"))
        return dict(antwoord.json())

    async def fouten(self, kenmerk: str) -> dict[str, Any]:
        """The faults of a message."""
        antwoord = await self.client.get(f"/v1/berichten/{kenmerk}/fouten", headers=self.als("financien"))
        return dict(antwoord.json())

    async def uitkomst(self, kenmerk: str) -> dict[str, Any]:
        """The declaratie with its refused lines."""
        antwoord = await self.client.get(f"/v1/declaraties/{kenmerk}", headers=self.als("financien"))
        return dict(antwoord.json())

    async def codes(self, kenmerk: str) -> dict[str, list[str]]:
        """Retourcodes per reference number of the refused lines."""
        lijnen = (await self.uitkomst(kenmerk))["afgekeurdePrestaties"]
        return {lijn["referentieNummer"]: [code["code"] for code in lijn["retourcodes"]] for lijn in lijnen}

    async def antwoord(self, kenmerk: str) -> bytes:
        """The 325, as the aanbieder that it is for fetches it."""
        wie = self.als("aanbieder", agb=(await self.stand(kenmerk))["agbCode"])
        antwoord = await self.client.get(f"/v1/berichten/{kenmerk}/antwoord", headers=wie)
        assert antwoord.status_code == 200, antwoord.text
        return antwoord.content

    def sql(self, vraag: str) -> list[tuple[Any, ...]]:
        """Rows straight from the database."""
        with psycopg.connect(self.url) as verbinding:
            return verbinding.execute(vraag).fetchall()

    def events(self, naam: str) -> list[dict[str, Any]]:
        """Events of this name that wait in the outbox, decoded, oldest first."""
        rijen = self.sql("SELECT inhoud FROM outbox ORDER BY volgnummer")
        gelezen = [decode(load_catalog(), inhoud) for (inhoud,) in rijen]
        return [dict(een.record) for een in gelezen if een.schema.key == f"{naam}.v1"]


@asynccontextmanager
async def dienst_op(url: str, folder: Path, *, klok: dt.date = KLOK, **anders: Any) -> AsyncIterator[Dienst]:
    """Run the service on a database, on a fixed day."""
    issuer = Issuer(folder, port=1)
    basis = settings_for("declaraties", url, folder / "opslag", issuer)
    settings = Settings(**{**basis.model_dump(), "klok": klok, **anders})
    app = app_for("declaraties", settings)
    app.state.edge = replace(app.state.edge, verifier=verifier_of(issuer))
    engine = engine_for(url)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://dienst", timeout=60) as client,
    ):
        yield Dienst(url=url, settings=settings, app=app, client=client, issuer=issuer, engine=engine)
    await engine.dispose()
