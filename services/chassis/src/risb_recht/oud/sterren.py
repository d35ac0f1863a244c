"""Stars in the place of a burgerservicenummer in what was stored before free texts refused one: the rule of then."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator

_LENGTE = 9
_JAAR = "(?:19|20)[0-9]{2}"
_TUSSEN = "[ ./_-]"
# What is no burgerservicenummer by how it is written, though its digits may pass the 11-proef.
_ANDERS = re.compile(
    "|".join(
        (
            r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b",  # a kenmerk of ours
            r"\b[0-9a-f]{32,}\b",  # the same without its dashes, or a hash
            r"\b[a-z]{2}[0-9]{2}[ .-]?[a-z]{4}(?:[ .-]?[0-9]){10}(?![0-9])",  # a Dutch IBAN
            r"\b(?:kvk|agb)[a-z -]{0,10}[ :.-]{0,3}[0-9]{8}(?![0-9])",
            r"(?<![0-9])(?:0|(?:\+|00)31[ -]?(?:\(0\))?[ -]?)[1-9](?:[ -]?[0-9]){8}(?![0-9])",  # a telephone
            rf"(?<![0-9])[0-9]{{1,2}}([-./ ])[0-9]{{1,2}}\1{_JAAR}(?![0-9])",
            rf"(?<![0-9]){_JAAR}([-./ ])[0-9]{{1,2}}\2[0-9]{{1,2}}(?![0-9])",
            rf"(?<![0-9]){_JAAR}[ /-]{{1,3}}{_JAAR}(?![0-9])",  # a period in years
            rf"(?<![0-9]){_JAAR}-[0-9]{{5}}(?![0-9])",  # a number of a case
            r"(?:€|\beur|\beuro) ?[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])",
            r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{2}|,-| euro?\b)",
        )
    ),
    re.IGNORECASE,
)
_REEKS = re.compile(rf"[0-9]+(?:{_TUSSEN}{{1,3}}[0-9]+)*")
_GROEP = re.compile("[0-9]+")


def sterren_v1(tekst: str) -> str:
    """The text with stars in the place of every burgerservicenummer."""
    for begin, einde in reversed([*_nummers(tekst)]):
        tekst = tekst[:begin] + "*" * (einde - begin) + tekst[einde:]
    return tekst


def sterren_json_v1(*velden: str) -> Callable[[str], str]:
    """What does so in the texts of a JSON that stand under these names, or in all; the rest stays as it is."""

    def clean(tekst: str) -> str:
        inhoud = json.loads(tekst)
        nieuw = _in(inhoud, frozenset(velden), vrij=not velden)
        return tekst if nieuw == inhoud else json.dumps(nieuw, ensure_ascii=False)

    return clean


def _in(waarde: object, velden: frozenset[str], *, vrij: bool) -> object:
    if isinstance(waarde, dict):
        return {naam: _in(one, velden, vrij=not velden or naam in velden) for naam, one in waarde.items()}
    if isinstance(waarde, list):
        return [_in(one, velden, vrij=vrij) for one in waarde]
    return sterren_v1(waarde) if vrij and isinstance(waarde, str) else waarde


def _nummers(tekst: str) -> Iterator[tuple[int, int]]:
    """Where each number stands, none within another."""
    plain = _ANDERS.sub(lambda anders: "x" * len(anders[0]), "".join(map(_plain, tekst)))
    for reeks in _REEKS.finditer(plain):
        if len(reeks[0]) >= _LENGTE - 1:
            yield from _in_reeks([*_GROEP.finditer(plain, *reeks.span())])


def _in_reeks(groepen: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Whole groups only: a part of a longer number is no number."""
    klaar = 0
    for nummer, eerste in enumerate(groepen):
        cijfers = ""
        for groep in groepen[nummer : nummer + _LENGTE]:
            cijfers += groep[0]
            if eerste.start() >= klaar and len(cijfers) in (_LENGTE - 1, _LENGTE) and _is_bsn(cijfers.zfill(_LENGTE)):
                klaar = groep.end()
                yield eerste.start(), klaar
                break


def _plain(teken: str) -> str:
    """One sign for one sign: digits of any script, and one space, dash or dot for all that look like it."""
    if teken.isascii():
        return " " if teken.isspace() else teken
    cijfer = unicodedata.digit(teken, None)
    if cijfer is not None:
        return str(cijfer)
    soort = unicodedata.category(teken)
    if soort == "Pd" or teken == "\u2212":
        return "-"
    if teken in "\u00b7\u2022\u2024\u2027\u3002\uff0e\uff61":
        return "."
    return " " if soort[0] in "ZMC" else teken


def _is_bsn(cijfers: str) -> bool:
    gewogen = sum(int(cijfer) * gewicht for cijfer, gewicht in zip(cijfers, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return cijfers != "0" * _LENGTE and gewogen % 11 == 0
