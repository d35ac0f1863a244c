"""What databases and topics hold, read with plain SQL and a plain consumer, as facts to compare."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from devstack.environment import Devstack
from risb_schemas import load_catalog

from .feiten import Balance, Delivery, Fact, Finding, View, agree, judge, judge_money, once
from .stores import Topiclezer, rows
from .verkeer import CONTRACTANTEN, DECLARANTEN, Geschiedenis

Record = tuple[str, dict[str, Any]]


class Oordeel:
    """All findings about a run at rest."""

    def __init__(self, stack: Devstack, history: Geschiedenis) -> None:
        self._stack = stack
        self._history = history
        self._events: list[tuple[str, str, dict[str, Any]]] = []

    async def bevindingen(self) -> list[Finding]:
        """Contracts, declaraties, lines, payables and money, in every place where they should be."""
        topics = (
            "contracting-overeenkomsten",
            "declaraties-declaraties",
            "declaraties-prestaties",
            "declaraties-betalingen",
        )
        for one in await Topiclezer(self._stack.kafka.bootstrap, topics).lees():
            self._events.append((one.id, one.naam, dict(one.data)))
        return [
            *self._prijzen(),
            *self._overeenkomsten(),
            *self._bestanden(),
            *self._regels(),
            *self._betaalbaar(),
            *self._geld(),
        ]

    def _of(self, name: str) -> list[Record]:
        """Events of the aanbieders of this load; other proofs on the same stack have their own."""
        return [
            (event_id, data)
            for event_id, event, data in self._events
            if event == name and data["agb_code"] in {*CONTRACTANTEN, *DECLARANTEN}
        ]

    def _facts(self, name: str, dienst: str, query: str, *, ordered: bool = True) -> View:
        found = rows(self._stack, dienst, query)
        return View(
            name=name, facts=[Fact(key=str(a), name=str(b), content=str(c)) for a, b, c in found], ordered=ordered
        )

    def _prijzen(self) -> list[Finding]:
        mine = f"agb_code = ANY('{{{','.join(CONTRACTANTEN)}}}')"
        query = (
            "SELECT overeenkomst_id, tarief_cent, productcode FROM prijs JOIN overeenkomst o ON o.id = overeenkomst_id"
            f" WHERE {mine} ORDER BY overeenkomst_id, tarief_cent"
        )
        truth = self._facts("contracting.prijs", "contracting", query)
        topic, findings = once(
            "topic prijzen",
            [
                Delivery(id=one, fact=_prijs(data))
                for one, data in self._of("PrijsVastgesteld")
                if data["agb_code"] in CONTRACTANTEN
            ],
        )
        query = f"SELECT overeenkomst_id, tarief_cent, productcode FROM prijs WHERE {mine}"
        projection = self._facts("declaraties.prijs", "declaraties", query, ordered=False)
        return [*findings, *judge(self._history.prijzen, truth, topic, projection)]

    def _overeenkomsten(self) -> list[Finding]:
        mine = f"agb_code = ANY('{{{','.join(CONTRACTANTEN)}}}')"

        def query(column: str, table: str) -> str:
            return f"SELECT agb_code, {column}, gemeenten[1] FROM {table} WHERE {mine}"

        truth = self._facts("contracting.overeenkomst", "contracting", query("id", "overeenkomst"), ordered=False)
        topic, findings = once(
            "topic overeenkomsten",
            [
                Delivery(
                    id=one, fact=Fact(key=data["agb_code"], name=data["overeenkomst_id"], content=data["gemeenten"][0])
                )
                for one, data in self._of("OvereenkomstGesloten")
                if data["agb_code"] in CONTRACTANTEN
            ],
        )
        findings += judge(self._history.overeenkomsten, View(name=topic.name, facts=topic.facts))
        declared = query("overeenkomst_id", "overeenkomst")
        granted = query("overeenkomst_id", "zorgcontract")
        return findings + judge(
            self._history.overeenkomsten,
            truth,
            View(name=topic.name, facts=topic.facts, ordered=False),
            self._facts("declaraties.overeenkomst", "declaraties", declared, ordered=False),
            self._facts("subsidies.zorgcontract", "subsidies", granted, ordered=False),
        )

    def _bestanden(self) -> list[Finding]:
        mine = f"soort = '323' AND agb_code = ANY('{{{','.join(DECLARANTEN)}}}')"
        query = (
            "SELECT agb_code, id, concat_ws(' ', ingediend_cent, toegekend_cent) FROM bestand"
            f" WHERE {mine} AND status IN ('verwerkt', 'aangeboden') ORDER BY nummer"
        )
        truth = self._facts("declaraties.bestand", "declaraties", query)
        answered = once("topic beantwoord", self._answers())
        received = once("topic ontvangen", self._received(truth.facts))
        query = (
            "SELECT b.agb_code, b.id, concat_ws(' ', ingediend_cent, toegekend_cent) FROM antwoord a"
            f" JOIN bestand b ON b.nummer = a.bestand_nummer WHERE b.{mine} ORDER BY b.nummer"
        )
        stored = self._facts("declaraties.antwoord (325)", "declaraties", query)
        views = (answered[0], received[0], stored)
        return [*answered[1], *received[1], *judge(self._history.bestanden, truth, *views)]

    def _answers(self) -> Iterable[Delivery]:
        for one, data in self._of("DeclaratieBeantwoord"):
            content = f"{data['ingediend_cent']} {data['toegekend_cent']}"
            yield Delivery(id=one, fact=Fact(key=data["agb_code"], name=data["bestand_id"], content=content))

    def _received(self, truth: Iterable[Fact]) -> Iterable[Delivery]:
        """The event of receipt knows no amounts; it is compared on identity and order."""
        amounts = {fact.name: fact.content for fact in truth}
        for one, data in self._of("DeclaratieOntvangen"):
            content = amounts.get(data["bestand_id"], "")
            yield Delivery(id=one, fact=Fact(key=data["agb_code"], name=data["bestand_id"], content=content))

    def _regels(self) -> list[Finding]:
        query = (
            "SELECT b.id, p.regel, p.toewijzing || ' ' || p.bedrag || ' ' ||"
            " CASE WHEN p.goedgekeurd THEN 'goed' ELSE p.retourcodes END"
            " FROM prestatie p JOIN bestand b ON b.nummer = p.bestand_nummer"
            f" WHERE b.agb_code = ANY('{{{','.join(DECLARANTEN)}}}') ORDER BY b.nummer, p.regel"
        )
        truth = self._facts("declaraties.prestatie", "declaraties", query)
        parts: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        seen: set[str] = set()
        for one, data in self._of("PrestatiesBeoordeeld"):
            if one not in seen:
                parts.setdefault(data["bestand_id"], []).append((data["deel"], data))
            seen.add(one)
        facts = [fact for file, found in parts.items() for fact in _lines(file, found)]
        return judge(self._history.regels, truth, View(name="topic prestaties", facts=facts))

    def _betaalbaar(self) -> list[Finding]:
        query = (
            "SELECT bestand_id, id, bedrag_cent FROM betaalopdracht"
            f" WHERE agb_code = ANY('{{{','.join(DECLARANTEN)}}}')"
        )
        truth = self._facts("declaraties.betaalopdracht", "declaraties", query)
        topic, findings = once(
            "topic betalingen",
            [
                Delivery(
                    id=one,
                    fact=Fact(key=data["bestand_id"], name=data["betaalopdracht_id"], content=str(data["bedrag_cent"])),
                )
                for one, data in self._of("BetaalopdrachtGemaakt")
            ],
        )
        files = {fact.name: fact.key for fact in truth.facts}
        booked = rows(
            self._stack, "contracting", "SELECT kenmerk, betaalbaar_cent FROM boekregel WHERE betaalbaar_cent <> 0"
        )
        ledger = View(
            name="contracting.boekregel",
            # Bookings that belong to no payable at all are for the judge (I2).
            facts=[Fact(key=files[one], name=one, content=str(cent)) for one, cent in booked if one in files],
            ordered=False,
        )
        return [*findings, *agree(truth, View(name=topic.name, facts=topic.facts, ordered=False), ledger)]

    def _geld(self) -> list[Finding]:
        payable: dict[str, int] = {}
        for file, cent in rows(self._stack, "declaraties", "SELECT bestand_id, bedrag_cent FROM betaalopdracht"):
            payable[str(file)] = payable.get(str(file), 0) + cent
        refused: dict[str, int] = {}
        for data in dict(self._of("PrestatiesBeoordeeld")).values():
            bad = [
                cent
                for cent, code in zip(data["bedrag_cent"], data["uitkomst"], strict=True)
                if data["uitkomsten"][code]
            ]
            refused[data["bestand_id"]] = refused.get(data["bestand_id"], 0) + sum(bad)
        granted = {data["bestand_id"]: data["toegekend_cent"] for _, data in self._of("DeclaratieBeantwoord")}
        return judge_money(
            Balance(
                key=file,
                submitted=cent,
                granted=granted.get(file, 0),
                refused=refused.get(file, 0),
                payable=payable.get(file, 0),
            )
            for file, cent in self._history.ingediend.items()
        )


def _lines(file: str, parts: list[tuple[int, dict[str, Any]]]) -> list[Fact]:
    facts: list[Fact] = []
    for _, data in sorted(parts, key=lambda part: part[0]):
        for place, cent in enumerate(data["bedrag_cent"]):
            code = data["uitkomsten"][data["uitkomst"][place]] or "goed"
            facts.append(Fact(key=file, name=str(len(facts)), content=f"{data['toewijzing'][place]} {cent} {code}"))
    return facts


async def until_quiet(stack: Devstack, history: Geschiedenis, seconds: float) -> float:
    """Wait until nothing is under way any more; the seconds that took. TimeoutError says what is left."""
    began = asyncio.get_running_loop().time()
    while left := pending(stack):
        if asyncio.get_running_loop().time() - began > seconds:
            raise TimeoutError(f"still under way after {seconds:.0f} s: {left}; {history.verkeerd[:3]}")
        await asyncio.sleep(0.5)
    return asyncio.get_running_loop().time() - began


FLOWS = {
    "declaraties": (
        "AanbiederGeregistreerd",
        "AanbiederToegelaten",
        "BetaaltermijnVastgesteld",
        "GemeenterekeningVastgesteld",
        "OvereenkomstBeeindigd",
        "OvereenkomstBeeindigingIngetrokken",
        "OvereenkomstGesloten",
        "PrijsVastgesteld",
        "RegioDeelnameVastgelegd",
        "RekeningVastgesteld",
    ),
    "subsidies": (
        "AanbiederGeregistreerd",
        "OvereenkomstBeeindigd",
        "OvereenkomstBeeindigingIngetrokken",
        "OvereenkomstGesloten",
    ),
    "contracting": ("BetaalopdrachtGemaakt", "ToewijzingVastgelegd", "VerrekeningBerekend"),
}
_BRON = {"declaraties": "contracting", "subsidies": "contracting", "contracting": "declaraties"}


def unmarked(stack: Devstack, dienst: str) -> set[Any]:
    """Sent events that the service has no inbox mark of yet."""
    types = ", ".join(f"'{load_catalog().newest[f'{event}.v1'].type}'" for event in FLOWS[dienst])
    done = rows(stack, dienst, f"SELECT id FROM inbox WHERE type IN ({types})")
    sent = rows(stack, _BRON[dienst], f"SELECT id FROM gebeurtenis WHERE type IN ({types})")
    return {one for (one,) in sent} - {one for (one,) in done}


def unsent(stack: Devstack, dienst: str) -> set[Any]:
    return {one for (one,) in rows(stack, dienst, "SELECT id FROM outbox")}


def unjudged(stack: Devstack) -> set[Any]:
    query = "SELECT id FROM bestand WHERE status IN ('ontvangen', 'wordt-verwerkt')"
    return {one for (one,) in rows(stack, "declaraties", query)}


def unsettled(stack: Devstack) -> set[Any]:
    return {one for (one,) in rows(stack, "declaraties", "SELECT volgnummer FROM verrekentaak WHERE klaar_op IS NULL")}


def pending(stack: Devstack) -> dict[str, int]:
    """What is still on its way; empty at rest."""
    found = {f"outbox {dienst}": len(unsent(stack, dienst)) for dienst in stack.services}
    found["bestanden"], found["verrekentaken"] = len(unjudged(stack)), len(unsettled(stack))
    found |= {f"inbox {dienst}": len(unmarked(stack, dienst)) for dienst in FLOWS}
    return {name: count for name, count in found.items() if count}


def _prijs(data: Mapping[str, Any]) -> Fact:
    return Fact(key=data["overeenkomst_id"], name=str(data["tarief_cent"]), content=data["productcode"])
