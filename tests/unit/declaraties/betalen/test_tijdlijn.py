"""What payment writes in the timeline of a case: who did what, and nothing that may have to be erased."""

import dataclasses
import uuid

import pytest
from declaraties.application.betalen import handelingen as betalen
from declaraties.domain.betalen.betaalcontrole import Controlebesluit
from declaraties.domain.betalen.betaalrun import Betaalstatus, Runstatus
from risb_kern.errors import DomainError
from risb_zaak.ports import Tijdlijnregel

from tests.builders.betaalruns import ALLES, geef_vrij, kas, regio, termijnkorting, vergoeding, voorbereid, vrijgegeven
from tests.builders.declaraties import AGB, GEMEENTE, KLOK
from tests.builders.handelingen import NU, handeling, losse_opdracht
from tests.fakes.declaraties.betalen import FakeRegister
from tests.fakes.declaraties.uow import FakeUow

PERSOONLIJK = "Mevrouw Jansen belde"
NIETS = dataclasses.replace(ALLES, grens_cent=0)


@pytest.fixture
async def uow() -> FakeUow:
    uow = await kas()
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)
    return uow


@pytest.fixture
def register() -> FakeRegister:
    return FakeRegister()


def gedaan(regels: list[Tijdlijnregel]) -> list[tuple[str, str]]:
    return [(one.soort, one.door) for one in regels]


async def test_a_run_tells_who_prepared_it_and_who_released_which_file(uow: FakeUow, register: FakeRegister) -> None:
    run = await vrijgegeven(uow, register)

    regels = await uow.timeline.list(f"betaalrun:{run.id}")
    assert gedaan(regels) == [("betaalrun_voorbereiden", "een"), ("betaalrun_vrijgeven", "twee")]
    assert regels[0].gegevens == {
        "gemeente": GEMEENTE,
        "agb_code": None,
        "tot_en_met": str(KLOK),
        "uitvoerdatum": str(KLOK),
        "betalingen": 1,
        "bedrag_cent": 500,
    }
    sha256 = register.vrijgaven[run.id].sha256
    assert regels[1].gegevens == {"bedrag_cent": 500, "sha256": sha256, "hersteld": False}


async def test_a_release_that_the_register_knew_before_the_database_says_so(
    uow: FakeUow, register: FakeRegister
) -> None:
    run = await vrijgegeven(uow, register)
    teruggezet = dataclasses.replace(run, status=Runstatus.CONCEPT)
    uow.betaalruns.alle[run.id] = teruggezet

    await geef_vrij(uow, register, teruggezet)

    regels = await uow.timeline.list(f"betaalrun:{run.id}")
    assert [one.gegevens.get("hersteld") for one in regels] == [None, False, True]


async def test_a_withdrawal_is_told_without_its_reason(uow: FakeUow, register: FakeRegister) -> None:
    run = await voorbereid(uow, register)

    await betalen.betaalrun_intrekken(uow, handeling("drie"), run.id, PERSOONLIJK, register=register)

    assert gedaan(await uow.timeline.list(f"betaalrun:{run.id}"))[1:] == [("betaalrun_intrekken", "drie")]
    assert PERSOONLIJK not in repr(uow.timeline.regels)


async def test_what_the_bank_told_stands_once_in_the_timeline_of_the_payment(
    uow: FakeUow, register: FakeRegister
) -> None:
    run = await vrijgegeven(uow, register)
    bericht = betalen.Bankbericht(uitkomst=Betaalstatus.GEWEIGERD, code="AC04", toelichting=PERSOONLIJK)

    for _ in range(2):
        await betalen.betaling_afhandelen(uow, handeling("bank"), run.betalingen[0].id, bericht, register=register)

    (regel,) = await uow.timeline.list(f"betaling:{run.betalingen[0].id}")
    assert (regel.soort, regel.gegevens) == ("betaling_afhandelen", {"uitkomst": "geweigerd", "redencode": "AC04"})
    assert PERSOONLIJK not in repr(uow.timeline.regels)


async def test_only_what_is_chosen_for_review_has_a_case_and_every_decision_stands_in_it(uow: FakeUow) -> None:
    (gekozen,) = uow.betaalopdrachten.alle
    await uow.betaalopdrachten.add(losse_opdracht(-10), nu=NU)

    for regels in (NIETS, ALLES):
        await betalen.betaalcontroles_kiezen(uow, handeling("een"), None, regels=regels)
    for besluit in (Controlebesluit.VASTHOUDEN, Controlebesluit.VRIJGEVEN):
        await betalen.betaalcontrole_beoordelen(uow, handeling("drie"), gekozen.id, besluit, PERSOONLIJK)

    assert {one.zaak for one in uow.timeline.regels} == {f"betaalcontrole:{gekozen.id}"}
    assert [(one.soort, one.gegevens) for one in uow.timeline.regels] == [
        ("betaalcontroles_kiezen", {"redenen": ["bedrag-boven-grens"], "regelversie": 2}),
        ("betaalcontrole_beoordelen", {"besluit": "vasthouden"}),
        ("betaalcontrole_beoordelen", {"besluit": "vrijgeven"}),
    ]


async def test_a_cut_of_terms_tells_how_much_and_of_what_without_its_reason() -> None:
    uow, korting = FakeUow(), termijnkorting(reden=PERSOONLIJK)

    await betalen.termijnkorting_voorstellen(uow, handeling("cm"), korting)
    await betalen.termijnkorting_besluiten(uow, handeling("ander"), korting.id)

    regel, besluit = await uow.timeline.list(f"termijnkorting:{korting.id}")
    assert (regel.soort, regel.door) == ("termijnkorting_voorstellen", "cm")
    assert (besluit.soort, besluit.door, besluit.gegevens) == ("termijnkorting_besluiten", "ander", {"percentage": 25})
    assert regel.gegevens == {
        "overeenkomst_id": str(korting.overeenkomst_id),
        "gemeente": None,
        "percentage": 25,
        "van": str(KLOK),
        "tot": None,
    }


async def test_every_step_of_a_request_stands_in_its_timeline_without_the_words() -> None:
    uow, gevraagd = regio(), vergoeding(toelichting=PERSOONLIJK)
    await betalen.vergoeding_aanvragen(uow, handeling("aanbieder"), gevraagd)
    stappen = (betalen.vergoeding_adviseren, betalen.vergoeding_besluiten, betalen.vergoeding_vaststellen)

    for stap, cent, wie in zip(stappen, (800, 700, 600), "abc", strict=True):
        await stap(uow, handeling(wie), gevraagd.id, betalen.Oordeelstap(bedrag_cent=cent, motivering=PERSOONLIJK))

    regels = await uow.timeline.list(f"vergoeding:{gevraagd.id}")
    assert gedaan(regels) == [
        ("vergoeding_aanvragen", "aanbieder"),
        ("vergoeding_adviseren", "a"),
        ("vergoeding_besluiten", "b"),
        ("vergoeding_vaststellen", "c"),
    ]
    assert (regels[0].gegevens["agb_code"], regels[0].gegevens["gevraagd_cent"]) == (AGB, 900)
    assert [dict(one.gegevens) for one in regels[1:]] == [
        {"bedrag_cent": 800, "status": "geadviseerd"},
        {"bedrag_cent": 700, "status": "toegekend"},
        {"bedrag_cent": 600, "status": "vastgesteld"},
    ]
    assert PERSOONLIJK not in repr(regels)


async def test_what_is_refused_leaves_nothing_in_the_timeline(uow: FakeUow, register: FakeRegister) -> None:
    with pytest.raises(DomainError):
        await betalen.betaalrun_intrekken(uow, handeling(), uuid.uuid4(), "Fout", register=register)
    with pytest.raises(DomainError):
        await betalen.betaalcontrole_beoordelen(uow, handeling(), uuid.uuid4(), Controlebesluit.VRIJGEVEN, None)
    gevraagd = vergoeding()
    uow.vergoedingen.alle[gevraagd.id] = gevraagd
    with pytest.raises(DomainError):
        await betalen.vergoeding_besluiten(
            uow, handeling("b"), gevraagd.id, betalen.Oordeelstap(bedrag_cent=1, motivering="Te vroeg")
        )

    assert uow.timeline.regels == []
