"""Who may do what, and whose things a caller sees."""

from typing import Annotated

from fastapi import Depends
from risb_api.identity import Rol, Toegang, Wie
from risb_kern.lists import Bereik

BUREAU = (
    Rol.INKOPER,
    Rol.CONTRACTMANAGER,
    Rol.ACCOUNTMANAGER,
    Rol.FINANCIEN,
    Rol.TOEZICHTHOUDER_KWALITEIT,
    Rol.TOEZICHTHOUDER_RECHTMATIGHEID,
)
Aanmelder = Annotated[Wie, Depends(Toegang(Rol.AANBIEDER))]
Inkoop = Annotated[Wie, Depends(Toegang(Rol.INKOPER, Rol.CONTRACTMANAGER))]
Financien = Annotated[Wie, Depends(Toegang(Rol.FINANCIEN))]
Rekeningbeheer = Annotated[Wie, Depends(Toegang(Rol.CONTRACTMANAGER, Rol.FINANCIEN))]
BureauOfAanbieder = Annotated[Wie, Depends(Toegang(*BUREAU, Rol.AANBIEDER))]
BureauOfGemeente = Annotated[Wie, Depends(Toegang(*BUREAU, Rol.ZORGADMINISTRATIE))]
Betrokkene = Annotated[Wie, Depends(Toegang(*BUREAU, Rol.AANBIEDER, Rol.ZORGADMINISTRATIE))]


def bereik_van(wie: Wie) -> Bereik:
    """The tenants of the caller: staff of the bureau see the region, others what their token is bound to."""
    return wie.bereik(*BUREAU)
