"""One whole walk through the flow of declaraties by a new aanbieder, in phases, by clients that repeat until told."""

import asyncio
import datetime as dt
import hashlib
import io
import time
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
from devstack.environment import Devstack
from risb_kern.clock import AMSTERDAM

from tests.builders.berichten import Declaratie, Regel, toewijzing
from tests.builders.berichtenverkeer import envelop
from tests.builders.inkoop import Inkoop, een_prijs
from tests.builders.personen import some_bsns

from .dossier import Indiening, Lijn
from .stores import rows

GEMEENTE, PERCEEL, PRODUCT, TARIEF, TOEWIJZING, ONBEKEND = "0307", "WMO-PUNTEN", "02A03", 1250, 101, 999_999
TAAKPERCEEL, JAARBUDGET, NIEUW_TARIEF = "WMO-PUNTEN-TAAK", 1_200_000, 1300
GEVRAAGD, TOEGEKEND, VASTGESTELD = 50_000, 40_000, 30_000
PLAFOND_UREN = 40 * 53 * 10
CLIENT = some_bsns(1, seed=45)[0]
_GEDULD_SECONDEN = 60.0
_XML, _ZIP = {"Content-Type": "application/xml"}, {"Content-Type": "application/zip"}


class Herhalend(httpx.AsyncBaseTransport):
    """Sends a request again, the very same, until somebody is there who answers it; 503 is not yet an answer."""

    def __init__(self) -> None:
        self._echt = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        einde = time.monotonic() + _GEDULD_SECONDEN
        while True:
            try:
                antwoord = await self._echt.handle_async_request(request)
                await antwoord.aread()
                if antwoord.status_code != httpx.codes.SERVICE_UNAVAILABLE or time.monotonic() > einde:
                    return antwoord
            except httpx.TransportError:
                if time.monotonic() > einde:
                    raise
            await asyncio.sleep(0.05)

    async def aclose(self) -> None:
        await self._echt.aclose()


@dataclass
class Ronde:
    """The walk; `fasen` are to be walked one after the other, each ends when its effect is everywhere."""

    stack: Devstack
    nummer: int
    indieningen: list[Indiening] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.agb = f"4245{self.nummer:04d}"
        self._overeenkomst = ""
        self._client = {
            dienst: httpx.AsyncClient(transport=Herhalend(), base_url=self.stack.api_url(dienst), timeout=20)
            for dienst in ("contracting", "declaraties")
        }
        self._inkoop = Inkoop(client=self._client["contracting"], als=self._als)

    @property
    def fasen(self) -> dict[str, Callable[[], Any]]:
        """The phases in order."""
        return {
            "contract": self._contract,
            "toewijzing": self._toewijzing,
            "declaratie": self._declaratie,
            "antwoord": self._antwoord,
            "nabetaling": self._nabetaling,
            "betaling": self._betaling,
        }

    @property
    def nabetaald(self) -> int:
        """What the aanbieder must get beside its declaraties, in cents: dearer hours, a year of terms, extra cost."""
        uren = sum(lijn.volume for een in self.indieningen if een.leesbaar for lijn in een.lijnen if lijn.code == "")
        return uren * (NIEUW_TARIEF - TARIEF) + JAARBUDGET + VASTGESTELD

    async def sluit(self) -> None:
        """Hang up."""
        for client in self._client.values():
            await client.aclose()

    def _als(self, rol: str, *, agb: list[str] | None = None, gemeenten: list[str] | None = None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.stack.token(rol, agb=agb or [], gemeenten=gemeenten or [])}"}

    async def _contract(self) -> None:
        """Admission, an agreement with a price, and one with a budget that is paid in terms."""
        if self.nummer == 0:
            await self._inkoop.gemeente(GEMEENTE)
        await self._inkoop.perceel(PERCEEL, [GEMEENTE])
        await self._inkoop.toegelaten(self.agb, PERCEEL)
        self._overeenkomst = await self._inkoop.overeenkomst(
            self.agb, PERCEEL, [GEMEENTE], [een_prijs(PRODUCT, TARIEF)]
        )
        await self._inkoop.perceel(TAAKPERCEEL, [GEMEENTE], taakgericht=True)
        await self._inkoop.toegelaten(self.agb, TAAKPERCEEL)
        await self._inkoop.taakovereenkomst(self.agb, TAAKPERCEEL, [GEMEENTE], JAARBUDGET)
        await self._tot(f"SELECT count(*) FROM prijs WHERE agb_code = '{self.agb}'", 1)
        await self._tot(f"SELECT count(*) FROM regio_deelname WHERE gemeente = '{GEMEENTE}'", 1)

    async def _rekening(self, soort: str, houder: str, nummer: int) -> None:
        """An account, proposed by one person and confirmed by another."""
        iban = een_iban(nummer)
        voorstel = {
            "houdersoort": soort,
            "houder": houder,
            "iban": iban,
            "tenaamstelling": f"Proefrekening van een {soort}",
        }
        gemaakt = await self._doe("contracting", "/v1/rekeningen", voorstel, self._als("financien"))
        pad = f"/v1/rekeningen/{gemaakt['id']}/_bevestigen"
        await self._doe("contracting", pad, {"iban": iban, "naamcontrole": "match"}, self._ander())
        await self._tot(f"SELECT count(*) FROM rekening WHERE houder = '{houder}'", 1)

    async def _nabetaling(self) -> None:
        """The price goes up from long ago, which is settled; and extra cost is asked, granted, and found to be less."""
        prijs = een_prijs(PRODUCT, NIEUW_TARIEF)
        await self._doe("contracting", f"/v1/overeenkomsten/{self._overeenkomst}/prijzen", prijs, self._als("inkoper"))
        aanvraag = {
            "soort": "meerkosten",
            "agbCode": self.agb,
            "gemeente": GEMEENTE,
            "wet": "wmo",
            "programmalijn": "2.1.3",
            "van": "2026-01-01",
            "tot": "2026-03-31",
            "gevraagdCent": GEVRAAGD,
            "toelichting": "Extra kosten door het hoge water.",
        }
        gemaakt = await self._doe("declaraties", "/v1/vergoedingen", aanvraag, self._als("aanbieder", agb=[self.agb]))
        for stap, cent, wie in (
            ("_adviseren", TOEGEKEND, self._als("contractmanager")),
            ("_besluiten", TOEGEKEND, self._als("financien")),
            ("_vaststellen", VASTGESTELD, self._ander()),
        ):
            oordeel = {"bedragCent": cent, "motivering": "Vergeleken met de rekeningen."}
            await self._doe("declaraties", f"/v1/vergoedingen/{gemaakt['id']}/{stap}", oordeel, wie)

    async def _betaling(self) -> None:
        """Looked at, prepared, released by another; refused by the bank, and then paid in a second file."""
        if self.nummer == 0:
            await self._rekening("gemeente", GEMEENTE, 0)
        await self._rekening("aanbieder", self.agb, self.nummer + 1)
        financien = self._als("financien")
        await self._kijk_na()
        run = await self._betaal(financien)
        betalingen = await self._client["declaraties"].get(f"/v1/betaalruns/{run['id']}/betalingen", headers=financien)
        (betaling,) = betalingen.json()["resultaten"]
        afloop = {"uitkomst": "geweigerd", "redencode": "AC04", "toelichting": "Rekening opgeheven."}
        await self._doe("declaraties", f"/v1/betalingen/{betaling['id']}/_afhandelen", afloop, self._ander("banklezer"))
        await self._kijk_na()
        await self._betaal(financien)

    async def _kijk_na(self) -> None:
        """Somebody looks at all that waits for it."""
        beheer = self._ander("beoordelaar", "contractmanager")
        await self._doe("declaraties", "/v1/betaalcontroles/_kiezen", {}, beheer)
        vraag = "/v1/betaalcontroles?limiet=200"
        gekozen = (await self._client["declaraties"].get(vraag, headers=beheer)).json()["resultaten"]
        for een in gekozen:
            besluit = {"besluit": "vrijgeven", "toelichting": "Vergeleken met de toewijzing."}
            await self._doe("declaraties", f"/v1/betaalcontroles/{een['id']}/_beoordelen", besluit, beheer)

    async def _betaal(self, financien: dict[str, str]) -> Any:
        dag = str(dt.datetime.now(AMSTERDAM).date() + dt.timedelta(days=60))
        opdracht = {"gemeente": GEMEENTE, "agbCode": self.agb, "totEnMet": dag, "uitvoerdatum": dag}
        run = await self._doe("declaraties", "/v1/betaalruns", opdracht, financien)
        akkoord = {"aantal": run["aantal"], "bedragCent": run["bedragCent"]}
        await self._doe("declaraties", f"/v1/betaalruns/{run['id']}/_vrijgeven", akkoord, self._ander("vrijgever"))
        return run

    def _ander(self, wie: str = "ander", rol: str = "financien") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.stack.token(rol, wie=wie)}"}

    async def _doe(self, dienst: str, pad: str, body: Any, wie: dict[str, str]) -> Any:
        kop = {**wie, "Idempotency-Key": uuid.uuid4().hex}
        antwoord = await self._client[dienst].post(pad, json=body, headers=kop)
        assert antwoord.is_success, f"{pad}: {antwoord.status_code} {antwoord.text}"
        return antwoord.json()

    async def _toewijzing(self) -> None:
        """A 301 and its ground, then valid."""
        wie = self._als("zorgadministratie", gemeenten=[GEMEENTE])
        nummer = TOEWIJZING + self.nummer
        bericht = toewijzing(agb=self.agb, gemeente=GEMEENTE, bsn=CLIENT, nummer=nummer, kenmerk=f"P{nummer}")
        await self._stuur("/v1/berichten", bericht, {**wie, **_XML})
        grond = {"gemeente": GEMEENTE, "wet": "wmo", "soort": "beschikking", "datum": "2019-12-01"}
        kop = {**wie, "Idempotency-Key": uuid.uuid4().hex}
        antwoord = await self._client["declaraties"].post(
            "/v1/grondslagen", json={**grond, "toewijzingNummer": nummer}, headers=kop
        )
        assert antwoord.status_code == 201, antwoord.text
        await self._tot(f"SELECT count(*) FROM toewijzing WHERE agb_code = '{self.agb}' AND geldig", 1)

    async def _declaratie(self) -> None:
        """As XML, as JSON, in a ZIP, in an envelope, and one that nobody can read."""
        wie = self._als("aanbieder", agb=[self.agb])
        goed, onleesbaar = self._een_declaratie("A", 1), self._een_declaratie("B", 2)
        await self._dien_in(goed, goed.xml(), wie)
        await self._dien_in(onleesbaar, onleesbaar.xml().replace(b"b:Eenheid>", b"b:Eenhoed>"), wie, leesbaar=False)
        await self._dien_in_als_json(self._een_declaratie("C", 3), wie)
        await self._dien_in_als_zip(self._een_declaratie("D", 4), wie)
        await self._dien_in_in_envelop(self._een_declaratie("E", 5), wie)
        klaar = "SELECT count(*) FROM bestand WHERE soort = '323' AND status NOT IN ('ontvangen', 'wordt-verwerkt')"
        await self._tot(f"{klaar} AND agb_code = '{self.agb}'", 5)

    async def _antwoord(self) -> None:
        """Every 325 is fetched, which leaves a record of who saw it."""
        wie = self._als("aanbieder", agb=[self.agb])
        for plaats, een in enumerate(self.indieningen):
            if een.leesbaar:
                antwoord = await self._client["declaraties"].get(f"/v1/berichten/{een.id}/antwoord", headers=wie)
                assert antwoord.status_code == 200, rows(
                    self.stack,
                    "declaraties",
                    f"select status, bron, leesfouten, reden from bestand where agb_code='{self.agb}'",
                )
                self.indieningen[plaats] = replace(een, antwoord=antwoord.content)

    def _een_declaratie(self, letter: str, maand: int) -> Declaratie:
        """The last line has no toewijzing and is refused."""
        nummer = f"P{self.nummer}{letter}"
        regels = [
            Regel(bsn=CLIENT, toewijzing=TOEWIJZING + self.nummer, referentie=f"{nummer}1", uren=2 + maand),
            Regel(bsn=CLIENT, toewijzing=ONBEKEND, referentie=f"{nummer}2", uren=1),
        ]
        return Declaratie(
            agb=self.agb,
            gemeente=GEMEENTE,
            nummer=nummer,
            maand=dt.date(2026, maand, 1),
            regels=regels,
            dagtekening=dt.date(2026, 11, 1),
        )

    async def _dien_in(
        self, declaratie: Declaratie, inhoud: bytes, wie: dict[str, str], *, leesbaar: bool = True
    ) -> None:
        antwoord = await self._stuur("/v1/berichten", inhoud, {**wie, **_XML})
        self._onthoud(declaratie, hashlib.sha256(inhoud).digest(), antwoord.json()["id"], leesbaar=leesbaar)

    async def _dien_in_als_json(self, declaratie: Declaratie, wie: dict[str, str]) -> None:
        kop = {**wie, "Idempotency-Key": uuid.uuid4().hex}
        antwoord = await self._client["declaraties"].post("/v1/declaraties", json=als_json(declaratie), headers=kop)
        assert antwoord.status_code == 202, antwoord.text
        kenmerk = antwoord.json()["id"]
        # The bytes are made by the service; what the client sent is judged by its lines.
        ((sha256,),) = rows(self.stack, "declaraties", f"SELECT sha256 FROM bestand WHERE id = '{kenmerk}'")
        self._onthoud(declaratie, bytes(sha256), kenmerk)

    async def _dien_in_als_zip(self, declaratie: Declaratie, wie: dict[str, str]) -> None:
        inhoud, pakket = declaratie.xml(), io.BytesIO()
        with zipfile.ZipFile(pakket, "w", zipfile.ZIP_DEFLATED) as zip_:
            zip_.writestr("declaratie.xml", inhoud)
        antwoord = await self._stuur("/v1/zendingen", pakket.getvalue(), {**wie, **_ZIP})
        (een,) = antwoord.json()["berichten"]
        self._onthoud(declaratie, hashlib.sha256(inhoud).digest(), een["bericht"]["id"])

    async def _dien_in_in_envelop(self, declaratie: Declaratie, wie: dict[str, str]) -> None:
        inhoud = declaratie.xml()
        omhuld = envelop(inhoud, van=self.agb, aan=GEMEENTE)
        antwoord = await self._stuur("/v1/enveloppen", omhuld, {**wie, **_XML})
        self._onthoud(declaratie, hashlib.sha256(inhoud).digest(), antwoord.headers["Location"].rpartition("/")[2])

    async def _stuur(self, pad: str, inhoud: bytes, koppen: dict[str, str]) -> httpx.Response:
        antwoord = await self._client["declaraties"].post(pad, content=inhoud, headers=koppen)
        assert antwoord.status_code == 202, antwoord.text
        return antwoord

    def _onthoud(self, declaratie: Declaratie, sha256: bytes, kenmerk: str, *, leesbaar: bool = True) -> None:
        lijnen = [
            Lijn(
                referentie=regel.referentie,
                bsn=regel.bsn,
                toewijzing=regel.toewijzing,
                volume=regel.uren,
                cent=regel.bedrag,
                code="9338" if regel.toewijzing == ONBEKEND else "",
            )
            for regel in declaratie.regels
        ]
        self.indieningen.append(
            Indiening(
                sha256=sha256,
                agb=self.agb,
                gemeente=GEMEENTE,
                nummer=declaratie.nummer,
                maand=f"{declaratie.maand:%Y-%m}",
                lijnen=lijnen,
                id=kenmerk,
                leesbaar=leesbaar,
            )
        )

    async def _tot(self, vraag: str, aantal: int) -> None:
        async with asyncio.timeout(_GEDULD_SECONDEN):
            while rows(self.stack, "declaraties", vraag)[0][0] < aantal:  # noqa: ASYNC110 -- in another process
                await asyncio.sleep(0.05)


def een_iban(nummer: int) -> str:
    """A well-formed account that nobody has."""
    rekening = f"{980_000_000 + nummer:010d}"
    cijfers = "".join(str(int(teken, 36)) for teken in f"BNGH{rekening}NL00")
    return f"NL{98 - int(cijfers) % 97:02d}BNGH{rekening}"


def als_json(declaratie: Declaratie) -> dict[str, Any]:
    """The declaratie as the API takes it as JSON."""
    periode = {
        "begindatum": declaratie.maand.isoformat(),
        "einddatum": ((declaratie.maand + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)).isoformat(),
    }
    prestaties = [
        {
            "productReferentie": {"referentieNummer": regel.referentie},
            "toewijzingNummer": regel.toewijzing,
            "productCategorie": PRODUCT[:2],
            "productCode": PRODUCT,
            "productPeriode": periode,
            "geleverdVolume": regel.uren,
            "eenheid": "04",
            "productTarief": regel.tarief_cent,
            "ingediendBedrag": {"bedrag": regel.bedrag, "debetCredit": "D"},
        }
        for regel in declaratie.regels
    ]
    return {
        "wet": "wmo",
        "afzender": declaratie.agb,
        "ontvanger": declaratie.gemeente,
        "berichtIdentificatie": {
            "identificatie": declaratie.nummer,
            "dagtekening": declaratie.dagtekening.isoformat(),
        },
        "declaratieNummer": declaratie.nummer,
        "declaratiePeriode": periode,
        "declaratieDagtekening": declaratie.dagtekening.isoformat(),
        "totaalIngediendBedrag": {
            "totaalBedrag": sum(regel.bedrag for regel in declaratie.regels),
            "debetCredit": "D",
        },
        "clienten": [{"bsn": declaratie.regels[0].bsn, "prestaties": prestaties}],
    }
