"""A burgerservicenummer that somebody wrote in a free text: found however it is written, and never said again.

Nine digits that pass the 11-proef, or eight when the zero in front was left out; in any script. Between them spaces,
dots, dashes, slashes and signs that print nothing, in any mixture; or any other signs, the same everywhere and around
no more than these nine digits. Numbers of another kind are passed over first. Where a word as bsn stands near, all
this is not asked: any signs in any mixture, a zero or +31 in front, and amounts and telephones are looked at too.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from risb_recht.codes import OnjuisteCodeError, is_bsn

CODE = "bsn-in-tekst"
_LENGTE = 9
_JAAR = "(?:19|20)[0-9]{2}"
_LANGSTE = 13  # 0031 in front of nine digits
_BEREIK = 20


def _een_van(*vormen: str) -> re.Pattern[str]:
    return re.compile("|".join(vormen), re.IGNORECASE)


_WOORD = _een_van(
    r"(?<![a-z])(?:burger[ -]?service[ -]?n(?:umme)?r|(?:b\.?s\.?n|sofi)(?:[ -]?n(?:umme)?r)?)s?(?![a-z])"
)
# What nobody writes a burgerservicenummer as, whatever stands near: a kenmerk of ours and a day.
_ALTIJD_ANDERS = _een_van(
    r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b",
    rf"(?<![0-9])(?:0?[1-9]|[12][0-9]|3[01])([-./ ])(?:0?[1-9]|1[0-2])\1{_JAAR}(?![0-9])",
    rf"(?<![0-9]){_JAAR}([-./ ])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])",
)
# What is no burgerservicenummer by how it is written, though its digits may pass the 11-proef.
_ANDERS = _een_van(
    r"\b[0-9a-f]{32,}\b",  # a kenmerk without its dashes, or a hash
    r"\b[a-z]{2}[0-9]{2}[ .-]?[a-z]{4}(?:[ .-]?[0-9]){10}(?![0-9])",  # a Dutch IBAN
    r"\b(?:kvk|agb)[a-z -]{0,10}[ :.-]{0,3}[0-9]{8}(?![0-9]|[ .-][0-9](?![0-9]))",
    r"(?<![0-9])(?:0|(?:\+|00)31[ -]?(?:\(0\))?[ -]?)[1-9](?:[ -]?[0-9]){8}(?![0-9])",  # a telephone
    rf"(?<![0-9])[0-9]{{1,2}}([-./ ])[0-9]{{1,2}}\1{_JAAR}(?![0-9])",
    rf"(?<![0-9]){_JAAR}([-./ ])[0-9]{{1,2}}\2[0-9]{{1,2}}(?![0-9])",
    rf"(?<![0-9]){_JAAR}[ /-]{{1,3}}{_JAAR}(?![0-9])",  # a period in years
    rf"(?<![0-9]){_JAAR}-[0-9]{{5}}(?![0-9])",  # a number of a case
    r"(?:€|\beur|\beuro) ?[0-9]{1,3}(?:[.,][0-9]{3})+(?![0-9])",
    r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{2}|,-| euro?\b)",
)
_GROEP = re.compile("[0-9]+")
_REEKS = re.compile(r"[0-9]+(?:[\W_]{1,5}[0-9]+)*")
_GEWOON = re.compile("[0-9]+(?:[ ./_-]{1,3}[0-9]+)*")
_OPSOMMING = re.compile(r"[\W_]*[,;][\W_]* ")  # 12, 14, 18 is a list
_VOORAAN = re.compile("0*(?:31)?0*")


def zonder_bsn(tekst: str) -> str:
    """The text as it came; refused when a burgerservicenummer stands in it."""
    begin = min((begin for begin, _ in _nummers(tekst)), default=None)
    if begin is not None:
        raise OnjuisteCodeError(
            CODE,
            f"In deze tekst staat een burgerservicenummer (op plaats {begin + 1}). Haal het weg en noem de persoon"
            " op een andere manier. Is het een KvK-nummer of AGB-code, zet dan KvK of AGB voor het nummer.",
        )
    return tekst


def code_zonder_bsn(code: str) -> str:
    """A code that people chose; refused when nine digits in it, or all of it but dashes, are a burgerservicenummer."""
    if any(map(is_bsn, [*_GROEP.findall(code), code.replace("-", "")])):
        raise OnjuisteCodeError(CODE, "In deze code staat een burgerservicenummer. Kies een andere code.")
    return code


def met_sterren(tekst: str) -> str:
    """As `zonder_bsn`, of a text that cannot be refused any more: stars in the place of the number."""
    tekens = [*tekst]
    for begin, einde in _nummers(tekst):
        tekens[begin:einde] = "*" * (einde - begin)
    return "".join(tekens)


def _nummers(tekst: str) -> Iterator[tuple[int, int]]:
    """Where each number stands, perhaps more than once."""
    plain = "".join(map(_plain, tekst))
    if not _GROEP.search(plain):
        return
    woorden = [woord.span() for woord in _WOORD.finditer(plain)]
    plain = _ALTIJD_ANDERS.sub(_weg, plain)
    plain = _ANDERS.sub(lambda anders: anders[0] if _dichtbij(woorden, anders) else _weg(anders), plain)
    for reeks in _REEKS.finditer(plain):
        ruim = _dichtbij(woorden, reeks)
        for stuk in [reeks] if ruim else _GEWOON.finditer(plain, *reeks.span()):
            yield from _vensters([*_GROEP.finditer(plain, *stuk.span())], _LANGSTE if ruim else _LENGTE)
        yield from _in_een_stijl(plain, [*_GROEP.finditer(plain, *reeks.span())])


def _weg(anders: re.Match[str]) -> str:
    return "x" * len(anders[0])


def _dichtbij(woorden: Sequence[tuple[int, int]], getal: re.Match[str]) -> bool:
    """True when a word as bsn stands within twenty signs before or after it."""
    nummer = bisect_left(woorden, getal.start() - _BEREIK, key=lambda woord: woord[1])
    return nummer < len(woorden) and woorden[nummer][0] <= getal.end() + _BEREIK


def _vensters(groepen: Sequence[re.Match[str]], langste: int) -> Iterator[tuple[int, int]]:
    """Whole groups only: a part of a longer number is no number, but for what may stand in front of it."""
    klaar = 0
    for nummer, eerste in enumerate(groepen):
        cijfers = ""
        for groep in groepen[nummer : nummer + langste] if eerste.start() >= klaar else ():
            cijfers += groep[0]
            if len(cijfers) > langste:
                break
            kaal = cijfers if len(cijfers) <= _LENGTE else _VOORAAN.sub("", cijfers, count=1)
            if len(kaal) in (_LENGTE - 1, _LENGTE) and is_bsn(kaal.zfill(_LENGTE)):
                klaar = groep.end()
                yield eerste.start(), klaar
                break


def _in_een_stijl(plain: str, groepen: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Nine digits that have one and the same between them, and before and after them not."""
    plaats = 0
    for tussen, gaten in groupby(plain[een.end() : ander.start()] for een, ander in pairwise(groepen)):
        eerste, plaats = plaats, plaats + len([*gaten])
        stuk = groepen[eerste : plaats + 1]
        if not _OPSOMMING.fullmatch(tussen) and is_bsn("".join(groep[0] for groep in stuk)):
            yield stuk[0].start(), stuk[-1].end()


@lru_cache(4096)
def _plain(teken: str) -> str:
    """One sign for one sign: digits of any script, and one space, dash or dot for all that look like it."""
    getal = unicodedata.numeric(teken, -1)
    if getal in range(10):
        return str(int(getal))
    soort = unicodedata.category(teken)
    if soort == "Pd" or teken == "\u2212":
        return "-"
    if teken in "\u00b7\u2022\u2024\u2027\u3002\uff61":
        return "."
    if soort[0] in "ZMC":
        return " "
    vorm = unicodedata.normalize("NFKC", teken)
    return vorm if len(vorm) == 1 else teken
