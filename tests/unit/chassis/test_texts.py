"""Texts in one form: what nobody can see is refused, and what looks the same is the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.texts import getoond, is_opslaanbaar, opgeschoond, regel, vergelijkvorm, verhaal

ZICHTBAAR = st.text(
    st.characters(categories=["L", "Nd", "P", "Sc"], exclude_characters="\u115f\u1160\u17b4\u17b5\u3164\uffa0"),
    min_size=1,
)


@pytest.mark.parametrize(
    "tekst",
    ["", " ", "\u00a0", "\u2003", "\u200b", "\ufeff", "\u3164", "\u2800", "\u00ad", "Jan\u200bsen", "Jan\u202esen",
     "Jan\u2067", "Jan\u0000", "Jan\u0007", "Jan\nsen", "Jan\tsen", "Jan\u0085", "Jan\u2028", "\ud800", "Jan\ufffe",
     "Jan\U000e0041", "\u0301"],
)  # fmt: skip
def test_a_name_that_nobody_can_read_is_refused_with_what_and_where(tekst: str) -> None:
    with pytest.raises(ValueError, match=r"Haal|Vul|Schrijf") as fout:
        regel(tekst)
    assert not tekst.strip() or tekst not in str(fout.value)


@given(ZICHTBAAR)
def test_a_name_has_one_form(tekst: str) -> None:
    assert regel(tekst) == regel(unicodedata.normalize("NFD", tekst)) == regel(f" {tekst}\u00a0") == regel(regel(tekst))


@given(st.text())
def test_what_is_mended_is_taken_as_it_is(tekst: str) -> None:
    for geheel, regels in ((regel, False), (verhaal, True)):
        schoon = opgeschoond(tekst, regels=regels)
        assert is_opslaanbaar(schoon)
        if any(unicodedata.category(one)[0] in "LNPS" for one in schoon):
            assert geheel(schoon) == schoon


def test_a_story_keeps_its_lines_and_joined_signs() -> None:
    assert (
        verhaal(" een\r\ntwee\rdrie\u2028vier\t\U0001f468\u200d\U0001f469 ")
        == "een\ntwee\ndrie\nvier\t\U0001f468\u200d\U0001f469"
    )


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("de financi\u00eble efficie\u0302ntie", "de \ufb01nancie\u0308le e\ufb03ci\u00eantie"),
        ("Stra\u00dfe 5", "STRASSE \uff15"),
        ("een  plan,\nvoor de buurt", "Een plan voor de\u00adbuurt"),
        ("een PLAN", "\u0435\u0435n \u0420L\u0410N"),
        ("een KOP", "e\u0435n \u039a\u039f\u03a1"),
        ("financi\u00eble", "fin\u0430nci\u0451l\u0435"),
        ("\U0001d452\U0001d452\U0001d45b plan", "\uff45\uff45\uff4e \u1d56lan"),
    ],
)
def test_copied_text_is_recognised(een: str, ander: str) -> None:
    assert vergelijkvorm(een) == vergelijkvorm(ander)


@given(st.text(st.characters(max_codepoint=0x24F, exclude_characters="\u0131")))
def test_a_text_in_our_own_letters_keeps_the_form_that_was_stored_before(tekst: str) -> None:
    eerder = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tekst).casefold())
    # The micro sign is a Greek letter, which looks like none of ours.
    assert vergelijkvorm(tekst).replace("m", "\u03bc") == "".join(filter(str.isalnum, eerder)).replace("m", "\u03bc")


@given(st.text("\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0416\u0414\u0419"))
def test_capitals_of_another_alphabet_make_no_other_text(tekst: str) -> None:
    assert vergelijkvorm(tekst) == vergelijkvorm(tekst.lower())


def test_another_text_is_another_text() -> None:
    assert vergelijkvorm("een plan") != vergelijkvorm("geen plan")


@given(st.text())
def test_a_name_of_somebody_else_is_cut_and_clean(tekst: str) -> None:
    kort = getoond(tekst)
    assert len(kort) <= 63
    assert kort.isprintable() or all(
        unicodedata.category(one) in {"Co", "Cn", "Zs"} for one in kort if not one.isprintable()
    )
