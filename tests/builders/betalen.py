"""Payment in a running `declaraties`: payables, accounts, and the persons who prepare, release and review."""

import dataclasses
import itertools
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx
from declaraties.application.betalen import handelingen
from declaraties.domain.betalen.betaalcontrole import Controleregels
from declaraties.domain.betalen.betaalopdracht import Betreft, LosseOpdracht, Opdrachtsoort
from lxml import etree
from risb_kern.act import act_of
from risb_kern.clock import SystemClock
from risb_kern.privacy import Privacy, account_binding

from tests.builders.declaraties import AGB, GEMEENTE, KLOK, Dienst

IBAN = {AGB: "NL91ABNA0417164300", "42420001": "NL69INGB0123456789", GEMEENTE: "NL02ABNA0123456789"}
GEEN_CONTROLE = Controleregels(grens_cent=10**15, maandgrens_cent=10**15, steekproef_promille=0, zaad="")
PAIN = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
EEN, TWEE, DRIE, BEVESTIGER = "fin-een", "fin-twee", "fin-drie", "fin-vier"
BANKLEZER, NAKIJKER = "fin-bank", "fin-nakijker"


@dataclass(frozen=True, slots=True)
class Kas:
    """The running service with hands to pay; review chooses nothing unless a test asks for it."""

    dienst: Dienst
    _nummers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def als(self, sub: str, rol: str = "financien") -> dict[str, str]:
        """Authorization of a person with a name."""
        token = self.dienst.issuer.maak_token(rol, agb=[], gemeenten=[], claims={"sub": sub})
        return {"Authorization": f"Bearer {token}"}

    def regels(self, **anders: Any) -> None:
        """Let review choose by these limits from now on."""
        nieuw = dataclasses.replace(GEEN_CONTROLE, **anders)
        self.dienst.app.state.edge = dataclasses.replace(self.dienst.app.state.edge, controleregels=nieuw)

    async def rekening(self, houder: str, *, versie: int = 1, iban: str | None = None) -> None:
        """An account in use, as contracting tells it; that of an aanbieder with who confirmed it."""
        kluis = Privacy(self.dienst.settings.payment_key or b"")
        nummer = iban or IBAN[houder]
        soort = "gemeente" if len(houder) == len(GEMEENTE) else "aanbieder"
        data = {
            "rekening_id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{houder}{versie}{nummer}")),
            "versie": versie,
            "tenaamstelling": f"Houder AGB {houder}",
            "iban_versleuteld": kluis.encrypt(nummer, account_binding(soort, houder, versie)),
            "iban_kenmerk": kluis.search_hash(nummer),
            "naamcontrole": "match",
            "vastgesteld_op": KLOK,
        }
        if len(houder) == len(GEMEENTE):
            await self.dienst.meld("GemeenterekeningVastgesteld", {"gemeente": houder, **data})
        else:
            await self.dienst.meld("RekeningVastgesteld", {"agb_code": houder, "vastgesteld_door": BEVESTIGER, **data})

    async def open_rekeningen(self) -> None:
        """An account of the gemeente and of both aanbieders."""
        for houder in IBAN:
            await self.rekening(houder)

    async def opdracht(self, cent: int = 10_000, **anders: Any) -> uuid.UUID:
        """A payable that is due."""
        nummer = next(self._nummers)
        gewoon: dict[str, Any] = {
            "id": uuid.uuid5(uuid.NAMESPACE_OID, f"opdracht {nummer}"),
            "soort": Opdrachtsoort.CONTINUITEIT,
            "betreft": Betreft.VERGOEDING,
            "bron_id": uuid.uuid5(uuid.NAMESPACE_OID, f"bron {nummer}"),
            "agb_code": AGB,
            "gemeente": GEMEENTE,
            "wet": "wmo",
            "programmalijn": "2.1.2",
            "jaar": 2026,
            "bedrag_cent": cent,
            "vervaldatum": KLOK,
        }
        opdracht = LosseOpdracht(**(gewoon | anders))
        async with self.dienst.uow() as uow:
            assert await handelingen.betaalopdracht_maken(uow, act_of(SystemClock()), opdracht)
            await uow.commit()
        return opdracht.id

    async def post(self, pad: str, body: Any, *, sub: str, rol: str = "financien") -> httpx.Response:
        """A write with a key of its own."""
        koppen = {**self.als(sub, rol), "Idempotency-Key": uuid.uuid4().hex}
        return await self.dienst.client.post(f"/v1{pad}", json=body, headers=koppen)

    async def get(self, pad: str, *, sub: str = EEN, rol: str = "financien") -> httpx.Response:
        """A read."""
        return await self.dienst.client.get(f"/v1{pad}", headers=self.als(sub, rol))

    async def bereid_voor(self, *, sub: str = EEN, **anders: Any) -> httpx.Response:
        """Prepare a run of the gemeente, that pays on the last day on which something of it falls due."""
        dag = {"uitvoerdatum": anders["totEnMet"]} if "totEnMet" in anders else {}
        return await self.post("/betaalruns", {"gemeente": GEMEENTE, **dag, **anders}, sub=sub)

    async def geef_vrij(self, run: dict[str, Any], *, sub: str = TWEE, **anders: Any) -> httpx.Response:
        """Release a run with the number and amount that it shows."""
        akkoord = {"aantal": run["aantal"], "bedragCent": run["bedragCent"], **anders}
        return await self.post(f"/betaalruns/{run['id']}/_vrijgeven", akkoord, sub=sub)

    async def run(self, **anders: Any) -> dict[str, Any]:
        """A prepared run."""
        antwoord = await self.bereid_voor(**anders)
        assert antwoord.status_code == 201, antwoord.text
        return dict(antwoord.json())

    async def betaal(self, **anders: Any) -> dict[str, Any]:
        """A prepared and released run."""
        antwoord = await self.geef_vrij(await self.run(**anders))
        assert antwoord.status_code == 200, antwoord.text
        return dict(antwoord.json())

    async def betalingen(self, run: dict[str, Any]) -> list[dict[str, Any]]:
        """The payments of a run."""
        gevonden: list[dict[str, Any]] = (await self.get(f"/betaalruns/{run['id']}/betalingen")).json()["resultaten"]
        return gevonden

    async def kijk_na(self) -> None:
        """Let a reviewer let go of everything that waits for one."""
        await self.post("/betaalcontroles/_kiezen", {}, sub=EEN)
        besluit = {"besluit": "vrijgeven", "toelichting": "Vergeleken met de toewijzing."}
        for one in (await self.get("/betaalcontroles?limiet=200")).json()["resultaten"]:
            await self.post(f"/betaalcontroles/{one['id']}/_beoordelen", besluit, sub=NAKIJKER)

    async def meld_af(self, betaling: str, uitkomst: str, **anders: Any) -> httpx.Response:
        """Tell what the bank made of a payment."""
        return await self.post(f"/betalingen/{betaling}/_afhandelen", {"uitkomst": uitkomst, **anders}, sub=BANKLEZER)

    async def bestand(self, run: dict[str, Any]) -> etree._Element:
        """The payment file of a run."""
        antwoord = await self.get(f"/betaalruns/{run['id']}/bestand")
        assert antwoord.status_code == 200, antwoord.text
        return etree.fromstring(antwoord.content)

    def dubbel(self) -> list[Any]:
        """Payables that stand in more than one payment that went out and was not refused."""
        return self.dienst.sql(
            "SELECT k.opdracht_id FROM betaalregel_opdracht k JOIN betaalregel g ON g.id = k.regel_id"
            " JOIN betaalrun u ON u.id = g.run_id WHERE u.status = 'vrijgegeven' AND g.status <> 'geweigerd'"
            " GROUP BY 1 HAVING count(*) > 1"
        )


def bedragen_in(bestand: etree._Element) -> list[int]:
    """The amounts in a payment file, in eurocents."""
    return [int(str(een.text).replace(".", "")) for een in bestand.iterfind(".//p:InstdAmt", PAIN)]
