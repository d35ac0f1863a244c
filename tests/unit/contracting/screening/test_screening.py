"""Who may be paid: UBO, sanctions lists and the two persons that a hit takes."""

import datetime as dt
import random
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from contracting.application.overeenkomsten import handelingen as overeenkomsten
from contracting.application.screening import handelingen
from contracting.application.toelating import handelingen as toelating
from contracting.domain.screening.events import BetaalblokkadeVastgesteld
from contracting.domain.screening.screening import Blokkade, Sanctielijst, Screening, Ubo, Vermelding, Zoeklijst
from contracting.domain.toelating.perceel import Bewijssoort
from risb_kern.act import Handeling
from risb_kern.errors import DomainError

from tests.builders.contracting import AGB, aanbieder, aanmelding, bewijs, handeling, opgave
from tests.fakes.contracting.uow import FakeUow

KVK = aanbieder().kvk_nummer
MEI = dt.date(2026, 5, 1)
UBO = Ubo(naam="Zoë de Vries", geboortedatum=dt.date(1970, 3, 1))
VERMELDING = Vermelding(kenmerk="EU-1", namen=("VRIES, Zoe de",))


def op(nummer: int, door: str = "inkoper-1") -> Handeling:
    return handeling(dt.date(2026, 5, nummer), door)


def opgave_van(*ubos: Ubo, uittreksel_van: dt.date = MEI, kvk_nummer: str = KVK) -> handelingen.Uboopgave:
    return handelingen.Uboopgave(kvk_nummer=kvk_nummer, uittreksel_van=uittreksel_van, ubos=ubos)


def lijst(*vermeldingen: Vermelding, versie: dt.date = MEI, bron: str = "EU") -> Sanctielijst:
    return Sanctielijst(bron=bron, versie=versie, vermeldingen=vermeldingen)


def verteld(uow: FakeUow) -> list[tuple[int, str]]:
    return [(one.volgnummer, one.reden) for one in uow.told(BetaalblokkadeVastgesteld)]


async def geweigerd_als(slug: str, act: Awaitable[object]) -> None:
    with pytest.raises(DomainError) as refused:
        await act
    assert refused.value.slug == slug


async def test_an_unknown_ubo_holds_until_it_is_given_and_each_change_is_told_once(ingekocht: FakeUow) -> None:
    gevraagd = await handelingen.ubo_vragen(ingekocht, op(1), AGB)
    assert (gevraagd.blokkade, gevraagd.gevraagd_op) == (Blokkade.UBO_ONBEKEND, MEI)
    await geweigerd_als("ubo-al-gevraagd", handelingen.ubo_vragen(ingekocht, op(2), AGB))
    (gegeven,) = await handelingen.ubos_vastleggen(ingekocht, op(20), [opgave_van(UBO)])
    assert gegeven.blokkade is Blokkade.GEEN
    await handelingen.ubos_vastleggen(ingekocht, op(21), [opgave_van(UBO)])
    assert verteld(ingekocht) == [(1, "ubo-onbekend"), (2, "geen")]
    opnieuw = await handelingen.ubo_vragen(ingekocht, op(22), AGB)
    assert opnieuw.blokkade is Blokkade.UBO_ONBEKEND
    zaken = [one.soort for one in await ingekocht.timeline.list(f"screening:{KVK}")]
    assert zaken == ["ubo_vragen", "ubos_vastleggen", "ubos_vastleggen", "ubo_vragen"]


@pytest.mark.parametrize("eerst", ["lijst", "ubo"])
async def test_a_listed_ubo_is_found_whichever_comes_first(ingekocht: FakeUow, eerst: str) -> None:
    for wat in ("lijst", "ubo") if eerst == "lijst" else ("ubo", "lijst"):
        if wat == "lijst":
            await handelingen.sanctielijst_overnemen(ingekocht, op(2), lijst(VERMELDING))
        else:
            await handelingen.ubos_vastleggen(ingekocht, op(3), [opgave_van(UBO)])
    assert verteld(ingekocht) == [(1, "sanctielijst")]


async def geraakt(uow: FakeUow) -> None:
    await handelingen.ubos_vastleggen(uow, op(2), [opgave_van(UBO)])
    await handelingen.sanctielijst_overnemen(uow, op(3), lijst(VERMELDING))


async def test_no_later_list_or_register_takes_a_hit_away(ingekocht: FakeUow) -> None:
    await geraakt(ingekocht)
    await handelingen.sanctielijst_overnemen(ingekocht, op(4), lijst(versie=dt.date(2026, 5, 4)))
    await handelingen.ubos_vastleggen(ingekocht, op(5), [opgave_van(Ubo(naam="Iemand Anders"))])
    screening = await ingekocht.screeningen.find(KVK)
    assert screening is not None
    assert (screening.blokkade, verteld(ingekocht)) == (Blokkade.SANCTIELIJST, [(1, "sanctielijst")])


async def test_geval_50_one_person_never_lets_a_listed_organisation_go(ingekocht: FakeUow) -> None:
    await geraakt(ingekocht)
    await geweigerd_als("niets-te-bevestigen", handelingen.weerlegging_bevestigen(ingekocht, op(4, "een"), KVK, 1))
    voorstel = await handelingen.weerlegging_voorstellen(ingekocht, op(4, "een"), KVK, 1, motivering="Een ander.")
    assert voorstel.blokkade is Blokkade.SANCTIELIJST
    await geweigerd_als("zelfde-persoon", handelingen.weerlegging_bevestigen(ingekocht, op(5, "een"), KVK, 1))
    assert verteld(ingekocht) == [(1, "sanctielijst")]
    eigen = replace(op(5, "twee"), kenmerken=frozenset({f"agb:{AGB}"}))
    await geweigerd_als("zelfde-persoon", handelingen.weerlegging_bevestigen(ingekocht, eigen, KVK, 1))
    bevestigd = await handelingen.weerlegging_bevestigen(ingekocht, op(5, "twee"), KVK, 1)
    assert (bevestigd.blokkade, verteld(ingekocht)) == (Blokkade.GEEN, [(1, "sanctielijst"), (2, "geen")])
    await handelingen.sanctielijst_overnemen(ingekocht, op(6), lijst(VERMELDING, versie=dt.date(2026, 5, 6)))
    assert verteld(ingekocht) == [(1, "sanctielijst"), (2, "geen")]
    await geweigerd_als(
        "al-weerlegd", handelingen.weerlegging_voorstellen(ingekocht, op(7), KVK, 1, motivering="Nog eens.")
    )


@pytest.mark.parametrize(
    ("slug", "maak"),
    [
        ("uittreksel-uit-toekomst", lambda uow: _leg_vast(uow, dt.date(2026, 5, 9))),
        ("uittreksel-ouder", lambda uow: _leg_vast(uow, dt.date(2026, 4, 30))),
        ("lijst-uit-toekomst", lambda uow: _lijst(uow, dt.date(2026, 5, 9))),
        ("lijst-ouder", lambda uow: _lijst(uow, dt.date(2026, 4, 30))),
    ],
)
async def test_data_of_another_day_is_refused_and_changes_nothing(
    ingekocht: FakeUow, slug: str, maak: Callable[[FakeUow], Awaitable[object]]
) -> None:
    await geraakt(ingekocht)
    voor = dict(ingekocht.screeningen.alle), dict(ingekocht.sanctielijsten.alle)
    await geweigerd_als(slug, maak(ingekocht))
    assert (ingekocht.screeningen.alle, ingekocht.sanctielijsten.alle) == voor


async def _leg_vast(uow: FakeUow, uittreksel_van: dt.date) -> object:
    return await handelingen.ubos_vastleggen(uow, op(8), [opgave_van(UBO, uittreksel_van=uittreksel_van)])


async def _lijst(uow: FakeUow, versie: dt.date) -> object:
    return await handelingen.sanctielijst_overnemen(uow, op(8), lijst(versie=versie))


async def test_what_does_not_exist_is_not_found(ingekocht: FakeUow) -> None:
    await geraakt(ingekocht)
    for act in (
        handelingen.ubo_vragen(ingekocht, op(1), "42420009"),
        handelingen.weerlegging_voorstellen(ingekocht, op(4), "87654321", 1, motivering="Een ander."),
        handelingen.weerlegging_voorstellen(ingekocht, op(4), KVK, 2, motivering="Een ander."),
        handelingen.weerlegging_bevestigen(ingekocht, op(4), "87654321", 1),
    ):
        await geweigerd_als("niet-gevonden", act)


@pytest.mark.parametrize("gezocht", [True, False])
async def test_who_may_not_be_paid_is_not_admitted_and_signs_nothing(ingekocht: FakeUow, gezocht: bool) -> None:
    await (geraakt(ingekocht) if gezocht else handelingen.ubo_vragen(ingekocht, op(1), AGB))
    slug = "screening-houdt-tegen"
    wacht = aanmelding(bewijs(Bewijssoort.KVK_UITTREKSEL))
    await ingekocht.aanmeldingen.add(wacht)
    await geweigerd_als(slug, toelating.aanmelding_beoordelen(ingekocht, op(9, "ander"), wacht.id, bezwaren={}))
    akte = overeenkomsten.OvereenkomstSluiten(
        agb_code=AGB,
        perceel_code=wacht.perceel_code,
        gemeenten=("0307",),
        ingangsdatum=dt.date(2026, 7, 1),
        einddatum=None,
        prijzen=(opgave(geldig_van=dt.date(2026, 7, 1)),),
        taakbudget=None,
    )
    await geweigerd_als(slug, overeenkomsten.overeenkomst_sluiten(ingekocht, op(9, "tekenaar"), akte))


def plain_hit(vermelding: Vermelding, ubo: Ubo) -> bool:
    """The match a second time: letter by letter, each name of the entry, each order of words."""

    def woorden(naam: str) -> list[str]:
        kaal = ""
        for letter in unicodedata.normalize("NFD", naam.lower()):
            kaal += "" if unicodedata.category(letter) == "Mn" else letter if letter.isalnum() else " "
        return sorted(kaal.split())

    verschilt = vermelding.geboortedatum and ubo.geboortedatum and vermelding.geboortedatum != ubo.geboortedatum
    return not verschilt and any(woorden(one) == woorden(ubo.naam) for one in vermelding.namen)


def test_hits_agree_with_a_second_reading_on_twenty_thousand_pairs() -> None:
    toeval, geteld = random.Random(7), 0
    delen = ["zoë", "Zoe", "de", "VRIES", "van", "Noorden", "noörden", "O'Hara", "o hara"]
    dagen = [None, dt.date(1970, 1, 1), dt.date(1971, 1, 1)]

    def naam() -> str:
        return toeval.choice([" ", ", ", "-"]).join(toeval.sample(delen, toeval.randint(1, 3)))

    for _ in range(20_000):
        vermelding = Vermelding(kenmerk="EU-1", namen=(naam(), naam()), geboortedatum=toeval.choice(dagen))
        ubo = Ubo(naam=naam(), geboortedatum=toeval.choice(dagen))
        gezocht = Screening(kvk_nummer=KVK, ubos=(ubo,)).zoek_op(Zoeklijst.van(lijst(vermelding)), MEI)
        assert bool(gezocht.treffers) == plain_hit(vermelding, ubo), (vermelding, ubo)
        geteld += bool(gezocht.treffers)
    assert geteld > 200
