"""Who may not decide on an application (docs/vierogen.md)."""

import dataclasses
import datetime as dt
import uuid
from functools import partial
from typing import Any

import pytest
from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Kind
from subsidies.application.aanvragen import handelingen as aanvragen
from subsidies.application.beoordelen import handelingen as beoordelen
from subsidies.application.besluiten import handelingen as besluiten
from subsidies.application.dubbel import handelingen as dubbel
from subsidies.application.regelingen import handelingen as regelingen
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt, Puntuitkomst, aandachtspunt_van
from subsidies.domain.besluiten.besluit import Besluitsoort, Grondcode, Weigeringsgrond

from tests.builders.subsidies import (
    AGB,
    DAG,
    KVK,
    NU,
    PRIVACY,
    bewaard,
    geheim,
    gepubliceerd,
    handeling,
    opgave,
    plafond,
    regeling,
    signaal,
    voornemen,
)
from tests.fakes.letters import FakeZetter
from tests.fakes.subsidies.uow import FakeUow

besluit_nemen = partial(besluiten.besluit_nemen, zetter=FakeZetter(), privacy=PRIVACY)
GROOT = 89_000_000_00
WEIGEREN = voornemen(
    Besluitsoort.WEIGEREN, None, Weigeringsgrond(code=Grondcode.ACTIVITEIT_NIET, toelichting="De zaal is gesloten.")
)


def door(wie: str, *kenmerken: str) -> Handeling:
    return dataclasses.replace(handeling(door=wie), kenmerken=frozenset(kenmerken))


async def gescreend(uow: FakeUow, bedrag: int, *, publiceert: str, screent: str, **scheme: Any) -> Aanvraag:
    """A large application whose screening found nothing."""
    kas = (plafond(bedrag_cent=bedrag),)
    await regelingen.regeling_publiceren(uow, door(publiceert), regeling(plafonds=kas, **scheme))
    found = await uow.regelingen.find_newest("PID-2026")
    assert found is not None
    one = await bewaard(uow, found, opgave=opgave(gevraagd_cent=bedrag))
    await beoordelen.aanvraag_screenen(uow, door(screent), one.id)
    for punt in await uow.aandachtspunten.list(one.id):
        await handel_af(uow, one, punt, screent)
    return one


async def handel_af(uow: FakeUow, one: Aanvraag, punt: Aandachtspunt, wie: str) -> None:
    opdracht = beoordelen.AandachtspuntAfhandelen(
        aanvraag_id=one.id, punt_id=punt.id, uitkomst=Puntuitkomst.VERKLAARD, reden="Dat is bekend."
    )
    await beoordelen.aandachtspunt_afhandelen(uow, door(wie), opdracht)


async def weigert(uow: FakeUow, aanvraag_id: uuid.UUID, wie: Handeling, bedrag: int = 450_000) -> None:
    """Neither a grant nor a refusal by this person, and nothing is told."""
    before = len(uow.events)
    for besluit in (voornemen(bedrag=bedrag), WEIGEREN):
        with pytest.raises(DomainError) as refused:
            await besluit_nemen(uow, wie, aanvraag_id, besluit)
        assert (refused.value.kind, refused.value.slug) == (Kind.FORBIDDEN, "zelfde-persoon")
    assert len(uow.events) == before


async def test_the_applicant_does_not_decide_on_the_own_application() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    await weigert(uow, one.id, door(one.aanvrager_sub))


@pytest.mark.parametrize("gelijk", [{"wie": "kvk-gelijk"}, {"iban": "iban-gelijk"}])
async def test_nor_on_one_of_the_own_organisation_or_account_that_another_login_filed(gelijk: dict[str, str]) -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    anders = {"wie": "een", "iban": "NL91ABNA0417164300"}
    await bewaard(uow, scheme, geheim(**{**anders, **gelijk}), aanvrager_sub="adviseur-als-burger")
    vreemd = await bewaard(
        uow, scheme, geheim(**{"wie": "twee", "iban": "NL20INGB0001234567", **gelijk}), aanvrager_sub="ander"
    )
    await weigert(uow, vreemd.id, door("adviseur-als-burger"))
    await besluit_nemen(uow, door("adviseur-2"), vreemd.id, voornemen())


async def test_nor_on_one_of_the_aanbieder_that_this_person_speaks_for() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    await dubbel.aanbieder_volgen(uow, handeling(), agb_code=AGB, kvk_nummer=KVK, datum=dt.date(2026, 1, 1))
    await weigert(uow, one.id, door("adviseur-2", f"agb:{AGB}"))


async def test_who_explained_the_signals_away_does_not_decide_also_when_a_third_published() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    punt = aandachtspunt_van(one.id, signaal(), NU)
    await uow.aandachtspunten.add_new(punt)
    await handel_af(uow, one, punt, "adviseur-1")
    await weigert(uow, one.id, door("adviseur-1"))
    await besluit_nemen(uow, door("adviseur-2"), one.id, voornemen())


@pytest.mark.parametrize("bedrag", [2_500_000, GROOT])
@pytest.mark.parametrize(("publiceert", "screent"), [("een", "twee"), ("twee", "een"), ("een", "een")])
async def test_a_large_grant_is_decided_by_another_than_who_published_or_screened(
    bedrag: int, publiceert: str, screent: str
) -> None:
    uow = FakeUow()
    one = await gescreend(uow, bedrag, publiceert=publiceert, screent=screent)
    await weigert(uow, one.id, door("een"), bedrag)
    besloten, _ = await besluit_nemen(uow, door("drie"), one.id, voornemen(bedrag=bedrag))
    assert besloten.status == "verleend"


async def test_a_small_grant_may_be_decided_by_who_published_the_scheme() -> None:
    uow = FakeUow()
    one = await gescreend(uow, 2_499_999, publiceert="een", screent="een")
    besloten, _ = await besluit_nemen(uow, door("een"), one.id, voornemen(bedrag=2_499_999))
    assert besloten.status == "verleend"


async def test_a_large_grant_is_not_decided_by_who_published_another_version_of_the_scheme() -> None:
    uow = FakeUow()
    one = await gescreend(uow, 2_500_000, publiceert="twee", screent="twee")
    await uow.timeline.add(f"regeling:{one.regeling_code}", "regeling_publiceren", door("een"), {"versie": 99})
    await weigert(uow, one.id, door("een"), 2_500_000)


async def test_a_large_grant_in_parts_is_not_decided_by_who_published_the_scheme() -> None:
    uow = FakeUow()
    kas = (plafond(bedrag_cent=10_000_000),)
    await regelingen.regeling_publiceren(uow, door("een"), regeling(plafonds=kas))
    found = await uow.regelingen.find_newest("PID-2026")
    assert found is not None
    delen = [await bewaard(uow, found, geheim(wie="zelfde"), opgave=opgave(gevraagd_cent=1_250_000)) for _ in range(2)]
    await besluit_nemen(uow, door("een"), delen[0].id, voornemen(bedrag=1_250_000))
    await weigert(uow, delen[1].id, door("een"), 1_250_000)
    await besluit_nemen(uow, door("drie"), delen[1].id, voornemen(bedrag=1_250_000))


async def test_a_scheme_cannot_switch_the_screening_of_large_amounts_off() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow, screening_vanaf_cent=10**13, plafonds=(plafond(bedrag_cent=GROOT),))
    one = await bewaard(uow, scheme, opgave=opgave(gevraagd_cent=GROOT))
    with pytest.raises(DomainError) as refused:
        await besluit_nemen(uow, door("drie"), one.id, voornemen(bedrag=GROOT))
    assert refused.value.slug == "screening-ontbreekt"


async def test_nobody_assesses_or_handles_the_own_application() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    punt = aandachtspunt_van(one.id, signaal(), NU)
    await uow.aandachtspunten.add_new(punt)
    eigen = door(one.aanvrager_sub)
    vraag = aanvragen.AanvullingVragen(aanvraag_id=one.id, gevraagd=("Een offerte",), uiterlijk=None)
    for act in (
        beoordelen.aanvraag_screenen(uow, eigen, one.id),
        handel_af(uow, one, punt, one.aanvrager_sub),
        aanvragen.aanvulling_vragen(uow, eigen, vraag),
        aanvragen.zienswijze_vragen(uow, eigen, one.id, "Wij willen weigeren."),
    ):
        with pytest.raises(DomainError) as refused:
            await act
        assert refused.value.slug == "zelfde-persoon"
    assert uow.timeline.regels == []
    assert one.ontvangen == DAG
