"""How one file spells the lines of a 323: its prefixes, and the white space it writes between two tags.

Programs write every line of a file alike. The spelling is learned from the first and last lines; that every other line
is spelled that way is checked byte by byte where the lines are read. What is learned wrong is therefore only not fast.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Self

from declaraties.domain.standaard.berichten.waarden import WIT

_VENSTER = 1 << 16
_BLOK = 1 << 10
_PREFIX = rb"((?:[A-Za-z_][A-Za-z0-9_.-]*:)?)"
_CLIENT = re.compile(rb"<" + _PREFIX + rb"Client>")
_BASISKIND = re.compile(rb"<" + _PREFIX + rb"ReferentieNummer>")
BASIS = frozenset(
    {"ReferentieNummer", "VorigReferentieNummer", "Begindatum", "Einddatum", "Bedrag", "DebetCredit"},
)
_BEGIN_REGEL = ("Prestatie", "ProductReferentie", "ReferentieNummer")
_NAAR_TOEWIJZING = ("/ProductReferentie", "ToewijzingNummer")
_NAAR_BEDRAG = ("IngediendBedrag", "Bedrag")
# White space that a file happens not to show is that of a tag on the same depth.
_ZOALS = {
    ("/ReferentieNummer", "VorigReferentieNummer"): ("ProductReferentie", "ReferentieNummer"),
    ("/VorigReferentieNummer", "/ProductReferentie"): ("/ReferentieNummer", "/ProductReferentie"),
    ("/ReferentieNummer", "/ProductReferentie"): ("/VorigReferentieNummer", "/ProductReferentie"),
    ("/Eenheid", "ProductTarief"): ("/GeleverdVolume", "Eenheid"),
    ("/ProductTarief", "IngediendBedrag"): ("/GeleverdVolume", "Eenheid"),
    ("/Eenheid", "IngediendBedrag"): ("/GeleverdVolume", "Eenheid"),
    ("/Prestatie", "Prestatie"): ("Prestaties", "Prestatie"),
}


class Reden(StrEnum):
    """Why a file is left to the general reader; it says nothing about whether the file is right."""

    TE_GROOT = "larger than a message may be"
    GEEN_CLIENT = "no plain Client near the begin"
    GEEN_REGEL = "no plain Prestatie near the begin"
    KOP_BIJZONDER = "a comment, instruction or section before the clients"
    KOP_AFGEKEURD = "the general reader does not see one client with one line in the shortened message"
    OPMAAK = "other bytes than the expected tags and white space"
    WAARDE = "a value that is not plainly valid"


class NietSnelError(Exception):
    """The file takes the general reader."""

    def __init__(self, reden: Reden) -> None:
        super().__init__(str(reden))
        self.reden = reden


@dataclass(frozen=True, slots=True, kw_only=True)
class Vorm:
    """The texts between the values of a line, in order, and those around a client; `begin` is where the first is."""

    begin: int
    client: bytes
    na_bsn: bytes
    volgende_regel: bytes
    naar_vorige: bytes
    na_vorige: bytes
    na_referentie: bytes
    naar_categorie: bytes
    naar_code: bytes
    naar_begin: bytes
    naar_eind: bytes
    naar_volume: bytes
    naar_eenheid: bytes
    naar_tarief: bytes
    na_tarief: bytes
    zonder_tarief: bytes
    naar_teken: bytes
    slot_regel: bytes
    slot_client: bytes
    volgende_client: bytes
    dicht: bytes
    einde: tuple[bytes, ...]

    @classmethod
    def van(cls, data: bytes) -> Self:
        """The spelling of the file that begins with `data`; NietSnelError when it does not begin as a plain 323."""
        leer = _Leerling(data)
        regel = ("Prestaties", *_BEGIN_REGEL)
        return cls(
            begin=leer.begin,
            client=leer.tekst("Client", "Bsn"),
            na_bsn=leer.tekst("/Bsn", *regel),
            volgende_regel=leer.vanaf("/Prestatie", *_BEGIN_REGEL),
            naar_vorige=leer.tekst("/ReferentieNummer", "VorigReferentieNummer"),
            na_vorige=leer.tekst("/VorigReferentieNummer", *_NAAR_TOEWIJZING),
            na_referentie=leer.tekst("/ReferentieNummer", *_NAAR_TOEWIJZING),
            naar_categorie=leer.tekst("/ToewijzingNummer", "ProductCategorie"),
            naar_code=leer.tekst("/ProductCategorie", "ProductCode"),
            naar_begin=leer.tekst("/ProductCode", "ProductPeriode", "Begindatum"),
            naar_eind=leer.tekst("/Begindatum", "Einddatum"),
            naar_volume=leer.tekst("/Einddatum", "/ProductPeriode", "GeleverdVolume"),
            naar_eenheid=leer.tekst("/GeleverdVolume", "Eenheid"),
            naar_tarief=leer.tekst("/Eenheid", "ProductTarief"),
            na_tarief=leer.tekst("/ProductTarief", *_NAAR_BEDRAG),
            zonder_tarief=leer.tekst("/Eenheid", *_NAAR_BEDRAG),
            naar_teken=leer.tekst("/Bedrag", "DebetCredit"),
            slot_regel=leer.tekst("/DebetCredit", "/IngediendBedrag", "/Prestatie"),
            slot_client=leer.vanaf("/Prestatie", "/Prestaties", "/Client"),
            volgende_client=leer.vanaf("/Client", "Client", "Bsn"),
            dicht=leer.tag("/Prestatie"),
            einde=(leer.tag("/Clienten"), leer.tag("/Declaratie"), leer.tag("/Bericht")),
        )

    def is_slot(self, tekst: bytes) -> bool:
        """True for what follows on the last line of a message: everything is closed, with white space between."""
        tags = b"".join(b"[" + WIT.encode() + b"]*" + re.escape(tag) for tag in self.einde)
        patroon = re.escape(self.slot_client) + tags + b"[" + WIT.encode() + b"]*"
        return re.fullmatch(patroon, tekst) is not None

    @property
    def kortste(self) -> int:
        """A line is never shorter: its texts without the optional ones, and values of the least length."""
        vast = (
            self.volgende_regel,
            min(self.na_referentie, self.naar_vorige + self.na_vorige, key=len),
            self.naar_categorie,
            self.naar_code,
            self.naar_begin,
            self.naar_eind,
            self.naar_volume,
            self.naar_eenheid,
            min(self.zonder_tarief, self.naar_tarief + self.na_tarief, key=len),
            self.naar_teken,
            self.slot_regel,
        )
        return sum(map(len, vast)) + 30


class _Leerling:
    """Learns tags and the white space between them from the edges of (the first part of) a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        client = _CLIENT.search(data, 0, _VENSTER)
        if client is None:
            raise NietSnelError(Reden.GEEN_CLIENT)
        self.begin = client.start()
        self._bericht = client[1]
        kind = _BASISKIND.search(data, self.begin, self.begin + _VENSTER)
        if kind is None:
            raise NietSnelError(Reden.GEEN_REGEL)
        self._basis = kind[1]
        self._vensters = (
            (self.begin, self.begin + _VENSTER),
            (max(self.begin, len(data) - _VENSTER), len(data)),
        )

    def tag(self, naam: str) -> bytes:
        """`Bsn` or `/Bsn` as this file writes it."""
        kaal = naam.lstrip("/")
        prefix = self._basis if kaal in BASIS else self._bericht
        return (b"</" if naam.startswith("/") else b"<") + prefix + kaal.encode() + b">"

    def tekst(self, *tags: str) -> bytes:
        """These tags with the white space between them."""
        return self.tag(tags[0]) + self.vanaf(*tags)

    def vanaf(self, *tags: str) -> bytes:
        """The same without the first tag itself."""
        return b"".join(self._wit(*paar) + self.tag(paar[1]) for paar in pairwise(tags))

    def _wit(self, eerste: str, tweede: str) -> bytes:
        gezien = self._gezien(eerste, tweede)
        if gezien is None and (eerste, tweede) in _ZOALS:
            gezien = self._gezien(*_ZOALS[eerste, tweede])
        return self._voor_eerste_client() if gezien is None else gezien

    def _voor_eerste_client(self) -> bytes:
        kop = self._data[max(0, self.begin - _BLOK) : self.begin]
        return kop[len(kop.rstrip(WIT.encode())) :]

    def _gezien(self, eerste: str, tweede: str) -> bytes | None:
        patroon = re.compile(re.escape(self.tag(eerste)) + b"([" + WIT.encode() + b"]*)" + re.escape(self.tag(tweede)))
        for van, tot in self._vensters:
            if gevonden := patroon.search(self._data, van, tot):
                return gevonden[1]
        return None
