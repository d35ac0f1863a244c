import datetime as dt
import uuid
from functools import partial

import pytest
from risb_kern.act import SYSTEEM
from risb_kern.errors import DomainError
from risb_kern.events import Event
from risb_zaak.document_ports import Lezer
from risb_zaak.letter_ports import Brief
from subsidies.application.aanvragen import handelingen as aanvragen
from subsidies.application.besluiten import handelingen as besluiten
from subsidies.domain.aanvragen.aanvraag import AanvraagStatus
from subsidies.domain.beoordelen.aandachtspunt import aandachtspunt_van
from subsidies.domain.besluiten.besluit import Besluitsoort, Grondcode, Weigeringsgrond
from subsidies.domain.besluiten.events import (
    AanvraagBuitenBehandelingGesteld,
    SubsidieGeweigerd,
    SubsidieVerleend,
    Weigeringsreden,
)

from tests.builders.subsidies import (
    DAG,
    NU,
    PRIVACY,
    bewaard,
    gepubliceerd,
    handeling,
    opgave,
    plafond,
    signaal,
    voornemen,
)
from tests.fakes.letters import FakeZetter
from tests.fakes.subsidies.uow import FakeUow

besluit_nemen = partial(besluiten.besluit_nemen, zetter=FakeZetter(), privacy=PRIVACY)

GROND = Weigeringsgrond(code=Grondcode.ACTIVITEIT_NIET, toelichting="De zaal is gesloten.")
WEIGEREN = voornemen(Besluitsoort.WEIGEREN, None, GROND)


def last(uow: FakeUow) -> Event:
    return uow.events[-1]


async def test_a_grant_is_kept_taken_from_the_ledger_and_told() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    besloten, besluit = await besluit_nemen(uow, handeling(), one.id, voornemen())
    assert besloten.status is AanvraagStatus.VERLEEND
    assert await uow.aanvragen.find(one.id) == besloten
    assert await uow.besluiten.find(one.id) == besluit
    assert uow.plafonds.rows[0][2].verleend_cent == 450_000
    event = last(uow)
    assert isinstance(event, SubsidieVerleend)
    assert (event.verleend_cent, event.programmalijn, event.jaar, event.besluitdatum) == (450_000, "2.1.1", 2026, DAG)
    (regel,) = await uow.timeline.list(one.zaak)
    assert (regel.soort, regel.door, regel.gegevens) == (
        "besluit_nemen",
        "adviseur-1",
        {
            "besluit": str(besluit.id),
            "soort": "verlenen",
            "verleend_cent": 450_000,
            "geweigerd_cent": 0,
            "gronden": [],
        },
    )


async def test_a_refusal_is_told_with_the_codes_of_its_grounds_and_takes_no_money() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    await besluit_nemen(uow, handeling(), one.id, WEIGEREN)
    event = last(uow)
    assert isinstance(event, SubsidieGeweigerd)
    assert event.gronden == (Weigeringsreden(code="awb-4-35-1-a"),)
    assert uow.plafonds.rows[0][2].verleend_cent == 0
    assert (await uow.timeline.list(one.zaak))[-1].gegevens["gronden"] == ["awb-4-35-1-a"]


async def test_leaving_aside_is_told_too() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow), opgave=opgave(kvk_nummer=None))
    question = aanvragen.AanvullingVragen(aanvraag_id=one.id, gevraagd=("Uw KvK-nummer",), uiterlijk=None)
    await aanvragen.aanvulling_vragen(uow, handeling(), question)
    dag = DAG + dt.timedelta(days=15)
    await besluit_nemen(uow, handeling(dag), one.id, voornemen(Besluitsoort.BUITEN_BEHANDELING))
    event = last(uow)
    assert isinstance(event, AanvraagBuitenBehandelingGesteld)
    assert (event.aanvraag_id, event.besluitdatum) == (str(one.id), dag)


async def test_decision_and_public_row_have_numbers_of_their_own() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    _, besluit = await besluit_nemen(uow, handeling(), one.id, voornemen())
    assert len({one.id, besluit.id, besluit.register_id}) == 3


async def test_everything_that_happens_to_an_application_carries_the_trace_of_its_receipt() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    await besluit_nemen(uow, handeling(), one.id, voornemen())
    assert uow.traces == [one.correlatie_id]


async def test_an_open_point_holds_a_grant_up_and_nothing_changes() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    await uow.aandachtspunten.add_new(aandachtspunt_van(one.id, signaal(), NU))
    with pytest.raises(DomainError) as refused:
        await besluit_nemen(uow, handeling(), one.id, voornemen())
    assert refused.value.slug == "aandachtspunten-open"
    assert (await uow.aanvragen.find(one.id), await uow.besluiten.find(one.id)) == (one, None)
    assert (uow.events, uow.timeline.regels, uow.plafonds.rows[0][2].verleend_cent) == ([], [], 0)


async def test_who_was_complete_earlier_keeps_its_room() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow, plafonds=(plafond(bedrag_cent=500_000),))
    first = await bewaard(uow, scheme, ontvangen_op=NU - dt.timedelta(hours=1))
    second = await bewaard(uow, scheme)
    with pytest.raises(DomainError) as refused:
        await besluit_nemen(uow, handeling(), second.id, voornemen())
    assert refused.value.slug == "eerdere-aanvragen-eerst"
    await besluit_nemen(uow, handeling(), first.id, WEIGEREN)
    await besluit_nemen(uow, handeling(), second.id, voornemen())


async def test_an_activity_that_no_plafond_covers_is_not_granted() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow, plafonds=(plafond(wijk="Nieuwland"),))
    one = await bewaard(uow, scheme)
    with pytest.raises(DomainError) as refused:
        await besluit_nemen(uow, handeling(), one.id, voornemen())
    assert refused.value.slug == "voorwaarde-niet-vervuld"
    besloten, _ = await besluit_nemen(uow, handeling(), one.id, WEIGEREN)
    assert besloten.status is AanvraagStatus.GEWEIGERD


async def test_an_unknown_application_is_not_found() -> None:
    with pytest.raises(DomainError) as refused:
        await besluit_nemen(FakeUow(), handeling(), uuid.uuid4(), voornemen())
    assert refused.value.slug == "niet-gevonden"


class Meekijker(FakeZetter):
    """Looks at the ledgers' locks at the moment that a letter is set."""

    def __init__(self, uow: FakeUow) -> None:
        self.uow = uow
        self.vast: list[bool] = []
        self.gezet: list[bytes] = []

    async def pdf(self, brief: Brief) -> bytes:
        self.vast.append(self.uow.plafonds.vast)
        self.gezet.append(await super().pdf(brief))
        return self.gezet[-1]


async def test_the_letter_is_set_before_the_plafond_is_locked() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    zetter = Meekijker(uow)
    await besluiten.besluit_nemen(uow, handeling(), one.id, voornemen(), zetter=zetter, privacy=PRIVACY)
    assert (zetter.vast, uow.plafonds.vast) == ([False], True)


async def test_a_letter_that_says_too_much_once_the_plafond_is_locked_is_set_anew() -> None:
    """Another grant took its part between: what is kept says what was really granted."""
    uow = FakeUow()
    scheme = await gepubliceerd(uow, deels_verlenen=True, plafonds=(plafond(bedrag_cent=450_000),))
    one = await bewaard(uow, scheme)
    zetter = Meekijker(uow)
    uow.plafonds.intussen_cent = 150_000
    _, besluit = await besluiten.besluit_nemen(uow, handeling(), one.id, voornemen(), zetter=zetter, privacy=PRIVACY)
    assert besluit.verleend_cent == 300_000
    assert len(zetter.gezet) == 2
    [document] = await uow.documenten.list(one.zaak)
    gelezen = await uow.documenten.read(document.id, Lezer(persoon=SYSTEEM, rollen=frozenset()), handeling())
    assert b"".join([part async for part in gelezen.inhoud]) == zetter.gezet[-1]


async def test_a_letter_that_cannot_be_set_leaves_nothing_decided() -> None:
    class Kapot(FakeZetter):
        async def pdf(self, brief: Brief) -> bytes:
            raise OSError(brief.soort)

    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    with pytest.raises(OSError, match="besluit-verlenen"):
        await besluiten.besluit_nemen(uow, handeling(), one.id, voornemen(), zetter=Kapot(), privacy=PRIVACY)
    assert (uow.events, uow.timeline.regels, uow.besluiten.besluiten) == ([], [], {})
    assert uow.plafonds.rows[0][2].verleend_cent == 0
