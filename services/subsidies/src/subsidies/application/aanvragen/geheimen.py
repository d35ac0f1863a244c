"""Account number and BSN never enter the domain: they become ciphertext and keyed hashes here."""

import re

from risb_kern.privacy import Privacy

from subsidies.application.aanvragen.ports import Geheim
from subsidies.domain.regelingen.opgave import Opgave

# Shorter texts are alike by accident.
KORTSTE_TEKST = 60


def iban_normaal(iban: str) -> str:
    """Upper case without spaces."""
    return iban.replace(" ", "").upper()


def verberg(privacy: Privacy, opgave: Opgave, *, iban: str, bsn: str | None, sub: str) -> Geheim:
    """The stored form; an applicant is recognised by KvK number, else BSN, else the account of the login."""
    iban, tekst = iban_normaal(iban), _kaal(opgave.doel)
    return Geheim(
        iban_versleuteld=privacy.encrypt(iban),
        iban_hash=privacy.search_hash(f"iban:{iban}"),
        bsn_versleuteld=privacy.encrypt(bsn) if bsn else None,
        bsn_hash=privacy.search_hash(f"bsn:{bsn}") if bsn else None,
        aanvrager_hash=privacy.search_hash(_aanvrager(opgave, bsn, sub)),
        tekst_hash=privacy.search_hash(f"tekst:{tekst}") if len(tekst) >= KORTSTE_TEKST else None,
    )


def betrokkene(privacy: Privacy, geheim: Geheim, sub: str) -> bytes:
    """The pseudonym of the applicant in processing logs: by BSN, else by the account of the login."""
    bsn = privacy.decrypt(geheim.bsn_versleuteld) if geheim.bsn_versleuteld else None
    return privacy.pseudonym(bsn or sub)


def _aanvrager(opgave: Opgave, bsn: str | None, sub: str) -> str:
    if opgave.kvk_nummer:
        return f"kvk:{opgave.kvk_nummer}"
    return f"bsn:{bsn}" if bsn else f"sub:{sub}"


def _kaal(tekst: str) -> str:
    """Letters and digits only: layout does not make another text."""
    return re.sub(r"\W+", "", tekst).lower()
