"""What the routes about payment share: tools, rules, and the person who calls."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request
from risb_api.identity import Rol, Toegang, Wie

from declaraties.application.betalen.ports import Betaalgereedschap
from declaraties.domain.betalen.betaalcontrole import Controleregels

Financien = Annotated[Wie, Depends(Toegang(Rol.FINANCIEN))]
Contractmanager = Annotated[Wie, Depends(Toegang(Rol.CONTRACTMANAGER))]
Beheerder = Annotated[Wie, Depends(Toegang(Rol.FINANCIEN, Rol.CONTRACTMANAGER))]
Ontvanger = Annotated[Wie, Depends(Toegang(Rol.FINANCIEN, Rol.CONTRACTMANAGER, Rol.AANBIEDER))]
Kenmerk = Path(alias="id", description="Kenmerk (UUID).")
GEMEENTECODE, AGBCODE = r"^[0-9]{4}$", r"^[0-9]{8}$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaaldienst:
    """Register, payment file and the rules of review, as the settings say."""

    gereedschap: Betaalgereedschap
    regels: Controleregels


def betaaldienst_van(request: Request) -> Betaaldienst:
    """The payment tools of the running service."""
    dienst: Betaaldienst = request.app.state.betaaldienst
    return dienst


Betalen = Annotated[Betaaldienst, Depends(betaaldienst_van)]
