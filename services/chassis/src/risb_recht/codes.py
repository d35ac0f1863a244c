"""Identifiers and typed values in their one canonical form: a text in, the form out, or what is wrong and how to mend.

| function | canonical form | check |
|---|---|---|
| `agb_code` | 8 digits | not eight zeros |
| `kvk_nummer` | 8 digits | not eight zeros |
| `vestigingsnummer` | 12 digits | |
| `gemeentecode` | 4 digits (CBS), without GM | |
| `bsn` | 9 digits | 11-proef, not nine zeros; numbers from 9999 are for tests |
| `iban` | capitals without spaces | length of the SEPA country, ISO 7064 mod 97, check digits 02 to 98 |
| `oin` | 20 digits | starts with seven zeros, or with the test prefix 00000099 |
| `postcode` | 1234AB | no leading zero; SA, SD and SS do not exist |
| `datum` | a day | 2026-04-01 or 1-4-2026, from 1990 to 2199 |

Spaces, dots and every kind of dash between the signs are left out; signs in full width, as some keyboards and files
give them, become the plain ones. Digits and letters of another script are refused.
"""

import datetime as dt
import re

from risb_kern.errors import Fout

EERSTE_DAG = dt.date(1990, 1, 1)
LAATSTE_DAG = dt.date(2199, 12, 31)
_SCHEIDING = re.compile("[ \\t\u00a0\u2000-\u200a\u202f\u3000.\u058a\u2010-\u2015\u2212\ufe58\ufe63-]")
_VOLLE_BREEDTE = {punt: punt - 0xFEE0 for punt in range(0xFF01, 0xFF5F)}
_LANGSTE = 60
ELFPROEF = (9, 8, 7, 6, 5, 4, 3, 2, -1)
ELF = 11
_OIN = re.compile(r"0{7}[1-9][0-9]{12}|00000099[0-9]{12}")
_POSTCODE = re.compile(r"[1-9][0-9]{3}(?!SA|SD|SS)[A-Z]{2}")
_DATUM = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+")
_IBAN_NL = re.compile(r"NL[0-9]{2}[A-Z]{4}[0-9]{10}")
# Length of an IBAN per country of the Single Euro Payments Area (ISO 13616 register).
_IBAN_LENGTE = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21,
    "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24,
    "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip


class OnjuisteCodeError(ValueError):
    """A text that is no such code: `code` names the kind, `melding` says in plain Dutch what is wrong and how to mend.

    The text itself is never in the message: it may be somebody's number.
    """

    def __init__(self, code: str, melding: str) -> None:
        super().__init__(melding)
        self.code = code
        self.melding = melding

    def fout(self, veld: str) -> Fout:
        """The fault in the field where the sender wrote it."""
        return Fout(veld, self.code, self.melding)


def agb_code(tekst: str) -> str:
    """Eight digits, not all zero."""
    return _nummer(tekst, 8, "agb-code", "Een AGB-code heeft 8 cijfers. Neem haar over uit het AGB-register.")


def kvk_nummer(tekst: str) -> str:
    """Eight digits, not all zero."""
    return _nummer(tekst, 8, "kvk-nummer", "Een KvK-nummer heeft 8 cijfers. Neem het over van het uittreksel.")


def vestigingsnummer(tekst: str) -> str:
    """Twelve digits, not all zero."""
    melding = "Een vestigingsnummer heeft 12 cijfers. Neem het over van het uittreksel."
    return _nummer(tekst, 12, "vestigingsnummer", melding)


def gemeentecode(tekst: str) -> str:
    """Four digits of the CBS, not all zero; GM0307 becomes 0307."""
    kaal = _kaal(tekst).removeprefix("GM")
    return _nummer(kaal, 4, "gemeentecode", "Een gemeentecode heeft 4 cijfers, bijvoorbeeld 0307 voor Amersfoort.")


def is_bsn(tekst: str) -> bool:
    """Nine digits that pass the 11-proef; nine zeros pass the sum but are nobody's number."""
    if not re.fullmatch(r"[0-9]{9}", tekst) or not int(tekst):
        return False
    return sum(gewicht * int(cijfer) for gewicht, cijfer in zip(ELFPROEF, tekst, strict=True)) % ELF == 0


def bsn(tekst: str) -> str:
    """Nine digits that pass the 11-proef."""
    kaal = _kaal(tekst)
    if not is_bsn(kaal):
        melding = "Dit burgerservicenummer klopt niet: het heeft 9 cijfers en een controlecijfer. Kijk het na."
        raise OnjuisteCodeError("bsn", melding)
    return kaal


def iban(tekst: str) -> str:
    """An account number of a SEPA country, in capitals without spaces."""
    kaal = _kaal(tekst)
    if not _IBAN.fullmatch(kaal) or _IBAN_LENGTE.get(kaal[:2]) != len(kaal):
        melding = "Dit rekeningnummer is geen IBAN. Een Nederlandse IBAN ziet eruit als NL91 ABNA 0417 1643 00."
        raise OnjuisteCodeError("iban", melding)
    if (kaal.startswith("NL") and not _IBAN_NL.fullmatch(kaal)) or kaal[2:4] != _controlecijfers(kaal):
        raise OnjuisteCodeError("iban", "De controlecijfers van deze IBAN kloppen niet. Kijk elk teken na.")
    return kaal


def rekeningvorm(tekst: str) -> str:
    """An account number as `iban` would give it, right or wrong: what is compared, also when it is no IBAN."""
    return _kaal(tekst)


def oin(tekst: str) -> str:
    """Twenty digits of the register of organisations (Logius), or of the test prefix 00000099."""
    kaal = _kaal(tekst)
    if not _OIN.fullmatch(kaal):
        melding = "Een OIN heeft 20 cijfers en begint met zeven nullen. Neem het over uit het OIN-register."
        raise OnjuisteCodeError("oin", melding)
    return kaal


def postcode(tekst: str) -> str:
    """Four digits and two letters, without a space."""
    kaal = _kaal(tekst)
    if not _POSTCODE.fullmatch(kaal):
        raise OnjuisteCodeError("postcode", "Een postcode heeft vier cijfers en twee letters, bijvoorbeeld 3811 AB.")
    return kaal


def datum(tekst: str) -> dt.date:
    """A day of the calendar, year first or last."""
    gelezen = _DATUM.fullmatch(tekst.strip())
    if not gelezen:
        raise OnjuisteCodeError("datum", "Schrijf een datum als 2026-04-01 of 1-4-2026.")
    jaar, maand, dag = gelezen.group(1, 2, 3) if gelezen[1] else gelezen.group(6, 5, 4)
    try:
        gevonden = dt.date(int(jaar), int(maand), int(dag))
    except ValueError:
        raise OnjuisteCodeError("datum", "Deze dag bestaat niet. Kijk dag en maand na.") from None
    if not EERSTE_DAG <= gevonden <= LAATSTE_DAG:
        melding = f"De datum moet tussen {EERSTE_DAG:%d-%m-%Y} en {LAATSTE_DAG:%d-%m-%Y} liggen."
        raise OnjuisteCodeError("datum", melding)
    return gevonden


def _kaal(tekst: str) -> str:
    """In capitals, without what people write between the signs; as it came when it is no such text at all."""
    kaal = _SCHEIDING.sub("", tekst[:_LANGSTE].translate(_VOLLE_BREEDTE))
    # Capitals of other scripts may become letters of ours.
    return kaal.upper() if kaal.isascii() and len(tekst) <= _LANGSTE else tekst


def _cijfers(tekst: str, aantal: int, code: str, melding: str) -> str:
    kaal = _kaal(tekst)
    if not re.fullmatch(rf"[0-9]{{{aantal}}}", kaal):
        raise OnjuisteCodeError(code, melding)
    return kaal


def _nummer(tekst: str, aantal: int, code: str, melding: str) -> str:
    """So many digits of a register that gives no zero: who writes only zeros left the field open."""
    nummer = _cijfers(tekst, aantal, code, melding)
    if not int(nummer):
        raise OnjuisteCodeError(code, f"{melding} Alleen nullen is niemands nummer.")
    return nummer


def _controlecijfers(kaal: str) -> str:
    """ISO 7064: the land code and 00 to the end, letters as 10 to 35; 98 minus the rest over 97. Never 00, 01 or 99."""
    cijfers = "".join(str(int(teken, 36)) for teken in f"{kaal[4:]}{kaal[:2]}00")
    return f"{98 - int(cijfers) % 97:02d}"
