"""The one entrance: which scheme fits, and if not, why not (dossier 7). No login, nothing is kept."""

import datetime as dt
from dataclasses import dataclass

from subsidies.domain.aanvragen.intake import TEKST, Binnenkomst, IntakeCode, controleer
from subsidies.domain.regelingen.opgave import Begroting, Opgave, SoortAanvrager
from subsidies.domain.regelingen.regeling import Regeling

# What the short questions cannot tell yet.
_LATER = frozenset({IntakeCode.KVK_ONBEKEND, IntakeCode.IBAN_ONGELDIG, IntakeCode.BEGROTING_SLUIT_NIET})
PLAFOND_VOL = "Het geld voor deze periode is op."


@dataclass(frozen=True, slots=True, kw_only=True)
class Hulpvraag:
    """The answers of a visitor; amount in cents, `datum` is the first day of the activity."""

    gemeente: str
    wijk: str | None
    soort: SoortAanvrager
    bedrag_cent: int
    datum: dt.date
    winstoogmerk: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hulpantwoord:
    """One scheme: fits, or does not because of `redenen`; `beslisdatum` when applied today."""

    regeling_code: str
    titel: str
    past: bool
    redenen: tuple[str, ...]
    aanvragen_tot: dt.date
    beslisdatum: dt.date
    nodig: tuple[str, ...]


def beantwoord(regeling: Regeling, vraag: Hulpvraag, vandaag: dt.date, *, ruimte_cent: int | None) -> Hulpantwoord:
    """The answer for one scheme; `ruimte_cent` is what the plafond has left, None without a plafond."""
    redenen = tuple(TEKST[code] for code in controleer(_als_aanvraag(regeling, vraag, vandaag)) if code not in _LATER)
    if ruimte_cent == 0:
        redenen = (*redenen, PLAFOND_VOL)
    return Hulpantwoord(
        regeling_code=regeling.code,
        titel=regeling.titel,
        past=not redenen,
        redenen=redenen,
        aanvragen_tot=regeling.laatste_dag,
        beslisdatum=regeling.beslisklok(vandaag).einde,
        nodig=_nodig(vraag.soort),
    )


def _als_aanvraag(regeling: Regeling, vraag: Hulpvraag, vandaag: dt.date) -> Binnenkomst:
    opgave = Opgave(
        soort=vraag.soort,
        naam="",
        winstoogmerk=vraag.winstoogmerk,
        gemeente=vraag.gemeente,
        wijk=vraag.wijk,
        titel="",
        doel="",
        activiteit_van=vraag.datum,
        activiteit_tot=vraag.datum,
        gevraagd_cent=vraag.bedrag_cent,
        begroting=Begroting(kosten_cent=vraag.bedrag_cent),
    )
    return Binnenkomst(regeling=regeling, opgave=opgave, ontvangen=vandaag, iban_geldig=True)


def _nodig(soort: SoortAanvrager) -> tuple[str, ...]:
    altijd = ("een plan in uw eigen woorden", "een begroting", "een rekeningnummer (IBAN)")
    if soort in {SoortAanvrager.RECHTSPERSOON, SoortAanvrager.ONDERNEMING}:
        return (*altijd, "uw KvK-nummer")
    return altijd
