from typing import Any

import pytest
from risb_kern.errors import DomainError
from risb_kern.trace import tracing
from subsidies.application.aanvragen import handelingen
from subsidies.application.aanvragen.geheimen import bsn_van, iban_van
from subsidies.domain.aanvragen.aanvraag import Aanvraag, AanvraagStatus
from subsidies.domain.aanvragen.events import AanvraagIngediend
from subsidies.domain.aanvragen.intake import IntakeCode
from subsidies.domain.dubbel.events import DubbeleFinancieringGesignaleerd
from subsidies.domain.regelingen.opgave import SoortAanvrager

from tests.builders.subsidies import (
    AGB,
    ANDER_IBAN,
    BSN,
    DAG,
    IBAN,
    KVK,
    NU,
    PRIVACY,
    contract,
    gepubliceerd,
    handeling,
    indienen,
    plafond,
    regeling,
)
from tests.fakes.subsidies.uow import FakeUow

TRACE = "cd" * 16


async def dien_in(uow: FakeUow, sub: str = "aanvrager-1", **changes: Any) -> Aanvraag:
    with tracing(TRACE):
        act = handeling(door=sub)
        return await handelingen.aanvraag_indienen(uow, act, indienen(**changes), privacy=PRIVACY)


async def regels(uow: FakeUow, one: Aanvraag) -> list[str]:
    return [punt.signaal.regel for punt in await uow.aandachtspunten.list(one.id)]


async def test_an_application_is_kept_told_and_in_the_timeline_under_its_own_trace() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    one = await dien_in(uow)
    assert (one.status, one.aanvrager_sub, one.ontvangen, one.correlatie_id) == (
        AanvraagStatus.COMPLEET,
        "aanvrager-1",
        DAG,
        TRACE,
    )
    assert await uow.aanvragen.find(one.id) == one
    (event,) = uow.events
    assert isinstance(event, AanvraagIngediend)
    assert (event.aanvraag_id, event.ingediend_op, event.beslisdatum) == (str(one.id), NU, one.beslisdatum(scheme))
    assert uow.traces == [TRACE]
    (regel,) = await uow.timeline.list(one.zaak)
    assert (regel.soort, regel.door, regel.gegevens["gevraagd_cent"]) == ("aanvraag_indienen", "aanvrager-1", 450_000)


async def test_the_newest_version_applies_and_the_applicant_hears_that_it_changed() -> None:
    uow = FakeUow()
    await gepubliceerd(uow)
    await uow.regelingen.add(regeling(versie=2), handeling())
    one = await dien_in(uow, gelezen_versie=1)
    assert (one.regeling_versie, one.intake) == (2, (IntakeCode.VERSIE_VERVALLEN,))


async def test_an_unknown_scheme_is_refused_and_nothing_is_kept() -> None:
    uow = FakeUow()
    with pytest.raises(DomainError) as refused:
        await dien_in(uow)
    assert (refused.value.slug, refused.value.fouten[0].veld) == ("onbekende-regeling", "regelingCode")
    assert (uow.aanvragen.bewaard, uow.events) == ({}, [])


@pytest.mark.parametrize(("wijk", "ledger"), [("Liendert", 2), ("Nieuwland", 1), (None, 1)])
async def test_an_application_claims_from_the_ledger_of_its_wijk_first(wijk: str | None, ledger: int) -> None:
    uow = FakeUow()
    await gepubliceerd(uow, plafonds=(plafond(), plafond(wijk="Liendert")))
    one = await dien_in(uow, wijk=wijk)
    assert uow.aanvragen.bewaard[one.id].plafond_id == ledger


async def test_what_no_plafond_covers_is_taken_in_with_a_code() -> None:
    uow = FakeUow()
    await gepubliceerd(uow, plafonds=(plafond(wijk="Liendert"),))
    one = await dien_in(uow, wijk=None)
    assert one.intake == (IntakeCode.PERIODE_BUITEN_TIJDVAK,)
    assert uow.aanvragen.bewaard[one.id].plafond_id is None


async def test_account_and_bsn_are_kept_encrypted_only() -> None:
    uow = FakeUow()
    await gepubliceerd(uow)
    one = await dien_in(uow, soort=SoortAanvrager.NATUURLIJK_PERSOON, kvk_nummer=None, bsn=BSN)
    secrets = await uow.aanvragen.read_geheim(one.id)
    assert iban_van(PRIVACY, secrets, one) == IBAN
    assert bsn_van(PRIVACY, secrets, one) == BSN
    everything = repr((uow.aanvragen.bewaard, uow.events, uow.timeline.regels))
    assert IBAN not in everything
    assert BSN not in everything


async def test_a_wrong_account_leaves_the_application_incomplete() -> None:
    uow = FakeUow()
    await gepubliceerd(uow)
    one = await dien_in(uow, iban="NL00ABNA0417164300")
    assert (one.status, one.intake) == (AanvraagStatus.INGEDIEND, (IntakeCode.IBAN_ONGELDIG,))


async def test_a_care_contract_of_the_applicant_raises_a_point_at_once() -> None:
    uow = FakeUow()
    await gepubliceerd(uow)
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, DAG)
    await uow.zorgcontracten.save(contract())
    one = await dien_in(uow)
    assert await regels(uow, one) == ["M6"]
    assert one.status is AanvraagStatus.COMPLEET
    event = uow.events[-1]
    assert isinstance(event, DubbeleFinancieringGesignaleerd)
    assert (event.kvk_nummer, event.agb_code, event.overeenkomst_id) == (KVK, AGB, contract().overeenkomst_id)
    last = (await uow.timeline.list(one.zaak))[-1]
    assert (last.soort, last.door, last.gegevens["regel"]) == ("dubbele_financiering_signaleren", "systeem", "M6.1")


async def test_a_shared_account_puts_a_point_on_both_files_and_tells_nobody() -> None:
    uow = FakeUow()
    await gepubliceerd(uow)
    first = await dien_in(uow)
    second = await dien_in(uow, sub="aanvrager-2", kvk_nummer="87654321", iban=IBAN.lower())
    third = await dien_in(uow, sub="aanvrager-3", kvk_nummer="11223344", iban=ANDER_IBAN)
    assert [await regels(uow, one) for one in (first, second, third)] == [["M2"], ["M2"], []]
    assert [type(one) for one in uow.events] == [AanvraagIngediend] * 3
    assert [one.soort for one in await uow.timeline.list(first.zaak)] == ["aanvraag_indienen", "rekening_vergelijken"]
