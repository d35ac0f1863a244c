"""Toewijzingen, grounds and what contracts change in them, without a database."""

import datetime as dt
import uuid
from typing import Any

import pytest
from declaraties.application.post import handelingen as post
from declaraties.application.toewijzen import handelingen as toewijzen
from declaraties.application.toewijzen.contractfeiten import (
    Aanbiederfeit,
    Contractfeit,
    Maatregelfeit,
    Overeenkomsteinde,
    Overeenkomstfeit,
    Prijsfeit,
)
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus, Bestand
from declaraties.domain.standaard.berichten.declaratie import in_kolommen
from declaraties.domain.standaard.berichten.persoon import Geboortedatum
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.berichten.waarden import Product
from declaraties.domain.standaard.profielen import Soort, Wet
from declaraties.domain.toewijzen.events import ToewijzingVastgelegd
from declaraties.domain.toewijzen.grondslag import Grondslag, Grondslagsoort
from risb_kern.errors import DomainError

from tests.builders.declaraties import AGB, ANDERE_AGB, BSN, BSN_TWEE, GEMEENTE, KLOK, declaratie, product, toewijzing
from tests.builders.handelingen import NU, handeling, ontvangst
from tests.builders.prestaties import beoordeling
from tests.fakes.declaraties.post import Deelname
from tests.fakes.declaraties.toewijzen import pseudonym
from tests.fakes.declaraties.uow import FakeUow

ANDER = Product(categorie="03", code="03A03")
GROND = Grondslag(
    gemeente=GEMEENTE, wet=Wet.WMO, toewijzing_nummer=101, soort=Grondslagsoort.BESCHIKKING, datum=dt.date(2025, 12, 1)
)
PRIJS = Prijsfeit(
    prijs_id=uuid.UUID(int=1),
    overeenkomst_id=uuid.UUID(int=2),
    agb_code=AGB,
    wet="wmo",
    versie=1,
    productcode="02A03",
    eenheid="04",
    tarief_cent=1250,
    geldig_van=dt.date(2023, 1, 1),
    gemeenten=[GEMEENTE],
)


@pytest.fixture
def uow() -> FakeUow:
    uow = FakeUow()
    uow.deelnames.alle.append(Deelname(gemeente=GEMEENTE, dienst="wmo", van=dt.date(2020, 1, 1)))
    return uow


async def bestand(uow: FakeUow) -> Bestand:
    inhoud = uuid.uuid4().bytes
    bestand, _ = await post.bericht_indienen(uow, handeling(), ontvangst(Soort.TOEWIJZING, inhoud=inhoud))
    return bestand


async def wijs_toe(uow: FakeUow, bericht: Bericht301) -> Afloop:
    return await toewijzen.toewijzing_vastleggen(uow, handeling(), await bestand(uow), bericht, pseudonym=pseudonym)


def regels(afloop: Afloop) -> list[tuple[str, str]]:
    return [(one.regel, one.code) for one in afloop.bevindingen]


async def test_a_toewijzing_is_kept_and_told(uow: FakeUow) -> None:
    afloop = await wijs_toe(uow, toewijzing())

    assert (afloop.status, afloop.bevindingen) == (Berichtstatus.VERWERKT, ())
    assert [(one.toewijzing_nummer, one.reden_ongeldig) for one in uow.told(ToewijzingVastgelegd)] == [
        (101, "geen-grondslag")
    ]


async def test_only_301s_are_held_before_they_are_judged(uow: FakeUow) -> None:
    await toewijzen.toewijzingen_vergrendelen(uow, [in_kolommen(declaratie())])
    assert uow.toewijzingen.locked == 0

    await toewijzen.toewijzingen_vergrendelen(uow, [toewijzing()])
    assert uow.toewijzingen.locked > 0


async def test_the_newest_version_stands_and_asks_for_settlement(uow: FakeUow) -> None:
    await wijs_toe(uow, toewijzing(product(toewijzingsdatum=dt.date(2026, 1, 2), einddatum=dt.date(2026, 6, 30))))
    await wijs_toe(uow, toewijzing(product(toewijzingsdatum=dt.date(2026, 1, 1))))
    await wijs_toe(uow, toewijzing(product(toewijzingsdatum=dt.date(2026, 1, 3), einddatum=dt.date(2026, 3, 31))))

    (stand, _) = uow.toewijzingen.alle[GEMEENTE, Wet.WMO, 101]
    assert stand.einddatum == dt.date(2026, 3, 31)
    assert [(one.aanleiding, one.toewijzing) for one in uow.verrekentaken.vragen] == [("toewijzing", 101)]
    assert len(uow.toewijzingen.versies) == 3


async def test_a_number_of_somebody_else_is_refused_whole(uow: FakeUow) -> None:
    await wijs_toe(uow, toewijzing())

    afloop = await wijs_toe(uow, toewijzing(product(), product(102, product=ANDER), bsn=BSN_TWEE))

    assert (afloop.status, regels(afloop)) == (Berichtstatus.AFGEKEURD, [("TR332", "9332")])
    assert (GEMEENTE, Wet.WMO, 102) not in uow.toewijzingen.alle


async def test_what_was_paid_for_is_not_removed(uow: FakeUow) -> None:
    await wijs_toe(uow, toewijzing())
    await uow.prestaties.add({1: beoordeling(declaratie(), [pseudonym(BSN)])})

    weg = product(toewijzingsdatum=dt.date(2026, 2, 1), reden_wijziging="13", einddatum=dt.date(2026, 1, 1))
    afloop = await wijs_toe(uow, toewijzing(weg))

    assert regels(afloop) == [("TR385", "9385")]


async def test_the_same_identification_counts_once(uow: FakeUow) -> None:
    await wijs_toe(uow, toewijzing(identificatie="T1"))

    assert regels(await wijs_toe(uow, toewijzing(product(102), identificatie="T1")))[0] == ("TR056", "9056")


MORGEN = KLOK + dt.timedelta(days=1)
GEWEIGERD = [
    ("a century ahead", toewijzing(product(toewijzingsdatum=dt.date(2126, 1, 2)), dagtekening=KLOK), "TR134", "0001"),
    ("one day ahead", toewijzing(product(toewijzingsdatum=KLOK), dagtekening=dt.date(2026, 5, 31)), "TR134", "0001"),
    ("signed tomorrow", toewijzing(product(toewijzingsdatum=MORGEN), dagtekening=MORGEN), "TR135", "8848"),
    ("signed in 2080", toewijzing(dagtekening=dt.date(2080, 12, 31)), "TR135", "8848"),
    ("born in 1850", toewijzing(geboortedatum=Geboortedatum(datum=dt.date(1850, 1, 1))), "TR002", "0001"),
    ("born tomorrow", toewijzing(geboortedatum=Geboortedatum(datum=MORGEN)), "TR134", "0001"),
    ("unknown and yet known", toewijzing(geboortedatum=Geboortedatum(datum=KLOK, datum_gebruik="3")), "CS139", "0001"),
    ("signed in year 50", toewijzing(dagtekening=dt.date(50, 1, 1)), "TR134", "0001"),
]


@pytest.mark.parametrize(("geval", "fout", "regel", "code"), GEWEIGERD)
async def test_a_refused_301_shuts_out_nothing_that_comes_after(
    uow: FakeUow, geval: str, fout: Bericht301, regel: str, code: str
) -> None:
    assert (regel, code) in regels(await wijs_toe(uow, fout)), geval
    assert (uow.toewijzingen.alle, uow.toewijzingen.versies) == ({}, [])

    eigen = fout.header.bericht_identificatie.identificatie
    goed = await wijs_toe(uow, toewijzing(product(einddatum=dt.date(2026, 9, 30)), identificatie=eigen))

    assert (goed.status, goed.reden) == (Berichtstatus.VERWERKT, None)
    assert uow.toewijzingen.alle[GEMEENTE, Wet.WMO, 101][0].einddatum == dt.date(2026, 9, 30)


async def test_what_breaks_level_2_is_looked_at_no_further(uow: FakeUow) -> None:
    await wijs_toe(uow, toewijzing(identificatie="T1"))
    fout = toewijzing(product(reden_wijziging="01"), identificatie="T1", dagtekening=MORGEN, bsn=BSN_TWEE)

    assert regels(await wijs_toe(uow, fout)) == [("CS336", "0001")]


async def test_an_older_version_with_other_content_is_taken_in_and_said_to_change_nothing(uow: FakeUow) -> None:
    nieuw = product(toewijzingsdatum=dt.date(2026, 5, 2), einddatum=dt.date(2026, 6, 30))
    await wijs_toe(uow, toewijzing(nieuw, product(102, product=ANDER)))

    oud = await wijs_toe(uow, toewijzing(product(toewijzingsdatum=dt.date(2026, 5, 1)), product(102, product=ANDER)))

    assert oud.status is Berichtstatus.VERWERKT
    assert oud.reden is not None
    assert oud.reden.startswith("Niet overgenomen: toewijzing 101. ")
    assert (await wijs_toe(uow, toewijzing(nieuw))).reden is None


@pytest.mark.parametrize(
    "anders",
    [
        {"einddatum": dt.date(2026, 6, 30)},
        {"einddatum": dt.date(2026, 1, 1), "reden_wijziging": "13"},
        {"product": ANDER},
        {"omvang": None, "budget": 100, "product": None},
    ],
)
async def test_of_two_versions_of_one_moment_the_second_is_refused_in_every_order(
    uow: FakeUow, anders: dict[str, Any]
) -> None:
    for eerste, tweede in ((product(), product(**anders)), (product(**anders), product())):
        uow.toewijzingen.alle.clear()
        await wijs_toe(uow, toewijzing(eerste))
        assert regels(await wijs_toe(uow, toewijzing(tweede))) == [("IV013", "9332")]
        assert regels(await wijs_toe(uow, toewijzing(eerste))) == []


@pytest.mark.parametrize(
    "dagen",
    [
        {"toewijzingsdatum": dt.date.min, "ingangsdatum": dt.date.min},
        {"toewijzingsdatum": dt.date(1, 1, 2), "ingangsdatum": dt.date.max, "einddatum": dt.date.max},
        {"ingangsdatum": dt.date.min, "einddatum": dt.date.max},
        {"toewijzingsdatum": dt.date.min, "toewijzingstijd": 86_399_999_999},
    ],
)
async def test_the_first_and_last_days_of_the_calendar_crash_nothing(uow: FakeUow, dagen: dict[str, Any]) -> None:
    await toewijzen.contractfeit_volgen(uow, handeling(), PRIJS)
    await toewijzen.grondslag_vastleggen(uow, handeling(), GROND)

    assert (await wijs_toe(uow, toewijzing(product(**dagen)))).status is Berichtstatus.VERWERKT

    (verteld,) = uow.told(ToewijzingVastgelegd)
    assert verteld.toegewezen_op.tzinfo is dt.UTC


async def test_a_ground_makes_a_toewijzing_hold_before_or_after_it(uow: FakeUow) -> None:
    assert not await toewijzen.grondslag_vastleggen(uow, handeling(), GROND)
    await wijs_toe(uow, toewijzing())

    (_, gevolg) = uow.toewijzingen.alle[GEMEENTE, Wet.WMO, 101]
    assert gevolg.geldig
    assert await toewijzen.grondslag_vastleggen(uow, handeling(), GROND)
    assert len(uow.told(ToewijzingVastgelegd)) == 1


async def test_the_timeline_says_who_told_a_ground_and_not_what_it_was(uow: FakeUow) -> None:
    await toewijzen.grondslag_vastleggen(uow, handeling("zorgadministratie"), GROND)

    (regel,) = await uow.timeline.list(f"toewijzing:{GEMEENTE}-wmo-101")
    assert (regel.soort, regel.door) == ("grondslag_vastleggen", "zorgadministratie")
    assert regel.gegevens == {"datum": "2025-12-01"}


async def test_a_ground_from_tomorrow_is_refused(uow: FakeUow) -> None:
    morgen = Grondslag(
        gemeente=GEMEENTE, wet=Wet.WMO, toewijzing_nummer=1, soort=Grondslagsoort.HUISARTS, datum=dt.date(2027, 1, 1)
    )
    with pytest.raises(DomainError) as fout:
        await toewijzen.grondslag_vastleggen(uow, handeling(), morgen)
    assert {one.code for one in fout.value.fouten} == {"grondslag-past-niet-bij-wet", "datum-in-toekomst"}
    assert uow.timeline.regels == []


async def test_a_price_brings_toewijzingen_up_to_date_and_asks_for_settlement(uow: FakeUow) -> None:
    await toewijzen.grondslag_vastleggen(uow, handeling(), GROND)
    await wijs_toe(uow, toewijzing())

    for _ in range(2):
        await toewijzen.contractfeit_volgen(uow, handeling(), PRIJS)

    verteld = [one.verplichting_cent > 0 for one in uow.told(ToewijzingVastgelegd)]
    assert verteld == [False, True]
    assert [(one.wet, one.productcode, one.vanaf) for one in uow.verrekentaken.vragen] == [
        ("wmo", "02A03", dt.date(2023, 1, 1))
    ] * 2


@pytest.mark.parametrize(
    ("feit", "wetten"),
    [
        (Aanbiederfeit(agb_code=AGB, kvk_nummer="1", naam="A"), []),
        (
            Maatregelfeit(
                maatregel_id=uuid.UUID(int=3), agb_code=AGB, soort="clientenstop", gemeenten=(), van=KLOK, tot=None
            ),
            [],
        ),
        (
            Overeenkomsteinde(overeenkomst_id=uuid.UUID(int=2), agb_code=AGB, einddatum=KLOK, volgnummer=1),
            ["wmo", "jw"],
        ),
        (
            Overeenkomstfeit(
                overeenkomst_id=uuid.UUID(int=2),
                agb_code=ANDERE_AGB,
                wet="jw",
                variant="p*q",
                programmalijn="2.1.3",
                gemeenten=[GEMEENTE],
                productcodes=[],
                ingangsdatum=KLOK,
            ),
            ["jw"],
        ),
    ],
)
async def test_a_fact_is_kept_and_settled_where_money_follows_from_it(
    uow: FakeUow, feit: Contractfeit, wetten: list[str]
) -> None:
    await toewijzen.contractfeit_volgen(uow, handeling(), feit)

    assert uow.contractfeiten.alle == [feit]
    assert [one.wet for one in uow.verrekentaken.vragen] == wetten


async def test_a_stop_ends_what_began_in_it(uow: FakeUow) -> None:
    await toewijzen.grondslag_vastleggen(uow, handeling(), GROND)
    await wijs_toe(uow, toewijzing())
    stop = Maatregelfeit(
        maatregel_id=uuid.UUID(int=3),
        agb_code=AGB,
        soort="clientenstop",
        gemeenten=(),
        van=dt.date(2026, 1, 1),
        tot=None,
    )

    await toewijzen.contractfeit_volgen(uow, handeling(), stop)

    assert [one.reden_ongeldig for one in uow.told(ToewijzingVastgelegd)] == [None, "clientenstop"]


async def test_sending_is_all_or_nothing_and_names_every_fault(uow: FakeUow) -> None:
    verzending = toewijzen.Verzending(
        keep=lambda bericht: ontvangst(
            Soort.TOEWIJZING, inhoud=bericht.header.bericht_identificatie.identificatie.encode(), ontvangen_op=NU
        ),
        pseudonym=pseudonym,
    )
    goed = await toewijzen.toewijzingen_versturen(
        uow, handeling("zorgadministratie"), [toewijzing()], verzending=verzending
    )
    assert uow.bestanden.betrokkenen[goed[0].nummer] == [pseudonym("999900006")]
    (regel,) = await uow.timeline.list(f"bericht:{goed[0].id}")
    assert (regel.soort, regel.door) == ("toewijzingen_versturen", "zorgadministratie")
    assert regel.gegevens == {"gemeente": GEMEENTE, "agb_code": AGB, "wet": "wmo", "toewijzingen": [101]}

    fout_in = [toewijzing(product(103, product=ANDER)), toewijzing(bsn=BSN_TWEE)]
    with pytest.raises(DomainError) as fout:
        await toewijzen.toewijzingen_versturen(uow, handeling(), fout_in, verzending=verzending)
    assert "TR332" in {one.code for one in fout.value.fouten}
    assert {one.veld.split(".")[1] for one in fout.value.fouten} == {"1"}
    assert len(uow.timeline.regels) == 1
