import datetime as dt
import uuid
from typing import Any

import pytest
from risb_kern.lists import Blad
from subsidies.application.openbaar.queries import Registerfilter
from subsidies.application.uow import Uow
from subsidies.domain.besluiten.besluit import Besluitsoort, Grondcode, Weigeringsgrond, beslis
from subsidies.domain.regelingen.opgave import SoortAanvrager
from subsidies.domain.regelingen.regeling import Regeling

from tests.builders.subsidies import DAG, bewaard, dossier, gepubliceerd, handeling, opgave, voornemen

pytestmark = pytest.mark.integratie
GROND = Weigeringsgrond(code=Grondcode.ACTIVITEIT_NIET, toelichting="De zaal is gesloten.")


async def besloten(
    uow: Uow, scheme: Regeling, dag: dt.date = DAG, *, weiger: bool = False, **changes: Any
) -> uuid.UUID:
    """A decided application; the public number of the decision."""
    filed = await bewaard(uow, scheme, opgave=opgave(**changes))
    intent = voornemen(Besluitsoort.WEIGEREN, None, GROND) if weiger else voornemen()
    changed, besluit = beslis(dossier(aanvraag=filed, regeling=scheme), intent, handeling(dag))
    await uow.aanvragen.save(changed, scheme)
    await uow.besluiten.add(besluit)
    return besluit.register_id


@pytest.mark.parametrize(
    ("welke", "found"),
    [
        (Registerfilter(), ["een", "twee"]),
        (Registerfilter(jaar=2026), ["een", "twee"]),
        (Registerfilter(jaar=2025), []),
        (Registerfilter(gemeente="0307"), ["een", "twee"]),
        (Registerfilter(gemeente="0342"), []),
        (Registerfilter(regeling_code="PID-2026"), ["een", "twee"]),
        (Registerfilter(regeling_code="ANDERS"), []),
    ],
)
async def test_the_register_shows_grants_in_order_of_decision(
    uow: Uow, welke: Registerfilter, found: list[str]
) -> None:
    scheme = await gepubliceerd(uow)
    twee = await besloten(uow, scheme, DAG + dt.timedelta(days=1))
    een = await besloten(uow, scheme)
    await besloten(uow, scheme, weiger=True)
    rows = await uow.registervragen.list(welke, Blad(orde="besluitdatum"))
    assert [one.id for one in rows] == [{"een": een, "twee": twee}[name] for name in found]


async def test_a_page_of_the_register_follows_the_one_before(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    order = [await besloten(uow, scheme, DAG + dt.timedelta(days=number)) for number in range(3)]
    first = await uow.registervragen.list(Registerfilter(), Blad(orde="besluitdatum", limiet=1))
    assert [one.id for one in first] == order[:2]
    here = Blad(orde="besluitdatum", na=(first[0].besluitdatum, first[0].id))
    assert [one.id for one in await uow.registervragen.list(Registerfilter(), here)] == order[1:]


@pytest.mark.parametrize(("count", "wijk"), [(9, None), (10, "Liendert")])
async def test_the_wijk_of_residents_is_hidden_in_small_groups(uow: Uow, count: int, wijk: str | None) -> None:
    scheme = await gepubliceerd(uow)
    for _ in range(count):
        await besloten(uow, scheme, soort=SoortAanvrager.NATUURLIJK_PERSOON, kvk_nummer=None)
    rows = await uow.registervragen.list(Registerfilter(), Blad(orde="besluitdatum"))
    assert {(one.ontvanger, one.wijk) for one in rows} == {("Inwoner", wijk)}
