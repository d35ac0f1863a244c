"""What the ports of toelating promise."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.uow import Uow
from contracting.domain.toelating.aanmelding import Aanmelding, AanmeldingStatus
from contracting.domain.toelating.perceel import Bewijssoort, Procedure
from contracting.domain.toelating.regels import beoordeel
from risb_kern.lists import Bereik, Blad
from risb_recht.wet import Wet

from tests.builders.contracting import AGB, ANDERE_AGB, DAG, aanbieder, aanmelding, bewijs, criterium, perceel

pytestmark = pytest.mark.integratie
ALLES = Bereik(alles=True)
EIGEN = Bereik(agb_codes=frozenset({AGB}))


def volledig(**changes: object) -> Aanmelding:
    """An application in which every field holds something."""
    stuk = replace(bewijs(datum=dt.date(2024, 1, 1)), verklaring="Toegevoegd.")
    gevraagd = aanmelding(stuk).vraag_aanvulling(dt.date(2026, 1, 19))
    besluit = beoordeel(perceel(), gevraagd, bezwaren={}, vandaag=DAG)
    return replace(gevraagd.besluit(besluit), **changes)  # type: ignore[arg-type]


async def test_an_aanbieder_comes_back_as_it_went_in_and_its_code_is_taken(uow: Uow) -> None:
    assert await uow.aanbieders.add(aanbieder())
    assert not await uow.aanbieders.add(aanbieder(naam="Een ander"))
    assert await uow.aanbieders.find(AGB) == aanbieder()
    assert await uow.aanbieders.find(ANDERE_AGB) is None


async def test_aanbieders_with_the_same_kvk_number_are_found_and_no_others(uow: Uow) -> None:
    for agb_code, kvk_nummer in ((AGB, "12345678"), (ANDERE_AGB, "12345678"), ("42429999", "87654321")):
        await uow.aanbieders.add(aanbieder(agb_code=agb_code, kvk_nummer=kvk_nummer))
    assert await uow.aanbieders.list_with_same_kvk([AGB]) == {AGB, ANDERE_AGB}
    assert await uow.aanbieders.list_with_same_kvk(["42429999"]) == {"42429999"}
    assert await uow.aanbieders.list_with_same_kvk(["99999999"]) == frozenset()


async def test_a_perceel_comes_back_as_it_went_in_and_its_code_is_taken(uow: Uow) -> None:
    eisen = [criterium(), criterium(Bewijssoort.EIGEN_VERKLARING, maximale_leeftijd_maanden=3)]
    nieuw = perceel(
        *eisen, procedure=Procedure.AANBESTEDING, maximum_aanbieders=4, uiterste_aanmelddag=dt.date(2026, 6, 30)
    )
    assert await uow.percelen.add(nieuw)
    assert not await uow.percelen.add(perceel())
    assert await uow.percelen.find(nieuw.code) == nieuw
    assert await uow.percelen.find("BESTAAT-NIET") is None


@pytest.mark.parametrize("zaak", [aanmelding(), volledig()])
async def test_an_application_comes_back_as_it_went_in(ingekocht: Uow, zaak: Aanmelding) -> None:
    assert await ingekocht.aanmeldingen.add(zaak)
    assert await ingekocht.aanmeldingen.get(zaak.id) == zaak
    assert await ingekocht.aanmeldingvragen.find(zaak.id) == zaak
    assert await ingekocht.aanmeldingen.get(uuid.UUID(int=99)) is None


async def test_one_open_application_per_aanbieder_and_perceel(ingekocht: Uow) -> None:
    await ingekocht.aanmeldingen.add(aanmelding(id=uuid.UUID(int=1)))
    assert not await ingekocht.aanmeldingen.add(aanmelding(id=uuid.UUID(int=2)))
    assert await ingekocht.aanmeldingen.add(aanmelding(id=uuid.UUID(int=3), agb_code=ANDERE_AGB))


async def test_a_decided_application_makes_room_and_is_known_as_admission(ingekocht: Uow) -> None:
    eerste = aanmelding(id=uuid.UUID(int=1))
    await ingekocht.aanmeldingen.add(eerste)
    assert not await ingekocht.aanmeldingen.is_toegelaten(AGB, eerste.perceel_code)
    await ingekocht.aanmeldingen.save(replace(eerste, status=AanmeldingStatus.TOEGELATEN))
    assert await ingekocht.aanmeldingen.is_toegelaten(AGB, eerste.perceel_code)
    assert not await ingekocht.aanmeldingen.is_toegelaten(ANDERE_AGB, eerste.perceel_code)
    assert await ingekocht.aanmeldingen.add(aanmelding(id=uuid.UUID(int=2)))


async def test_aanbieders_come_in_the_order_that_is_asked_and_within_reach(ingekocht: Uow) -> None:
    lijst = ingekocht.aanbiedervragen.list
    assert [one.agb_code for one in await lijst(ALLES, Blad(orde="agbCode"))] == [AGB, ANDERE_AGB]
    assert [one.agb_code for one in await lijst(ALLES, Blad(orde="naam"))] == [ANDERE_AGB, AGB]
    assert [one.agb_code for one in await lijst(EIGEN, Blad(orde="naam"))] == [AGB]
    assert await lijst(Bereik(), Blad(orde="agbCode")) == []
    assert [one.agb_code for one in await lijst(ALLES, Blad(orde="naam", zoek="ZONEN"))] == [ANDERE_AGB]


async def test_a_page_gives_one_more_than_is_shown_and_goes_on_after_its_position(ingekocht: Uow) -> None:
    lijst = ingekocht.aanbiedervragen.list
    assert len(await lijst(ALLES, Blad(orde="agbCode", limiet=1))) == 2
    verder = await lijst(ALLES, Blad(orde="naam", na=("Anders & Zonen", ANDERE_AGB)))
    assert [one.agb_code for one in verder] == [AGB]
    terug = await lijst(ALLES, Blad(orde="naam", aflopend=True))
    assert [one.agb_code for one in terug] == [AGB, ANDERE_AGB]


async def test_percelen_are_listed_by_code_and_by_law(ingekocht: Uow) -> None:
    await ingekocht.percelen.add(perceel(code="JW-VERBLIJF", wet=Wet.JW))
    assert [one.code for one in await ingekocht.perceelvragen.list(Blad(orde="code"))] == [
        "JW-VERBLIJF",
        "WMO-BEGELEIDING",
    ]
    assert [one.code for one in await ingekocht.perceelvragen.list(Blad(orde="code"), wet=Wet.JW)] == ["JW-VERBLIJF"]


async def test_applications_are_narrowed_to_what_is_named_and_within_reach(ingekocht: Uow) -> None:
    eigen, andere = volledig(), aanmelding(id=uuid.UUID(int=2), agb_code=ANDERE_AGB)
    for zaak in (eigen, andere):
        await ingekocht.aanmeldingen.add(zaak)
    lijst = ingekocht.aanmeldingvragen.list
    assert await lijst(ALLES, Blad()) == [eigen, andere]
    assert await lijst(EIGEN, Blad()) == [eigen]
    assert await lijst(EIGEN, Blad(), agb_code=ANDERE_AGB) == []
    assert await lijst(ALLES, Blad(), status=AanmeldingStatus.ONTVANGEN) == [andere]
    assert await lijst(ALLES, Blad(), perceel_code="BESTAAT-NIET") == []


@pytest.mark.parametrize("aflopend", [False, True])
@pytest.mark.parametrize("orde", ["agbCode", "naam"])
async def test_the_pages_together_are_the_list_also_where_names_are_the_same(
    uow: Uow, orde: str, aflopend: bool
) -> None:
    for nummer in range(7):
        await uow.aanbieders.add(aanbieder(agb_code=f"4242000{nummer}", naam=f"Zorg {nummer % 3}"))
    gezien: list[str] = []
    na: tuple[str, ...] | None = None
    while True:
        blad = Blad(na=na, limiet=2, orde=orde, aflopend=aflopend)
        gevonden = await uow.aanbiedervragen.list(ALLES, blad)
        getoond = gevonden[: blad.limiet]
        gezien += [one.agb_code for one in getoond]
        if len(gevonden) <= blad.limiet:
            break
        laatste = getoond[-1]
        na = (laatste.agb_code,) if orde == "agbCode" else (laatste.naam, laatste.agb_code)
    alles = Blad(limiet=100, orde=orde, aflopend=aflopend)
    assert gezien == [one.agb_code for one in await uow.aanbiedervragen.list(ALLES, alles)]
    assert sorted(gezien) == [f"4242000{nummer}" for nummer in range(7)]
