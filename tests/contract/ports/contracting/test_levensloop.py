"""What the port of levensloop promises."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.uow import Uow
from contracting.domain.levensloop.concept import Contractconcept
from contracting.domain.overeenkomsten.sluiten import OvereenkomstSluiten
from contracting.domain.overeenkomsten.verlenging import Verlengrecht
from risb_kern.lists import Bereik, Blad

from tests.builders.contracting import AGB, ANDERE_AGB, DAG, opgave, taakbudget

pytestmark = pytest.mark.integratie
AFSPRAAK = OvereenkomstSluiten(
    agb_code=AGB,
    perceel_code="WMO-BEGELEIDING",
    gemeenten=("0307",),
    ingangsdatum=dt.date(2026, 1, 1),
    einddatum=dt.date(2027, 12, 31),
    prijzen=(opgave(),),
    taakbudget=None,
    verlengrecht=Verlengrecht(aantal=2, maanden=12, aanzegtermijn_maanden=6),
)
CONCEPT = Contractconcept(id=uuid.UUID(int=1), afspraak=AFSPRAAK)
TAAK = Contractconcept(
    id=uuid.UUID(int=2), afspraak=replace(AFSPRAAK, agb_code=ANDERE_AGB, prijzen=(), taakbudget=taakbudget())
)


@pytest.mark.parametrize("concept", [CONCEPT, TAAK, CONCEPT.bied_aan(DAG).teken("Artikel 3 doorgehaald", DAG)])
async def test_a_contract_comes_back_as_it_went_in(ingekocht: Uow, concept: Contractconcept) -> None:
    await ingekocht.contractconcepten.add(concept)
    assert await ingekocht.contractconcepten.get(concept.id) == concept
    assert await ingekocht.contractconcepten.find(concept.id) == concept
    assert await ingekocht.contractconcepten.find(uuid.UUID(int=99)) is None
    assert await ingekocht.contractconcepten.get(uuid.UUID(int=99)) is None


async def test_an_aanbieder_sees_its_own_contracts_once_they_were_sent(ingekocht: Uow) -> None:
    for one in (CONCEPT, TAAK):
        await ingekocht.contractconcepten.add(one)
    lijst, eigen = ingekocht.contractconcepten.list, Bereik(agb_codes=frozenset({AGB}))
    assert await lijst(Bereik(alles=True), Blad()) == [CONCEPT, TAAK]
    assert await lijst(Bereik(alles=True), Blad(), agb_code=ANDERE_AGB) == [TAAK]
    assert await lijst(eigen, Blad()) == []
    await ingekocht.contractconcepten.save(CONCEPT.bied_aan(DAG))
    assert await lijst(eigen, Blad()) == [CONCEPT.bied_aan(DAG)]
