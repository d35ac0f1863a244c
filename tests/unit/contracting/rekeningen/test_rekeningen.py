"""An account from proposal to use, by two persons (D15, S-24)."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.rekeningen import handelingen
from contracting.domain.rekeningen.events import GemeenterekeningVastgesteld, RekeningVastgesteld
from contracting.domain.rekeningen.rekening import Bevestiging, Houdersoort, Naamcontrole, Rekening, RekeningStatus
from risb_kern.errors import DomainError, Kind
from risb_kern.privacy import Privacy, account_binding

from tests.builders.contracting import AGB, ANDERE_AGB, DAG, handeling, rekening
from tests.fakes.contracting.uow import FakeUow

KLUIS, IBAN = Privacy(bytes(32)), "NL91ABNA0417164300"
VOORSTEL = handelingen.RekeningVoorstellen(
    houdersoort=Houdersoort.AANBIEDER,
    houder=AGB,
    tenaamstelling="Zorggroep Voorbeeld",
    iban=IBAN,
)
GELEZEN = Bevestiging(kenmerk=KLUIS.search_hash(IBAN), naamcontrole=Naamcontrole.MATCH, reden=None)
AFKOELDAGEN = 5


async def voorgesteld(uow: FakeUow, voorstel: handelingen.RekeningVoorstellen = VOORSTEL) -> Rekening:
    return await handelingen.rekening_voorstellen(uow, handeling(door="een"), voorstel, kluis=KLUIS)


async def bevestig(
    uow: FakeUow,
    zaak: Rekening,
    *,
    door: str = "ander",
    dag: dt.date = DAG,
    gelezen: Bevestiging = GELEZEN,
) -> Rekening:
    act = handeling(dag, door)
    return await handelingen.rekening_bevestigen(uow, act, zaak.id, gelezen, afkoeldagen=AFKOELDAGEN)


async def test_a_proposal_says_who_made_it_and_when_and_tells_nobody(ingekocht: FakeUow) -> None:
    zaak = await voorgesteld(ingekocht)
    assert (zaak.voorgesteld_door, zaak.voorgesteld_op, zaak.versie) == ("een", DAG, 1)
    assert (zaak.status, ingekocht.events) == (RekeningStatus.VOORGESTELD, [])


async def test_a_confirmed_account_is_told_to_who_pays(ingekocht: FakeUow) -> None:
    zaak = await voorgesteld(ingekocht)
    await bevestig(ingekocht, zaak)
    assert ingekocht.events == [
        RekeningVastgesteld(
            agb_code=AGB,
            rekening_id=str(zaak.id),
            versie=1,
            tenaamstelling="Zorggroep Voorbeeld",
            iban_versleuteld=zaak.nummer,
            iban_kenmerk=KLUIS.search_hash(IBAN),
            naamcontrole="match",
            vastgesteld_op=DAG,
            vastgesteld_door="ander",
        )
    ]
    assert KLUIS.decrypt(zaak.nummer, account_binding("aanbieder", AGB, 1)) == IBAN
    assert IBAN not in repr(VOORSTEL)


@pytest.mark.parametrize(
    "ander", [("aanbieder", ANDERE_AGB, 1), ("aanbieder", AGB, 2), ("gemeente", AGB, 1), ("gemeente", "0307", 1)]
)
async def test_a_number_opens_for_no_other_holder_kind_or_version(
    ingekocht: FakeUow, ander: tuple[str, str, int]
) -> None:
    zaak = await voorgesteld(ingekocht)
    assert KLUIS.decrypt_if_bound(zaak.nummer, account_binding(*ander)) is None


async def test_the_account_of_a_gemeente_is_an_event_of_its_own(uow: FakeUow) -> None:
    van_gemeente = replace(VOORSTEL, houdersoort=Houdersoort.GEMEENTE, houder="0307")
    await bevestig(uow, await voorgesteld(uow, van_gemeente))
    assert [one.gemeente for one in uow.told(GemeenterekeningVastgesteld)] == ["0307"]


async def test_every_step_stands_in_the_timeline_without_a_number(ingekocht: FakeUow) -> None:
    zaak = await voorgesteld(ingekocht)
    await bevestig(ingekocht, zaak)
    regels = await ingekocht.timeline.list(f"rekening:{zaak.id}")
    assert [(one.soort, one.door) for one in regels] == [
        ("rekening_voorstellen", "een"),
        ("rekening_bevestigen", "ander"),
    ]
    assert "4300" not in str([one.gegevens for one in regels])


@pytest.mark.parametrize(("soort", "houder"), [(Houdersoort.AANBIEDER, ANDERE_AGB), (Houdersoort.GEMEENTE, "9999")])
async def test_an_unknown_holder_is_not_found(ingekocht: FakeUow, soort: Houdersoort, houder: str) -> None:
    with pytest.raises(DomainError, match=f"De {soort} is niet gevonden"):
        await voorgesteld(ingekocht, replace(VOORSTEL, houdersoort=soort, houder=houder))


async def test_one_proposal_at_a_time(ingekocht: FakeUow) -> None:
    await voorgesteld(ingekocht)
    with pytest.raises(DomainError) as refused:
        await voorgesteld(ingekocht)
    assert refused.value.slug == "voorstel-open"


async def test_who_proposed_does_not_confirm(ingekocht: FakeUow) -> None:
    zaak = await voorgesteld(ingekocht)
    with pytest.raises(DomainError) as refused:
        await bevestig(ingekocht, zaak, door="een")
    assert (refused.value.kind, refused.value.slug, ingekocht.events) == (Kind.FORBIDDEN, "zelfde-persoon", [])


@pytest.mark.parametrize(
    ("gelezen", "slug"),
    [
        (replace(GELEZEN, kenmerk=b"een ander nummer"), "rekening-anders"),
        (replace(GELEZEN, naamcontrole=Naamcontrole.BIJNA_MATCH), "reden-ontbreekt"),
        (replace(GELEZEN, naamcontrole=Naamcontrole.GEEN_MATCH, reden=""), "reden-ontbreekt"),
    ],
)
async def test_what_was_read_has_to_be_right(ingekocht: FakeUow, gelezen: Bevestiging, slug: str) -> None:
    zaak = await voorgesteld(ingekocht)
    with pytest.raises(DomainError) as refused:
        await bevestig(ingekocht, zaak, gelezen=gelezen)
    assert refused.value.slug == slug


async def test_a_name_that_does_not_match_needs_a_reason(ingekocht: FakeUow) -> None:
    zaak = await voorgesteld(ingekocht)
    gelezen = replace(GELEZEN, naamcontrole=Naamcontrole.BIJNA_MATCH, reden="Handelsnaam")
    bevestigd = await bevestig(ingekocht, zaak, gelezen=gelezen)
    assert (bevestigd.status, bevestigd.reden) == (RekeningStatus.BEVESTIGD, "Handelsnaam")


@pytest.mark.parametrize(("dagen", "mag"), [(AFKOELDAGEN - 1, False), (AFKOELDAGEN, True)])
async def test_a_change_cools_before_it_is_used(ingekocht: FakeUow, dagen: int, mag: bool) -> None:
    await bevestig(ingekocht, await voorgesteld(ingekocht))
    nieuwe = rekening(9, versie=2, kenmerk=KLUIS.search_hash(IBAN))
    await ingekocht.rekeningen.add(nieuwe)
    dag = DAG + dt.timedelta(days=dagen)
    if mag:
        assert (await bevestig(ingekocht, nieuwe, dag=dag)).afgehandeld_op == dag
    else:
        with pytest.raises(DomainError, match=r"pas vanaf 2026-01-10"):
            await bevestig(ingekocht, nieuwe, dag=dag)


async def test_a_withdrawn_proposal_makes_room_and_keeps_its_version(ingekocht: FakeUow) -> None:
    zaak = await voorgesteld(ingekocht)
    weg = await handelingen.rekening_intrekken(ingekocht, handeling(door="een"), zaak.id, reden="Niet aangevraagd")
    assert (weg.status, weg.reden, weg.afgehandeld_door) == (RekeningStatus.INGETROKKEN, "Niet aangevraagd", "een")
    nieuw = await handelingen.rekening_voorstellen(ingekocht, handeling(DAG, "een"), VOORSTEL, kluis=KLUIS)
    assert nieuw.versie == 2


async def test_what_is_withdrawn_is_never_confirmed(ingekocht: FakeUow) -> None:
    zaak = await voorgesteld(ingekocht)
    await handelingen.rekening_intrekken(ingekocht, handeling(), zaak.id, reden="Niet aangevraagd")
    with pytest.raises(DomainError) as refused:
        await bevestig(ingekocht, zaak)
    assert (refused.value.slug, ingekocht.events) == ("stap-niet-mogelijk", [])


async def test_what_does_not_exist_is_not_found(uow: FakeUow) -> None:
    nergens = uuid.UUID(int=0)
    acts = [
        handelingen.rekening_bevestigen(uow, handeling(), nergens, GELEZEN, afkoeldagen=AFKOELDAGEN),
        handelingen.rekening_intrekken(uow, handeling(), nergens, reden="Niet aangevraagd"),
    ]
    for act in acts:
        with pytest.raises(DomainError, match=r"De rekening is niet gevonden\."):
            await act
