"""What every letter says, word for word; and that a screen reader finds its way in it."""

import re

import pytest

from .voorbeelden import BESLUITEN, GOUDEN, VOORBEELDEN, page


@pytest.mark.parametrize("naam", VOORBEELDEN)
async def test_a_letter_says_what_its_golden_page_says(naam: str) -> None:
    assert await page(naam) == (GOUDEN / f"{naam}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("naam", VOORBEELDEN)
async def test_a_letter_has_one_title_headings_and_a_language(naam: str) -> None:
    html = await page(naam)

    assert '<html lang="nl">' in html
    assert html.count("<h1>") == 1


@pytest.mark.parametrize("naam", BESLUITEN)
async def test_a_decision_says_until_when_one_may_object(naam: str) -> None:
    html = await page(naam)

    assert "<h2>Bent u het niet eens met dit besluit?</h2>" in html
    assert re.search(r"tot en met <strong>\d{1,2} [a-z]+ \d{4}</strong>", html)


@pytest.mark.parametrize("naam", VOORBEELDEN)
async def test_sentences_are_short(naam: str) -> None:
    words = [len(one.split()) for one in re.split(r"[.?!:;]\s|<[^>]+>", await page(naam)) if one.strip()]

    assert max(words) <= 20
