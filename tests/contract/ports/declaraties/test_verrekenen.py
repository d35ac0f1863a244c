"""What the queue of settlement promises."""

import dataclasses
import datetime as dt

import pytest
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.verrekenen.verrekening import Goedgekeurd

from tests.builders.declaraties import AGB, GEMEENTE
from tests.builders.handelingen import NU, ontvangst

pytestmark = pytest.mark.integratie
PRIJS = Verrekenvraag(agb_code=AGB, wet="wmo", aanleiding="prijs", productcode="02A03", vanaf=dt.date(2026, 4, 1))
WOONPLAATS = Verrekenvraag(agb_code=AGB, wet="wmo", aanleiding="woonplaats", client=b"\x01" * 16)
REGEL = Goedgekeurd(
    bestand_nummer=3,
    regel=8,
    gemeente=GEMEENTE,
    client=b"\x01" * 16,
    toewijzing=101,
    code="02A03",
    eenheid="04",
    begin=dt.date(2026, 4, 1),
    eind=dt.date(2026, 4, 30),
    volume=4,
    bedrag=5000,
    gecrediteerd=False,
)


async def declared(uow: Uow) -> None:
    bestand, _ = await uow.bestanden.add(ontvangst())
    await uow.bestanden.finish(bestand.nummer, Afloop(status=Berichtstatus.AANGEBODEN, telt=True), nu=NU)


async def test_tasks_of_one_aanbieder_wait_for_each_other(uow: Uow) -> None:
    await declared(uow)
    for vraag in (PRIJS, WOONPLAATS):
        await uow.verrekentaken.add(vraag)

    (eerste,) = await uow.verrekentaken.list_open()
    taak = await uow.verrekentaken.take(eerste)
    assert taak is not None
    await uow.verrekentaken.save(taak, regels=[], klaar_op=NU)
    (tweede,) = await uow.verrekentaken.list_open()
    volgende = await uow.verrekentaken.take(tweede)

    assert volgende is not None
    assert [taak.vraag, volgende.vraag] == [PRIJS, WOONPLAATS]
    assert await uow.verrekentaken.take(eerste) is None


async def test_a_task_goes_on_where_it_was(uow: Uow) -> None:
    await declared(uow)
    await uow.verrekentaken.add(PRIJS)
    (volgnummer,) = await uow.verrekentaken.list_open()
    taak = await uow.verrekentaken.take(volgnummer)
    assert taak is not None

    await uow.verrekentaken.save(taak, regels=[REGEL, dataclasses.replace(REGEL, regel=9)], klaar_op=None)

    verder = await uow.verrekentaken.take(volgnummer)
    assert verder is not None
    assert (verder.vraag, verder.tot) == (PRIJS, (3, 9))
    assert list(await uow.verrekentaken.list_open()) == [volgnummer]
