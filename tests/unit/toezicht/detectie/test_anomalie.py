import json

from toezicht.domain.detectie.anomalie import ACTIEF, VERVALLEN, Uitgifte, anomalieen, te_publiceren
from toezicht.domain.detectie.dossier import Aanbiederdossier
from toezicht.entrypoints.stream.prestaties import deeltelling_van
from toezicht.entrypoints.stream.records import read_uitgifte, uitgifte_record

from tests.builders.toezicht import AGB, Regel, prestaties


def dossier(*tellingen: dict[str, object]) -> Aanbiederdossier:
    gevuld = Aanbiederdossier(AGB)
    for one in tellingen:
        gevuld.take_in(deeltelling_van(one))
    return gevuld


TE_VEEL = prestaties([Regel(volume=1000, maximum=0)], bestand="een")
HERSTEL = prestaties([Regel(volume=-1000, cent=-50_000, maximum=0)], bestand="twee")


def publiceer(gevuld: Aanbiederdossier, gezegd: dict[str, Uitgifte]) -> list[Uitgifte]:
    nieuw = te_publiceren(anomalieen(gevuld), gezegd)
    gezegd.update({one.event.anomalie_id: one for one in nieuw})
    return nieuw


def test_what_was_said_is_not_said_again() -> None:
    gezegd: dict[str, Uitgifte] = {}
    assert len(publiceer(dossier(TE_VEEL), gezegd)) == 1
    assert publiceer(dossier(TE_VEEL), gezegd) == []


def test_a_correction_makes_the_signal_lapse_once() -> None:
    gezegd: dict[str, Uitgifte] = {}
    publiceer(dossier(TE_VEEL), gezegd)
    (weg,) = publiceer(dossier(TE_VEEL, HERSTEL), gezegd)
    assert weg.event.stand == VERVALLEN
    assert "signaal is vervallen" in weg.event.toelichting
    assert publiceer(dossier(TE_VEEL, HERSTEL), gezegd) == []


def test_a_signal_that_returns_gets_an_event_id_of_its_own() -> None:
    gezegd: dict[str, Uitgifte] = {}
    (eerst,) = publiceer(dossier(TE_VEEL), gezegd)
    publiceer(dossier(), gezegd)
    (terug,) = publiceer(dossier(TE_VEEL), gezegd)
    assert (terug.event, terug.event.stand) == (eerst.event, ACTIEF)
    assert terug.gebeurtenis_id != eerst.gebeurtenis_id


def test_a_calculation_that_is_done_again_gives_the_same_event_id() -> None:
    (one,) = publiceer(dossier(TE_VEEL), {})
    (twee,) = publiceer(dossier(TE_VEEL), {})
    assert one == twee


def test_what_was_said_survives_the_changelog() -> None:
    (one,) = publiceer(dossier(TE_VEEL), {})
    assert read_uitgifte(json.loads(json.dumps(uitgifte_record(one)))) == one
