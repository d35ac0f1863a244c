"""The road to a contract through the API of contracting, for tests that need one: perceel, toelating, overeenkomst."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

Als = Callable[..., dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inkoop:
    """The API of contracting (base address of the client), and headers for anybody."""

    client: httpx.AsyncClient
    als: Als

    async def perceel(
        self, code: str, gemeenten: Sequence[str], *, wet: str = "wmo", taakgericht: bool = False
    ) -> None:
        """A toelating with one easy criterium; one that exists stays."""
        body = {
            "code": code,
            "wet": wet,
            "variant": "taakgericht" if taakgericht else "inspanningsgericht",
            "procedure": "toelating",
            "programmalijn": "2.1.3",
            "gemeenten": list(gemeenten),
            "basiscriteria": [{"code": "EV", "omschrijving": "Eigen verklaring", "bewijssoort": "eigen-verklaring"}],
        }
        await self._doe("/v1/percelen", body, self.als("inkoper"), {201, 409})

    async def gemeente(self, gemeente: str, wet: str = "wmo") -> None:
        """Let a gemeente take part from 2015 on."""
        body = {"gemeente": gemeente, "dienst": wet, "van": "2015-01-01"}
        await self._doe("/v1/regio-deelnames", body, self.als("inkoper"), {201})

    async def aanbieder(self, agb: str, *, kvk: str = "12345678", uren: int = 1400) -> None:
        """A registered aanbieder; one that exists stays."""
        body = {"agbCode": agb, "kvkNummer": kvk, "naam": f"Zorg AGB {agb}", "capaciteitUrenPerMaand": uren}
        await self._doe("/v1/aanbieders", body, self.als("inkoper"), {201, 409})

    async def aanmelding(self, agb: str, perceel: str) -> str:
        """An application that meets the criterium; its id."""
        bewijs = {"bewijssoort": "eigen-verklaring", "datum": dt.datetime.now(dt.UTC).date().isoformat()}
        body = {
            "agbCode": agb,
            "perceelCode": perceel,
            "bewijsstukken": [bewijs],
            "ondertekend": True,
            "akkoordZonderVoorbehoud": True,
        }
        made = await self._doe("/v1/aanmeldingen", body, self.als("aanbieder", agb=[agb]), {201})
        return str(made["id"])

    async def toegelaten(self, agb: str, perceel: str) -> str:
        """An aanbieder that is admitted to the perceel; id of the application."""
        await self.aanbieder(agb)
        aanmelding = await self.aanmelding(agb, perceel)
        besluit = await self._doe(f"/v1/aanmeldingen/{aanmelding}/_beoordelen", {}, self.als("inkoper"), {200})
        assert besluit["status"] == "toegelaten", besluit
        return aanmelding

    async def overeenkomst(
        self,
        agb: str,
        perceel: str,
        gemeenten: Sequence[str],
        prijzen: Sequence[Mapping[str, Any]],
        *,
        van: str = "2015-01-01",
    ) -> str:
        """A p*q agreement with these prices; its id."""
        body = {
            "agbCode": agb,
            "perceelCode": perceel,
            "gemeenten": list(gemeenten),
            "ingangsdatum": van,
            "prijzen": list(prijzen),
        }
        return str((await self._doe("/v1/overeenkomsten", body, self.als("contractmanager"), {201}))["id"])

    async def contractconcept(self, agb: str, perceel: str, gemeenten: Sequence[str]) -> str:
        """A contract with one price that was sent to the aanbieder; its id."""
        body = {
            "agbCode": agb,
            "perceelCode": perceel,
            "gemeenten": list(gemeenten),
            "ingangsdatum": "2015-01-01",
            "prijzen": [een_prijs("02A99")],
        }
        made = await self._doe("/v1/contractconcepten", body, self.als("contractmanager"), {201})
        await self._doe(f"/v1/contractconcepten/{made['id']}/_aanbieden", None, self.als("inkoper"), {200})
        return str(made["id"])

    async def taakovereenkomst(self, agb: str, perceel: str, gemeenten: Sequence[str], jaarbudget_cent: int) -> str:
        """A taakgerichte overeenkomst for 2026 with equal shares; its id."""
        body = {
            "agbCode": agb,
            "perceelCode": perceel,
            "gemeenten": list(gemeenten),
            "ingangsdatum": "2026-01-01",
            "einddatum": "2026-12-31",
            "taakbudget": {
                "jaarbudgetCent": jaarbudget_cent,
                "verdeelsleutel": [{"gemeente": one, "gewicht": 1} for one in gemeenten],
            },
        }
        return str((await self._doe("/v1/overeenkomsten", body, self.als("contractmanager"), {201}))["id"])

    async def bestedingsruimte(self, overeenkomst: str, jaarbedrag_cent: int = 1_000_000) -> str:
        """An intended ceiling from 1 January of the year after next; its id."""
        jaar = dt.datetime.now(dt.UTC).year + 2
        body = {
            "overeenkomstId": overeenkomst,
            "ingangsdatum": f"{jaar}-01-01",
            "jaarbedragCent": jaarbedrag_cent,
            "grondslag": "Artikel 1.4 en 1.5",
        }
        return str((await self._doe("/v1/bestedingsruimten", body, self.als("inkoper"), {201}))["id"])

    async def _doe(self, path: str, body: Any, headers: Mapping[str, str], good: set[int]) -> Any:
        key = {"Idempotency-Key": uuid.uuid4().hex}
        answer = await self.client.post(path, json=body, headers={**headers, **key})
        assert answer.status_code in good, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()


def een_prijs(
    productcode: str = "02A03", tarief_cent: int = 5000, *, eenheid: str = "04", van: str = "2015-01-01"
) -> dict[str, Any]:
    """A price as the API takes it; the category is the first two characters of the code."""
    return {
        "productcategorie": productcode[:2],
        "productcode": productcode,
        "eenheid": eenheid,
        "tariefCent": tarief_cent,
        "geldigVan": van,
    }
