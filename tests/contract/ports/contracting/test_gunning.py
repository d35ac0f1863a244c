"""What the ports of gunning and geschillen promise."""

import datetime as dt
import uuid

import pytest
from contracting.application.uow import Uow
from contracting.domain.geschillen.geschil import Klacht, Kortgeding, Uitspraak
from contracting.domain.gunning.gunning import Belang, Gunning, Gunningsloting, Score

from tests.builders.aanbesteding import aanbesteding, perceelvraag
from tests.builders.contracting import AGB, ANDERE_AGB, DAG

pytestmark = pytest.mark.integratie
AB, CODE = uuid.UUID(int=7), "WMO-BEGELEIDING"


def geding(nummer: int, dag: dt.date) -> Kortgeding:
    return Kortgeding(id=uuid.UUID(int=nummer), perceel_code=CODE, agb_code=AGB, aanhangig_op=dag, op_tijd=True)


async def test_an_award_begins_once_and_comes_back_as_it_went_in(ingekocht: Uow) -> None:
    await ingekocht.aanbestedingen.add(aanbesteding())
    assert await ingekocht.gunningen.find(AB, CODE) is None
    assert await ingekocht.gunningen.get(AB, CODE) is None
    begonnen = await ingekocht.gunningen.start(AB, CODE)
    assert begonnen == Gunning(aanbesteding_id=AB, perceel_code=CODE)
    vraag = perceelvraag(maximum=1)
    vol = begonnen.met_belang(Belang(persoon="iemand", agb_code=AGB))
    for agb in (AGB, ANDERE_AGB):
        for wie in ("een", "twee"):
            for code in ("PLAN", "OMGEVING"):
                vol = vol.met_score(_score(agb, code, wie), vraag)
        vol = vol.met_consensus(agb, [_score(agb, code, "") for code in ("PLAN", "OMGEVING")], vraag)
    boden = [vol.bod_van(agb, {"01A03": 6000}) for agb in (AGB, ANDERE_AGB)]
    loting = Gunningsloting(zaad="zaad", getuige="jurist", volgorde=(ANDERE_AGB, AGB), datum=DAG)
    vol = vol.loot(vraag, boden, loting).deel_mee(vraag, boden, {AGB: ("0307",), ANDERE_AGB: ("0307",)}, DAG)
    vol, _ = vol.geef_vrij(("0307", "01A03"), ANDERE_AGB, DAG)
    await ingekocht.gunningen.save(vol)
    assert await ingekocht.gunningen.start(AB, CODE) == vol
    assert await ingekocht.gunningen.find(AB, CODE) == vol


async def test_kort_gedingen_come_back_by_perceel_and_day(ingekocht: Uow) -> None:
    later, eerder = geding(1, dt.date(2026, 2, 1)), geding(2, dt.date(2026, 1, 1))
    for one in (later, eerder):
        await ingekocht.kortgedingen.save(one)
    beslist = later.beslis(Uitspraak.INGETROKKEN, dt.date(2026, 3, 1), dt.date(2026, 3, 1))
    await ingekocht.kortgedingen.save(beslist)
    assert await ingekocht.kortgedingen.get(later.id) == beslist
    assert await ingekocht.kortgedingen.list(CODE) == [eerder, beslist]
    assert await ingekocht.kortgedingen.list("ANDERS") == []
    assert await ingekocht.kortgedingen.get(uuid.UUID(int=99)) is None


async def test_a_complaint_comes_back_as_it_went_in(ingekocht: Uow) -> None:
    await ingekocht.aanbestedingen.add(aanbesteding())
    klacht = Klacht(
        id=uuid.UUID(int=3), aanbesteding_id=AB, agb_code=AGB, ontvangen_op=DAG, klacht="Te kort.", uiterlijk=DAG
    )
    await ingekocht.klachten.save(klacht)
    beslist = klacht.beslis(gegrond=True, antwoord="U heeft gelijk.", dag=DAG)
    await ingekocht.klachten.save(beslist)
    assert await ingekocht.klachten.get(klacht.id) == beslist
    assert await ingekocht.klachten.get(uuid.UUID(int=99)) is None


def _score(agb_code: str, criterium: str, beoordelaar: str) -> Score:
    return Score(agb_code=agb_code, criterium=criterium, beoordelaar=beoordelaar, punten=2500, motivering="Goed.")
