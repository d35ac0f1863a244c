"""A 323 from judgement to answer, lines and money, without a database."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from declaraties.application.beoordelen import handelingen as beoordelen
from declaraties.application.beoordelen.ports import Gegevens
from declaraties.application.post import handelingen as post
from declaraties.domain.beoordelen.events import DeclaratieBeantwoord, PrestatiesBeoordeeld
from declaraties.domain.beoordelen.keuzes import KEUZES
from declaraties.domain.beoordelen.referentie import als_sleutel
from declaraties.domain.betalen.events import BetaalopdrachtGemaakt
from declaraties.domain.post.afloop import Resultaat
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.toewijzen.gevolg import Contractafspraak
from declaraties.domain.toewijzen.toewijzing import ZONDER_GRONDSLAG
from risb_kern.events import Event

from tests.builders.handelingen import handeling, ontvangst
from tests.fakes.declaraties.toewijzen import pseudonym
from tests.fakes.declaraties.uow import FakeUow
from tests.integration.privacy.scanner import Scanner
from tests.unit.declaraties.bouwers import (
    AANBIEDER,
    BSN,
    GEMEENTE,
    VANDAAG,
    declaratie,
    prestatie,
    referentie,
    toewijzing,
)

AFSPRAAK = Contractafspraak(
    agb_code=AANBIEDER,
    wet="wmo",
    variant="p*q",
    programmalijn="2.1.3",
    gemeenten=frozenset({GEMEENTE}),
    productcodes=frozenset(),
    ingangsdatum=dt.date(2023, 1, 1),
)


def gegevens(*, geldig: bool = True, **anders: Any) -> Gegevens:
    rij = dataclasses.replace(toewijzing(), clientsleutel=als_sleutel(pseudonym(BSN)), geldig=geldig)
    return Gegevens(
        referentie=referentie(toewijzingen=[rij], **anders),
        overeenkomsten=(AFSPRAAK,),
        redenen={101: ZONDER_GRONDSLAG},
    )


async def beantwoord(uow: FakeUow, bericht: Bericht323) -> post.Verwerkt:
    bestand, _ = await post.bericht_indienen(uow, handeling(), ontvangst())
    act = dataclasses.replace(handeling(), vandaag=VANDAAG)
    (verwerkt,) = await beoordelen.declaraties_beantwoorden(
        uow, act, [(bestand, bericht)], pseudonym=pseudonym, keuzes=KEUZES
    )
    return verwerkt


@pytest.fixture
def uow() -> FakeUow:
    uow = FakeUow()
    uow.referenties.gegevens = gegevens()
    return uow


async def test_an_approved_line_is_answered_kept_told_and_payable(uow: FakeUow) -> None:
    verwerkt = await beantwoord(uow, declaratie())

    assert (verwerkt.afloop.status, verwerkt.afloop.uitkomst) == (Berichtstatus.AANGEBODEN, Resultaat.TOEGEKEND)
    assert uow.antwoorden.antwoorden[1].header.bericht_identificatie.identificatie == "000000000001"
    assert list(uow.prestaties.alle) == [1]
    assert [one.bedrag_cent for one in uow.told(BetaalopdrachtGemaakt)] == [20000]
    assert [one.programmalijn for _, one in uow.betaalopdrachten.van_berichten] == ["2.1.3"]
    assert [one.deel for one in uow.told(PrestatiesBeoordeeld)] == [1]
    assert [one.aanleiding for one in uow.verrekentaken.vragen] == ["antwoord"]


async def test_the_codes_of_the_answer_are_counted(uow: FakeUow) -> None:
    bericht = declaratie((BSN, [prestatie("R1"), prestatie("R2", toewijzing_nummer=999)]))

    verwerkt = await beantwoord(uow, bericht)

    (verteld,) = uow.told(DeclaratieBeantwoord)
    assert (verteld.prestaties, verteld.goedgekeurd, verteld.toegekend_cent) == (2, 1, 20000)
    assert dict(verwerkt.retourcodes)["9338"] == 1


@pytest.mark.parametrize("nummer", [BSN, f"D{BSN}", f"{BSN}A"])
async def test_a_burgerservicenummer_in_a_reference_of_the_sender_leaves_in_no_event(uow: FakeUow, nummer: str) -> None:
    bericht = dataclasses.replace(declaratie((BSN, [prestatie(BSN)])), declaratie_nummer=nummer)

    await beantwoord(uow, bericht)

    (verteld,) = uow.told(DeclaratieBeantwoord)
    assert verteld.declaratienummer == nummer.replace(BSN, "*********")
    assert Scanner([BSN]).scan("events", repr(uow.told(Event)).encode()) == set()


@pytest.mark.parametrize("nummer", ["D1", "123456780", "20260001", "1999990019"])
async def test_another_reference_leaves_as_it_is(uow: FakeUow, nummer: str) -> None:
    await beantwoord(uow, dataclasses.replace(declaratie(), declaratie_nummer=nummer))

    assert [one.declaratienummer for one in uow.told(DeclaratieBeantwoord)] == [nummer]


async def test_a_message_that_counts_as_not_sent_leaves_no_lines_and_no_money(uow: FakeUow) -> None:
    uow.referenties.gegevens = gegevens(gemeentecodes={})

    verwerkt = await beantwoord(uow, declaratie())

    assert (verwerkt.afloop.telt, verwerkt.afloop.uitkomst) == (False, Resultaat.AFGEWEZEN)
    assert 1 in uow.antwoorden.antwoorden
    assert (uow.prestaties.alle, uow.told(BetaalopdrachtGemaakt), uow.verrekentaken.vragen) == ({}, [], [])


async def test_why_a_toewijzing_does_not_hold_stands_beside_the_rule(uow: FakeUow) -> None:
    uow.referenties.gegevens = gegevens(geldig=False)

    verwerkt = await beantwoord(uow, declaratie())

    assert ("TR338", ZONDER_GRONDSLAG) in {(one.regel, one.reden) for one in verwerkt.afloop.bevindingen}
