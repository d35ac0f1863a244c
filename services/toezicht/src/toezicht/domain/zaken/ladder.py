"""The ladder of control: each next step weighs heavier on an aanbieder, so each needs its own recorded ground.

Source: Regeling Jeugdwet art. 1 and par. 6b; for the Wmo the same steps as policy of the region.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stukverwijzing:
    """A document that a step asks for: its kind, and where it is kept."""

    soort: str
    verwijzing: str


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


def volgende_trede(huidig: Trede, gevraagd: Trede, stukken: Collection[str]) -> Trede:
    """The step, when it is the next one and everything it asks for is there; else DomainError naming what lacks."""
    if gevraagd != huidig + 1:
        raise DomainError(
            Kind.CONFLICT,
            "trede-niet-aan-de-beurt",
            f"De zaak staat op trede {int(huidig)}; alleen trede {int(huidig) + 1} kan nu volgen.",
        )
    ontbreekt = [eis for eis in EISEN[gevraagd] if eis.stuk not in stukken]
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
    return gevraagd
