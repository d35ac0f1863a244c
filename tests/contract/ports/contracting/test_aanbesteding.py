"""What the ports of aanbesteding promise."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import (
    Aanbestedingsintrekking,
    AanbestedingStatus,
    Afroep,
    Inlichtingvraag,
    Intrekkingsreden,
    ProcesVerbaal,
    Verbaalregel,
)
from contracting.domain.aanbesteding.inschrijving import InschrijvingStap, InschrijvingStatus, toets
from risb_kern.lists import Bereik, Blad

from tests.builders.aanbesteding import SLUITING, aanbesteding, inhoud, inschrijving, perceelvraag
from tests.builders.contracting import AGB, ANDERE_AGB, DAG, perceel

pytestmark = pytest.mark.integratie
ALLES = Bereik(alles=True)
REGEL = Verbaalregel(
    perceel_code="WMO-BEGELEIDING", agb_code=AGB, ontvangen_op=SLUITING, status="ontvangen", vingerafdruk="af"
)
VOL = replace(
    aanbesteding(perceelvraag(maximum=2)),
    status=AanbestedingStatus.GEPUBLICEERD,
    beproefd=frozenset({"WMO-BEGELEIDING"}),
    gepubliceerd_op=DAG,
    afroep_van=Afroep(aanbesteding_id=uuid.UUID(int=6), perceel_code="RAAM"),
    afroepen=(uuid.UUID(int=4),),
    vragen=(Inlichtingvraag(id=uuid.UUID(int=5), agb_code=AGB, gesteld_op=SLUITING, vraag="Mag het?"),),
    processen_verbaal=(
        ProcesVerbaal(geopend_op=SLUITING, geopend_door="iemand", aanwezig="jurist", inschrijvingen=(REGEL,)),
    ),
).met_nota({uuid.UUID(int=5): "Ja."}, "Anders.", SLUITING - dt.timedelta(days=1), dt.date(2026, 6, 29))
INTREKKING = Aanbestedingsintrekking(
    perceel_code=None, reden=Intrekkingsreden.BUDGET, toelichting="Geen geld.", datum=DAG, bezwaar_tot=DAG
)


async def test_a_tender_comes_back_as_it_went_in(ingekocht: Uow) -> None:
    assert await ingekocht.aanbestedingen.add(VOL)
    assert await ingekocht.aanbestedingen.find(VOL.id) == VOL
    assert await ingekocht.aanbestedingen.get(VOL.id) == VOL
    assert await ingekocht.aanbestedingen.get_gedeeld(VOL.id) == VOL
    assert await ingekocht.aanbestedingen.get_van_perceel("WMO-BEGELEIDING") == VOL
    assert await ingekocht.aanbestedingen.get_van_perceel("ANDERS") is None
    assert await ingekocht.aanbestedingen.find(uuid.UUID(int=99)) is None


async def test_a_draft_is_replaced_unless_its_percelen_are_taken(ingekocht: Uow) -> None:
    await ingekocht.percelen.add(perceel(code="WMO-TWEE"))
    eerste = aanbesteding()
    tweede = aanbesteding(perceelvraag(perceel_code="WMO-TWEE"), id=uuid.UUID(int=10), kenmerk="AB-2")
    assert await ingekocht.aanbestedingen.add(eerste)
    assert await ingekocht.aanbestedingen.add(tweede)
    gewijzigd = replace(tweede, titel="Anders")
    assert await ingekocht.aanbestedingen.replace(gewijzigd)
    assert await ingekocht.aanbestedingen.get(tweede.id) == gewijzigd
    assert not await ingekocht.aanbestedingen.replace(replace(tweede, percelen=eerste.percelen))


async def test_a_withdrawn_draft_gives_its_reference_back(ingekocht: Uow) -> None:
    await ingekocht.aanbestedingen.add(aanbesteding())
    await ingekocht.aanbestedingen.save(aanbesteding().trek_in(INTREKKING))
    assert await ingekocht.aanbestedingen.add(aanbesteding(id=uuid.UUID(int=10)))


async def test_a_perceel_and_a_reference_are_taken_until_the_tender_is_cancelled(ingekocht: Uow) -> None:
    await ingekocht.aanbestedingen.add(VOL)
    await ingekocht.aanbestedingen.save(VOL.trek_in(INTREKKING))
    assert await ingekocht.aanbestedingen.get_van_perceel("WMO-BEGELEIDING") is None
    tweede = aanbesteding(id=uuid.UUID(int=10), kenmerk="AB-2")
    assert await ingekocht.aanbestedingen.add(tweede)
    assert not await ingekocht.aanbestedingen.add(aanbesteding(id=uuid.UUID(int=11), kenmerk="AB-3"))


async def test_tenders_are_listed_by_reference_and_drafts_only_when_asked(ingekocht: Uow) -> None:
    concept = aanbesteding(perceelvraag(perceel_code="ANDERS"), id=uuid.UUID(int=10), kenmerk="AB-0")
    for one in (VOL, concept):
        await ingekocht.aanbestedingen.add(one)
    nooit = aanbesteding(perceelvraag(perceel_code="NOOIT"), id=uuid.UUID(int=11), kenmerk="AB-00").trek_in(INTREKKING)
    await ingekocht.aanbestedingen.add(nooit)
    lijst = ingekocht.aanbestedingvragen.list
    assert await lijst(Blad(orde="kenmerk"), concepten=True) == [concept, nooit, VOL]
    assert await lijst(Blad(orde="kenmerk"), concepten=False) == [VOL]


async def test_a_bid_comes_back_as_it_went_in_and_one_counts(ingekocht: Uow) -> None:
    await ingekocht.aanbestedingen.add(VOL)
    eerste = inschrijving()
    assert await ingekocht.inschrijvingen.add(eerste)
    assert not await ingekocht.inschrijvingen.add(inschrijving(id=uuid.UUID(int=9)))
    assert await ingekocht.inschrijvingen.get_ontvangen(VOL.id, "WMO-BEGELEIDING", AGB) == eerste
    assert await ingekocht.inschrijvingen.get_ontvangen(VOL.id, "WMO-BEGELEIDING", ANDERE_AGB) is None
    await ingekocht.inschrijvingen.save(eerste.na(InschrijvingStap.VERVANGEN))
    nieuw = inschrijving(id=uuid.UUID(int=9), ontvangen_op=SLUITING)
    assert await ingekocht.inschrijvingen.add(nieuw)
    geopend = nieuw.na(InschrijvingStap.OPENEN)
    besluit = toets(perceel(), perceelvraag(), geopend, inhoud(ondertekend=False), bezwaren={}, vandaag=DAG)
    await ingekocht.inschrijvingen.save(geopend.getoetst(besluit))
    assert await ingekocht.inschrijvingen.get(nieuw.id) == geopend.getoetst(besluit)


async def test_bids_are_listed_in_order_of_receipt_and_within_reach(ingekocht: Uow) -> None:
    await ingekocht.aanbestedingen.add(VOL)
    laat = inschrijving(
        id=uuid.UUID(int=1), agb_code=ANDERE_AGB, ontvangen_op=SLUITING, status=InschrijvingStatus.TE_LAAT
    )
    eerste = inschrijving()
    for one in (laat, eerste):
        await ingekocht.inschrijvingen.add(one)
    assert await ingekocht.inschrijvingen.list(VOL.id) == [eerste, laat]
    assert await ingekocht.inschrijvingen.list(VOL.id, "ANDERS") == []
    lijst = ingekocht.inschrijvingvragen.list
    assert await lijst(ALLES, Blad(), aanbesteding_id=VOL.id) == [laat, eerste]
    assert await lijst(Bereik(agb_codes=frozenset({AGB})), Blad(), aanbesteding_id=VOL.id) == [eerste]
