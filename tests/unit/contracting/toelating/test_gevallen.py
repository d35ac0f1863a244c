"""Cases of the reference about an open toelating: age of evidence, the last minute of a term, nobody is one too many."""

import calendar
import datetime as dt
import random
import uuid
from dataclasses import replace

import pytest
from contracting.application.overeenkomsten import handelingen as overeenkomsten
from contracting.application.toelating import handelingen
from contracting.domain.toelating.aanmelding import AanmeldingStatus
from contracting.domain.toelating.perceel import Bewijssoort
from contracting.domain.toelating.regels import bewijs_voldoet
from risb_kern.act import Handeling, act_at
from risb_kern.clock import AMSTERDAM

from tests.builders.contracting import AGB, aanbieder, aanmelding, bewijs, criterium, handeling, opgave, perceel
from tests.fakes.contracting.uow import FakeUow

CODE = "WMO-BEGELEIDING"
KVK = handelingen.Bewijsopgave(bewijssoort=Bewijssoort.KVK_UITTREKSEL, datum=dt.date(2026, 6, 2))


def om(dag: int, uur: int, minuut: int, door: str = "zorg") -> Handeling:
    """An act in June 2026, on the clock of Amsterdam."""
    return act_at(dt.datetime(2026, 6, dag, uur, minuut, tzinfo=AMSTERDAM), door)


def aanmelden(agb_code: str, *bewijs: handelingen.Bewijsopgave) -> handelingen.AanmeldingIndienen:
    return handelingen.AanmeldingIndienen(
        agb_code=agb_code,
        perceel_code=CODE,
        bewijsstukken=bewijs,
        ondertekend=True,
        akkoord_zonder_voorbehoud=True,
    )


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        pytest.param(om(15, 23, 59), AanmeldingStatus.TOEGELATEN, id="geval_5-op-tijd"),
        pytest.param(om(16, 0, 1), AanmeldingStatus.AFGEWEZEN, id="geval_5-te-laat"),
    ],
)
async def test_extra_proof_is_in_time_up_to_the_end_of_the_fourteenth_day(
    ingekocht: FakeUow, moment: Handeling, status: AanmeldingStatus
) -> None:
    zaak = await handelingen.aanmelding_indienen(ingekocht, om(1, 9, 0), aanmelden(AGB))
    gevraagd = await handelingen.aanvulling_vragen(ingekocht, om(1, 10, 0, "inkoper"), zaak.id, termijn_dagen=14)
    assert gevraagd.aanvulling_uiterlijk == dt.date(2026, 6, 15)
    await handelingen.aanmelding_aanvullen(ingekocht, moment, zaak.id, [KVK], agb_codes={AGB})
    beoordeeld = await handelingen.aanmelding_beoordelen(ingekocht, om(17, 9, 0, "inkoper"), zaak.id, bezwaren={})
    besluit = beoordeeld.beoordeling
    assert besluit is not None
    redenen = [(one.code, "(R2)" in one.toelichting) for one in besluit.redenen]
    assert (beoordeeld.status, redenen) == (
        status,
        [] if status is AanmeldingStatus.TOEGELATEN else [("aanvulling-te-laat", True)],
    )


KVK_, BELASTING, GVA = (
    Bewijssoort.KVK_UITTREKSEL,
    Bewijssoort.BELASTINGVERKLARING,
    Bewijssoort.GEDRAGSVERKLARING,
)


@pytest.mark.parametrize(
    ("soort", "datum", "ontvangen", "te_oud"),
    [
        pytest.param(KVK_, "2026-03-14", "2026-09-14", False, id="geval_1-zelfde-dag"),
        pytest.param(KVK_, "2026-03-14", "2026-09-15", True, id="geval_1-te-oud"),
        pytest.param(KVK_, "2026-08-31", "2027-02-28", False, id="geval_2-maandeinde"),
        pytest.param(KVK_, "2026-08-31", "2027-03-01", True, id="geval_2-te-oud"),
        pytest.param(BELASTING, "2026-01-31", "2026-07-31", False, id="geval_3-zelfde-dag"),
        pytest.param(BELASTING, "2026-01-31", "2026-08-01", True, id="geval_3-te-oud"),
        pytest.param(GVA, "2024-11-22", "2026-11-22", False, id="geval_4-zelfde-dag"),
        pytest.param(GVA, "2024-11-22", "2026-11-23", True, id="geval_4-te-oud"),
    ],
)
async def test_evidence_is_old_enough_or_not_on_the_day_on_which_it_comes_in(
    uow: FakeUow, soort: Bewijssoort, datum: str, ontvangen: str, te_oud: bool
) -> None:
    await uow.aanbieders.add(aanbieder())
    await uow.percelen.add(perceel(criterium(soort)))
    dag = dt.date.fromisoformat(ontvangen)
    stuk = handelingen.Bewijsopgave(bewijssoort=soort, datum=dt.date.fromisoformat(datum))
    zaak = await handelingen.aanmelding_indienen(uow, handeling(dag, "zorg"), aanmelden(AGB, stuk))
    laat = handeling(dag + dt.timedelta(days=200), "inkoper")
    besluit = (await handelingen.aanmelding_beoordelen(uow, laat, zaak.id, bezwaren={})).beoordeling
    assert besluit is not None
    redenen = [(one.code, "(R1)" in one.toelichting) for one in besluit.redenen]
    assert redenen == ([("bewijs-te-oud", True)] if te_oud else [])


MAANDEN = {"kvk-uittreksel": 6, "belastingverklaring": 6, "gedragsverklaring-aanbesteden": 24, "vog-rechtspersonen": 12}


def plain_age(soort: str, datum: dt.date, ontvangen: dt.date) -> str | None:
    """R1 a second time: count the months off one by one on a calendar page, and stop at the end of the last one."""
    if datum > ontvangen:
        return "bewijs-uit-toekomst"
    jaar, maand = datum.year, datum.month
    for _ in range(MAANDEN[soort]):
        jaar, maand = (jaar + 1, 1) if maand == 12 else (jaar, maand + 1)
    lengte = calendar.monthrange(jaar, maand)[1]
    laatste = (jaar, maand, min(datum.day, lengte))
    return "bewijs-te-oud" if (ontvangen.year, ontvangen.month, ontvangen.day) > laatste else None


def test_the_age_of_evidence_agrees_with_a_second_reading_on_twenty_thousand_pieces() -> None:
    toeval, begin = random.Random(1), dt.date(2014, 1, 1)
    soorten = [Bewijssoort(one) for one in MAANDEN]
    gezien = set()
    for _ in range(20_000):
        soort, datum = toeval.choice(soorten), begin + dt.timedelta(days=toeval.randrange(6_000))
        rond = round(MAANDEN[soort] * 30.44)
        ontvangen = datum + dt.timedelta(days=toeval.randint(-2, 5) + toeval.choice([0, rond, rond - 2]))
        stuk = bewijs(soort, datum=datum, ontvangen_op=ontvangen)
        reden = bewijs_voldoet(criterium(soort), aanmelding(stuk), stuk)
        code = reden.code if reden else None
        assert code == plain_age(soort, datum, ontvangen), (soort, datum, ontvangen)
        gezien.add(code)
    assert gezien == {None, "bewijs-te-oud", "bewijs-uit-toekomst"}


async def test_geval_7_in_a_toelating_the_forty_first_contract_is_made_as_the_first(uow: FakeUow) -> None:
    await uow.percelen.add(perceel())
    for nummer in range(41):
        agb, dag = f"4243{nummer:04}", handeling(dt.date(2026, 6, 3))
        await uow.aanbieders.add(aanbieder(agb_code=agb))
        zorg = replace(dag, door="zorg", nieuw_id=uuid.uuid4)
        zaak = await handelingen.aanmelding_indienen(uow, zorg, aanmelden(agb, KVK))
        await handelingen.aanmelding_beoordelen(uow, replace(dag, door="beoordelaar"), zaak.id, bezwaren={})
        await overeenkomsten.overeenkomst_sluiten(
            uow, replace(dag, door="tekenaar", nieuw_id=uuid.uuid4), _contract(agb)
        )
    assert len(uow.overeenkomsten.alle) == 41


def _contract(agb_code: str) -> overeenkomsten.OvereenkomstSluiten:
    return overeenkomsten.OvereenkomstSluiten(
        agb_code=agb_code,
        perceel_code=CODE,
        gemeenten=("0307", "0342"),
        ingangsdatum=dt.date(2026, 7, 1),
        einddatum=None,
        prijzen=(opgave(geldig_van=dt.date(2026, 7, 1)),),
        taakbudget=None,
    )
