"""What the ports of plichten promise; the four kinds of files share one table."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.uow import Uow
from contracting.domain.plichten.onderaanneming import Onderaanneming, OnderaannemingStatus
from contracting.domain.plichten.plicht import Mijlpaalresultaat, Plicht, Plichtsoort
from contracting.domain.plichten.sroi import Sroiinzet, Sroitabel, Sroiverplichting
from contracting.domain.plichten.tekortkoming import Tekortkoming
from risb_kern.lists import Blad

from tests.builders.contracting import AGB, ANDERE_AGB

pytestmark = pytest.mark.integratie
DAG = dt.date(2026, 4, 1)
ONDER = uuid.UUID(int=7)
TABEL = Sroitabel(
    code="UTRECHT-2025",
    gemeente="0344",
    van=DAG,
    bron="utrecht.nl",
    jaarwaarden={"bbl": 3_500_000},
    uurwaarde_cent=10_000,
    bonussen={"taal": 1},
)
PLICHT = Plicht(
    id=uuid.UUID(int=1),
    overeenkomst_id=ONDER,
    agb_code=AGB,
    plichtsoort=Plichtsoort.SROI_RAPPORT,
    anker=DAG,
    periode_maanden=3,
    tot=None,
    volgende=DAG,
)
TEKORTKOMING = Tekortkoming(
    id=uuid.UUID(int=2), overeenkomst_id=ONDER, agb_code=AGB, artikel="3.9", bevinding="Zonder.", gemeld_op=DAG
)
ONDERAANNEMING = Onderaanneming(
    id=uuid.UUID(int=3),
    overeenkomst_id=ONDER,
    agb_code=AGB,
    kvk_nummer="12345678",
    zzp=False,
    ingezet_op=None,
    status=OnderaannemingStatus.GEVRAAGD,
)
SROI = Sroiverplichting(
    id=uuid.UUID(int=4), overeenkomst_id=ONDER, agb_code=AGB, tabel=TABEL, contractsom_cent=5, percentage=500
)


async def test_each_kind_of_file_comes_back_as_it_was_stored_last(uow: Uow) -> None:
    afgerond = PLICHT.rond_af(Mijlpaalresultaat.VOLDAAN, DAG)
    ingezet = SROI.met_inzet(Sroiinzet(groep="bbl", uren=36, van=DAG, tot=DAG))
    await uow.plichten.add(PLICHT)
    await uow.plichten.save(afgerond)
    await uow.tekortkomingen.add(TEKORTKOMING)
    await uow.tekortkomingen.save(TEKORTKOMING.hoor("Hersteld."))
    await uow.onderaannemingen.add(ONDERAANNEMING)
    await uow.onderaannemingen.save(ONDERAANNEMING.sta_toe())
    await uow.sroiverplichtingen.add(SROI)
    await uow.sroiverplichtingen.save(ingezet)
    assert await uow.plichten.get(PLICHT.id) == afgerond
    assert await uow.tekortkomingen.get(TEKORTKOMING.id) == TEKORTKOMING.hoor("Hersteld.")
    assert await uow.onderaannemingen.get(ONDERAANNEMING.id) == ONDERAANNEMING.sta_toe()
    assert await uow.sroiverplichtingen.get(SROI.id) == ingezet
    assert await uow.plichten.get(TEKORTKOMING.id) is None
    assert await uow.tekortkomingen.list(Blad()) == [TEKORTKOMING.hoor("Hersteld.")]


async def test_files_are_narrowed_to_an_aanbieder(uow: Uow) -> None:
    ander = replace(PLICHT, id=uuid.UUID(int=9), agb_code=ANDERE_AGB)
    for one in (PLICHT, ander):
        await uow.plichten.add(one)
    assert await uow.plichten.list(Blad()) == [PLICHT, ander]
    assert await uow.plichten.list(Blad(), agb_code=ANDERE_AGB) == [ander]


async def test_a_table_of_social_return_is_added_once_and_never_changes(uow: Uow) -> None:
    assert await uow.sroitabellen.add(TABEL)
    assert not await uow.sroitabellen.add(replace(TABEL, uurwaarde_cent=1))
    assert await uow.sroitabellen.add(replace(TABEL, code="RIJNVICUS"))
    assert await uow.sroitabellen.find(TABEL.code) == TABEL
    assert await uow.sroitabellen.find("ONBEKEND") is None
    assert [one.code for one in await uow.sroitabellen.list()] == ["RIJNVICUS", "UTRECHT-2025"]
