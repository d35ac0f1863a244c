"""A Bibob inquiry: the form has its days, and nothing follows before the hearing (R5)."""

import datetime as dt
import random
import uuid
from collections.abc import Awaitable

import pytest
from contracting.application.screening import handelingen
from contracting.domain.screening.bibob import Bibobbron, Bibobgevolg, Bibobonderzoek, Gevaar
from risb_kern.act import Handeling
from risb_kern.errors import DomainError

from tests.builders.contracting import AGB, handeling
from tests.fakes.contracting.uow import FakeUow


def juni(dag: int, door: str = "inkoper-1") -> Handeling:
    return handeling(dt.date(2026, 6, dag), door)


async def geweigerd_als(slug: str, act: Awaitable[object]) -> None:
    with pytest.raises(DomainError) as refused:
        await act
    assert refused.value.slug == slug


async def gestart(uow: FakeUow, onderaannemer_kvk: str | None = None) -> Bibobonderzoek:
    return await handelingen.bibob_starten(uow, juni(1), AGB, onderaannemer_kvk=onderaannemer_kvk)


async def met_advies(uow: FakeUow, gevaar: Gevaar, onderaannemer_kvk: str | None = None) -> Bibobonderzoek:
    onderzoek = await gestart(uow, onderaannemer_kvk)
    return await handelingen.bibob_adviseren(
        uow, juni(3, "onderzoeker"), onderzoek.id, bron=Bibobbron.LANDELIJK_BUREAU, gevaar=gevaar, motivering="Want."
    )


def besluit(
    uow: FakeUow, onderzoek: Bibobonderzoek, gevolg: Bibobgevolg, dag: int = 4, door: str = "beslisser"
) -> Awaitable[Bibobonderzoek]:
    return handelingen.bibob_besluiten(uow, juni(dag, door), onderzoek.id, gevolg=gevolg, motivering="Daarom.")


@pytest.mark.parametrize(
    ("dag", "op_tijd"),
    [pytest.param(15, True, id="geval_6-op-tijd"), pytest.param(16, False, id="geval_6-te-laat")],
)
async def test_a_bibob_form_comes_back_within_fourteen_days(ingekocht: FakeUow, dag: int, op_tijd: bool) -> None:
    onderzoek = await gestart(ingekocht)
    assert onderzoek.formulier_uiterlijk == dt.date(2026, 6, 15)
    ontvangen = await handelingen.bibobformulier_ontvangen(ingekocht, juni(dag), onderzoek.id)
    assert ontvangen.op_tijd is op_tijd


def test_the_last_day_of_a_form_agrees_with_counting_days_on_twenty_thousand_forms() -> None:
    toeval, begin = random.Random(3), dt.date(2014, 1, 1)
    for _ in range(20_000):
        verzonden = begin + dt.timedelta(days=toeval.randrange(9_000))
        onderzoek = Bibobonderzoek(id=uuid.UUID(int=1), agb_code=AGB, onderaannemer_kvk=None, verzonden_op=verzonden)
        dagen = [dt.date.fromordinal(verzonden.toordinal() + one) for one in range(1, 15)]
        assert (len(dagen), onderzoek.formulier_uiterlijk) == (14, dagen[-1])


async def test_nothing_follows_before_the_aanbieder_was_heard_or_its_term_is_over(ingekocht: FakeUow) -> None:
    onderzoek = await met_advies(ingekocht, Gevaar.ERNSTIG)
    assert onderzoek.zienswijze_uiterlijk == dt.date(2026, 6, 17)
    await geweigerd_als("nog-niet-gehoord", besluit(ingekocht, onderzoek, Bibobgevolg.ONTBINDEN, 17))
    await handelingen.bibob_horen(ingekocht, juni(5), onderzoek.id, zienswijze="Dat klopt niet.")
    besloten = await besluit(ingekocht, onderzoek, Bibobgevolg.ONTBINDEN, 6)
    assert (besloten.gevolg, besloten.besloten_op) == (Bibobgevolg.ONTBINDEN, dt.date(2026, 6, 6))


async def test_who_says_nothing_in_time_is_decided_on(ingekocht: FakeUow) -> None:
    onderzoek = await met_advies(ingekocht, Gevaar.MINDER)
    assert (await besluit(ingekocht, onderzoek, Bibobgevolg.WEIGEREN, 18)).gevolg is Bibobgevolg.WEIGEREN


async def test_without_a_negative_conclusion_nothing_follows(ingekocht: FakeUow) -> None:
    onderzoek = await met_advies(ingekocht, Gevaar.GEEN)
    await geweigerd_als("geen-bibobgrond", besluit(ingekocht, onderzoek, Bibobgevolg.WEIGEREN, 20))
    assert (await besluit(ingekocht, onderzoek, Bibobgevolg.GEEN)).gevolg is Bibobgevolg.GEEN


async def test_a_newer_advice_is_heard_on_anew(ingekocht: FakeUow) -> None:
    onderzoek = await met_advies(ingekocht, Gevaar.MINDER)
    nieuwer = await handelingen.bibob_adviseren(
        ingekocht,
        juni(10, "onderzoeker"),
        onderzoek.id,
        bron=Bibobbron.LANDELIJK_BUREAU,
        gevaar=Gevaar.ERNSTIG,
        motivering="Meer.",
    )
    assert nieuwer.zienswijze_uiterlijk == dt.date(2026, 6, 24)
    await geweigerd_als("nog-niet-gehoord", besluit(ingekocht, onderzoek, Bibobgevolg.WEIGEREN, 18))


@pytest.mark.parametrize(
    ("onderaannemer", "gevolg"),
    [(None, Bibobgevolg.ONDERAANNEMER_WEIGEREN), ("87654321", Bibobgevolg.ONTBINDEN)],
)
async def test_what_follows_fits_whom_it_is_about(
    ingekocht: FakeUow, onderaannemer: str | None, gevolg: Bibobgevolg
) -> None:
    onderzoek = await met_advies(ingekocht, Gevaar.ERNSTIG, onderaannemer)
    await geweigerd_als("gevolg-past-niet", besluit(ingekocht, onderzoek, gevolg, 20))


async def test_who_concluded_does_not_decide(ingekocht: FakeUow) -> None:
    onderzoek = await met_advies(ingekocht, Gevaar.ERNSTIG)
    await geweigerd_als("zelfde-persoon", besluit(ingekocht, onderzoek, Bibobgevolg.WEIGEREN, 20, door="onderzoeker"))


async def test_what_does_not_exist_is_not_found(ingekocht: FakeUow) -> None:
    nergens = uuid.UUID(int=99)
    for act in (
        handelingen.bibob_starten(ingekocht, juni(1), "42420009", onderaannemer_kvk=None),
        handelingen.bibobformulier_ontvangen(ingekocht, juni(1), nergens),
        handelingen.bibob_adviseren(
            ingekocht, juni(1), nergens, bron=Bibobbron.EIGEN_ONDERZOEK, gevaar=Gevaar.GEEN, motivering="Want."
        ),
        handelingen.bibob_horen(ingekocht, juni(1), nergens, zienswijze="Nee."),
        handelingen.bibob_besluiten(ingekocht, juni(1), nergens, gevolg=Bibobgevolg.GEEN, motivering="Want."),
    ):
        await geweigerd_als("niet-gevonden", act)
