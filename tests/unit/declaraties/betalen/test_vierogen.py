"""Who may not decide on money (docs/vierogen.md)."""

import dataclasses
import uuid
from collections.abc import Awaitable, Callable

import pytest
from declaraties.application.betalen import handelingen as betalen
from declaraties.application.betalen.ports import AANBIEDER
from declaraties.application.toewijzen.contractfeiten import Aanbiederfeit
from declaraties.domain.betalen.betaalcontrole import Controlebesluit
from declaraties.domain.betalen.betaalvrijgave import Akkoord
from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Kind
from risb_recht.vierogen import Hand

from tests.builders.betaalruns import ALLES, gereedschap, kas, regio, vergoeding, voorbereid
from tests.builders.declaraties import AGB, ANDERE_AGB
from tests.builders.handelingen import NU, handeling, losse_opdracht, rekeningfeit
from tests.fakes.declaraties.betalen import FakeRegister
from tests.fakes.declaraties.uow import FakeUow

Stap = Callable[..., Awaitable[object]]
STAPPEN: tuple[Stap, ...] = (betalen.vergoeding_adviseren, betalen.vergoeding_besluiten, betalen.vergoeding_vaststellen)


def eigen(wie: str) -> Handeling:
    return dataclasses.replace(handeling(wie), kenmerken=frozenset({f"agb:{AGB}"}))


async def gevraagd(uow: FakeUow, *personen: str) -> uuid.UUID:
    """A request of "aanvrager" on which these persons took the steps."""
    een = vergoeding(aangevraagd_door="aanvrager")
    await betalen.vergoeding_aanvragen(uow, handeling("aanvrager"), een)
    for stap, wie in zip(STAPPEN, personen, strict=False):
        await stap(uow, handeling(wie), een.id, betalen.Oordeelstap(bedrag_cent=800, motivering="Past"))
    return een.id


@pytest.mark.parametrize("personen", [(), ("adviseur",), ("adviseur", "beslisser")])
async def test_a_step_is_taken_by_nobody_who_took_an_earlier_one(personen: tuple[str, ...]) -> None:
    uow = regio()
    kenmerk = await gevraagd(uow, *personen)
    stap, oordeel = STAPPEN[len(personen)], betalen.Oordeelstap(bedrag_cent=800, motivering="Past")
    opdrachten = list(uow.betaalopdrachten.alle)
    for wie in ("aanvrager", *personen):
        with pytest.raises(DomainError) as refused:
            await stap(uow, handeling(wie), kenmerk, oordeel)
        assert (refused.value.kind, refused.value.slug) == (Kind.FORBIDDEN, "zelfde-persoon")
    with pytest.raises(DomainError, match="eigen organisatie"):
        await stap(uow, eigen("vreemd"), kenmerk, oordeel)
    assert opdrachten == uow.betaalopdrachten.alle
    await stap(uow, handeling("vreemd"), kenmerk, oordeel)


@pytest.mark.parametrize(
    "daad", ["vergoeding_aanvragen", "vergoeding_besluiten", "betaalcontrole_beoordelen", "betaling_afhandelen"]
)
async def test_a_run_is_released_by_nobody_who_had_a_hand_in_a_payable(daad: str) -> None:
    uow, register = await kas(), FakeRegister()
    opdracht = losse_opdracht(500)
    await uow.betaalopdrachten.add(opdracht, nu=NU)
    uow.betaalcontroles.handen[opdracht.id] = [Hand(soort=daad, door="twee")]
    run = await voorbereid(uow, register)
    gezien = Akkoord(door="twee", aantal=1, bedrag_cent=500)
    for wie in (handeling("een"), handeling("twee"), eigen("drie")):
        with pytest.raises(DomainError) as refused:
            await betalen.betaalrun_vrijgeven(uow, wie, run.id, gezien, gereedschap=gereedschap(register))
        assert refused.value.slug == "zelfde-persoon"
    assert register.vrijgaven == {}
    await betalen.betaalrun_vrijgeven(uow, handeling("drie"), run.id, gezien, gereedschap=gereedschap(register))


async def test_a_run_is_released_by_nobody_who_confirmed_an_account_that_it_pays_to() -> None:
    uow, register = await kas(), FakeRegister()
    for versie, wie in ((2, "twee"), (3, "vier")):
        nieuw = dataclasses.replace(rekeningfeit(AANBIEDER, AGB, versie=versie), vastgesteld_door=wie)
        await betalen.rekening_overnemen(uow, handeling(), nieuw)
    elders = dataclasses.replace(rekeningfeit(AANBIEDER, ANDERE_AGB), vastgesteld_door="twee")
    await betalen.rekening_overnemen(uow, handeling(), elders)
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)
    run = await voorbereid(uow, register)
    gezien = Akkoord(door="vier", aantal=1, bedrag_cent=500)
    with pytest.raises(DomainError, match="rekening bevestigen") as refused:
        await betalen.betaalrun_vrijgeven(uow, handeling("vier"), run.id, gezien, gereedschap=gereedschap(register))
    assert (refused.value.kind, refused.value.slug, register.vrijgaven) == (Kind.FORBIDDEN, "zelfde-persoon", {})
    gezien = dataclasses.replace(gezien, door="twee")
    await betalen.betaalrun_vrijgeven(uow, handeling("twee"), run.id, gezien, gereedschap=gereedschap(register))


async def test_nobody_reviews_a_payable_that_he_asked_for_or_decided_on() -> None:
    uow = await kas()
    opdracht = losse_opdracht(500)
    await uow.betaalopdrachten.add(opdracht, nu=NU)
    await betalen.betaalcontroles_kiezen(uow, handeling("een"), None, regels=dataclasses.replace(ALLES, grens_cent=0))
    uow.betaalcontroles.handen[opdracht.id] = [Hand(soort="vergoeding_besluiten", door="twee")]
    for wie in (handeling("twee"), eigen("drie")):
        with pytest.raises(DomainError) as refused:
            await betalen.betaalcontrole_beoordelen(uow, wie, opdracht.id, Controlebesluit.VRIJGEVEN, None)
        assert refused.value.slug == "zelfde-persoon"
    await betalen.betaalcontrole_beoordelen(uow, handeling("drie"), opdracht.id, Controlebesluit.VRIJGEVEN, None)


@pytest.mark.parametrize("deelt", ["kvk", "rekening"])
async def test_who_speaks_for_a_sister_organisation_decides_on_no_money(deelt: str) -> None:
    uow, register = await kas(), FakeRegister()
    kenmerk = await gevraagd(uow)
    opdracht = losse_opdracht(500)
    await uow.betaalopdrachten.add(opdracht, nu=NU)
    await betalen.betaalcontroles_kiezen(uow, handeling("een"), None, regels=dataclasses.replace(ALLES, grens_cent=0))
    zuster = dataclasses.replace(handeling("vreemd"), kenmerken=frozenset({f"agb:{ANDERE_AGB}"}))
    if deelt == "rekening":
        await betalen.rekening_overnemen(uow, handeling(), rekeningfeit(AANBIEDER, ANDERE_AGB))
    else:
        for agb_code in (AGB, ANDERE_AGB):
            await uow.contractfeiten.save(Aanbiederfeit(agb_code=agb_code, kvk_nummer="12345678", naam="Zorg"))
    oordeel = betalen.Oordeelstap(bedrag_cent=800, motivering="Past")
    with pytest.raises(DomainError, match="eigen organisatie"):
        await betalen.vergoeding_adviseren(uow, zuster, kenmerk, oordeel)
    with pytest.raises(DomainError, match="eigen organisatie"):
        await betalen.betaalcontrole_beoordelen(uow, zuster, opdracht.id, Controlebesluit.VRIJGEVEN, None)
    await betalen.betaalcontrole_beoordelen(uow, handeling("drie"), opdracht.id, Controlebesluit.VRIJGEVEN, None)
    run = await voorbereid(uow, register)
    gezien = Akkoord(door="vreemd", aantal=1, bedrag_cent=500)
    with pytest.raises(DomainError, match="eigen organisatie"):
        await betalen.betaalrun_vrijgeven(uow, zuster, run.id, gezien, gereedschap=gereedschap(register))
    assert register.vrijgaven == {}
