"""Texts in their one canonical form: a text in, the form out, or what is wrong, where and how to mend (ValueError)."""

import re
import unicodedata

# Line ends of forms, of old files, and of what is copied from a document.
_REGELEINDE = re.compile("\r\n|\r|\u2028|\u2029")
# Letters and signs that print nothing: fillers of Hangul, vowels of Khmer, an empty braille cell.
_LEEG = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_LEESRICHTING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Joins emoji and letters of several scripts, and a place where a word may break: harmless within a story.
_IN_VERHAAL = "\n\t\u00ad\u200c\u200d"
# Letters of Cyrillic and Greek that look like one of ours, capitals and small letters: a reader sees no difference.
_CYRILLISCH = ("АВЕІЅЈКМНОРСТУҮХԌԚԜӀабвеіѕјкмнорстуүхԁһԛԝӏ", "ABEISJKMHOPCTYYXGQWIabbeisjkmhopctyyxdhqwl")
_GRIEKS = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳαβεηικμνορςτυχγϲ", "ABEZHIKMNOPTYXCjabenikmvopctuxyc")
_EENDER = {
    **str.maketrans(*_CYRILLISCH),
    **str.maketrans(*_GRIEKS),
    **str.maketrans("ıɑɡɩʏ", "iagiy"),
}
_ONZICHTBAAR = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def regel(tekst: str) -> str:
    """One line, as a name: NFC, trimmed, single spaces; refused when blank or with a sign that nobody can see."""
    return " ".join(_zichtbaar(unicodedata.normalize("NFC", tekst), "").split())


def verhaal(tekst: str) -> str:
    """Several lines: NFC, trimmed, line ends as LF; refused as `regel` does."""
    return _zichtbaar(unicodedata.normalize("NFC", _REGELEINDE.sub("\n", tekst)), _IN_VERHAAL).strip()


def opgeschoond(tekst: str, *, regels: bool = False) -> str:
    """What of a text that stands somewhere already can be shown: `regel` or `verhaal` without what these refuse."""
    tekst = unicodedata.normalize("NFC", _REGELEINDE.sub("\n", tekst))
    over = "".join(one for one in tekst if _mag(one, _IN_VERHAAL if regels else "\n\t"))
    return over.strip() if regels else " ".join(over.split())


def getoond(tekst: str, grootste: int = 60) -> str:
    """A name that somebody else chose, for in a message of ours: on one line, cut, and without what is invisible."""
    kort = opgeschoond(tekst[: 4 * grootste])
    return kort if len(kort) <= grootste else f"{kort[:grootste]}..."


def vergelijkvorm(tekst: str) -> str:
    """Letters and digits only, without ligatures, capitals and look-alikes: copied text is recognised however set."""
    # Twice: what casefold makes of a letter may be composed again.
    los = unicodedata.normalize("NFKD", tekst).translate(_EENDER)
    gelijk = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", los).casefold())
    return "".join(one for one in gelijk if one.isalnum() and one not in _LEEG)


def is_opslaanbaar(tekst: str) -> bool:
    """True when a database can hold the text: no NUL, no half of a pair."""
    return "\x00" not in tekst and not any("\ud800" <= one <= "\udfff" for one in tekst)


def _zichtbaar(tekst: str, toegestaan: str) -> str:
    fout = next((plaats for plaats, one in enumerate(tekst) if not _mag(one, toegestaan)), None)
    if fout is not None:
        raise ValueError(_melding(tekst[fout], fout + 1))
    if not any(unicodedata.category(one)[0] in "LNPS" for one in tekst):
        raise ValueError("De tekst is leeg. Vul iets in dat te lezen is.")
    return tekst


def _melding(teken: str, plaats: int) -> str:
    wat = f"U+{ord(teken):04X}, op plaats {plaats}"
    if teken in _LEESRICHTING:
        return f"De tekst bevat een onzichtbaar teken dat de leesrichting verandert ({wat}). Haal het weg."
    if teken in "\n\r\t":
        return f"De tekst mag geen nieuwe regel of tab bevatten ({wat}). Schrijf alles op een regel."
    soort = "stuurteken" if unicodedata.category(teken) == "Cc" else "onzichtbaar teken"
    return f"De tekst bevat een {soort} ({wat}). Haal het weg of typ de tekst over."


def _mag(teken: str, toegestaan: str) -> bool:
    if teken.isprintable():
        return teken not in _LEEG
    punt = ord(teken)
    if punt & 0xFFFE == 0xFFFE or 0xFDD0 <= punt <= 0xFDEF:  # noqa: PLR2004 -- never characters, says Unicode
        return False
    return teken in toegestaan or unicodedata.category(teken) not in _ONZICHTBAAR
