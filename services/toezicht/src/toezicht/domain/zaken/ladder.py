"""The ladder of control: each next step weighs heavier on an aanbieder, so each needs its own recorded ground.

Source: Regeling Jeugdwet art. 1 and par. 6b; for the Wmo the same steps as policy of the region.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from risb_kern.errors import DomainError, Fout, Kind


class Trede(IntEnum):
    """The steps, in order."""

    RISICOANALYSE = 0
    FORMELE_CONTROLE = 1
    MATERIELE_CONTROLE = 2
    DETAILCONTROLE = 3
    FRAUDEONDERZOEK = 4
    STRAFRECHT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Eis:
    """A document that must be on file before a step may be taken."""

    stuk: str
    omschrijving: str
    bron: str


class Controlemethode(StrEnum):
    """How a plan looks at deliveries; only `dossierinzage` sees what stands in the files of clients."""

    SUMMIER_BEWIJS = "summier-bewijs"
    PLAUSIBILITEIT = "plausibiliteit"
    GESPREK = "gesprek"
    STEEKPROEF = "steekproef-zonder-dossiers"
    DOSSIERINZAGE = "dossierinzage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stukverwijzing:
    """A document that a step asks for: its kind, where it is kept, and of a plan the methods that it chooses."""

    soort: str
    verwijzing: str
    methoden: tuple[Controlemethode, ...] = ()


# Documents that choose how is looked.
PLANNEN = frozenset({"controleplan", "specifiek-controleplan", "onderzoeksplan"})
# In a ground or a reference the files may go under another name.
_DOSSIERS = re.compile(
    r"dossier[\s-]*(inspectie|onderzoek|inzage|controle|studie)"
    r"|(inzage|inzien|inspectie|onderzoek|controle)\s+(in|van)\s+(\w+\s+){0,3}\w*dossier"
    r"|(cli[eë]nt|pati[eë]nt|zorg|behandel)dossiers?\s+(inzien|opvragen|lezen|bekijken)",
    re.IGNORECASE,
)


# What each step asks beside a ground in words.
EISEN: Mapping[Trede, tuple[Eis, ...]] = {
    Trede.RISICOANALYSE: (),
    Trede.FORMELE_CONTROLE: (),
    Trede.MATERIELE_CONTROLE: (
        Eis(stuk="controledoel", omschrijving="het doel van de controle", bron="Regeling Jeugdwet art. 6b.2"),
        Eis(stuk="controleplan", omschrijving="het algemene controleplan", bron="Regeling Jeugdwet art. 6b.3"),
    ),
    Trede.DETAILCONTROLE: (
        Eis(stuk="specifieke-risicoanalyse", omschrijving="de specifieke risicoanalyse", bron="art. 6b.5"),
        Eis(stuk="specifiek-controleplan", omschrijving="het specifieke controleplan", bron="art. 6b.5"),
        Eis(stuk="aanbieder-geinformeerd", omschrijving="het bericht aan de aanbieder vooraf", bron="art. 6b.5"),
    ),
    Trede.FRAUDEONDERZOEK: (
        Eis(stuk="onderzoeksplan", omschrijving="het onderzoeksplan met de minimale gegevens", bron="art. 6b.7"),
    ),
    Trede.STRAFRECHT: (
        Eis(stuk="afweging-aangifte", omschrijving="de afweging over de aangifte", bron="Wetboek van Strafvordering"),
    ),
}


def volgende_trede(huidig: Trede, gevraagd: Trede, stukken: Sequence[Stukverwijzing]) -> Trede:
    """The step, when it is the next one and everything it asks for is there; else DomainError naming what lacks."""
    if gevraagd != huidig + 1:
        raise DomainError(
            Kind.CONFLICT,
            "trede-niet-aan-de-beurt",
            f"De zaak staat op trede {int(huidig)}; alleen trede {int(huidig) + 1} kan nu volgen.",
        )
    soorten = {one.soort for one in stukken}
    ontbreekt = [eis for eis in EISEN[gevraagd] if eis.stuk not in soorten]
    if ontbreekt:
        raise DomainError(
            Kind.INVALID,
            "grond-ontbreekt",
            f"Trede {int(gevraagd)} kan nog niet: er ontbreekt {' en '.join(eis.omschrijving for eis in ontbreekt)}.",
            *(
                Fout(f"stukken.{eis.stuk}", "grond-ontbreekt", f"Leg {eis.omschrijving} vast ({eis.bron}).")
                for eis in ontbreekt
            ),
        )
    _plannen_passen(gevraagd, stukken)
    return gevraagd


def grond_past(trede: Trede, grond: str) -> None:
    """The ground of a step below detail control announces no look into files."""
    if trede < Trede.DETAILCONTROLE and _DOSSIERS.search(grond):
        raise _geen_dossiers(trede, "grond")


def _plannen_passen(trede: Trede, stukken: Sequence[Stukverwijzing]) -> None:
    """A plan says how is looked; files are seen from detail control on (Regeling Jeugdwet art. 6b.3 to 6b.5)."""
    for one in stukken:
        if trede < Trede.DETAILCONTROLE and _ziet_dossiers(one):
            raise _geen_dossiers(trede, f"stukken.{one.soort}")
        if one.soort in PLANNEN and not one.methoden:
            fout = Fout(f"stukken.{one.soort}", "methoden-ontbreken", "Noem bij het plan de methoden van de controle.")
            raise DomainError(Kind.INVALID, "methoden-ontbreken", "Een plan zegt hoe er wordt gecontroleerd.", fout)


def _ziet_dossiers(stuk: Stukverwijzing) -> bool:
    return Controlemethode.DOSSIERINZAGE in stuk.methoden or bool(_DOSSIERS.search(f"{stuk.soort} {stuk.verwijzing}"))


def _geen_dossiers(trede: Trede, veld: str) -> DomainError:
    melding = (
        f"Op trede {int(trede)} mag niemand in dossiers van cliënten kijken (Regeling Jeugdwet art. 6b.3). Haal dat"
        f" uit het plan; het kan pas op trede {int(Trede.DETAILCONTROLE)}, met een specifiek controleplan."
    )
    return DomainError(Kind.INVALID, "dossierinzage-te-vroeg", melding, Fout(veld, "dossierinzage-te-vroeg", melding))
