"""A tender over the real API of contracting: who does what, and how it was answered."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import httpx
from risb_kern.clock import FixedClock

from tests.builders.aanbesteding import aanbesteding_json, proef_json
from tests.builders.contracting import AGB, ANDERE_AGB, aanbieder_json, perceel_json
from tests.integration.contracting.conftest import Bureau

DERDE_AGB = "42420003"


@dataclass(frozen=True, slots=True)
class Markt:
    """The API with who does what in a tender; `pad` is that of the tender."""

    bureau: Bureau
    pad: str = ""

    async def doe(self, pad: str, body: Any, wie: str = "opsteller", agb: str | None = None) -> httpx.Response:
        rol = "aanbieder" if agb else "inkoper"
        koppen = self.bureau.wie.als(rol, sub=wie, agb=[agb] if agb else [])
        return await self.bureau.wie.client.post(f"/v1{pad}", json=body, headers=koppen)

    async def vervang(self, pad: str, body: Any, wie: str = "opsteller") -> httpx.Response:
        """PUT by an inkoper."""
        koppen = self.bureau.wie.als("inkoper", sub=wie)
        return await self.bureau.wie.client.put(f"/v1{pad}", json=body, headers=koppen)

    async def goed(self, pad: str, body: Any, wie: str = "opsteller", agb: str | None = None) -> dict[str, Any]:
        antwoord = await self.doe(pad, body, wie, agb)
        assert antwoord.is_success, antwoord.text
        gemaakt: dict[str, Any] = antwoord.json()
        return gemaakt

    async def slug(self, pad: str, body: Any, wie: str = "opsteller", agb: str | None = None) -> str:
        antwoord = await self.doe(pad, body, wie, agb)
        assert antwoord.is_error, antwoord.text
        return str(antwoord.json()["type"]).removeprefix("urn:risb:probleem:")

    async def inschrijvingen(self) -> list[dict[str, Any]]:
        antwoord = await self.bureau.get(f"{self.pad}/inschrijvingen")
        return list(antwoord.json()["resultaten"])

    def op(self, moment: dt.datetime) -> FixedClock:
        """Let it be this moment from now on; gives the clock."""
        klok = FixedClock(moment.date())
        klok._nu = moment
        self.bureau.wie.app.state.edge = replace(self.bureau.wie.app.state.edge, clock=klok)
        return klok


async def markt_met(bureau: Bureau) -> Markt:
    """Three aanbieders and a perceel that is tendered."""
    for agb in (AGB, ANDERE_AGB, DERDE_AGB):
        await bureau.nieuw("/aanbieders", aanbieder_json(agbCode=agb))
    await bureau.nieuw("/percelen", perceel_json(procedure="aanbesteding"))
    return Markt(bureau)


async def gepubliceerd_op(markt: Markt, **anders: Any) -> Markt:
    """The same with a tender on the market."""
    gemaakt = await markt.goed("/aanbestedingen", aanbesteding_json(**anders))
    op_markt = replace(markt, pad=f"/aanbestedingen/{gemaakt['id']}")
    proef = await op_markt.goed(f"{op_markt.pad}/proefberekeningen", proef_json())
    assert [(one["naam"], one["totaal"]) for one in proef["standen"]] == [("C", 7900), ("A", 7850), ("B", 7600)]
    await op_markt.goed(f"{op_markt.pad}/_publiceren", {}, "publicist")
    return op_markt
