"""Coded problems at the entrance (dossier 3.3). A code warns; the right to file stays."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_recht import codes
from risb_recht.codes import OnjuisteCodeError
from risb_recht.termijnen import uiterlijk_voor, weken

from subsidies.domain.regelingen.opgave import Opgave, SoortAanvrager
from subsidies.domain.regelingen.regeling import Regeling


class IntakeCode(StrEnum):
    """Stable codes; the text for residents stands in `TEKST`."""

    VENSTER_GESLOTEN = "VENSTER_GESLOTEN"
    TE_LAAT_VOOR_START = "TE_LAAT_VOOR_START"
    AANVRAGER_SOORT = "AANVRAGER_SOORT"
    RECHTSPERSOON_VEREIST = "RECHTSPERSOON_VEREIST"
    KVK_ONBEKEND = "KVK_ONBEKEND"
    GEMEENTE_NIET_DEELNEMEND = "GEMEENTE_NIET_DEELNEMEND"
    WIJK_ONBEKEND = "WIJK_ONBEKEND"
    BEDRAG_BUITEN_GRENZEN = "BEDRAG_BUITEN_GRENZEN"
    BEGROTING_SLUIT_NIET = "BEGROTING_SLUIT_NIET"
    IBAN_ONGELDIG = "IBAN_ONGELDIG"
    PERIODE_BUITEN_TIJDVAK = "PERIODE_BUITEN_TIJDVAK"
    VERSIE_VERVALLEN = "VERSIE_VERVALLEN"


TEKST: Mapping[IntakeCode, str] = {
    IntakeCode.VENSTER_GESLOTEN: "U kunt voor deze regeling nu geen aanvraag doen. De aanvraagperiode is dicht.",
    IntakeCode.TE_LAAT_VOOR_START: "Uw aanvraag komt te laat voor de start van uw activiteit.",
    IntakeCode.AANVRAGER_SOORT: "Deze regeling is niet bedoeld voor aanvragers zoals u.",
    IntakeCode.RECHTSPERSOON_VEREIST: "Voor dit bedrag moet een stichting of vereniging de aanvraag doen.",
    IntakeCode.KVK_ONBEKEND: "Wij missen uw KvK-nummer.",
    IntakeCode.GEMEENTE_NIET_DEELNEMEND: "Uw gemeente doet niet mee met deze regeling.",
    IntakeCode.WIJK_ONBEKEND: "Deze wijk hoort niet bij de regeling. Kies een wijk uit de lijst.",
    IntakeCode.BEDRAG_BUITEN_GRENZEN: "U vraagt meer dan het hoogste bedrag van deze regeling.",
    IntakeCode.BEGROTING_SLUIT_NIET: "Uw kosten zijn niet gelijk aan alle inkomsten samen.",
    IntakeCode.IBAN_ONGELDIG: "Dit rekeningnummer (IBAN) klopt niet.",
    IntakeCode.PERIODE_BUITEN_TIJDVAK: "Voor de dagen van uw activiteit is in deze regeling geen geld beschikbaar.",
    IntakeCode.VERSIE_VERVALLEN: "De regeling is intussen gewijzigd. Uw aanvraag valt onder de nieuwe versie.",
}
# The application lacks data that the decision needs: a reason to ask for more (Awb 4:5, first paragraph).
ONVOLLEDIG = frozenset({IntakeCode.KVK_ONBEKEND, IntakeCode.IBAN_ONGELDIG})
# A condition of the scheme is not met: a grant is impossible, a person refuses by decision.
DREMPEL = frozenset(
    {
        IntakeCode.VENSTER_GESLOTEN,
        IntakeCode.TE_LAAT_VOOR_START,
        IntakeCode.AANVRAGER_SOORT,
        IntakeCode.RECHTSPERSOON_VEREIST,
        IntakeCode.GEMEENTE_NIET_DEELNEMEND,
        IntakeCode.WIJK_ONBEKEND,
        IntakeCode.PERIODE_BUITEN_TIJDVAK,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binnenkomst:
    """An application at the moment of receipt, beside the scheme version that applies to it."""

    regeling: Regeling
    opgave: Opgave
    ontvangen: dt.date
    iban_geldig: bool
    gelezen_versie: int | None = None


def controleer(binnenkomst: Binnenkomst) -> tuple[IntakeCode, ...]:
    """The codes that apply, in the order of `IntakeCode`; empty is a clean application."""
    return tuple(code for code, geldt in _CONTROLES.items() if geldt(binnenkomst))


def is_iban(waarde: str) -> bool:
    """True for an account of a SEPA country whose length and check digits are right (ISO 13616)."""
    try:
        codes.iban(waarde)
    except OnjuisteCodeError:
        return False
    return True


def aanvrager_soort_past_niet(regeling: Regeling, soort: SoortAanvrager, *, winstoogmerk: bool) -> bool:
    """The scheme is not for this kind of applicant, or not for those who aim at profit."""
    return soort not in regeling.aanvrager_soorten or (regeling.zonder_winst and winstoogmerk)


def rechtspersoon_vereist(regeling: Regeling, soort: SoortAanvrager, bedrag_cent: int) -> bool:
    """From an amount on only a legal person may ask (#ProjectenInDeBuurt: above EUR 5,000)."""
    vanaf = regeling.rechtspersoon_vanaf_cent
    return vanaf is not None and bedrag_cent >= vanaf and soort is not SoortAanvrager.RECHTSPERSOON


def _venster_gesloten(one: Binnenkomst) -> bool:
    return not one.regeling.is_open_op(one.ontvangen)


def _te_laat(one: Binnenkomst) -> bool:
    """Awb 4:29: before the activity ended; a scheme may ask for more weeks before the start."""
    eerder = one.regeling.uiterlijk_voor_start_weken
    if eerder is not None and one.ontvangen > uiterlijk_voor(one.opgave.activiteit_van, weken(eerder)):
        return True
    return one.ontvangen > one.opgave.activiteit_tot


def _aanvrager_soort(one: Binnenkomst) -> bool:
    return aanvrager_soort_past_niet(one.regeling, one.opgave.soort, winstoogmerk=one.opgave.winstoogmerk)


def _rechtspersoon_vereist(one: Binnenkomst) -> bool:
    return rechtspersoon_vereist(one.regeling, one.opgave.soort, one.opgave.gevraagd_cent)


def _kvk_onbekend(one: Binnenkomst) -> bool:
    moet = one.opgave.soort in {SoortAanvrager.RECHTSPERSOON, SoortAanvrager.ONDERNEMING}
    return moet and one.opgave.kvk_nummer is None


def _gemeente_niet_deelnemend(one: Binnenkomst) -> bool:
    return one.opgave.gemeente not in one.regeling.gemeenten


def _wijk_onbekend(one: Binnenkomst) -> bool:
    return one.opgave.wijk is not None and one.opgave.wijk not in one.regeling.wijken


def _bedrag_buiten_grenzen(one: Binnenkomst) -> bool:
    max_bedrag = one.regeling.max_bedrag_cent
    return max_bedrag is not None and one.opgave.gevraagd_cent > max_bedrag


def _begroting_sluit_niet(one: Binnenkomst) -> bool:
    begroting = one.opgave.begroting
    inkomsten = one.opgave.gevraagd_cent + begroting.eigen_bijdrage_cent + begroting.andere_inkomsten_cent
    return inkomsten != begroting.kosten_cent


def _iban_ongeldig(one: Binnenkomst) -> bool:
    return not one.iban_geldig


def _periode_buiten_tijdvak(one: Binnenkomst) -> bool:
    opgave = one.opgave
    if opgave.gemeente not in one.regeling.gemeenten:
        return False
    return one.regeling.plafond_voor(opgave.gemeente, opgave.wijk, opgave.activiteit_van) is None


def _versie_vervallen(one: Binnenkomst) -> bool:
    return one.gelezen_versie is not None and one.gelezen_versie != one.regeling.versie


_CONTROLES: Mapping[IntakeCode, Callable[[Binnenkomst], bool]] = {
    IntakeCode.VENSTER_GESLOTEN: _venster_gesloten,
    IntakeCode.TE_LAAT_VOOR_START: _te_laat,
    IntakeCode.AANVRAGER_SOORT: _aanvrager_soort,
    IntakeCode.RECHTSPERSOON_VEREIST: _rechtspersoon_vereist,
    IntakeCode.KVK_ONBEKEND: _kvk_onbekend,
    IntakeCode.GEMEENTE_NIET_DEELNEMEND: _gemeente_niet_deelnemend,
    IntakeCode.WIJK_ONBEKEND: _wijk_onbekend,
    IntakeCode.BEDRAG_BUITEN_GRENZEN: _bedrag_buiten_grenzen,
    IntakeCode.BEGROTING_SLUIT_NIET: _begroting_sluit_niet,
    IntakeCode.IBAN_ONGELDIG: _iban_ongeldig,
    IntakeCode.PERIODE_BUITEN_TIJDVAK: _periode_buiten_tijdvak,
    IntakeCode.VERSIE_VERVALLEN: _versie_vervallen,
}
