"""What an aanbieder owes, as the use cases and the agenda treat it."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from contracting.application.plichten import handelingen
from contracting.domain.overeenkomsten.beeindiging import Beeindiging, Beeindigingsgrond
from contracting.domain.plichten.events import TekortkomingBesloten, TekortkomingGemeld
from contracting.domain.plichten.meldplicht import Meldsoort
from contracting.domain.plichten.onderaanneming import OnderaannemingStatus
from contracting.domain.plichten.plicht import Mijlpaalresultaat, Plicht, Plichtsoort
from contracting.domain.plichten.sroi import Sroiinzet, Sroitabel
from contracting.domain.plichten.tekortkoming import Gevolg
from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Kind

from tests.builders.contracting import handeling, overeenkomst
from tests.fakes.contracting.uow import FakeUow

OVEREENKOMST, NERGENS = uuid.UUID(int=7), uuid.UUID(int=0)
TABEL = Sroitabel(
    code="UTRECHT-2025",
    gemeente="0307",
    van=dt.date(2025, 1, 1),
    bron="utrecht.nl",
    jaarwaarden={"bbl": 3_500_000},
    uurwaarde_cent=10_000,
    bonussen={},
)
_nummers: Iterator[int] = count(1000)


def op(dag: dt.date = dt.date(2026, 1, 5), door: str = "account-1") -> Handeling:
    """An act whose ids nobody else gets."""
    return replace(handeling(dag, door), nieuw_id=lambda: uuid.UUID(int=next(_nummers)))


@pytest.fixture
async def gesloten(ingekocht: FakeUow) -> FakeUow:
    await ingekocht.overeenkomsten.add(overeenkomst())
    return ingekocht


async def test_a_duty_reminds_and_becomes_a_breach_when_nobody_does_it(gesloten: FakeUow) -> None:
    opdracht = handelingen.PlichtVaststellen(
        overeenkomst_id=OVEREENKOMST,
        plichtsoort=Plichtsoort.KWALITEITSPLAN,
        anker=dt.date(2026, 4, 1),
        periode_maanden=12,
    )
    plicht = await handelingen.plicht_vaststellen(gesloten, op(), opdracht)
    momenten = []
    while not gesloten.told(TekortkomingGemeld):
        (afspraak,) = await gesloten.agenda.list(plicht.zaak)
        dag = (afspraak.op + dt.timedelta(hours=6)).date()
        momenten.append(str(dag))
        await handelingen.plicht_bewaken(gesloten, op(dag, "systeem"), plicht.id)
    assert momenten == ["2026-03-02", "2026-03-25", "2026-04-01", "2026-04-02"]
    (mijlpaal,) = gesloten.plichten.alle[plicht.id].mijlpalen
    assert mijlpaal.resultaat is Mijlpaalresultaat.NIET_VOLDAAN
    assert gesloten.plichten.alle[plicht.id].volgende == dt.date(2027, 4, 1)


async def kwartaalplicht(uow: FakeUow) -> Plicht:
    opdracht = handelingen.PlichtVaststellen(
        overeenkomst_id=OVEREENKOMST,
        plichtsoort=Plichtsoort.SROI_RAPPORT,
        anker=dt.date(2026, 3, 31),
        periode_maanden=3,
    )
    return await handelingen.plicht_vaststellen(uow, op(), opdracht)


def per(einddatum: dt.date) -> Beeindiging:
    return Beeindiging(einddatum=einddatum, grond=Beeindigingsgrond.WEDERZIJDS, reden="Samen besloten.")


async def test_every_milestone_that_passed_is_a_breach_and_the_next_one_is_guarded(gesloten: FakeUow) -> None:
    plicht = await kwartaalplicht(gesloten)
    await handelingen.plicht_bewaken(gesloten, op(dt.date(2026, 10, 15), "systeem"), plicht.id)
    assert [one.artikel for one in gesloten.told(TekortkomingGemeld)] == ["1.9"] * 3
    assert gesloten.plichten.alle[plicht.id].volgende == dt.date(2026, 12, 31)
    assert len(await gesloten.agenda.list(plicht.zaak)) == 1


async def test_who_closes_a_milestone_late_leaves_the_next_one_guarded(gesloten: FakeUow) -> None:
    plicht = await kwartaalplicht(gesloten)
    dag = dt.date(2026, 7, 20)
    await handelingen.plicht_afronden(gesloten, op(dag), plicht.id, resultaat=Mijlpaalresultaat.VOLDAAN)
    (afspraak,) = await gesloten.agenda.list(plicht.zaak)
    assert (afspraak.op + dt.timedelta(hours=6)).date() == dag + dt.timedelta(days=1)


async def test_a_duty_stops_once_its_agreement_ended_early(gesloten: FakeUow) -> None:
    plicht = await kwartaalplicht(gesloten)
    await gesloten.overeenkomsten.save(overeenkomst().beeindig(per(dt.date(2026, 5, 31)), dt.date(2026, 1, 5)))
    await handelingen.plicht_bewaken(gesloten, op(dt.date(2026, 7, 1), "systeem"), plicht.id)
    assert len(gesloten.told(TekortkomingGemeld)) == 1
    assert gesloten.plichten.alle[plicht.id].volgende is None
    assert await gesloten.agenda.list(plicht.zaak) == []


async def test_a_duty_goes_on_when_the_early_end_was_withdrawn(gesloten: FakeUow) -> None:
    beeindigd = overeenkomst().beeindig(per(dt.date(2026, 5, 31)), dt.date(2026, 1, 5))
    await gesloten.overeenkomsten.save(beeindigd)
    plicht = await kwartaalplicht(gesloten)
    await handelingen.plicht_afronden(gesloten, op(), plicht.id, resultaat=Mijlpaalresultaat.VOLDAAN)
    await handelingen.plicht_bewaken(gesloten, op(dt.date(2026, 5, 31), "systeem"), plicht.id)
    await gesloten.overeenkomsten.save(beeindigd.trek_beeindiging_in(dt.date(2026, 5, 31)))
    await handelingen.plicht_bewaken(gesloten, op(dt.date(2026, 7, 1), "systeem"), plicht.id)
    assert len(gesloten.told(TekortkomingGemeld)) == 1
    assert gesloten.plichten.alle[plicht.id].volgende == dt.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("anders", "reden"), [({"gemeente": "0344"}, "andere-gemeente"), ({"van": dt.date(2026, 1, 6)}, "geldt-nog-niet")]
)
async def test_a_table_of_elsewhere_or_later_is_not_counted_with(
    gesloten: FakeUow, anders: dict[str, Any], reden: str
) -> None:
    await handelingen.sroitabel_vaststellen(gesloten, op(), replace(TABEL, **anders))
    opdracht = handelingen.SroiVerplichten(
        overeenkomst_id=OVEREENKOMST, tabelcode=TABEL.code, contractsom_cent=1, percentage=1
    )
    with pytest.raises(DomainError) as refused:
        await handelingen.sroi_verplichten(gesloten, op(), opdracht)
    assert (refused.value.slug, [one.code for one in refused.value.fouten]) == ("tabel-past-niet", [reden])


async def test_a_duty_that_was_done_in_time_is_no_breach(gesloten: FakeUow) -> None:
    opdracht = handelingen.PlichtVaststellen(
        overeenkomst_id=OVEREENKOMST,
        plichtsoort=Plichtsoort.JAARVERANTWOORDING,
        anker=dt.date(2026, 4, 1),
        periode_maanden=0,
    )
    plicht = await handelingen.plicht_vaststellen(gesloten, op(), opdracht)
    await handelingen.plicht_verplaatsen(gesloten, op(), plicht.id, anker=dt.date(2026, 5, 1))
    await handelingen.plicht_afronden(gesloten, op(), plicht.id, resultaat=Mijlpaalresultaat.VOLDAAN)
    await handelingen.plicht_bewaken(gesloten, op(dt.date(2026, 5, 2)), plicht.id)
    assert await gesloten.agenda.list(plicht.zaak) == []
    assert gesloten.told(TekortkomingGemeld) == []


@pytest.mark.parametrize(("uur", "te_laat"), [(14, False), (15, True)], ids=["geval_53 op tijd", "geval_53 te laat"])
async def test_a_report_that_comes_too_late_is_a_breach(gesloten: FakeUow, uur: int, *, te_laat: bool) -> None:
    gebeurd = dt.datetime(2026, 9, 1, 14, 30, tzinfo=dt.UTC)
    melding = handelingen.MeldingVastleggen(
        overeenkomst_id=OVEREENKOMST,
        meldsoort=Meldsoort.DATALEK,
        gebeurd_op=gebeurd,
        gemeld_op=gebeurd.replace(day=2, hour=uur),
    )
    uitkomst = await handelingen.melding_vastleggen(gesloten, op(dt.date(2026, 9, 3)), melding)
    assert (uitkomst is not None) is te_laat
    assert len(gesloten.told(TekortkomingGemeld)) == te_laat
    if uitkomst is not None:
        assert uitkomst.artikel == "3.31"
        assert uitkomst.bevinding.count(" 16:30 ") == uitkomst.bevinding.count(" 17:30 ") == 1


@pytest.mark.parametrize(
    ("zzp", "status", "breuken"),
    [(False, OnderaannemingStatus.ZONDER_TOESTEMMING, 1), (True, OnderaannemingStatus.TOEGESTAAN, 0)],
    ids=["geval_51 zonder toestemming", "geval_51 zzp"],
)
async def test_who_works_without_consent_is_a_breach(
    gesloten: FakeUow, status: OnderaannemingStatus, breuken: int, *, zzp: bool
) -> None:
    opdracht = handelingen.OnderaannemingVastleggen(
        overeenkomst_id=OVEREENKOMST,
        kvk_nummer="12345678",
        zzp=zzp,
        ingezet_op=dt.date(2026, 1, 2),
        onder_onderaannemer=False,
    )
    gedaan = await handelingen.onderaanneming_vastleggen(gesloten, op(), opdracht)
    assert gedaan.status is status
    assert len(gesloten.told(TekortkomingGemeld)) == breuken


async def test_consent_is_given_by_another_person_and_once(gesloten: FakeUow) -> None:
    opdracht = handelingen.OnderaannemingVastleggen(
        overeenkomst_id=OVEREENKOMST, kvk_nummer="12345678", zzp=False, ingezet_op=None, onder_onderaannemer=False
    )
    gevraagd = await handelingen.onderaanneming_vastleggen(gesloten, op(), opdracht)
    with pytest.raises(DomainError) as zelf:
        await handelingen.onderaanneming_toestaan(gesloten, op(), gevraagd.id)
    assert zelf.value.kind is Kind.FORBIDDEN
    toegestaan = await handelingen.onderaanneming_toestaan(gesloten, op(door="manager-1"), gevraagd.id)
    assert toegestaan.status is OnderaannemingStatus.TOEGESTAAN
    with pytest.raises(DomainError, match="al toestemming"):
        await handelingen.onderaanneming_toestaan(gesloten, op(door="manager-1"), gevraagd.id)


async def test_a_breach_is_heard_and_decided_by_another_person(gesloten: FakeUow) -> None:
    gemeld = await handelingen.tekortkoming_melden(
        gesloten, op(), OVEREENKOMST, artikel="3.9", bevinding="Zonder toestemming."
    )
    await handelingen.zienswijze_vastleggen(gesloten, op(), gemeld.id, zienswijze="Het was een misverstand.")
    besluit = handelingen.TekortkomingBesluiten(gevolg=Gevolg.SANCTIE, motivering="Artikel 3.19.", openbaar=True)
    with pytest.raises(DomainError, match="Laat een ander"):
        await handelingen.tekortkoming_besluiten(gesloten, op(), gemeld.id, besluit)
    await handelingen.tekortkoming_besluiten(gesloten, op(door="manager-1"), gemeld.id, besluit)
    (verteld,) = gesloten.told(TekortkomingBesloten)
    assert (verteld.gevolg, verteld.openbaar) == ("sanctie", True)


async def test_social_return_counts_with_the_table_of_its_obligation(gesloten: FakeUow) -> None:
    await handelingen.sroitabel_vaststellen(gesloten, op(), TABEL)
    with pytest.raises(DomainError, match="bestaat al"):
        await handelingen.sroitabel_vaststellen(gesloten, op(), replace(TABEL, uurwaarde_cent=1))
    opdracht = handelingen.SroiVerplichten(
        overeenkomst_id=OVEREENKOMST, tabelcode=TABEL.code, contractsom_cent=48_000_000, percentage=500
    )
    verplicht = await handelingen.sroi_verplichten(gesloten, op(), opdracht)
    inzet = Sroiinzet(groep=None, uren=24, van=dt.date(2026, 1, 1), tot=dt.date(2026, 1, 31))
    bij = await handelingen.sroi_inzetten(gesloten, op(), verplicht.id, inzet)
    assert (bij.gerealiseerd_cent, bij.tekort_cent) == (240_000, 2_160_000)


async def test_what_does_not_exist_is_not_found(gesloten: FakeUow) -> None:
    plicht = handelingen.PlichtVaststellen(
        overeenkomst_id=NERGENS, plichtsoort=Plichtsoort.SROI_RAPPORT, anker=dt.date(2026, 4, 1), periode_maanden=3
    )
    sroi = handelingen.SroiVerplichten(
        overeenkomst_id=OVEREENKOMST, tabelcode="ONBEKEND", contractsom_cent=1, percentage=1
    )
    for poging in (
        handelingen.plicht_vaststellen(gesloten, op(), plicht),
        handelingen.plicht_afronden(gesloten, op(), NERGENS, resultaat=Mijlpaalresultaat.VOLDAAN),
        handelingen.plicht_verplaatsen(gesloten, op(), NERGENS, anker=dt.date(2026, 4, 1)),
        handelingen.sroi_verplichten(gesloten, op(), sroi),
        handelingen.tekortkoming_melden(gesloten, op(), NERGENS, artikel="3.9", bevinding="Niets."),
        handelingen.zienswijze_vastleggen(gesloten, op(), NERGENS, zienswijze="Niets."),
        handelingen.onderaanneming_toestaan(gesloten, op(), NERGENS),
    ):
        with pytest.raises(DomainError, match="niet gevonden"):
            await poging
    await handelingen.plicht_bewaken(gesloten, op(), NERGENS)
