"""Level 3 of starts and stops: what contradicts something that is here is refused, what may be under way is kept."""

import datetime as dt
import itertools

import pytest
from declaraties.domain.regie.leveringstand import Melding, geldend
from declaraties.domain.regie.regeltabel import REGELS_305, REGELS_307
from declaraties.domain.regie.tegenspraak import CODES, tegenspraken
from declaraties.domain.regie.teksten import TEKSTEN
from declaraties.domain.standaard.codelijsten import RETOURCODE
from declaraties.domain.standaard.regel import Klasse

from tests.unit.declaraties.regie.test_leveringstand import start, stop

PAUZE = stop(reden="20")
VERWIJDERD = start(weg=True)
GEVALLEN: dict[str, tuple[list[Melding], Melding, tuple[str, ...]]] = {
    "a first start": ([], start(), ()),
    "the same start again": ([start()], start(), ("TR074",)),
    "the same start of another product": ([start(code="02A04")], start(), ()),
    "a start after it was taken back": ([start(), VERWIJDERD], start(), ()),
    "a start that was deleted before it came, as was kept formerly": ([VERWIJDERD], start(), ()),
    "a deletion of nothing": ([], VERWIJDERD, ("TR063",)),
    "a deletion of another day": ([start(1)], VERWIJDERD, ("TR063",)),
    "a deletion": ([start()], VERWIJDERD, ()),
    "a second deletion": ([start(), VERWIJDERD], VERWIJDERD, ("TR063",)),
    "a deletion of a start that was stopped": ([start(), stop()], VERWIJDERD, ("TR071",)),
    "a deletion of a start of which the stop was taken back": ([start(), stop(), stop(weg=True)], VERWIJDERD, ()),
    "a start while the former stands, whose stop may be under way": ([start()], start(40), ()),
    "a stop without its start, which may be under way": ([], stop(), ()),
    "the same stop again": ([start(), stop()], stop(), ("TR074",)),
    "a stop of nothing taken back": ([start()], stop(weg=True), ("TR063",)),
    "an end after a pause": ([start(), PAUZE], stop(einde=30), ()),
    "an end before a pause": ([start(), PAUZE], stop(einde=29), ("TR414",)),
    "a pause after a pause": ([start(), PAUZE], stop(einde=40, reden="20"), ("TR413",)),
    "an end after an end": ([start(), stop()], stop(einde=40), ("TR415",)),
    "an end for another reason": ([start(), stop()], stop(reden="02"), ("TR415",)),
    "a pause that its end overtook": ([start(), stop()], stop(einde=20, reden="20"), ()),
    "a pause after its end": ([start(), stop()], stop(einde=31, reden="20"), ("TR415",)),
    "an end before a pause, and a second one": (
        [stop(einde=20), stop(einde=30, reden="20")],
        stop(einde=25),
        ("TR414", "TR415"),
    ),
    "a stop of another begin": ([start(), stop()], stop(40, 60), ()),
}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_a_melding_beside_what_was_told_before(geval: str) -> None:
    bekend, nieuw, regels = GEVALLEN[geval]

    assert tegenspraken(bekend, [nieuw]) == [regels]


def test_a_message_may_take_back_and_tell_anew_in_any_order() -> None:
    for nieuw in itertools.permutations([stop(weg=True), stop(einde=40)]):
        assert tegenspraken([start(), stop()], nieuw) == [(), ()]


def test_two_things_in_one_message_contradict_each_other_at_the_second() -> None:
    assert tegenspraken([start()], [stop(), stop(einde=40)]) == [(), ("TR415",)]


@pytest.mark.parametrize("volgorde", ["113", "31", "1133", "3113", "131", "313", "11", "33"])
def test_no_sequence_ends_in_a_state_that_the_sender_was_not_told(volgorde: str) -> None:
    """`start, start, delete` and `delete, start` among them: what was said to be kept is exactly what stands."""
    bewaard: list[Melding] = []
    staat = False
    for status in volgorde:
        melding = start(weg=status == "3")
        (geweigerd,) = tegenspraken(bewaard, [melding])
        assert bool(geweigerd) == (staat == (status == "1"))
        if not geweigerd:
            bewaard.append(melding)
            staat = status == "1"

    assert bool(geldend(bewaard)) is staat


def test_every_rule_has_a_code_of_the_list_and_a_text() -> None:
    for regel, code in CODES.items():
        assert code in RETOURCODE
        for klasse in (Klasse.START_PRODUCT, Klasse.STOP_PRODUCT):
            assert TEKSTEN[regel, klasse].doe.endswith(".")
    assert CODES.keys().isdisjoint(regel.nummer for regel in (*REGELS_305, *REGELS_307))


def test_dates_of_the_first_and_last_day_of_the_calendar_are_days_like_others() -> None:
    eerste, laatste = dt.date.min, dt.date.max
    lang = Melding(categorie=None, code=None, begindatum=eerste, einddatum=laatste, reden="31", status_aanlevering="1")
    assert tegenspraken([lang], [lang]) == [("TR074",)]
