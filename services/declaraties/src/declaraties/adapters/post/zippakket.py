"""The door for a ZIP with messages: what the package itself must hold before any message in it is looked at."""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from risb_kern.errors import DomainError, Fout, Kind

MEESTE_BERICHTEN = 30
GROOTSTE_PAKKET = 25_000_000
GROOTSTE_UITGEPAKT = 250_000_000
# XML of the standard packs 10 to 60 times; a bomb of zeros packs 1,000 times
HOOGSTE_VERHOUDING = 200
# A computer adds files of its own beside the messages; an entry with a long name takes a few hundred bytes.
_MEESTE_INGANGEN = 4 * MEESTE_BERICHTEN
_GROOTSTE_INHOUD = 64 * 1024
_KLEIN = 1_000_000
_STUK = 256 * 1024
_BEGIN = b"PK\x03\x04"
_EINDE, _EINDE64, _WIJZER64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LANGSTE_EINDE = 22 + 0xFFFF
_VOOR_EINDE = 56 + 20
_VERSLEUTELD = 0x1 | 0x40 | 0x2000
_LOKALE_KOP = 30
_BIJZAKEN = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_METHODEN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_KAPOT = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    struct.error,
    ValueError,
    OSError,
    RuntimeError,
)


class Zippakket:
    """A package of 1 to 30 plain files; DomainError with one clear reason for anything else.

    The bytes are at most GROOTSTE_PAKKET. Nothing is unpacked until `stukken` is asked, and never more than announced.
    """

    def __init__(self, bestand: BinaryIO) -> None:
        if bestand.read(len(_BEGIN)) != _BEGIN:
            raise _weigering("geen-zip", "Het bestand is geen ZIP, of de ZIP is leeg.")
        try:
            _check_directory(bestand)
            self._zip = zipfile.ZipFile(bestand)
            alles = self._zip.infolist()
            _check_places(bestand, alles, self._zip.start_dir)
        except _KAPOT as fout:
            raise kapot() from fout
        self._ingangen = [one for one in alles if not _is_bijzaak(one.filename)]
        _controleer(self._ingangen)

    @property
    def namen(self) -> Sequence[str]:
        """Names of the files in the order of the package; they may hold personal data, so never store or log them."""
        return [ingang.filename for ingang in self._ingangen]

    def parts(self, plaats: int) -> Iterator[bytes]:
        """The unpacked bytes of a file, piece by piece; DomainError when they are not what the package promised."""
        ingang = self._ingangen[plaats]
        try:
            with self._zip.open(ingang) as bestand:
                eerste = bestand.read(_STUK)
                if eerste.startswith(_BEGIN):
                    raise _weigering(
                        "zip-in-zip", "In de ZIP zit een andere ZIP. Stuur de berichten zonder tussenlaag."
                    )
                yield eerste
                while stuk := bestand.read(_STUK):
                    yield stuk
        except _KAPOT as fout:
            raise kapot() from fout


def te_groot() -> DomainError:
    """The answer to a package over the limit."""
    melding = f"De ZIP is groter dan {GROOTSTE_PAKKET // 1_000_000} MB; er is niets bewaard. Verdeel de berichten."
    return DomainError(Kind.TOO_LARGE, "zip-te-groot", melding)


def kapot() -> DomainError:
    """The answer to a package that cannot be read to its end."""
    return _weigering("zip-beschadigd", "De ZIP is beschadigd of niet compleet; er is niets bewaard. Maak hem opnieuw.")


def _check_directory(bestand: BinaryIO) -> None:
    """Judge the list of files by the end of the package, because `zipfile` reads all of it before it tells anything."""
    aantal, omvang = _directory(bestand)
    if aantal > _MEESTE_INGANGEN:
        raise _te_veel()
    if omvang > _GROOTSTE_INHOUD:
        melding = "De lijst van bestanden in de ZIP is te lang. Geef de bestanden kortere namen, of stuur er minder."
        raise _weigering("zip-lijst-te-lang", melding)


def _directory(bestand: BinaryIO) -> tuple[int, int]:
    """Number of files and bytes of the list, found as `zipfile` finds them; one end, or it is wrong."""
    lengte = bestand.seek(0, os.SEEK_END)
    begin = bestand.seek(max(0, lengte - _LANGSTE_EINDE - _VOOR_EINDE))
    staart = bestand.read(_LANGSTE_EINDE + _VOOR_EINDE)
    einde = staart.rfind(_EINDE)
    aantal, omvang, toelichting = struct.unpack("<10xHL4xH", staart[einde:][:22] if einde >= 0 else b"")
    if einde + 22 + toelichting != len(staart):
        raise zipfile.BadZipFile
    breed = staart[max(0, einde - _VOOR_EINDE) : einde]
    if breed[-20:].startswith(_WIJZER64):
        (plaats,) = struct.unpack("<8xQ4x", breed[-20:])
        if not breed.startswith(_EINDE64) or plaats != begin + einde - _VOOR_EINDE:
            raise zipfile.BadZipFile
        aantal, omvang = struct.unpack("<32xQQ8x", breed[:56])
    return aantal, omvang


def _is_bijzaak(naam: str) -> bool:
    """What a Mac or Windows adds of itself beside the files that somebody chose."""
    laatste = naam.rstrip("/").rpartition("/")[2]
    return naam.startswith("__MACOSX/") or laatste.startswith("._") or laatste.lower() in _BIJZAKEN


def _controleer(ingangen: Sequence[zipfile.ZipInfo]) -> None:
    if not ingangen:
        raise _weigering("zip-leeg", "In de ZIP zit geen bericht, alleen bestanden die uw computer zelf toevoegde.")
    if len(ingangen) > MEESTE_BERICHTEN:
        raise _te_veel()
    for nummer, ingang in enumerate(ingangen, 1):
        _check_entry(nummer, ingang)
    if len({ingang.filename for ingang in ingangen}) < len(ingangen):
        raise _weigering("zip-dubbele-naam", "Twee bestanden in de ZIP hebben dezelfde naam.")
    if sum(ingang.file_size for ingang in ingangen) > GROOTSTE_UITGEPAKT:
        raise _bom(f"meer dan {GROOTSTE_UITGEPAKT // 1_000_000} MB")


def _check_entry(nummer: int, ingang: zipfile.ZipInfo) -> None:
    naam, soort = ingang.filename, stat.S_IFMT(ingang.external_attr >> 16)
    if ingang.flag_bits & _VERSLEUTELD:
        raise _weigering("zip-wachtwoord", "De ZIP heeft een wachtwoord. Stuur hem zonder.", nummer)
    if ingang.is_dir() or not naam.strip(". ") or any(teken in naam for teken in "/\\:\0"):
        raise _weigering("zip-map", "In de ZIP zit een map. Zet de berichten er los in.", nummer)
    if soort not in {0, stat.S_IFREG}:
        raise _weigering("zip-geen-bestand", "In de ZIP zit een verwijzing in plaats van een bestand.", nummer)
    if naam.lower().endswith(".zip"):
        raise _weigering("zip-in-zip", "In de ZIP zit een andere ZIP. Stuur de berichten zonder tussenlaag.", nummer)
    if ingang.compress_type not in _METHODEN:
        raise _weigering("zip-inpakmethode", "De ZIP is op een ongewone manier ingepakt (alleen deflate).", nummer)
    if ingang.file_size > max(_KLEIN, ingang.compress_size * HOOGSTE_VERHOUDING):
        raise _bom(f"meer dan {HOOGSTE_VERHOUDING} keer zo veel", nummer)


def _check_places(bestand: BinaryIO, ingangen: Sequence[zipfile.ZipInfo], einde: int) -> None:
    """Files may not share bytes: that is how a small package unpacks to a huge one."""
    grens = 0
    for ingang in sorted(ingangen, key=lambda one: one.header_offset):
        if ingang.header_offset < grens:
            raise zipfile.BadZipFile
        bestand.seek(ingang.header_offset + 26)
        naam, extra = struct.unpack("<HH", bestand.read(4))
        grens = ingang.header_offset + _LOKALE_KOP + naam + extra + ingang.compress_size
    if not ingangen or grens > einde:
        raise zipfile.BadZipFile


def _te_veel() -> DomainError:
    return _weigering("zip-te-veel", f"In een ZIP passen hoogstens {MEESTE_BERICHTEN} berichten.")


def _bom(hoeveel: str, nummer: int | None = None) -> DomainError:
    melding = f"De ZIP wordt bij uitpakken {hoeveel}; dat is geen gewoon bericht. Er is niets bewaard."
    return _weigering("zip-te-vol", melding, nummer)


def _weigering(slug: str, melding: str, nummer: int | None = None) -> DomainError:
    fouten = () if nummer is None else (Fout(f"bestand {nummer}", slug, melding),)
    return DomainError(Kind.INVALID, slug, melding, *fouten)
