"""StUF-GGk 2.1 envelopes: read while the payload streams through the door, written around what goes out."""

import base64
import binascii
import re
import uuid
from collections.abc import Callable
from functools import cache
from xml.sax.saxutils import escape

from lxml import etree
from risb_kern.errors import Kind

from declaraties.adapters.post.stufschema import GGK, STUF, envelopschema
from declaraties.adapters.standaard.xml.poort import bewaak
from declaraties.domain.post.envelop import Berichtcode, Foutbericht, Stuurgegevens, Systeem
from declaraties.domain.standaard.fouten import BerichtGeweigerdError, Leesfout

_GROOTSTE_RAND = 64 * 1024
_INHOUD = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?xmlBestand[ \t\r\n]*>")
_WIT = re.compile(rb"[ \t\r\n]+")
_VIER = 4
_NS = {"g": GGK, "s": STUF}


class Envelopstroom:
    """Splits an envelope while it comes in: the payload goes on decoded, the rest is judged at the end.

    BerichtGeweigerdError for an envelope that cannot be read. Memory is bounded by what one piece holds.
    """

    def __init__(self, neem: Callable[[bytes], None]) -> None:
        self._neem = neem
        self._kop = bytearray()
        self._staart: bytearray | None = None
        self._inhoud_begonnen = False
        self._rest = b""
        self._gevuld = False
        self._klaar = False

    def feed(self, stuk: bytes) -> None:
        """Take the next bytes."""
        if not self._inhoud_begonnen:
            stuk = self._zoek_inhoud(stuk)
        if self._inhoud_begonnen and self._staart is None:
            inhoud, kleiner, rest = stuk.partition(b"<")
            self._ontcijfer(inhoud)
            if kleiner:
                self._staart = bytearray(b"<")
            stuk = rest
        if self._staart is not None:
            self._staart += stuk
            _begrens(self._staart)

    def finish(self) -> Stuurgegevens:
        """The head of the envelope, when there are no more bytes."""
        self._ontcijfer(b"", laatste=True)
        wortel = _boom(bytes(self._kop + (self._staart or b"")))
        if not self._gevuld:
            raise onleesbaar("In de envelop zit geen bericht (xmlBestand is leeg of ontbreekt).")
        return _stuurgegevens(wortel)

    def _zoek_inhoud(self, stuk: bytes) -> bytes:
        """Everything up to the payload goes to the head; gives what comes after its opening tag."""
        self._kop += stuk
        gevonden = _INHOUD.search(self._kop)
        if gevonden is None:
            _begrens(self._kop)
            return b""
        self._inhoud_begonnen = True
        rest = bytes(self._kop[gevonden.end() :])
        del self._kop[gevonden.end() :]
        _begrens(self._kop)
        return rest

    def _ontcijfer(self, tekens: bytes, *, laatste: bool = False) -> None:
        tekens = self._rest + _WIT.sub(b"", tekens)
        heel = len(tekens) if laatste else len(tekens) // _VIER * _VIER
        self._rest = tekens[heel:]
        if not heel:
            return
        if self._klaar:
            raise onleesbaar("Na het einde van het bericht staan nog tekens in de envelop.")
        try:
            data = binascii.a2b_base64(tekens[:heel], strict_mode=True)
        except binascii.Error as fout:
            raise onleesbaar("De inhoud van de envelop is geen base64.") from fout
        self._gevuld, self._klaar = True, tekens[:heel].endswith(b"=")
        self._neem(data)


def read_envelop(data: bytes) -> tuple[Stuurgegevens, bytes]:
    """Head and payload of a whole envelope."""
    inhoud = bytearray()
    stroom = Envelopstroom(inhoud.extend)
    stroom.feed(data)
    return stroom.finish(), bytes(inhoud)


def onleesbaar(melding: str) -> BerichtGeweigerdError:
    """An envelope that nobody can answer with a Fo01, because its head is unknown."""
    return BerichtGeweigerdError(
        Kind.INVALID, "envelop-onleesbaar", Leesfout(code="envelop-onleesbaar", melding=melding)
    )


def write_envelop(kop: Stuurgegevens, inhoud: bytes) -> bytes:
    """An envelope around a message; valid under the schema."""
    naam = "envelopHeenbericht-ggk_Di01" if kop.berichtcode is Berichtcode.HEEN else "envelopRetourbericht-ggk_Du01"
    parameters = (
        f"<GGK:applicatieVersie>0001</GGK:applicatieVersie><GGK:applicatieSubversie>0000</GGK:applicatieSubversie>"
        f"<GGK:functieVersie>{kop.functieversie}</GGK:functieVersie>"
        f"<GGK:functieSubversie>{kop.functiesubversie}</GGK:functieSubversie>"
        f"<GGK:bericht><GGK:xmlBestand>{base64.b64encode(inhoud).decode()}</GGK:xmlBestand></GGK:bericht>"
    )
    return _document(
        f'<GGK:{naam} xmlns:StUF="{STUF}" xmlns:GGK="{GGK}"><GGK:stuurgegevens>{_kopdelen(kop, functie=kop.functie)}'
        f"</GGK:stuurgegevens><GGK:parameters>{parameters}</GGK:parameters></GGK:{naam}>"
    )


def write_bevestiging(kop: Stuurgegevens) -> bytes:
    """A Bv03: the envelope was received in good order."""
    return _document(
        f'<StUF:Bv03Bericht xmlns:StUF="{STUF}"><StUF:stuurgegevens>{_kopdelen(kop, code="Bv03")}'
        "</StUF:stuurgegevens></StUF:Bv03Bericht>"
    )


def write_fout(kop: Stuurgegevens, fout: Foutbericht) -> bytes:
    """A Fo01: what is wrong with the envelope or the message in it."""
    details = f"<StUF:details>{escape(fout.details[:1000])}</StUF:details>" if fout.details else ""
    return _document(
        f'<StUF:Fo01Bericht xmlns:StUF="{STUF}"><StUF:stuurgegevens>{_kopdelen(kop, code="Fo01")}'
        f"</StUF:stuurgegevens><StUF:body><StUF:code>{fout.code}</StUF:code><StUF:plek>{fout.plek}</StUF:plek>"
        f"<StUF:omschrijving>{escape(fout.omschrijving[:200])}</StUF:omschrijving>{details}</StUF:body></StUF:Fo01Bericht>"
    )


def _kopdelen(kop: Stuurgegevens, *, code: str = "", functie: str = "") -> str:
    kruis = "" if kop.kruisreferentie is None else f"<StUF:crossRefnummer>{kop.kruisreferentie}</StUF:crossRefnummer>"
    slot = f"<StUF:functie>{functie}</StUF:functie>" if functie else ""
    return (
        f"<StUF:berichtcode>{code or kop.berichtcode}</StUF:berichtcode>{_systeem('zender', kop.zender)}"
        f"{_systeem('ontvanger', kop.ontvanger)}<StUF:referentienummer>{kop.referentienummer}</StUF:referentienummer>"
        f"<StUF:tijdstipBericht>{kop.tijdstip}</StUF:tijdstipBericht>{kruis}{slot}"
    )


def _systeem(naam: str, systeem: Systeem) -> str:
    administratie = (
        f"<StUF:administratie>{escape(systeem.administratie)}</StUF:administratie>" if systeem.administratie else ""
    )
    return (
        f"<StUF:{naam}><StUF:organisatie>{escape(systeem.organisatie)}</StUF:organisatie>"
        f"<StUF:applicatie>{escape(systeem.applicatie)}</StUF:applicatie>{administratie}</StUF:{naam}>"
    )


def _document(tekst: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\r\n{tekst}\r\n'.encode()


def _begrens(rand: bytearray) -> None:
    if len(rand) > _GROOTSTE_RAND:
        raise onleesbaar("Om het bericht heen staat meer dan een envelop kan bevatten, of er zit geen bericht in.")


@cache
def _schema() -> etree.XMLSchema:
    return envelopschema()


def _boom(data: bytes) -> etree._Element:
    """The envelope without its payload, valid under the schema."""
    bewaak(data)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        wortel = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fout:
        raise onleesbaar("De envelop is geen goed gevormde XML of is niet compleet.") from fout
    if not _schema().validate(wortel):
        elementen = {str(melding.path).rsplit("/", 1)[-1].partition(":")[2] for melding in _schema().error_log}
        bekend = ", ".join(sorted(elementen & _BEKEND)[:3])
        raise onleesbaar(f"De envelop voldoet niet aan StUF-GGk 2.1{f' (bij {bekend})' if bekend else ''}.")
    if wortel.findtext(".//g:xmlBestand", "", _NS).strip():
        raise onleesbaar("In de envelop staat meer dan een bericht.")
    return wortel


def _stuurgegevens(wortel: etree._Element) -> Stuurgegevens:
    def tekst(pad: str) -> str:
        return (wortel.findtext(pad, "", _NS) or "").strip()

    def systeem(naam: str) -> Systeem:
        basis = f"g:stuurgegevens/s:{naam}"
        return Systeem(
            organisatie=tekst(f"{basis}/s:organisatie"),
            applicatie=tekst(f"{basis}/s:applicatie"),
            administratie=tekst(f"{basis}/s:administratie") or None,
        )

    kruis = tekst("g:stuurgegevens/s:crossRefnummer")
    return Stuurgegevens(
        berichtcode=Berichtcode(tekst("g:stuurgegevens/s:berichtcode")),
        zender=systeem("zender"),
        ontvanger=systeem("ontvanger"),
        referentienummer=uuid.UUID(tekst("g:stuurgegevens/s:referentienummer")),
        tijdstip=tekst("g:stuurgegevens/s:tijdstipBericht"),
        kruisreferentie=uuid.UUID(kruis) if kruis else None,
        functie=tekst("g:stuurgegevens/s:functie"),
        functieversie=tekst("g:parameters/g:functieVersie"),
        functiesubversie=tekst("g:parameters/g:functieSubversie"),
    )


_BEKEND = frozenset(
    [
        "stuurgegevens",
        "berichtcode",
        "zender",
        "ontvanger",
        "organisatie",
        "applicatie",
        "administratie",
        "gebruiker",
        "referentienummer",
        "tijdstipBericht",
        "crossRefnummer",
        "functie",
        "parameters",
        "applicatieVersie",
        "applicatieSubversie",
        "functieVersie",
        "functieSubversie",
        "bericht",
        "xmlBestand",
        "tekstBestand",
    ]
)
