"""What the ports of screening promise."""

import datetime as dt
import uuid

import pytest
from contracting.application.uow import Uow
from contracting.domain.screening.bibob import Bibobbron, Bibobconclusie, Bibobonderzoek, Gevaar
from contracting.domain.screening.screening import Sanctielijst, Screening, Ubo, Vermelding, Zoeklijst

from tests.builders.contracting import AGB, DAG

pytestmark = pytest.mark.integratie


def lijst(bron: str, dag: int) -> Sanctielijst:
    vermelding = Vermelding(kenmerk=f"{bron}-1", namen=("Iemand",), geboortedatum=dt.date(1970, 1, 1))
    return Sanctielijst(bron=bron, versie=dt.date(2026, 1, dag), vermeldingen=(vermelding,))


async def test_a_screening_comes_back_as_it_went_in(ingekocht: Uow) -> None:
    assert await ingekocht.screeningen.find("12345678") is None
    assert await ingekocht.screeningen.get("12345678") is None
    gezocht = Screening(kvk_nummer="12345678", ubos=(Ubo(naam="Iemand"),)).zoek_op(Zoeklijst.van(lijst("EU", 1)), DAG)
    vol = gezocht.weerleg(1, "Een ander.", "een").bevestig(1, DAG).vertel()
    for one in (Screening(kvk_nummer="23456789").vraag_ubo(DAG), gezocht, vol):
        await ingekocht.screeningen.save(one)
    assert await ingekocht.screeningen.find("12345678") == vol == await ingekocht.screeningen.get("12345678")
    assert await ingekocht.screeningen.list_kvk_nummers() == ["12345678", "23456789"]


async def test_the_newest_version_of_each_list_holds(ingekocht: Uow) -> None:
    assert await ingekocht.sanctielijsten.list() == []
    for one in (lijst("NL", 2), lijst("EU", 3), lijst("EU", 1)):
        await ingekocht.sanctielijsten.save(one)
    leeg = Sanctielijst(bron="NL", versie=dt.date(2026, 1, 2), vermeldingen=())
    await ingekocht.sanctielijsten.save(leeg)
    assert await ingekocht.sanctielijsten.list() == [lijst("EU", 3), leeg]


async def test_a_bibob_inquiry_comes_back_as_it_went_in(ingekocht: Uow) -> None:
    nieuw = Bibobonderzoek(id=uuid.UUID(int=5), agb_code=AGB, onderaannemer_kvk="87654321", verzonden_op=DAG)
    await ingekocht.bibobonderzoeken.save(nieuw)
    conclusie = Bibobconclusie(bron=Bibobbron.EIGEN_ONDERZOEK, gevaar=Gevaar.ERNSTIG, motivering="Want.", op=DAG)
    gehoord = nieuw.ontvang(DAG).adviseer(conclusie).hoor("Nee.")
    await ingekocht.bibobonderzoeken.save(gehoord)
    assert await ingekocht.bibobonderzoeken.find(nieuw.id) == gehoord == await ingekocht.bibobonderzoeken.get(nieuw.id)
    assert await ingekocht.bibobonderzoeken.find(uuid.UUID(int=9)) is None


async def test_the_codes_of_an_organisation_are_found_by_its_kvk(ingekocht: Uow) -> None:
    aanbieder = await ingekocht.aanbieders.find(AGB)
    assert aanbieder is not None
    assert AGB in await ingekocht.aanbieders.list_of_kvk(aanbieder.kvk_nummer)
    assert await ingekocht.aanbieders.list_of_kvk("99999999") == frozenset()
