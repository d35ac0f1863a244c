"""What the ports of toewijzen and verrekenen promise."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest
from declaraties.application.toewijzen.contractfeiten import Aanbiederfeit, Maatregelfeit, Overeenkomstfeit, Prijsfeit
from declaraties.application.toewijzen.queries import Toewijzingfilter
from declaraties.application.uow import Uow
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.gevolg import Toewijzingsgevolg
from declaraties.domain.toewijzen.grondslag import Grondslag, Grondslagsoort
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand, stand_van
from risb_kern.lists import Bereik, Blad

from tests.builders.declaraties import AGB, ANDERE_AGB, BSN, GEMEENTE, KLOK, product, toewijzing
from tests.builders.handelingen import NU

pytestmark = pytest.mark.integratie
ALLES = Bereik(alles=True)
GEVOLG = Toewijzingsgevolg(
    grondslag=None, geldig=False, reden_ongeldig="geen-grondslag", verplichting_cent=0, programmalijn=None
)


async def stand(uow: Uow, nummer: int = 101, **anders: object) -> Toewijzingstand:
    client = await uow.toewijzingen.add_client(BSN)
    gewoon = stand_van(toewijzing(product(nummer)), product(nummer), client)
    return dataclasses.replace(gewoon, **anders)  # type: ignore[arg-type]  # fields of the stand


async def test_aanbieders_with_the_same_kvk_number_are_found_and_no_others(uow: Uow) -> None:
    for agb_code, kvk_nummer in ((AGB, "12345678"), (ANDERE_AGB, "12345678"), ("42429999", "87654321")):
        await uow.contractfeiten.save(Aanbiederfeit(agb_code=agb_code, kvk_nummer=kvk_nummer, naam="Zorg"))
    assert await uow.contractfeiten.list_with_same_kvk([AGB]) == {AGB, ANDERE_AGB}
    assert await uow.contractfeiten.list_with_same_kvk(["42429999", "99999999"]) == {"42429999"}


async def test_the_newest_version_of_a_number_stands(uow: Uow) -> None:
    oud = await stand(uow)
    nieuw = dataclasses.replace(oud, einddatum=dt.date(2026, 3, 31))
    for one in (oud, nieuw):
        await uow.toewijzingen.save(one, GEVOLG)

    sleutels = [(GEMEENTE, Wet.WMO, 101), (GEMEENTE, Wet.WMO, 999)]
    assert list(await uow.toewijzingen.list_by_key(sleutels)) == [(nieuw, GEVOLG)]


async def test_toewijzingen_are_found_by_aanbieder_product_and_client(uow: Uow) -> None:
    eigen, ander = await stand(uow), await stand(uow, 102, agb_code=ANDERE_AGB)
    zonder_code = await stand(uow, 103, code=None)
    for one in (eigen, ander, zonder_code):
        await uow.toewijzingen.save(one, GEVOLG)

    gevonden = [
        [one.nummer for one, _ in await uow.toewijzingen.list_of_aanbieder(*wie)]
        for wie in ((AGB,), (AGB, "02A03"), (AGB, "01A01"))
    ]
    assert gevonden == [[101, 103], [101], []]
    assert [one.nummer for one in await uow.toewijzingen.list_of_client(eigen)] == [101, 103]
    assert list(await uow.toewijzingen.list_aanbieders(eigen.client, Wet.WMO)) == sorted([AGB, ANDERE_AGB])
    assert list(await uow.toewijzingen.list_aanbieders(eigen.client, Wet.JW)) == []


async def test_the_same_version_twice_is_one(uow: Uow) -> None:
    one = await stand(uow)
    await uow.toewijzingen.lock([(one.gemeente, one.wet, one.nummer)], [(one.gemeente, one.agb_code)])
    await uow.toewijzingen.lock_contracten([one.agb_code], shared=True)
    await uow.toewijzingen.lock_contracten([one.agb_code])
    for _ in range(2):
        await uow.toewijzingen.add_versie(one, bekend_sinds=KLOK)
    assert await uow.toewijzingen.add_client(BSN) == one.client


async def test_what_decides_about_a_toewijzing_is_read_together(uow: Uow) -> None:
    grond = Grondslag(
        gemeente=GEMEENTE, wet=Wet.WMO, toewijzing_nummer=101, soort=Grondslagsoort.BESCHIKKING, datum=KLOK
    )
    overeenkomst = Overeenkomstfeit(
        overeenkomst_id=uuid.UUID(int=2),
        agb_code=AGB,
        wet="wmo",
        variant="p*q",
        programmalijn="2.1.3",
        gemeenten=[GEMEENTE],
        productcodes=["02A03"],
        ingangsdatum=dt.date(2023, 1, 1),
    )
    prijs = Prijsfeit(
        prijs_id=uuid.UUID(int=1),
        overeenkomst_id=overeenkomst.overeenkomst_id,
        agb_code=AGB,
        wet="wmo",
        versie=1,
        productcode="02A03",
        eenheid="04",
        tarief_cent=1250,
        geldig_van=dt.date(2023, 1, 1),
        gemeenten=[GEMEENTE],
    )
    stop = Maatregelfeit(
        maatregel_id=uuid.UUID(int=3), agb_code=AGB, soort="clientenstop", gemeenten=[], van=KLOK, tot=None
    )
    await uow.toewijzingen.save_grondslagen([grond], door="gemeente", nu=NU)
    for feit in (overeenkomst, prijs, stop, stop):
        await uow.contractfeiten.save(feit)

    omgeving = await uow.toewijzingen.read_omgeving(AGB, [(GEMEENTE, Wet.WMO, 101), (GEMEENTE, Wet.WMO, 102)])

    assert omgeving.grondslagen == {(GEMEENTE, Wet.WMO, 101): "beschikking"}
    assert {one.tarief for prijzen in omgeving.prijzen.values() for one in prijzen} == {1250}
    assert [one.programmalijn for one in omgeving.overeenkomsten] == ["2.1.3"]
    assert {one.van for one in omgeving.stops} == {KLOK}
    leeg = await uow.toewijzingen.read_omgeving(ANDERE_AGB, [(GEMEENTE, Wet.WMO, 102)])
    assert (leeg.prijzen, leeg.stops, leeg.overeenkomsten) == ({}, (), ())


async def test_toewijzingen_are_listed_by_gemeente_wet_and_number_with_the_number_of_their_client(uow: Uow) -> None:
    eigen = await stand(uow)
    ander = await stand(uow, 102, agb_code=ANDERE_AGB)
    buur = await stand(uow, 7, gemeente="9999")
    geldig = dataclasses.replace(GEVOLG, geldig=True, reden_ongeldig=None)
    for one, gevolg in ((buur, GEVOLG), (ander, geldig), (eigen, GEVOLG)):
        await uow.toewijzingen.save(one, gevolg)

    async def seen(*, bereik: Bereik = ALLES, na: tuple[str, str, int] | None = None, **filters: Any) -> list[int]:
        blad = Blad(orde="nummer", na=na)
        gevonden = await uow.toewijzingvragen.list(bereik, Toewijzingfilter(**filters), blad)
        assert {one.bsn for one in gevonden} <= {BSN}
        return [one.nummer for one in gevonden]

    assert await seen() == [101, 102, 7]
    assert await seen(na=(GEMEENTE, "wmo", 101)) == [102, 7]
    assert await seen(bereik=Bereik(agb_codes=frozenset({AGB}))) == [101, 7]
    assert await seen(bereik=Bereik(gemeenten=frozenset({"9999"}))) == [7]
    assert await seen(bereik=Bereik()) == []
    assert [await seen(geldig=True), await seen(agb_code=ANDERE_AGB), await seen(gemeente="9999")] == [
        [102],
        [102],
        [7],
    ]
    assert [await seen(wet="jw"), await seen(client=b"\x00" * 16)] == [[], []]
    assert await seen(client=eigen.client) == [101, 102, 7]
