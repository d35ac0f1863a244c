"""What the ports of regio and maatregelen promise."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.uow import Uow
from contracting.domain.maatregelen.maatregel import Maatregeleinde
from contracting.domain.regio.deelname import Dienst, RegioDeelname
from risb_kern.lists import Bereik

from tests.builders.contracting import AGB, ANDERE_AGB, DAG, maatregel

pytestmark = pytest.mark.integratie
ALLES = Bereik(alles=True)
VAN = dt.date(2020, 1, 1)
NIEUW = RegioDeelname(gemeente="0384", dienst=Dienst.WMO, van=VAN)
VROEG, LAAT = dt.datetime(2026, 1, 1, 9, tzinfo=dt.UTC), dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)


def einde(reden: str, nummer: int = 1) -> Maatregeleinde:
    return Maatregeleinde(id=uuid.UUID(int=nummer), agb_code=AGB, einddatum=dt.date(2026, 2, 1), reden=reden)


async def test_a_period_is_replaced_by_one_with_the_same_first_day(uow: Uow) -> None:
    afgesloten = replace(NIEUW, tot=dt.date(2026, 12, 31))
    for one in (NIEUW, afgesloten, replace(NIEUW, dienst=Dienst.OMNV)):
        await uow.deelnames.save(one)
    assert await uow.deelnames.get_perioden("0384", Dienst.WMO) == [afgesloten]
    assert await uow.deelnames.get_perioden("0384", Dienst.JW) == []


async def test_participation_on_a_day_is_ordered_by_dienst_and_gemeente(uow: Uow) -> None:
    for gemeente, dienst in (("0385", Dienst.WMO), ("0384", Dienst.WMO), ("0386", Dienst.OMNV)):
        await uow.deelnames.save(RegioDeelname(gemeente=gemeente, dienst=dienst, van=VAN, tot=VAN))
    eigen = {"0384", "0385", "0386"}
    op = [one.gemeente for one in await uow.deelnames.list(VAN) if one.gemeente in eigen]
    assert op == ["0386", "0384", "0385"]
    assert not eigen & {one.gemeente for one in await uow.deelnames.list(VAN + dt.timedelta(days=1))}
    assert "0386" not in {one.gemeente for one in await uow.deelnames.list(VAN, Dienst.WMO)}
    assert eigen <= await uow.deelnames.list_gemeenten()


@pytest.mark.parametrize("tijden", [(VROEG, LAAT), (LAAT, VROEG)])
async def test_the_newest_statement_of_each_half_counts(uow: Uow, tijden: tuple[dt.datetime, dt.datetime]) -> None:
    for tijd in tijden:
        naam = "laat" if tijd == LAAT else "vroeg"
        await uow.maatregelen.save(maatregel(grond=naam), tijd)
        await uow.maatregelen.save_einde(einde(naam), tijd)
    (gevonden,) = await uow.maatregelvragen.list(ALLES)
    assert (gevonden.grond, gevonden.reden_einde, gevonden.einddatum) == ("laat", "laat", dt.date(2026, 2, 1))


async def test_an_end_may_come_first_and_is_shown_with_its_measure_only(uow: Uow) -> None:
    await uow.maatregelen.save_einde(einde("Hersteld"), LAAT)
    assert await uow.maatregelvragen.list(ALLES) == []
    await uow.maatregelen.save(maatregel(), VROEG)
    assert [one.reden_einde for one in await uow.maatregelvragen.list(ALLES)] == ["Hersteld"]


async def test_measures_come_newest_first_and_within_reach(uow: Uow) -> None:
    oud, nieuw = maatregel(1), maatregel(2, van=DAG + dt.timedelta(days=1))
    andere = maatregel(3, agb_code=ANDERE_AGB, tot=DAG, gemeenten=())
    for one in (oud, andere, nieuw):
        await uow.maatregelen.save(one, VROEG)
    assert await uow.maatregelvragen.list(ALLES) == [nieuw, oud, andere]
    assert await uow.maatregelvragen.list(Bereik(agb_codes=frozenset({ANDERE_AGB}))) == [andere]
    assert await uow.maatregelvragen.list(ALLES, agb_codes={AGB}) == [nieuw, oud]
    assert await uow.maatregelvragen.list(Bereik(agb_codes=frozenset({AGB})), agb_codes={ANDERE_AGB}) == []
