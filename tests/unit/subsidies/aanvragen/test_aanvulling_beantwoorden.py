import datetime as dt
import uuid
from typing import Any

import pytest
from risb_kern.errors import DomainError
from subsidies.application.aanvragen import handelingen
from subsidies.application.aanvragen.geheimen import iban_van, verberg
from subsidies.domain.aanvragen.aanvraag import Aanvraag, AanvraagStatus
from subsidies.domain.aanvragen.events import AanvraagAangevuld, AanvraagAanvullingOntvangen
from typing_extensions import override

from tests.builders.subsidies import (
    AGB,
    ANDER_IBAN,
    DAG,
    IBAN,
    KVK,
    PRIVACY,
    aanvraag,
    bewaard,
    contract,
    gepubliceerd,
    handeling,
    opgave,
)
from tests.fakes.subsidies.uow import FakeUow

MORGEN = DAG + dt.timedelta(days=1)


async def gevraagd(uow: FakeUow, kvk_nummer: str | None = None) -> Aanvraag:
    """An application that was asked for what is missing."""
    stated = opgave(kvk_nummer=kvk_nummer)
    kenmerk = uuid.uuid4()
    secrets = verberg(PRIVACY, aanvraag(id=kenmerk, opgave=stated), iban=IBAN, bsn=None)
    one = await bewaard(uow, await gepubliceerd(uow), secrets, id=kenmerk, opgave=stated)
    question = handelingen.AanvullingVragen(aanvraag_id=one.id, gevraagd=("Uw KvK-nummer",), uiterlijk=None)
    await handelingen.aanvulling_vragen(uow, handeling(), question)
    uow.events.clear()
    return one


async def antwoord(uow: FakeUow, one: Aanvraag, door: str = "aanvrager-1", **changes: Any) -> Aanvraag:
    values = {"toelichting": "Hierbij.", "kvk_nummer": None, "iban": None, **changes}
    opdracht = handelingen.AanvullingBeantwoorden(aanvraag_id=one.id, **values)
    return await handelingen.aanvulling_beantwoorden(uow, handeling(MORGEN, door), opdracht, privacy=PRIVACY)


async def test_an_answer_is_told_and_waits_for_a_person() -> None:
    uow = FakeUow()
    one = await gevraagd(uow)
    changed = await antwoord(uow, one, kvk_nummer=KVK)
    assert (changed.status, changed.opgave.kvk_nummer) == (AanvraagStatus.AANGEVULD, KVK)
    assert await uow.aanvragen.find(one.id) == changed
    (event,) = uow.events
    assert isinstance(event, AanvraagAanvullingOntvangen)
    assert (event.nummer, event.ontvangen_op) == (1, handeling(MORGEN).op)
    last = (await uow.timeline.list(one.zaak))[-1]
    assert (last.soort, last.door, last.gegevens) == ("aanvulling_beantwoorden", "aanvrager-1", {"nummer": 1})


@pytest.mark.parametrize(("toereikend", "status"), [(True, AanvraagStatus.COMPLEET), (False, AanvraagStatus.INGEDIEND)])
async def test_what_a_person_finds_of_it_counts_from_the_receipt(toereikend: bool, status: AanvraagStatus) -> None:
    uow = FakeUow()
    one = await gevraagd(uow)
    answered = await antwoord(uow, one, kvk_nummer=KVK)
    uow.events.clear()
    later = handeling(MORGEN + dt.timedelta(days=9))
    judged = await handelingen.aanvulling_beoordelen(
        uow, later, one.id, toereikend=toereikend, motivering="Over mevrouw Jansen."
    )
    assert judged.status is status
    assert judged.volledig_op == (handeling(MORGEN).op if toereikend else None)
    (event,) = uow.events
    assert isinstance(event, AanvraagAangevuld)
    assert (event.toereikend, event.beantwoord_op) == (toereikend, MORGEN)
    scheme = await uow.regelingen.read(one.regeling_code, one.regeling_versie)
    assert event.beslisdatum == answered.beslisdatum(scheme)
    last = (await uow.timeline.list(one.zaak))[-1]
    assert (last.soort, last.gegevens) == ("aanvulling_beoordelen", {"nummer": 1, "toereikend": toereikend})


async def test_nobody_judges_an_answer_of_the_own() -> None:
    uow = FakeUow()
    one = await gevraagd(uow)
    await antwoord(uow, one, kvk_nummer=KVK)
    with pytest.raises(DomainError) as refused:
        await handelingen.aanvulling_beoordelen(
            uow, handeling(MORGEN, "aanvrager-1"), one.id, toereikend=True, motivering="Prima."
        )
    assert refused.value.slug == "zelfde-persoon"


async def test_the_words_of_the_applicant_stay_out_of_event_and_timeline() -> None:
    uow = FakeUow()
    one = await gevraagd(uow)
    await antwoord(uow, one, toelichting="Mijn buurvrouw Jansen weet er meer van.")
    assert "Jansen" not in repr((uow.events, uow.timeline.regels))


async def test_the_application_of_another_does_not_exist() -> None:
    uow = FakeUow()
    one = await gevraagd(uow)
    with pytest.raises(DomainError) as refused:
        await antwoord(uow, one, door="aanvrager-2")
    assert refused.value.slug == "niet-gevonden"


async def test_another_organisation_is_another_applicant() -> None:
    uow = FakeUow()
    one = await gevraagd(uow, KVK)
    with pytest.raises(DomainError) as refused:
        await antwoord(uow, one, kvk_nummer="87654321")
    assert refused.value.slug == "andere-aanvrager"
    assert (await antwoord(uow, one, kvk_nummer=KVK)).status is AanvraagStatus.AANGEVULD


async def test_a_new_account_replaces_the_old_one() -> None:
    uow = FakeUow()
    one = await gevraagd(uow, KVK)
    before = await uow.aanvragen.read_geheim(one.id)
    await antwoord(uow, one, iban=ANDER_IBAN)
    after = await uow.aanvragen.read_geheim(one.id)
    assert iban_van(PRIVACY, after, one) == ANDER_IBAN
    assert (after.iban_hash == before.iban_hash, after.aanvrager_hash == before.aanvrager_hash) == (False, True)


async def test_a_number_that_comes_later_is_still_compared_with_contracts() -> None:
    uow = FakeUow()
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, DAG)
    await uow.zorgcontracten.save(contract())
    one = await gevraagd(uow)
    assert await uow.aandachtspunten.list(one.id) == []
    await antwoord(uow, one, kvk_nummer=KVK)
    assert [punt.signaal.regel for punt in await uow.aandachtspunten.list(one.id)] == ["M6"]
    assert iban_van(PRIVACY, await uow.aanvragen.read_geheim(one.id), one) == IBAN


class Waiting(FakeUow):
    """Remembers how many lines stood in timelines each time that it had to wait for a subject."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []

    @override
    async def serialize(self, onderwerp: str) -> None:
        await super().serialize(onderwerp)
        self.lines.append(len(self.timeline.regels))


async def test_organisation_and_account_are_taken_before_any_timeline() -> None:
    uow = Waiting()
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, DAG)
    await uow.zorgcontracten.save(contract())
    one = await gevraagd(uow)
    before = len(uow.timeline.regels)
    await antwoord(uow, one, kvk_nummer=KVK, iban=ANDER_IBAN)
    assert [one.partition(":")[0] for one in uow.serialized] == ["kvk", "iban"]
    assert uow.lines == [before, before]
    assert [regel.soort for regel in uow.timeline.regels[before:]] == [
        "dubbele_financiering_signaleren",
        "aanvulling_beantwoorden",
    ]
