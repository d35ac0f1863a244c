"""The decision: grant within the plafond, refuse on a ground with its article, or leave aside (dossier 1.1-1.3)."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Fout, Kind
from risb_recht.awb import BETAALTERMIJN, BEZWAARTERMIJN, BUITEN_BEHANDELINGTERMIJN
from risb_recht.bedrag import euro
from risb_recht.termijnen import einde

from subsidies.domain.aanvragen.aanvraag import Aanvraag, AanvraagStap, maximaal_te_verlenen
from subsidies.domain.beoordelen.aandachtspunt import Aandachtbron, Aandachtspunt, zijn_afgedaan, zijn_beantwoord
from subsidies.domain.beoordelen.screening import screeningsgrens
from subsidies.domain.besluiten.loting import Lotuitslag, Voorrang
from subsidies.domain.regelingen.plafond import Plafondstand
from subsidies.domain.regelingen.regeling import Regeling


class Besluitsoort(StrEnum):
    """What is decided."""

    VERLENEN = "verlenen"
    WEIGEREN = "weigeren"
    BUITEN_BEHANDELING = "buiten-behandeling"


class Grondcode(StrEnum):
    """Fixed codes of the refusal grounds."""

    PLAFOND = "awb-4-25-2"
    HERHAALD = "awb-4-6"
    ACTIVITEIT_NIET = "awb-4-35-1-a"
    VERPLICHTINGEN = "awb-4-35-1-b"
    VERANTWOORDING = "awb-4-35-1-c"
    ONJUISTE_GEGEVENS = "awb-4-35-2-a"
    INSOLVENTIE = "awb-4-35-2-b"
    GEVAAR = "bibob-3"
    VOORWAARDE = "regeling-voorwaarde"


@dataclass(frozen=True, slots=True)
class Grondsoort:
    """Article of a ground, and whether the applicant is always heard first."""

    artikel: str
    altijd_horen: bool = False


GRONDEN: Mapping[Grondcode, Grondsoort] = {
    Grondcode.PLAFOND: Grondsoort("artikel 4:25, tweede lid, Awb"),
    Grondcode.HERHAALD: Grondsoort("artikel 4:6 Awb"),
    Grondcode.ACTIVITEIT_NIET: Grondsoort("artikel 4:35, eerste lid, onder a, Awb"),
    Grondcode.VERPLICHTINGEN: Grondsoort("artikel 4:35, eerste lid, onder b, Awb"),
    Grondcode.VERANTWOORDING: Grondsoort("artikel 4:35, eerste lid, onder c, Awb"),
    Grondcode.ONJUISTE_GEGEVENS: Grondsoort("artikel 4:35, tweede lid, onder a, Awb", altijd_horen=True),
    Grondcode.INSOLVENTIE: Grondsoort("artikel 4:35, tweede lid, onder b, Awb"),
    Grondcode.GEVAAR: Grondsoort("artikel 3 en 33 Wet Bibob", altijd_horen=True),
    Grondcode.VOORWAARDE: Grondsoort("de voorwaarden van de regeling"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigeringsgrond:
    """A ground with its reasons; `feiten_wijken_af`: it rests on facts that differ from what the applicant gave."""

    code: Grondcode
    toelichting: str
    feiten_wijken_af: bool = False

    @property
    def vraagt_zienswijze(self) -> bool:
        """True when the applicant is heard first (Awb 4:7, 4:12, second paragraph)."""
        return self.feiten_wijken_af or GRONDEN[self.code].altijd_horen


GEEN_VOORRANG = Voorrang()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that a decision looks at; `plafond` is None when no plafond covers the activity.

    `voorrang` is what goes before it in that plafond, by completeness or by lot; `eerder_verleend` how often the
    applicant was granted under the scheme before.
    """

    aanvraag: Aanvraag
    regeling: Regeling
    punten: Sequence[Aandachtspunt]
    plafond: Plafondstand | None
    voorrang: Voorrang = GEEN_VOORRANG
    eerder_verleend: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluit:
    """A decision as announced; amounts in cents, `bezwaar_tot` is the last day to object."""

    id: uuid.UUID
    aanvraag_id: uuid.UUID
    register_id: uuid.UUID
    soort: Besluitsoort
    verleend_cent: int
    geweigerd_cent: int
    direct_vastgesteld: bool
    gronden: tuple[Weigeringsgrond, ...]
    motivering: str
    besluitdatum: dt.date
    bezwaar_tot: dt.date
    uitvoering_uiterlijk: dt.date | None
    betaling_uiterlijk: dt.date | None
    te_laat: bool
    door: str
    loting: Lotuitslag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voornemen:
    """What an officer wants to decide."""

    soort: Besluitsoort
    bedrag_cent: int | None
    gronden: tuple[Weigeringsgrond, ...]
    motivering: str


STAP: Mapping[Besluitsoort, AanvraagStap] = {
    Besluitsoort.VERLENEN: AanvraagStap.VERLENEN,
    Besluitsoort.WEIGEREN: AanvraagStap.WEIGEREN,
    Besluitsoort.BUITEN_BEHANDELING: AanvraagStap.BUITEN_BEHANDELING_STELLEN,
}


def beslis(dossier: Dossier, voornemen: Voornemen, handeling: Handeling) -> tuple[Aanvraag, Besluit]:
    """The application after the decision and the decision itself; raises the gate that stands in the way."""
    aanvraag, vandaag = dossier.aanvraag.na(STAP[voornemen.soort]), handeling.vandaag
    match voornemen.soort:
        case Besluitsoort.VERLENEN:
            verleend = _te_verlenen(dossier, voornemen.bedrag_cent, vandaag)
            _mag_minder(dossier, voornemen, vandaag)
        case Besluitsoort.WEIGEREN:
            verleend = 0
            _mag_weigeren(dossier, voornemen.gronden, vandaag)
        case Besluitsoort.BUITEN_BEHANDELING:
            verleend = 0
            _mag_buiten_behandeling(dossier.aanvraag, vandaag)
    return aanvraag, _besluit(dossier, voornemen, verleend, handeling)


def _besluit(dossier: Dossier, voornemen: Voornemen, verleend: int, handeling: Handeling) -> Besluit:
    opgave, vandaag = dossier.aanvraag.opgave, handeling.vandaag
    is_verlening = voornemen.soort is Besluitsoort.VERLENEN
    direct = is_verlening and verleend <= dossier.regeling.direct_vast_tot_cent
    vol = is_verlening and verleend < (voornemen.bedrag_cent or 0)
    geld_op = Weigeringsgrond(code=Grondcode.PLAFOND, toelichting="Er is niet meer geld beschikbaar.")
    eigen = tuple(one for one in voornemen.gronden if one.code is not Grondcode.PLAFOND or not vol)
    return Besluit(
        id=handeling.nieuw_id(),
        aanvraag_id=dossier.aanvraag.id,
        register_id=handeling.nieuw_id(),
        soort=voornemen.soort,
        verleend_cent=verleend,
        geweigerd_cent=0 if voornemen.soort is Besluitsoort.BUITEN_BEHANDELING else opgave.gevraagd_cent - verleend,
        direct_vastgesteld=direct,
        gronden=(*eigen, geld_op) if vol else eigen,
        motivering=voornemen.motivering,
        besluitdatum=vandaag,
        bezwaar_tot=einde(vandaag, BEZWAARTERMIJN.op(vandaag)),
        # Without an execution term late execution cannot be held against the recipient (ECLI:NL:RVS:2021:2172).
        uitvoering_uiterlijk=opgave.activiteit_tot if is_verlening else None,
        betaling_uiterlijk=einde(vandaag, BETAALTERMIJN.op(vandaag)) if direct else None,
        te_laat=vandaag > dossier.aanvraag.beslisdatum(dossier.regeling),
        door=handeling.door,
        loting=dossier.voorrang.uitslag,
    )


def _te_verlenen(dossier: Dossier, gevraagd: int | None, vandaag: dt.date) -> int:
    """The amount that may be granted now; raises when conditions, points, order or room forbid it."""
    if gevraagd is None:
        raise _ongeldig("bedragCent", "ontbreekt", "Vul het bedrag in dat u verleent.")
    _mag_verlenen(dossier, gevraagd)
    stand = _plafond_van(dossier)
    _is_aan_de_beurt(dossier, vandaag)
    _op_volgorde(stand, dossier.voorrang, gevraagd)
    ruimte = stand.ruimte_cent
    if gevraagd <= ruimte:
        return gevraagd
    if not dossier.regeling.deels_verlenen or ruimte == 0:
        melding = f"Binnen het plafond is nog {euro(ruimte)} beschikbaar; {euro(gevraagd)} past daar niet in."
        raise DomainError(Kind.CONFLICT, "plafond-ontoereikend", melding)
    return ruimte


def _mag_verlenen(dossier: Dossier, bedrag: int) -> None:
    aanvraag, regeling = dossier.aanvraag, dossier.regeling
    hoogste = maximaal_te_verlenen(regeling, aanvraag.opgave)
    if bedrag > hoogste:
        raise _ongeldig("bedragCent", "te-hoog", f"U kunt hoogstens {euro(hoogste)} verlenen.")
    if aanvraag.drempels:
        codes = ", ".join(aanvraag.drempels)
        raise DomainError(Kind.CONFLICT, "voorwaarde-niet-vervuld", f"Verlenen kan niet vanwege: {codes}.")
    if aanvraag.volledig_op is None:
        raise DomainError(Kind.CONFLICT, "niet-compleet", "De aanvraag is nog niet compleet.")
    if regeling.max_per_aanvrager is not None and dossier.eerder_verleend >= regeling.max_per_aanvrager:
        melding = f"Deze aanvrager kreeg al {dossier.eerder_verleend} keer subsidie; meer kan niet onder deze regeling."
        raise DomainError(Kind.CONFLICT, "max-per-aanvrager", melding)
    if not zijn_afgedaan(dossier.punten):
        melding = "Handel eerst alle aandachtspunten af: verlenen kan als ze verklaard zijn of geen gevolg hebben."
        raise DomainError(Kind.CONFLICT, "aandachtspunten-open", melding)
    if aanvraag.opgave.gevraagd_cent >= screeningsgrens(regeling, aanvraag.ontvangen) and not aanvraag.screening_op:
        raise DomainError(Kind.CONFLICT, "screening-ontbreekt", "Vanaf dit bedrag is eerst een screening nodig.")


def _mag_minder(dossier: Dossier, voornemen: Voornemen, vandaag: dt.date) -> None:
    """A lower grant refuses the rest: it says on which ground, and the applicant is heard where the Awb asks it."""
    opgave, gronden = dossier.aanvraag.opgave, voornemen.gronden
    is_minder = (voornemen.bedrag_cent or 0) < opgave.gevraagd_cent
    if is_minder and not gronden:
        raise _ongeldig("gronden", "ontbreekt", "U verleent minder dan gevraagd. Noem de grond, met toelichting.")
    if gronden and not is_minder:
        raise _ongeldig("gronden", "hoort-hier-niet", "U verleent alles wat is gevraagd; laat de gronden weg.")
    codes = {one.code for one in gronden}
    if Grondcode.GEVAAR in codes:
        melding = (
            "Bij minder gevaar stelt u voorwaarden; een lager bedrag kan daarom niet (artikel 3, zevende lid, Bibob)."
        )
        raise DomainError(Kind.INVALID, "gevaar-geeft-voorwaarden", melding)
    if Grondcode.PLAFOND in codes:
        _plafond_is_bereikt(dossier)
        if not dossier.regeling.deels_verlenen:
            melding = "Deze regeling verleent niet een deel omdat het plafond bereikt is: weiger, of verleen alles."
            raise DomainError(Kind.CONFLICT, "plafond-ontoereikend", melding)
    if Grondcode.VOORWAARDE in codes and maximaal_te_verlenen(dossier.regeling, opgave) >= opgave.gevraagd_cent:
        melding = "Volgens de regeling kan het hele bedrag; kies een andere grond."
        raise DomainError(Kind.CONFLICT, "voorwaarde-vervuld", melding)
    _is_gehoord(dossier.aanvraag, gronden, vandaag)


def _is_aan_de_beurt(dossier: Dossier, vandaag: dt.date) -> None:
    plaats = dossier.aanvraag.plaats(dossier.regeling)
    if plaats is not None and not dossier.regeling.is_plaats_voorbij(plaats, vandaag):
        melding = "Wie vandaag compleet is, staat gelijk. Verlenen kan vanaf morgen."
        raise DomainError(Kind.CONFLICT, "peildag-loopt-nog", melding)


def _op_volgorde(stand: Plafondstand, voorrang: Voorrang, bedrag: int) -> None:
    """Who was complete first is served first, and of equals whom the lot names: they keep their room (Awb 4:26)."""
    ruimte = stand.ruimte_cent - voorrang.eerder_cent
    if voorrang.eerder_cent and bedrag > ruimte:
        melding = (
            "Beslis eerst op aanvragen die eerder compleet waren of een lager lot kregen:"
            " zij gaan voor en het geld is niet genoeg."
        )
        raise DomainError(Kind.CONFLICT, "eerdere-aanvragen-eerst", melding)
    if voorrang.gelijk_cent and bedrag > ruimte - voorrang.gelijk_cent:
        melding = "Andere aanvragen waren tegelijk compleet en er is niet genoeg voor alle. Zet eerst een loting klaar."
        raise DomainError(Kind.CONFLICT, "loting-nodig", melding)


def _mag_weigeren(dossier: Dossier, gronden: Sequence[Weigeringsgrond], vandaag: dt.date) -> None:
    if not gronden:
        raise _ongeldig("gronden", "ontbreekt", "Noem ten minste een weigeringsgrond met toelichting.")
    if not zijn_beantwoord(dossier.punten):
        melding = "Geef eerst bij alle aandachtspunten aan wat u ervan vindt."
        raise DomainError(Kind.CONFLICT, "aandachtspunten-open", melding)
    codes = {one.code for one in gronden}
    if Grondcode.PLAFOND in codes:
        _plafond_is_bereikt(dossier)
    if Grondcode.VOORWAARDE in codes and not dossier.aanvraag.drempels:
        melding = "De aanvraag voldoet aan de voorwaarden die wij kunnen nagaan; kies een andere grond."
        raise DomainError(Kind.CONFLICT, "voorwaarde-vervuld", melding)
    if Grondcode.GEVAAR in codes and not any(one.signaal.bron is Aandachtbron.SCREENING for one in dossier.punten):
        melding = "Weigeren om gevaar kan alleen na een screening met een signaal dat een mens heeft onderzocht."
        raise DomainError(Kind.CONFLICT, "screening-ontbreekt", melding)
    _is_gehoord(dossier.aanvraag, gronden, vandaag)


def _is_gehoord(aanvraag: Aanvraag, gronden: Sequence[Weigeringsgrond], vandaag: dt.date) -> None:
    horen = any(one.vraagt_zienswijze for one in gronden)
    if horen and not (aanvraag.zienswijze and aanvraag.zienswijze.is_geweest(vandaag)):
        melding = (
            "Vraag eerst een zienswijze: de weigering steunt op feiten die afwijken van wat de aanvrager opgaf "
            "(artikel 4:7 en 4:8 Awb)."
        )
        raise DomainError(Kind.CONFLICT, "zienswijze-nodig", melding)


def _plafond_van(dossier: Dossier) -> Plafondstand:
    if dossier.plafond is None:
        raise DomainError(Kind.CONFLICT, "geen-plafond", "Voor deze activiteit is geen plafond bekendgemaakt.")
    return dossier.plafond


def _plafond_is_bereikt(dossier: Dossier) -> None:
    """Awb 4:25, second paragraph: only in so far as the grant would exceed the plafond."""
    stand = _plafond_van(dossier)
    nodig = maximaal_te_verlenen(dossier.regeling, dossier.aanvraag.opgave)
    past = dossier.regeling.deels_verlenen or stand.ruimte_cent >= nodig
    if stand.ruimte_cent > 0 and past:
        melding = f"Het plafond is niet bereikt: er is nog {euro(stand.ruimte_cent)} beschikbaar."
        raise DomainError(Kind.CONFLICT, "plafond-niet-bereikt", melding)


def _mag_buiten_behandeling(aanvraag: Aanvraag, vandaag: dt.date) -> None:
    """Awb 4:5: only after a chance to repair, and announced within four weeks (fourth paragraph).

    Who did answer is heard before we say that it was not enough (own choice, as Awb 4:8).
    """
    laatste = aanvraag.aanvullingen[-1] if aanvraag.aanvullingen else None
    voorbij = laatste.hersteltermijn_voorbij_op(vandaag) if laatste else None
    if voorbij is None:
        melding = "Geef de aanvrager eerst een termijn om de aanvraag aan te vullen (artikel 4:5 Awb)."
        raise DomainError(Kind.CONFLICT, "hersteltermijn-nodig", melding)
    gehoord = aanvraag.zienswijze is not None and aanvraag.zienswijze.is_geweest(vandaag)
    if laatste and laatste.beantwoord_op and not gehoord:
        melding = "De aanvrager vulde aan. Vraag eerst een zienswijze op het voornemen om niet te behandelen."
        raise DomainError(Kind.CONFLICT, "zienswijze-nodig", melding)
    uiterlijk = einde(voorbij, BUITEN_BEHANDELINGTERMIJN.op(voorbij))
    if vandaag > uiterlijk:
        melding = f"Buiten behandeling stellen kon tot en met {uiterlijk:%d-%m-%Y} (artikel 4:5, vierde lid, Awb)."
        raise DomainError(Kind.CONFLICT, "buiten-behandeling-te-laat", melding)


def _ongeldig(veld: str, code: str, melding: str) -> DomainError:
    return DomainError(Kind.INVALID, "ongeldige-gegevens", melding, Fout(veld, code, melding))
