import dataclasses
import datetime as dt

import pytest
from risb_kern.lists import HELE_REGIO, Bereik, Blad
from toezicht.application.uow import Uow
from toezicht.domain.zaken.ladder import Trede
from toezicht.domain.zaken.zaak import Motivering, Onregelmatigheid, ZaakStatus, Zaakuitkomst

from tests.builders.toezicht import AGB
from tests.builders.toezichtzaken import NU, een_bevinding, een_signaal, een_zaak, nieuw_id

pytestmark = pytest.mark.integratie
DAG = dt.timedelta(days=1)


async def test_a_case_comes_back_as_it_was_saved_last(uow: Uow) -> None:
    zaak = een_zaak(motiveringen=(Motivering(id=nieuw_id(), tekst="Drie regels wijzen één kant op."),))
    await uow.zaken.add(zaak)
    assert await uow.zaken.find(zaak.id) == zaak
    later = dataclasses.replace(
        zaak,
        status=ZaakStatus.GESLOTEN,
        trede=Trede.DETAILCONTROLE,
        klasse=Onregelmatigheid.FOUT,
        voorstel_door="twee",
        voorstel_klasse=Onregelmatigheid.ONEIGENLIJK_GEBRUIK,
        was_fraude=True,
        uitkomst=Zaakuitkomst.AFSPRAAK,
    ).met(Motivering(id=nieuw_id(), tekst="Er is een gesprek geweest."))
    await uow.zaken.save(later)
    assert await uow.zaken.get(zaak.id) == later
    assert await uow.zaken.find(zaak.id) == later


async def test_what_was_never_opened_is_not_there(uow: Uow) -> None:
    assert await uow.zaken.find(nieuw_id()) is None
    assert await uow.zaken.get(nieuw_id()) is None


async def test_findings_stand_with_their_case_oldest_first(uow: Uow) -> None:
    zaak, ander = een_zaak(), een_zaak()
    for one in (zaak, ander):
        await uow.zaken.add(one)
    laat, vroeg = een_bevinding(zaak.id, op=NU + DAG), een_bevinding(zaak.id, opzet=True)
    for bevinding in (laat, vroeg, een_bevinding(ander.id)):
        await uow.bevindingen.add(bevinding)
    assert await uow.bevindingen.list(zaak.id) == [vroeg, laat]


async def test_the_list_of_cases_has_a_status_and_pages(uow: Uow) -> None:
    oud, nieuw = een_zaak(), een_zaak(geopend_op=NU + DAG)
    dicht = een_zaak(geopend_op=NU + 2 * DAG, status=ZaakStatus.GESLOTEN)
    for one in (oud, nieuw, dicht):
        await uow.zaken.add(one)
    blad = Blad(orde="geopendOp", aflopend=True, limiet=1)
    assert await uow.zaakvragen.list(None, blad) == [dicht, nieuw]
    assert await uow.zaakvragen.list(ZaakStatus.OPEN, blad) == [nieuw, oud]
    rest = dataclasses.replace(blad, na=(nieuw.geopend_op, nieuw.id))
    assert await uow.zaakvragen.list(ZaakStatus.OPEN, rest) == [oud]


@pytest.mark.parametrize(
    ("bereik", "gezien"),
    [
        (HELE_REGIO, {"0308", ""}),
        (Bereik(gemeenten=frozenset({"0308"}), agb_codes=frozenset({AGB})), {"0308", ""}),
        (Bereik(gemeenten=frozenset({"0307"}), agb_codes=frozenset({AGB})), {""}),
        (Bereik(gemeenten=frozenset({"0313"})), set()),
    ],
)
async def test_a_case_is_seen_by_who_sees_its_signal(uow: Uow, bereik: Bereik, gezien: set[str]) -> None:
    zaken = {}
    for gemeente in ("0308", ""):
        signaal = een_signaal(gemeenten=[gemeente] if gemeente else [])
        await uow.signalen.put(signaal)
        zaken[gemeente] = een_zaak(signaal_id=signaal.id)
        await uow.zaken.add(zaken[gemeente])
    gevonden = await uow.zaakvragen.list(None, Blad(orde="geopendOp"), bereik)
    assert {one.id for one in gevonden} == {zaken[gemeente].id for gemeente in gezien}
