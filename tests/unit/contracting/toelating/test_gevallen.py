"""Cases of the reference about an open toelating: the last minute of a term, and that nobody is one too many."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.overeenkomsten import handelingen as overeenkomsten
from contracting.application.toelating import handelingen
from contracting.domain.toelating.aanmelding import AanmeldingStatus
from contracting.domain.toelating.perceel import Bewijssoort
from risb_kern.act import Handeling, act_at
from risb_kern.clock import AMSTERDAM

from tests.builders.contracting import AGB, aanbieder, handeling, opgave, perceel
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
