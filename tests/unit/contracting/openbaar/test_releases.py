"""Every published step as a release of OCDS 1.1.5; merged they give what holds now."""

import datetime as dt
import json
import os
import random
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from contracting.adapters.openbaar.samenvoegen import REGELS, compiled_release
from contracting.application.openbaar.openbaar_dossier import openbaar_dossier
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding, AanbestedingStatus, Afroep, Inlichtingnota
from contracting.domain.openbaar.releases import STAPPEN, Release, releases_van
from contracting.domain.toelating.perceel import Procedure
from ocdsmerge.rules import get_merge_rules

from tests.builders.aanbesteding import SLUITING, aanbesteding, perceelvraag, toelatingsvraag
from tests.builders.contracting import AGB, ANDERE_AGB, handeling, overeenkomst
from tests.fakes.contracting.uow import FakeUow

REFERENTIE = Path(os.environ.get("RISB_REFERENTIE", Path(__file__).parents[4] / "../shared/reference"))
SCHEMA = REFERENTIE / "standards/ocds/eforms-profiel/release-schema.json"
officieel = pytest.mark.skipif(not SCHEMA.is_file(), reason=f"OFFICIAL SCHEMA ABSENT at {SCHEMA} (set RISB_REFERENTIE)")
DAG = dt.date(2026, 6, 1)
AB = f"aanbesteding:{uuid.UUID(int=7)}"
GUNNING = f"gunning:{uuid.UUID(int=7)}:WMO-BEGELEIDING"
CONTRACT = overeenkomst(ingangsdatum=dt.date(2027, 1, 1), einddatum=None)
SLUIT = {"sluiting": SLUITING.isoformat()}
NOTA = Inlichtingnota(nummer=2, datum=DAG, antwoorden={}, wijziging="Anders.", sluiting_was=SLUITING, sluiting=SLUITING)
LOOP: list[tuple[str, str, dict[str, Any], list[str]]] = [
    (AB, "aanbesteding_publiceren", SLUIT, ["tender"]),
    (AB, "nota_publiceren", {**SLUIT, "nota": 1}, ["tenderUpdate"]),
    (AB, "nota_publiceren", {**SLUIT, "nota": 2}, ["tenderAmendment"]),
    (AB, "inschrijvingen_openen", {"op_tijd": 2, "te_laat": 0, "vingerafdrukken": ["geheim"]}, ["tenderUpdate"]),
    (GUNNING, "gunning_meedelen", {"gegund": [AGB, ANDERE_AGB]}, ["award"]),
    (GUNNING, "gunning_intrekken", {"perceel_code": "WMO-BEGELEIDING"}, ["awardCancellation"]),
    (GUNNING, "gunning_meedelen", {"gegund": [AGB]}, ["award"]),
    (CONTRACT.zaak, "overeenkomst_sluiten", {"agb_code": AGB}, ["awardUpdate", "contract"]),
    (GUNNING, "plaats_aanvaarden", {"agb_code": ANDERE_AGB}, ["award"]),
    (GUNNING, "plaats_aanvaarden", {"agb_code": AGB}, ["awardUpdate"]),
    (CONTRACT.zaak, "prijs_vaststellen", {"versie": 2}, ["contractAmendment"]),
    (CONTRACT.zaak, "overeenkomst_wijzigen", {"grondcode": "AW 2.163d"}, ["contractAmendment"]),
    (CONTRACT.zaak, "overeenkomst_verlengen", {"einddatum": "2028-12-31"}, ["contractAmendment"]),
    (CONTRACT.zaak, "overeenkomsten_overbruggen", {"einddatum": "2029-12-31"}, ["contractAmendment"]),
    (CONTRACT.zaak, "standaard_overnemen", {"versie": "2027"}, ["contractAmendment"]),
    (CONTRACT.zaak, "overeenkomst_beeindigen", {"einddatum": "2028-01-31"}, ["contractTermination"]),
    (CONTRACT.zaak, "beeindiging_intrekken", {"einddatum": None}, ["contractAmendment"]),
    (AB, "aanbesteding_intrekken", {"perceel_code": None, "intrekkingsreden": "x"}, ["tenderCancellation"]),
]


async def na(stappen: list[tuple[str, str, dict[str, Any]]], van: Aanbesteding | None = None) -> list[Release]:
    """What is public after these acts, one a day."""
    uow = FakeUow()
    van = van or aanbesteding(notas=(NOTA,))
    await uow.aanbestedingen.add(replace(van, status=AanbestedingStatus.GEPUBLICEERD))
    await uow.overeenkomsten.add(CONTRACT)
    for nummer, (zaak, soort, gegevens) in enumerate(stappen):
        op = handeling(DAG + dt.timedelta(days=nummer), door="mevrouw-inkoop")
        await uow.timeline.add(zaak, soort, op, gegevens)
    dossier = await openbaar_dossier(uow, van.id)
    assert dossier is not None
    return releases_van(dossier)


@pytest.fixture
async def releases() -> list[Release]:
    return await na([one[:3] for one in LOOP])


def test_every_step_has_the_tag_of_the_standard(releases: list[Release]) -> None:
    assert [one["tag"] for one in releases] == [tags for *_, tags in LOOP]
    assert {soort for _, soort, *_ in LOOP} == set(STAPPEN)


def test_an_id_never_comes_twice_and_an_earlier_release_never_changes(releases: list[Release]) -> None:
    assert len({str(one["id"]) for one in releases}) == len(LOOP)


async def test_a_later_act_leaves_what_was_published(releases: list[Release]) -> None:
    for aantal in range(1, len(LOOP)):
        assert await na([one[:3] for one in LOOP[:aantal]]) == releases[:aantal]


@officieel
def test_every_release_and_the_record_are_valid_and_a_day_is_no_moment(releases: list[Release]) -> None:
    keurder = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()), validate_formats=True)
    for one in [*releases, compiled_release(releases)]:
        assert [str(fout) for fout in keurder.iter_errors(one)] == []
    assert not keurder.is_valid({**releases[0], "date": "2026-06-01"})


@officieel
def test_our_rules_of_merging_are_those_of_the_standard_for_what_we_publish(releases: list[Release]) -> None:
    regels = get_merge_rules(json.loads(SCHEMA.read_text()))
    paden = {pad for one in releases for pad in _paden(one)}
    assert {pad: regel for pad, regel in regels.items() if pad in paden} == dict(REGELS)


def _paden(deel: object, pad: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Every place of a list of things or of a value that is left out when merged."""
    if isinstance(deel, list):
        return {gevonden for one in deel if isinstance(one, dict) for gevonden in ({pad} | _paden(one, pad))}
    if isinstance(deel, dict):
        return {gevonden for naam, one in deel.items() for gevonden in ({(*pad, naam)} | _paden(one, (*pad, naam)))}
    return set()


async def test_nothing_of_who_did_it_or_of_a_bid_leaves(releases: list[Release]) -> None:
    tekst = json.dumps(releases)
    for geheim in ("mevrouw-inkoop", "geheim", "Anders.", "Zorg"):
        assert geheim not in tekst


async def test_a_concept_is_not_there_and_a_signature_before_the_publication_is_not_of_it() -> None:
    uow = FakeUow()
    await uow.aanbestedingen.add(aanbesteding())
    assert await openbaar_dossier(uow, uuid.UUID(int=7)) is None
    vroeg = [(CONTRACT.zaak, "overeenkomst_sluiten", {"agb_code": AGB}), (AB, "aanbesteding_publiceren", SLUIT)]
    assert [one["tag"] for one in await na(vroeg)] == [["tender"]]


async def test_a_toelating_awards_when_it_is_signed() -> None:
    van = aanbesteding(toelatingsvraag(), procedure=Procedure.TOELATING)
    open_, getekend = await na([(AB, "aanbesteding_publiceren", SLUIT), LOOP[7][:3]], van)
    tender: Any = open_["tender"]
    assert (tender["procurementMethod"], tender["procurementMethodDetails"]) == ("open", "toelatingsprocedure")
    assert getekend["tag"] == ["award", "contract"]


async def test_a_call_off_names_its_framework_and_one_perceel_less_is_an_amendment() -> None:
    afroep = Afroep(aanbesteding_id=uuid.UUID(int=9), perceel_code="WMO-RAAM")
    van = aanbesteding(perceelvraag(), perceelvraag(perceel_code="WMO-TWEE"), afroep_van=afroep)
    weg = (AB, "aanbesteding_intrekken", {"perceel_code": "WMO-TWEE", "intrekkingsreden": "budget-ontbreekt"})
    open_, minder = await na([(AB, "aanbesteding_publiceren", SLUIT), weg], van)
    raam: Any = open_["relatedProcesses"]
    assert raam[0]["identifier"] == f"ocds-xxxxxx-{uuid.UUID(int=9)}"
    assert minder["tag"] == ["tenderAmendment"]


async def test_merging_gives_what_holds_now_whatever_the_course() -> None:
    """Against a plain second account, kept act by act."""
    kans = random.Random(73)
    for _ in range(60):
        stappen: list[tuple[str, str, dict[str, Any]]] = [LOOP[0][:3], LOOP[3][:3]]
        awards: dict[str, str] = {}
        contract: dict[str, Any] = {}
        for _ in range(kans.randrange(8)):
            if not contract and awards.get(AGB) == "pending" and kans.random() < 0.5:
                stappen.append(LOOP[7][:3])
                contract, awards[AGB] = {"status": "active", "einde": None}, "active"
            elif contract and kans.random() < 0.6:
                weg = contract["status"] == "active"
                dag = "2028-01-31" if weg else None
                stappen.append(
                    (CONTRACT.zaak, "overeenkomst_beeindigen" if weg else "beeindiging_intrekken", {"einddatum": dag})
                )
                contract = {"status": "terminated" if weg else "active", "einde": dag}
            elif "pending" in awards.values() and not contract:
                stappen.append(LOOP[5][:3])
                awards = dict.fromkeys(awards, "cancelled")
            elif not contract:
                gegund = kans.sample([AGB, ANDERE_AGB], kans.randint(1, 2))
                stappen.append((GUNNING, "gunning_meedelen", {"gegund": gegund}))
                awards |= dict.fromkeys(gegund, "pending")
        record: Any = compiled_release(await na(stappen))
        assert {one["suppliers"][0]["id"][4:]: one["status"] for one in record.get("awards", [])} == awards
        (stand,) = record.get("contracts", []) or [{}]
        einde = (stand.get("period") or {}).get("endDate")
        assert (stand.get("status"), einde and einde[:10]) == (contract.get("status"), contract.get("einde"))
