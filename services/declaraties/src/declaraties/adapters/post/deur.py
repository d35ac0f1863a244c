"""The door: reads the head of an upload, before anything is kept, and says what message it is."""

import codecs
import re
from collections.abc import Mapping

from lxml import etree
from risb_kern.errors import Kind

from declaraties.adapters.standaard.xml.lezen import check_kind, herken
from declaraties.adapters.standaard.xml.poort import bewaak
from declaraties.adapters.standaard.xml.stroom import BEGIN, check_begin
from declaraties.domain.post.bestand import Berichtkop
from declaraties.domain.standaard.berichten.waarden import WIT
from declaraties.domain.standaard.fouten import BerichtGeweigerdError, Leesfout
from declaraties.domain.standaard.profielen import PROFIELEN, SUBVERSIE, VERSIE, Soort, Wet

KOP_BYTES = 64 * 1024
_RELEASE = [str(VERSIE), str(SUBVERSIE)]
_AGB, _GEMEENTE = re.compile(r"[0-9]{8}"), re.compile(r"[0-9]{4}")


class Tekencontrole:
    """Checks UTF-8 while the bytes stream by; BerichtGeweigerdError at the first that is not."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Check the next bytes; with `last` an unfinished character is a fault too."""
        try:
            self._decoder.decode(data, last)
        except UnicodeDecodeError as fout:
            raise _geweigerd(
                "verkeerde-codering",
                "Het bestand bevat een teken dat geen UTF-8 is. Sla het op als UTF-8 (OP192).",
            ) from fout


def read_head(begin: bytes) -> Berichtkop:
    """Law, kind, sender and addressee from the first bytes of a message (at most KOP_BYTES are looked at).

    BerichtGeweigerdError for what no reader should open: DOCTYPE, foreign encoding, another namespace or release, no
    XML, or a header that does not come first. What the header means for level 1 is judged later, on the whole message.
    """
    stuk = begin[:KOP_BYTES]
    bewaak(stuk[: stuk.rfind(b">") + 1] or stuk)
    waarden: dict[str, str] = {}
    wet, soort = _parse(stuk, waarden)
    check_kind(soort)
    _check_code(waarden, wet, soort)
    return Berichtkop(wet=wet, soort=soort, afzender=waarden["Afzender"], ontvanger=waarden["Ontvanger"])


def _parse(stuk: bytes, waarden: dict[str, str]) -> tuple[Wet, Soort]:
    try:
        check_begin(stuk)
        # First only the begin: an event is a Python object, and those of what stands behind the header are for nothing.
        for begin in (stuk[:BEGIN], stuk):
            parser = _trekparser()
            parser.feed(begin)
            bericht, compleet = _read_header(parser, waarden)
            if bericht is not None and compleet:
                return bericht
        if len(stuk) < KOP_BYTES:
            # the message ends here: what is wrong with it tells more than that its header is missing
            parser.close()
            bericht = bericht or _read_header(parser, waarden)[0]  # of a few bytes all is told at the end
    except etree.XMLSyntaxError as fout:
        raise _geen_xml(fout.lineno) from fout
    if bericht is None:
        raise _geen_xml(None)
    raise _geweigerd("kop-ontbreekt", "De Header van het bericht ontbreekt of is niet compleet.")


def _read_header(parser: etree.XMLPullParser, waarden: dict[str, str]) -> tuple[tuple[Wet, Soort] | None, bool]:
    """Law and kind, when the message begins, and whether its header is complete; its values go to `waarden`."""
    bericht: tuple[Wet, Soort] | None = None
    for gebeurtenis, knoop in parser.read_events():
        bericht = bericht or herken(knoop)
        naam = etree.QName(knoop).localname
        if gebeurtenis == "end":
            waarden[naam] = knoop.text or ""
            if naam == "Header":
                return bericht, True
    return bericht, False


def _trekparser() -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


def _check_code(waarden: Mapping[str, str], wet: Wet, soort: Soort) -> None:
    ontbreekt = [naam for naam in ("Afzender", "Ontvanger", "BerichtCode") if not waarden.get(naam)]
    if ontbreekt:
        raise _geweigerd("kop-ontbreekt", f"In de Header ontbreekt {' en '.join(ontbreekt)}.")
    # numbers: the schema reads them without the white space around them, and the other codes of the head with it
    if [waarden.get(naam, "").strip(WIT) for naam in ("BerichtVersie", "BerichtSubversie")] != _RELEASE:
        raise _geweigerd(
            "verkeerde-release",
            "BerichtVersie en BerichtSubversie zijn niet 3 en 2. Alleen release 3.2 wordt aangenomen.",
            kind=Kind.UNSUPPORTED,
        )
    if waarden["BerichtCode"] != PROFIELEN[wet].berichtcodes[soort]:
        raise _geweigerd("verkeerde-berichtcode", "De BerichtCode past niet bij de naamruimte van het bericht.")
    agb, gemeente = ("Ontvanger", "Afzender") if soort.van_gemeente else ("Afzender", "Ontvanger")
    # Both go on in events and lists before level 1 looks at them.
    if not _AGB.fullmatch(waarden[agb]) or not _GEMEENTE.fullmatch(waarden[gemeente]):
        melding = f"In de Header is {agb} een AGB-code van 8 cijfers en {gemeente} een gemeentecode van 4 cijfers."
        raise _geweigerd("kop-ongeldig", melding)


def _geen_xml(regel: int | None) -> BerichtGeweigerdError:
    waar = f": de fout staat op of voor regel {regel}" if regel else ""
    return _geweigerd("geen-geldige-xml", f"Het bestand is geen goed gevormde XML{waar}.", regel=regel)


def _geweigerd(
    slug: str, melding: str, *, regel: int | None = None, kind: Kind = Kind.INVALID
) -> BerichtGeweigerdError:
    return BerichtGeweigerdError(kind, slug, Leesfout(code=slug, melding=melding, regel=regel))
