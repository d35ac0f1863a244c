import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest
from risb_kern.lists import Blad
from subsidies.application.aanvragen.queries import Aanvraagfilter
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, AanvraagStatus
from subsidies.domain.dubbel.regels import plan_van
from subsidies.domain.regelingen.regeling import Volgordemaat

from tests.builders.subsidies import KVK, NU, bewaard, geheim, gepubliceerd, opgave, plafond

pytestmark = pytest.mark.integratie
UUR = dt.timedelta(hours=1)


async def ids(found: Any) -> set[uuid.UUID]:
    return {one.id for one in found}


async def set_status(uow: Uow, one: Aanvraag, status: AanvraagStatus) -> None:
    scheme = await uow.regelingen.read(one.regeling_code, one.regeling_versie)
    await uow.aanvragen.save(dataclasses.replace(one, status=status), scheme)


async def test_an_application_comes_back_as_it_was_filed_and_as_it_was_changed(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    filed = await bewaard(uow, scheme)
    assert await uow.aanvragen.find(filed.id) == filed
    changed = dataclasses.replace(filed, versie=2, screening_op=NU)
    await uow.aanvragen.save(changed, scheme)
    assert await uow.aanvragen.get(filed.id) == changed
    assert await uow.aanvragen.find(filed.id) == changed


async def test_what_was_never_filed_is_not_found(uow: Uow) -> None:
    assert await uow.aanvragen.find(uuid.uuid4()) is None
    assert await uow.aanvragen.get(uuid.uuid4()) is None


async def test_the_secrets_stand_beside_the_application_and_can_be_replaced(uow: Uow) -> None:
    filed = await bewaard(uow, await gepubliceerd(uow), geheim("oud"))
    assert await uow.aanvragen.read_geheim(filed.id) == geheim("oud")
    await uow.aanvragen.save_geheim(filed.id, geheim("nieuw", tekst="plan"))
    assert await uow.aanvragen.read_geheim(filed.id) == geheim("nieuw", tekst="plan")


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        (AanvraagStatus.AANVULLING, True),
        (AanvraagStatus.VERLEEND, True),
        (AanvraagStatus.GEWEIGERD, False),
        (AanvraagStatus.BUITEN_BEHANDELING, False),
    ],
)
async def test_money_of_an_organisation_is_in_what_is_undecided_or_granted(
    uow: Uow, status: AanvraagStatus, counts: bool
) -> None:
    filed = await bewaard(uow, await gepubliceerd(uow))
    await set_status(uow, filed, status)
    assert (filed.id in await ids(await uow.aanvragen.list_with_kvk(KVK))) is counts
    assert await uow.aanvragen.list_with_kvk("87654321") == []


async def test_an_account_is_shared_with_another_applicant_in_time(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    own = await bewaard(uow, scheme, geheim(wie="a"), aanvrager_sub="a")
    other = await bewaard(uow, scheme, geheim(wie="b"), aanvrager_sub="b")
    await bewaard(uow, scheme, geheim(wie="a"), aanvrager_sub="collega")
    await bewaard(uow, scheme, geheim(wie="c"), aanvrager_sub="a")
    await bewaard(uow, scheme, geheim("ander", wie="d"), aanvrager_sub="d")
    await bewaard(uow, scheme, geheim(wie="e"), aanvrager_sub="e", ontvangen_op=NU - UUR)
    assert await ids(await uow.aanvragen.list_with_iban(own.id, NU)) == {other.id}


async def test_applications_to_compare_come_by_number(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    own = await bewaard(uow, scheme, geheim(wie="a"), aanvrager_sub="a")
    others = [await bewaard(uow, scheme, geheim(wie=str(one)), aanvrager_sub=f"b-{one}") for one in range(5)]
    order = sorted(one.id for one in others)
    assert [one.id for one in await uow.aanvragen.list_with_iban(own.id, NU)] == order
    assert [one.id for one in await uow.aanvragen.list_with_kvk(KVK)] == sorted([own.id, *order])


async def test_plans_of_the_same_applicant_come_when_place_and_days_can_meet(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    own = await bewaard(uow, scheme, geheim(wie="a"), aanvrager_sub="a")
    same = await bewaard(uow, scheme, geheim(wie="a"), aanvrager_sub="b")
    login = await bewaard(uow, scheme, geheim(wie="b"), aanvrager_sub="a")
    await bewaard(uow, scheme, geheim(wie="c"), aanvrager_sub="c")
    await bewaard(uow, scheme, geheim(wie="a"), opgave=opgave(gemeente="0342"))
    later = {"activiteit_van": dt.date(2027, 1, 1), "activiteit_tot": dt.date(2027, 1, 2)}
    await bewaard(uow, scheme, geheim(wie="a"), opgave=opgave(**later))
    refused = await bewaard(uow, scheme, geheim(wie="a"))
    await set_status(uow, refused, AanvraagStatus.GEWEIGERD)
    expected = sorted([plan_van(same), plan_van(login)], key=lambda one: one.aanvraag_id)
    assert await uow.aanvragen.list_plans(plan_van(own)) == expected


async def test_grants_of_the_same_applicant_are_counted_per_scheme(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    own = await bewaard(uow, scheme, geheim(wie="a"), aanvrager_sub="a")
    granted = await bewaard(uow, scheme, geheim(wie="a"), aanvrager_sub="b")
    other = await bewaard(uow, scheme, geheim(wie="c"), aanvrager_sub="c")
    await bewaard(uow, scheme, geheim(wie="a"), aanvrager_sub="d")
    for one in (granted, other):
        await set_status(uow, one, AanvraagStatus.VERLEEND)
    assert await uow.aanvragen.sum_granted(own) == (1, granted.opgave.gevraagd_cent)


async def test_a_text_is_counted_once_per_other_applicant(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    own = await bewaard(uow, scheme, geheim(wie="a", tekst="plan"), aanvrager_sub="a")
    for number in range(2):
        await bewaard(uow, scheme, geheim(wie="b", tekst="plan"), aanvrager_sub=f"b-{number}")
    await bewaard(uow, scheme, geheim(wie="c", tekst="anders"), aanvrager_sub="c")
    short = await bewaard(uow, scheme, geheim(wie="d"), aanvrager_sub="d")
    assert await uow.aanvragen.count_with_text(own) == 1
    assert await uow.aanvragen.count_with_text(short) == 0


async def test_only_undecided_applications_that_were_complete_earlier_claim_first(uow: Uow) -> None:
    scheme = await gepubliceerd(uow, plafonds=(plafond(), plafond(wijk="Liendert", bedrag_cent=1)))
    ledger = await uow.plafonds.find(scheme.code, plafond())
    assert ledger is not None
    own = await bewaard(uow, scheme)
    await bewaard(uow, scheme, ontvangen_op=NU - UUR, opgave=opgave(gevraagd_cent=30_000))
    await bewaard(uow, scheme, ontvangen_op=NU + UUR)
    await bewaard(uow, scheme, ontvangen_op=NU - UUR, opgave=opgave(kvk_nummer=None))
    decided = await bewaard(uow, scheme, ontvangen_op=NU - UUR)
    await set_status(uow, decided, AanvraagStatus.GEWEIGERD)
    assert await uow.aanvragen.sum_earlier(ledger.id, NU) == 30_000
    assert await uow.aanvragen.sum_earlier(ledger.id + 1, NU) == 0
    assert await uow.aanvragen.list_equal(ledger.id, NU) == {own.id: own.aanspraak_cent(scheme)}


async def test_by_days_everything_that_was_complete_on_one_day_stands_at_one_place(uow: Uow) -> None:
    scheme = await gepubliceerd(uow, volgorde_per=Volgordemaat.DAG)
    ledger = await uow.plafonds.find(scheme.code, plafond())
    assert ledger is not None
    same = [await bewaard(uow, scheme, ontvangen_op=NU + UUR * hours) for hours in (-3, 0, 3)]
    later = await bewaard(uow, scheme, ontvangen_op=NU + UUR * 24)
    plaats = same[0].plaats(scheme)
    assert plaats is not None
    assert set(await uow.aanvragen.list_equal(ledger.id, plaats)) == {one.id for one in same}
    next_day = later.plaats(scheme)
    assert next_day is not None
    assert await uow.aanvragen.sum_earlier(ledger.id, next_day) == 3 * 450_000


@pytest.mark.parametrize(
    ("welke", "found"),
    [
        (Aanvraagfilter(), ["a", "b"]),
        (Aanvraagfilter(aanvrager_sub="b"), ["b"]),
        (Aanvraagfilter(gemeente="0342"), ["b"]),
        (Aanvraagfilter(regeling_code="ANDERS"), []),
        (Aanvraagfilter(status=AanvraagStatus.COMPLEET), ["a"]),
    ],
)
async def test_a_list_is_in_order_of_receipt_and_can_be_narrowed(
    uow: Uow, welke: Aanvraagfilter, found: list[str]
) -> None:
    scheme = await gepubliceerd(uow)
    b = await bewaard(
        uow, scheme, aanvrager_sub="b", ontvangen_op=NU + UUR, opgave=opgave(gemeente="0342", kvk_nummer=None)
    )
    a = await bewaard(uow, scheme, aanvrager_sub="a")
    rows = await uow.aanvraagvragen.list(welke, Blad(orde="ontvangenOp"))
    assert [one.id for one in rows] == [{"a": a, "b": b}[name].id for name in found]


@pytest.mark.parametrize("aflopend", [False, True])
async def test_a_page_follows_the_one_before(uow: Uow, aflopend: bool) -> None:
    scheme = await gepubliceerd(uow)
    filed = [await bewaard(uow, scheme, ontvangen_op=NU + number * UUR) for number in range(3)]
    order = list(reversed(filed)) if aflopend else filed
    first = await uow.aanvraagvragen.list(Aanvraagfilter(), Blad(orde="ontvangenOp", limiet=1, aflopend=aflopend))
    assert [one.id for one in first] == [one.id for one in order[:2]]
    here = Blad(orde="ontvangenOp", na=(first[0].ontvangen_op, first[0].id), aflopend=aflopend)
    rest = await uow.aanvraagvragen.list(Aanvraagfilter(), here)
    assert [one.id for one in rest] == [one.id for one in order[1:]]


async def test_a_row_shows_no_name_but_what_the_desk_sorts_on(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    filed = await bewaard(uow, scheme)
    (row,) = await uow.aanvraagvragen.list(Aanvraagfilter(), Blad(orde="beslisdatum"))
    assert dataclasses.asdict(row) == {
        "id": filed.id,
        "regeling_code": "PID-2026",
        "gemeente": "0307",
        "wijk": "Liendert",
        "soort": filed.opgave.soort,
        "gevraagd_cent": 450_000,
        "status": filed.status,
        "ontvangen_op": filed.ontvangen_op,
        "beslisdatum": filed.beslisdatum(scheme),
    }
