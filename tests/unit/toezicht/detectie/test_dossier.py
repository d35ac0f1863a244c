import dataclasses
import datetime as dt
import itertools
import random
from collections.abc import Sequence

import pytest
from risb_schemas import decode, encode, load_catalog
from toezicht.domain.detectie.anomalie import ACTIEF, Uitgifte, anomalieen, te_publiceren
from toezicht.domain.detectie.dossier import Aanbiederdossier, Capaciteit
from toezicht.domain.detectie.events import AnomalieGesignaleerd
from toezicht.entrypoints.stream.prestaties import deeltelling_van
from toezicht.entrypoints.stream.records import deeltelling_record, read_deeltelling

from tests.builders.toezicht import (
    AGB,
    Bericht,
    Regel,
    aanbieder,
    alle,
    bericht,
    drie_patronen,
    prestaties,
    prestaties_1_0,
)

MOMENT = dt.datetime(2026, 5, 6, 10, tzinfo=dt.UTC)


def vouw(dossier: Aanbiederdossier, one: Bericht) -> None:
    record = decode(load_catalog(), one.value).record
    if "capaciteit_uren_per_maand" in record:
        dossier.stel_capaciteit(
            Capaciteit(
                datum=record["datum"],
                vastgelegd_op=MOMENT,
                gebeurtenis_id=dict(one.headers)["ce_id"].decode(),
                uren_per_maand=record["capaciteit_uren_per_maand"],
            )
        )
    else:
        dossier.take_in(read_deeltelling(deeltelling_record(deeltelling_van(record))))


def actief(berichten: Sequence[Bericht], partities: int = 1) -> dict[str, AnomalieGesignaleerd]:
    """What stands at the end when the events are read by that many workers, one event at a time."""
    dossiers: dict[tuple[int, bytes], Aanbiederdossier] = {}
    gezegd: dict[str, Uitgifte] = {}
    for one in berichten:
        plek = (hash(one.key) % partities, one.key)
        dossier = dossiers.setdefault(plek, Aanbiederdossier(one.key.decode()))
        vouw(dossier, one)
        eigen = {sleutel: one for sleutel, one in gezegd.items() if one.event.agb_code == dossier.agb_code}
        for uitgifte in te_publiceren(anomalieen(dossier), eigen):
            gezegd[uitgifte.event.anomalie_id] = uitgifte
    return {sleutel: one.event for sleutel, one in gezegd.items() if one.event.stand == ACTIEF}


@pytest.fixture(scope="module")
def berichten() -> list[Bericht]:
    lang = [Regel(toewijzing=n, volume=n % 7) for n in range(1, 31)]
    in_delen = [
        bericht("PrestatiesBeoordeeld", prestaties(lang[deel::3], agb="42420003", deel=deel + 1, delen=3))
        for deel in range(3)
    ]
    return [*drie_patronen("42420001"), *drie_patronen("42420002"), *in_delen]


@pytest.fixture(scope="module")
def verwacht(berichten: list[Bericht]) -> dict[str, AnomalieGesignaleerd]:
    return actief(berichten)


def test_the_three_patterns_give_three_anomalies_for_each_aanbieder(
    verwacht: dict[str, AnomalieGesignaleerd],
) -> None:
    gevonden = sorted((one.agb_code, one.regel, one.periode) for one in verwacht.values())
    regels = ["H1", "T18", "T2"]
    assert gevonden == [(agb, regel, 202604) for agb in ("42420001", "42420002") for regel in regels]


@pytest.mark.parametrize("zaad", range(20))
@pytest.mark.parametrize("partities", [1, 4])
def test_order_repetition_and_partitions_change_nothing_about_the_outcome(
    berichten: list[Bericht], verwacht: dict[str, AnomalieGesignaleerd], zaad: int, partities: int
) -> None:
    geschud = alle(berichten, 1 + zaad % 3)
    random.Random(zaad).shuffle(geschud)
    assert actief(geschud, partities) == verwacht


def test_nothing_rests_on_half_a_file() -> None:
    regels = [Regel(toewijzing=n, volume=20) for n in range(1, 41)]
    delen = [prestaties(regels[deel::2], deel=deel + 1, delen=2) for deel in range(2)]
    dossier = Aanbiederdossier(AGB)
    dossier.take_in(deeltelling_van(delen[1]))
    assert dossier.maanden == {}
    dossier.take_in(deeltelling_van(delen[0]))
    assert dossier.maanden[202604].op_maximum == 40


def test_a_redelivered_part_is_recognised() -> None:
    dossier, deel = Aanbiederdossier(AGB), deeltelling_van(prestaties([Regel()]))
    assert [dossier.take_in(deel), dossier.take_in(deel)] == [True, False]
    assert dossier.maanden[202604].cent == 50_000


def test_of_two_versions_of_a_part_the_later_judgement_counts_in_any_order() -> None:
    vroeg = deeltelling_van(prestaties([Regel(cent=1)]))
    laat = dataclasses.replace(
        deeltelling_van(prestaties([Regel(cent=2)])), beoordeeld_op=MOMENT + dt.timedelta(days=1)
    )
    for volgorde in itertools.permutations([vroeg, laat]):
        dossier = Aanbiederdossier(AGB)
        for deel in volgorde:
            dossier.take_in(deel)
        assert dossier.maanden[202604].cent == 2


def test_refused_lines_do_not_count() -> None:
    dossier = Aanbiederdossier(AGB)
    dossier.take_in(deeltelling_van(prestaties([Regel(), Regel(toewijzing=2, uitkomst="9307")])))
    assert dossier.maanden[202604].toewijzingmaanden == 1


def test_a_credit_takes_its_line_back() -> None:
    dossier = Aanbiederdossier(AGB)
    dossier.take_in(deeltelling_van(prestaties([Regel(volume=20)], bestand="een")))
    dossier.take_in(deeltelling_van(prestaties([Regel(volume=-20, cent=-50_000)], bestand="twee")))
    beeld = dossier.maanden[202604]
    assert (beeld.cent, beeld.minuten, beeld.toewijzingmaanden) == (0, 0, 0)


def test_a_file_without_an_approved_line_leaves_no_month() -> None:
    dossier = Aanbiederdossier(AGB)
    dossier.take_in(deeltelling_van(prestaties([Regel(uitkomst="9307")])))
    assert dossier.maanden == {}


def test_equal_assignment_numbers_of_two_gemeenten_are_two_assignments() -> None:
    dossier = Aanbiederdossier(AGB)
    dossier.take_in(deeltelling_van(prestaties([Regel()], gemeente="0307")))
    dossier.take_in(deeltelling_van(prestaties([Regel()], gemeente="0308")))
    assert dossier.maanden[202604].toewijzingmaanden == 2


def test_a_part_survives_the_changelog() -> None:
    deel = deeltelling_van(prestaties([Regel(), Regel(toewijzing=9, eenheid="16")]))
    assert read_deeltelling(deeltelling_record(deel)).rang == deel.rang


def test_sums_beyond_32_bits_are_exact_though_lines_are_kept_in_less() -> None:
    groot = 2**31 - 1
    dossier = Aanbiederdossier(AGB)
    for nummer in range(3):
        regels = [Regel(toewijzing=7, cent=groot), Regel(toewijzing=8, cent=groot)]
        deel = deeltelling_van(prestaties(regels, bestand=str(nummer)))
        assert read_deeltelling(deeltelling_record(deel)).rang == deel.rang
        dossier.take_in(deel)
    assert dossier.maanden[202604].cent == 6 * groot


def test_columns_of_revision_1_0_say_the_same() -> None:
    regels = [Regel(toewijzing=9), Regel(toewijzing=3, eenheid="16", cent=-5), Regel(toewijzing=4, uitkomst="9307")]
    catalog = load_catalog()
    eerste = next(one for one in catalog.revisions if one.key == "PrestatiesBeoordeeld.v1" and one.revision == 0)
    oud = decode(catalog, encode(eerste, prestaties_1_0(regels))).record
    assert deeltelling_van(oud).rang == deeltelling_van(prestaties(regels)).rang


def test_parts_of_many_files_in_any_order_give_the_figures_of_one_pass() -> None:
    toeval = random.Random(11)
    for _ in range(20):
        delen = [
            prestaties(
                [
                    Regel(toewijzing=toeval.randint(1, 9), volume=toeval.randint(-20, 40), cent=toeval.randint(-9, 99))
                    for _ in range(toeval.randint(1, 6))
                ],
                periode=toeval.choice([202603, 202604]),
                gemeente=toeval.choice(["0307", "0308"]),
                bestand=f"b{nummer // 3}",
                deel=nummer % 3 + 1,
                delen=3,
            )
            for nummer in range(12)
        ]
        beelden = []
        for _ in range(3):
            toeval.shuffle(delen)
            dossier = Aanbiederdossier(AGB)
            for one in delen:
                dossier.take_in(deeltelling_van(one))
            beelden.append(dict(dossier.maanden))
        assert beelden[0] == beelden[1] == beelden[2]


def test_capacity_of_a_month_is_the_newest_statement_by_then() -> None:
    dossier = Aanbiederdossier(AGB)
    for nummer, (datum, uren) in enumerate([(dt.date(2026, 6, 1), 900), (dt.date(2026, 3, 1), 500)]):
        dossier.stel_capaciteit(
            Capaciteit(datum=datum, vastgelegd_op=MOMENT, gebeurtenis_id=str(nummer), uren_per_maand=uren)
        )
    gevonden = [dossier.capaciteit(periode) for periode in (202601, 202605, 202606)]
    assert [one.uren_per_maand for one in gevonden if one] == [500, 500, 900]


def test_capacity_of_an_unknown_aanbieder_is_unknown() -> None:
    assert Aanbiederdossier(AGB).capaciteit(202604) is None
    assert aanbieder()["capaciteit_uren_per_maand"] == 1400
