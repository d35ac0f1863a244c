"""What payment does, step by step, without a database."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest
from declaraties.application.betalen import handelingen as betalen
from declaraties.domain.betalen.betaalcontrole import Controlebesluit
from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort
from declaraties.domain.betalen.betaalrun import Betaalstatus, Runstatus
from declaraties.domain.betalen.betaaltermijn import Budgettermijn
from declaraties.domain.betalen.betaalvrijgave import Akkoord
from declaraties.domain.betalen.events import BetaalopdrachtGemaakt, BetalingGeweigerd, BetalingVrijgegeven
from declaraties.domain.betalen.vergoeding import Vergoedingstatus
from risb_kern.errors import DomainError, Kind

from tests.builders.betaalruns import (
    ALLES,
    gereedschap,
    kas,
    regio,
    termijnkorting,
    vergoeding,
    voorbereid,
    vrijgegeven,
)
from tests.builders.declaraties import AGB, KLOK
from tests.builders.declaraties import GEMEENTE as CODE
from tests.builders.handelingen import NU, handeling, losse_opdracht
from tests.fakes.declaraties.betalen import FakeRegister
from tests.fakes.declaraties.uow import FakeUow

NIETS = dataclasses.replace(ALLES, grens_cent=0)
TERMIJN = Budgettermijn(
    overeenkomst_id=uuid.UUID(int=7),
    gemeente=CODE,
    jaar=2026,
    termijn=1,
    agb_code=AGB,
    wet="wmo",
    programmalijn="2.1.3",
    vervaldatum=KLOK,
    bedrag_cent=100_000,
)


@pytest.fixture
async def uow() -> FakeUow:
    return await kas()


@pytest.fixture
def register() -> FakeRegister:
    return FakeRegister()


async def test_a_payable_is_stored_and_told_once(uow: FakeUow) -> None:
    opdracht = losse_opdracht()
    nogmaals = dataclasses.replace(opdracht, id=uuid.uuid4())

    gedaan = [await betalen.betaalopdracht_maken(uow, handeling(), one) for one in (opdracht, nogmaals)]

    assert gedaan == [True, False]
    assert [one.betaalopdracht_id for one in uow.told(BetaalopdrachtGemaakt)] == [str(opdracht.id)]


async def test_a_run_holds_what_is_due_and_the_terms_that_became_payable(uow: FakeUow, register: FakeRegister) -> None:
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)
    await uow.betaalopdrachten.add(losse_opdracht(70, vervaldatum=KLOK + dt.timedelta(days=1)), nu=NU)
    uow.termijnen.termijnen.append(TERMIJN)

    run = await voorbereid(uow, register)

    assert (run.bedrag_cent, run.voorbereid_door, run.nummer) == (100_500, "een", 1)
    assert [one.soort for one in uow.told(BetaalopdrachtGemaakt)] == ["termijn"]


async def test_what_is_in_a_run_is_in_no_other(uow: FakeUow, register: FakeRegister) -> None:
    await uow.betaalopdrachten.add(losse_opdracht(), nu=NU)
    await voorbereid(uow, register)

    with pytest.raises(DomainError, match="niets te betalen") as fout:
        await voorbereid(uow, register)
    assert fout.value.kind is Kind.CONFLICT


async def test_what_review_holds_stays_open_and_says_so(uow: FakeUow, register: FakeRegister) -> None:
    await uow.betaalopdrachten.add(losse_opdracht(), nu=NU)

    with pytest.raises(DomainError, match="in-controle"):
        await voorbereid(uow, register, NIETS)


async def test_what_the_register_knows_as_paid_is_not_paid_again(uow: FakeUow, register: FakeRegister) -> None:
    opdracht = losse_opdracht()
    await uow.betaalopdrachten.add(opdracht, nu=NU)
    await vrijgegeven(uow, register)
    uow.betaalruns.alle.clear()

    with pytest.raises(DomainError, match="volgens-register-betaald"):
        await voorbereid(uow, register)


@pytest.mark.parametrize(
    ("anders", "slug"),
    [
        ({"uitvoerdatum": KLOK - dt.timedelta(days=1)}, "uitvoerdatum-voorbij"),
        ({"uitvoerdatum": KLOK + dt.timedelta(days=93)}, "uitvoerdatum-te-ver"),
        ({"uitvoerdatum": dt.date.max, "tot_en_met": dt.date.max}, "uitvoerdatum-te-ver"),
        ({"tot_en_met": KLOK + dt.timedelta(days=1)}, "vervalt-na-uitvoerdatum"),
        ({"tot_en_met": dt.date.max, "uitvoerdatum": KLOK + dt.timedelta(days=92)}, "vervalt-na-uitvoerdatum"),
        ({"gemeente": "9999"}, "geen-gemeenterekening"),
    ],
)
async def test_a_run_that_cannot_be_is_refused(
    uow: FakeUow, register: FakeRegister, anders: dict[str, Any], slug: str
) -> None:
    gewoon = {"gemeente": CODE, "agb_code": None, "tot_en_met": KLOK, "uitvoerdatum": KLOK}
    opdracht = betalen.Runopdracht(**(gewoon | anders))

    with pytest.raises(DomainError) as fout:
        await betalen.betaalrun_voorbereiden(
            uow, handeling(), opdracht, gereedschap=gereedschap(register), regels=ALLES
        )
    assert fout.value.slug == slug


async def test_a_release_is_in_the_register_in_the_database_and_told(uow: FakeUow, register: FakeRegister) -> None:
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)

    run = await vrijgegeven(uow, register)

    assert run.status is Runstatus.VRIJGEGEVEN
    assert uow.betaalruns.bestanden[run.id] == f"{run.id.hex}|[500]".encode()
    assert [one.bedrag_cent for one in uow.told(BetalingVrijgegeven)] == [500]
    assert register.list_runs() == {run.id}


async def test_nobody_releases_a_run_of_his_own(uow: FakeUow, register: FakeRegister) -> None:
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)
    run = await voorbereid(uow, register)
    akkoord = Akkoord(door="een", aantal=1, bedrag_cent=500)

    with pytest.raises(DomainError) as fout:
        await betalen.betaalrun_vrijgeven(uow, handeling("een"), run.id, akkoord, gereedschap=gereedschap(register))
    assert fout.value.kind is Kind.FORBIDDEN
    assert not register.vrijgaven


async def test_a_register_that_misses_a_release_pays_nothing(uow: FakeUow, register: FakeRegister) -> None:
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)
    await vrijgegeven(uow, register)
    await uow.betaalopdrachten.add(losse_opdracht(600), nu=NU)

    with pytest.raises(DomainError, match="ontbreken eerdere vrijgaven"):
        await vrijgegeven(uow, FakeRegister())


async def test_a_run_that_does_not_exist_is_neither_released_nor_withdrawn(
    uow: FakeUow, register: FakeRegister
) -> None:
    akkoord = Akkoord(door="twee", aantal=1, bedrag_cent=1)
    with pytest.raises(DomainError, match="niet gevonden"):
        await betalen.betaalrun_vrijgeven(uow, handeling(), uuid.uuid4(), akkoord, gereedschap=gereedschap(register))
    with pytest.raises(DomainError, match="niet gevonden"):
        await betalen.betaalrun_intrekken(uow, handeling(), uuid.uuid4(), "Fout", register=register)


async def test_a_withdrawn_run_frees_what_was_in_it(uow: FakeUow, register: FakeRegister) -> None:
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)
    run = await voorbereid(uow, register)

    await betalen.betaalrun_intrekken(uow, handeling(), run.id, "Verkeerde dag", register=register)

    assert (await voorbereid(uow, register)).bedrag_cent == 500


async def test_a_run_that_the_register_knows_is_not_withdrawn(uow: FakeUow, register: FakeRegister) -> None:
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)
    run = await vrijgegeven(uow, register)
    uow.betaalruns.alle[run.id] = dataclasses.replace(run, status=Runstatus.CONCEPT)

    with pytest.raises(DomainError, match="al vrijgegeven"):
        await betalen.betaalrun_intrekken(uow, handeling(), run.id, "Fout", register=register)


async def test_a_refused_payment_frees_its_payables_and_is_told(uow: FakeUow, register: FakeRegister) -> None:
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)
    run = await vrijgegeven(uow, register)
    bericht = betalen.Bankbericht(uitkomst=Betaalstatus.GEWEIGERD, code="AC04", toelichting=None)

    for _ in range(2):
        await betalen.betaling_afhandelen(uow, handeling("bank"), run.betalingen[0].id, bericht, register=register)

    assert [one.redencode for one in uow.told(BetalingGeweigerd)] == ["AC04"]
    assert (await voorbereid(uow, register)).bedrag_cent == 500


async def test_a_payment_that_was_carried_out_never_comes_back(uow: FakeUow, register: FakeRegister) -> None:
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)
    run = await vrijgegeven(uow, register)
    goed = betalen.Bankbericht(uitkomst=Betaalstatus.UITGEVOERD, code=None, toelichting=None)
    await betalen.betaling_afhandelen(uow, handeling("bank"), run.betalingen[0].id, goed, register=register)

    terug = betalen.Bankbericht(uitkomst=Betaalstatus.GEWEIGERD, code="AC04", toelichting=None)
    with pytest.raises(DomainError, match="al uitgevoerd"):
        await betalen.betaling_afhandelen(uow, handeling("bank"), run.betalingen[0].id, terug, register=register)
    with pytest.raises(DomainError, match="niet gevonden"):
        await betalen.betaling_afhandelen(uow, handeling("bank"), uuid.uuid4(), goed, register=register)


async def test_a_choice_for_review_is_made_once(uow: FakeUow) -> None:
    opdracht = losse_opdracht()
    await uow.betaalopdrachten.add(opdracht, nu=NU)

    gekozen = [await betalen.betaalcontroles_kiezen(uow, handeling(), None, regels=one) for one in (NIETS, ALLES)]

    assert gekozen == [1, 0]
    assert uow.betaalcontroles.redenen[opdracht.id]


async def test_a_reviewer_gives_a_reason_unless_the_money_goes(uow: FakeUow) -> None:
    opdracht = losse_opdracht()
    await uow.betaalopdrachten.add(opdracht, nu=NU)
    await betalen.betaalcontroles_kiezen(uow, handeling(), CODE, regels=NIETS)

    with pytest.raises(DomainError, match="Schrijf op waarom"):
        await betalen.betaalcontrole_beoordelen(uow, handeling(), opdracht.id, Controlebesluit.VASTHOUDEN, None)
    await betalen.betaalcontrole_beoordelen(uow, handeling("drie"), opdracht.id, Controlebesluit.VRIJGEVEN, None)

    assert uow.betaalcontroles.besluiten[opdracht.id] == [(Controlebesluit.VRIJGEVEN, None, "drie")]


async def test_only_what_was_chosen_and_not_paid_is_reviewed(uow: FakeUow) -> None:
    opdracht = losse_opdracht()
    await uow.betaalopdrachten.add(opdracht, nu=NU)
    with pytest.raises(DomainError, match="niet gevonden"):
        await betalen.betaalcontrole_beoordelen(uow, handeling(), opdracht.id, Controlebesluit.VRIJGEVEN, None)

    await betalen.betaalcontroles_kiezen(uow, handeling(), CODE, regels=NIETS)
    uow.betaalcontroles.vrijgegeven.add(opdracht.id)
    with pytest.raises(DomainError, match="al vrijgegeven"):
        await betalen.betaalcontrole_beoordelen(uow, handeling(), opdracht.id, Controlebesluit.VRIJGEVEN, None)


async def test_a_cut_after_a_term_was_made_payable_is_a_correction(uow: FakeUow) -> None:
    uow.termijnen.termijnen.append(TERMIJN)
    eerste = await betalen.termijnen_betaalbaar_maken(uow, handeling(), CODE, tot_en_met=KLOK)
    korting = await betalen.termijnkorting_voorstellen(uow, handeling("een"), termijnkorting())
    voorstel = await betalen.termijnen_betaalbaar_maken(uow, handeling(), CODE, tot_en_met=KLOK)
    with pytest.raises(DomainError, match="Laat een ander dit doen"):
        await betalen.termijnkorting_besluiten(uow, handeling("een"), korting.id)
    await betalen.termijnkorting_besluiten(uow, handeling("twee"), korting.id)

    tweede = await betalen.termijnen_betaalbaar_maken(uow, handeling(), CODE, tot_en_met=KLOK)
    derde = await betalen.termijnen_betaalbaar_maken(uow, handeling(), CODE, tot_en_met=KLOK)

    assert (eerste, voorstel, tweede, derde) == (1, 0, 1, 0)
    assert [(one.soort, one.bedrag_cent) for one in uow.betaalopdrachten.alle] == [
        (Opdrachtsoort.TERMIJN, 100_000),
        (Opdrachtsoort.VERREKENING, -25_000),
    ]


async def test_a_cut_is_decided_once_and_only_when_it_was_proposed(uow: FakeUow) -> None:
    korting = await betalen.termijnkorting_voorstellen(uow, handeling("een"), termijnkorting())
    await betalen.termijnkorting_besluiten(uow, handeling("twee"), korting.id)
    with pytest.raises(DomainError, match="al besloten"):
        await betalen.termijnkorting_besluiten(uow, handeling("drie"), korting.id)
    with pytest.raises(DomainError, match="niet gevonden"):
        await betalen.termijnkorting_besluiten(uow, handeling("drie"), uuid.uuid4())


async def test_a_request_becomes_money_when_it_is_decided_and_a_correction_when_it_is_settled(uow: FakeUow) -> None:
    gevraagd = vergoeding()
    await betalen.vergoeding_aanvragen(uow, handeling("aanbieder"), gevraagd)

    stappen = (betalen.vergoeding_adviseren, betalen.vergoeding_besluiten, betalen.vergoeding_vaststellen)
    for stap, cent, wie in zip(stappen, (800, 700, 600), "abc", strict=True):
        oordeel = betalen.Oordeelstap(bedrag_cent=cent, motivering="Zo is het")
        verder = await stap(uow, handeling(wie), gevraagd.id, oordeel)

    assert verder.status is Vergoedingstatus.VASTGESTELD
    assert uow.vergoedingen.geboekt == [(gevraagd.id, 700), (gevraagd.id, -100)]
    assert [one.bedrag_cent for one in uow.told(BetaalopdrachtGemaakt)] == [700, -100]
    with pytest.raises(DomainError, match="niet gevonden"):
        await betalen.vergoeding_adviseren(uow, handeling(), uuid.uuid4(), oordeel)


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"gemeente": "9999"}, "van"),
        ({"wet": "jw"}, "van"),
        ({"van": dt.date(2025, 12, 1), "tot": dt.date(2025, 12, 31)}, "van"),
        ({"van": dt.date(2027, 1, 1), "tot": dt.date(2027, 1, 31)}, "van"),
    ],
)
async def test_a_request_at_a_gemeente_that_takes_nothing_from_the_bureau_then_is_refused(
    anders: dict[str, Any], veld: str
) -> None:
    uow = regio()
    with pytest.raises(DomainError, match="bij het bureau") as refused:
        await betalen.vergoeding_aanvragen(uow, handeling("aanbieder"), vergoeding(**anders))
    assert (refused.value.slug, refused.value.fouten[0].veld) == ("gemeente-buiten-regio", veld)
    assert uow.vergoedingen.alle == {}


async def test_a_request_that_runs_past_the_exit_of_the_gemeente_is_refused() -> None:
    uow = regio()
    uow.deelnames.alle = [dataclasses.replace(one, tot=dt.date(2026, 3, 30)) for one in uow.deelnames.alle]
    with pytest.raises(DomainError, match="31-03-2026"):
        await betalen.vergoeding_aanvragen(uow, handeling("aanbieder"), vergoeding())
