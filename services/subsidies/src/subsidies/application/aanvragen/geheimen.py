"""Account number and BSN never enter the domain: they become ciphertext and keyed hashes here."""

import uuid

from risb_kern.privacy import Privacy
from risb_kern.texts import vergelijkvorm
from risb_recht.codes import rekeningvorm

from subsidies.application.aanvragen.ports import Geheim
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.regelingen.opgave import Opgave

# Shorter texts are alike by accident.
KORTSTE_TEKST = 60


def verberg(privacy: Privacy, aanvraag: Aanvraag, *, iban: str, bsn: str | None) -> Geheim:
    """The stored form; an applicant is recognised by KvK number, else BSN, else the account of the login."""
    opgave, iban = aanvraag.opgave, rekeningvorm(iban)
    tekst = vergelijkvorm(opgave.doel)
    return Geheim(
        iban_versleuteld=privacy.encrypt(iban, binding("iban", aanvraag.id)),
        iban_hash=privacy.search_hash(f"iban:{iban}"),
        bsn_versleuteld=privacy.encrypt(bsn, binding("bsn", aanvraag.id)) if bsn else None,
        bsn_hash=privacy.search_hash(f"bsn:{bsn}") if bsn else None,
        aanvrager_hash=privacy.search_hash(_aanvrager(opgave, bsn, aanvraag.aanvrager_sub)),
        tekst_hash=privacy.search_hash(f"tekst:{tekst}") if len(tekst) >= KORTSTE_TEKST else None,
    )


def iban_van(privacy: Privacy, geheim: Geheim, aanvraag: Aanvraag) -> str:
    """The account number of the application."""
    return privacy.decrypt(geheim.iban_versleuteld, binding("iban", aanvraag.id))


def bsn_van(privacy: Privacy, geheim: Geheim, aanvraag: Aanvraag) -> str | None:
    """The BSN of the applicant, when it is a person."""
    if geheim.bsn_versleuteld is None:
        return None
    return privacy.decrypt(geheim.bsn_versleuteld, binding("bsn", aanvraag.id))


def betrokkene(privacy: Privacy, geheim: Geheim, aanvraag: Aanvraag) -> bytes:
    """The pseudonym of the applicant in processing logs: by BSN, else by the account of the login."""
    return privacy.pseudonym(bsn_van(privacy, geheim, aanvraag) or aanvraag.aanvrager_sub)


def binding(wat: str, aanvraag_id: uuid.UUID) -> str:
    """What binds a secret to its application: it opens for no other one, nor as another kind."""
    return f"aanvraag|{wat}|{aanvraag_id}"


def _aanvrager(opgave: Opgave, bsn: str | None, sub: str) -> str:
    if opgave.kvk_nummer:
        return f"kvk:{opgave.kvk_nummer}"
    return f"bsn:{bsn}" if bsn else f"sub:{sub}"
