"""The gate: refuses a hostile or foreign file before, and without, trusting an XML parser with it."""

import re

from risb_kern.errors import Kind

from declaraties.domain.standaard.fouten import BerichtGeweigerdError, Leesfout
from declaraties.domain.standaard.grenzen import BOM_TOEGESTAAN, GROOTSTE_BERICHT

_VREEMDE_CODERING = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\x00<", b"<\x00", b"\x4c\x6f\xa7\x94")
_UTF8_BOM = b"\xef\xbb\xbf"
_PROLOOG_DEEL = re.compile(rb"[ \t\r\n]+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
MEESTE_ATTRIBUTEN = 64
# an attribute value cannot hold "<", so all attributes of one tag lie between two of them
_VEEL_ATTRIBUTEN = re.compile(
    rb"<[^\s<>/!?][^\s<>/=]*+(?:\s++[^\s=<>]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){%d}" % MEESTE_ATTRIBUTEN
)
_DECLARATIE = re.compile(rb"<\?xml[ \t\r\n][^>]*?encoding[ \t\r\n]*=[ \t\r\n]*[\"']([A-Za-z0-9._-]+)[\"']")


def bewaak(data: bytes) -> bytes:
    """The same bytes when they may go to the parser; BerichtGeweigerdError with one clear reason otherwise."""
    _bewaak_omvang(data)
    _bewaak_codering(data)
    _bewaak_proloog(data)
    _bewaak_attributen(data)
    return data


def _bewaak_omvang(data: bytes) -> None:
    if not data or data.isspace():
        raise _weigering("leeg-bestand", "Het bestand is leeg. Stuur het volledige bericht.")
    if len(data) > GROOTSTE_BERICHT:
        raise _weigering(
            "bestand-te-groot",
            f"Het bestand is groter dan {GROOTSTE_BERICHT // 1_000_000} MB (OP179). Verdeel de declaratie over meer"
            " berichten, elk met een eigen nummer.",
            kind=Kind.TOO_LARGE,
        )


def _bewaak_codering(data: bytes) -> None:
    if data.startswith(_VREEMDE_CODERING):
        raise _weigering("verkeerde-codering", "Het bestand is geen UTF-8. Sla het op als UTF-8 (OP192).")
    if data.startswith(_UTF8_BOM) and not BOM_TOEGESTAAN:
        raise _weigering(
            "byte-order-mark", "Het bestand begint met een byte order mark. Sla het op als UTF-8 zonder BOM (OP192)."
        )
    codering = _DECLARATIE.match(data)
    if codering and codering[1].upper() != b"UTF-8":
        raise _weigering(
            "verkeerde-codering",
            "De eerste regel noemt een andere codering dan UTF-8. Sla het op als UTF-8 (OP192).",
            1,
        )
    if data.isascii():
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fout:
        regel = data.count(b"\n", 0, fout.start) + 1
        raise _weigering(
            "verkeerde-codering",
            f"Op regel {regel} staat een teken dat geen UTF-8 is. Sla het bestand op als UTF-8.",
            regel,
        ) from fout


def _bewaak_proloog(data: bytes) -> None:
    positie = 0
    while deel := _PROLOOG_DEEL.match(data, positie):
        positie = deel.end()
    if data.startswith(b"<!DOCTYPE", positie):
        regel = data.count(b"\n", 0, positie) + 1
        raise _weigering(
            "doctype-verboden",
            "Het bestand heeft een DOCTYPE. Een bericht van de standaard heeft die niet; haal hem weg.",
            regel,
        )


def _bewaak_attributen(data: bytes) -> None:
    """A million attributes on one element cost gigabytes in the parser; messages have none but namespaces."""
    if data.count(b"=") > MEESTE_ATTRIBUTEN and (tag := _VEEL_ATTRIBUTEN.search(data)):
        regel = data.count(b"\n", 0, tag.start()) + 1
        raise _weigering(
            "te-veel-attributen", "Een element heeft attributen. Een bericht van de standaard heeft die niet.", regel
        )


def _weigering(
    slug: str, melding: str, regel: int | None = None, *, kind: Kind = Kind.INVALID
) -> BerichtGeweigerdError:
    return BerichtGeweigerdError(kind, slug, Leesfout(code=slug, melding=melding, regel=regel))
