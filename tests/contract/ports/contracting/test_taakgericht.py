"""What the ports of taakgericht promise; its files and the parent agreements share one table."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.uow import Uow
from contracting.domain.taakgericht.afrekening import Taakafrekening
from contracting.domain.taakgericht.budgetwijziging import Budgetregel, Budgetwijziging, Handtekening
from contracting.domain.taakgericht.businesscase import Businesscase, Collegebesluit
from contracting.domain.taakgericht.taakafspraak import Mijlpaalstand, Taakafspraak
from risb_kern.lists import Blad

from tests.builders.contracting import AGB
from tests.builders.taakgericht import BANDBREEDTE, casusvoorstel, moederovereenkomst, taakopdracht

pytestmark = pytest.mark.integratie
DAG = dt.date(2026, 4, 1)
ONDER, ANDERS = uuid.UUID(int=7), uuid.UUID(int=8)
AFSPRAAK = Taakafspraak(id=ONDER, agb_code=AGB, opdracht=taakopdracht())
AFREKENING = Taakafrekening(
    id=uuid.UUID(int=1),
    overeenkomst_id=ONDER,
    agb_code=AGB,
    jaar=2025,
    jaarbudget_cent=420_000_000,
    dagen=365,
    jaardagen=365,
    bediend=540,
    bron="stopberichten",
    regel=BANDBREEDTE,
    bedrag_cent=-10_500_000,
)
CASUS = Businesscase(id=uuid.UUID(int=2), betreft_id=ONDER, agb_codes=(AGB,), voorstel=casusvoorstel())
WIJZIGING = Budgetwijziging(
    id=uuid.UUID(int=3),
    moeder_id=None,
    regels=(Budgetregel(overeenkomst_id=ONDER, agb_code=AGB, bedrag_cent=5),),
    eerste_vervaldatum=DAG,
    termijnen=1,
    grondslag="1.4.2",
    reden="Plan",
    businesscase_id=CASUS.id,
    gemeenten=("0307",),
    aanbieders=(AGB,),
)


async def test_each_kind_of_file_comes_back_as_it_was_stored_last(uow: Uow) -> None:
    moeder = moederovereenkomst()
    behaald = AFSPRAAK.behaal(Mijlpaalstand(mijlpaal="M1", behaald_op=DAG, bron="Verslag"), DAG)
    besloten = CASUS.adviseer("Doen.").besluit_college(
        Collegebesluit(besluitnummer="B-1", besloten_op=DAG, bedrag_cent=5), DAG
    )
    getekend = WIJZIGING.teken(Handtekening(partij=AGB, op=DAG))
    await uow.taakafspraken.add(AFSPRAAK)
    await uow.taakafspraken.save(behaald)
    await uow.taakafrekeningen.add(AFREKENING)
    await uow.taakafrekeningen.save(AFREKENING.stel_vast())
    await uow.businesscases.add(CASUS)
    await uow.businesscases.save(besloten)
    await uow.budgetwijzigingen.add(WIJZIGING)
    await uow.budgetwijzigingen.save(getekend)
    await uow.moederovereenkomsten.add(moeder)
    await uow.moederovereenkomsten.save(moeder.stel_vast())
    assert await uow.taakafspraken.get(ONDER) == behaald
    assert await uow.taakafrekeningen.find(AFREKENING.id) == AFREKENING.stel_vast()
    assert await uow.businesscases.get(CASUS.id) == besloten
    assert await uow.budgetwijzigingen.find(WIJZIGING.id) == getekend
    assert await uow.moederovereenkomsten.get(moeder.id) == moeder.stel_vast()
    assert await uow.businesscases.get(WIJZIGING.id) is None
    assert await uow.taakafrekeningen.list(Blad()) == [AFREKENING.stel_vast()]


async def test_files_are_narrowed_to_an_agreement(uow: Uow) -> None:
    ander = replace(CASUS, id=uuid.UUID(int=9), betreft_id=ANDERS)
    for one in (CASUS, ander):
        await uow.businesscases.add(one)
    assert await uow.businesscases.list() == [CASUS, ander]
    assert await uow.businesscases.list(bij=ANDERS) == [ander]
    assert await uow.businesscases.list(Blad(), bij=ONDER) == [CASUS]
