"""Who may do what, and whose things a caller sees."""

from collections.abc import Collection
from typing import Annotated

from fastapi import Depends
from risb_api.identity import Rol, Toegang, Wie
from risb_kern.lists import Bereik

from contracting.application.uow import Uow
from contracting.domain.maatregelen.maatregel import Maatregel

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
InkoopOfAanbieder = Annotated[Wie, Depends(Toegang(Rol.INKOPER, Rol.CONTRACTMANAGER, Rol.AANBIEDER))]
Financien = Annotated[Wie, Depends(Toegang(Rol.FINANCIEN))]
Sturing = Annotated[Wie, Depends(Toegang(Rol.INKOPER, Rol.CONTRACTMANAGER, Rol.ACCOUNTMANAGER, Rol.FINANCIEN))]
Account = Annotated[Wie, Depends(Toegang(Rol.CONTRACTMANAGER, Rol.ACCOUNTMANAGER))]
Rekeningbeheer = Annotated[Wie, Depends(Toegang(Rol.CONTRACTMANAGER, Rol.FINANCIEN))]
BureauOfAanbieder = Annotated[Wie, Depends(Toegang(*BUREAU, Rol.AANBIEDER))]
BureauOfGemeente = Annotated[Wie, Depends(Toegang(*BUREAU, Rol.ZORGADMINISTRATIE))]
Betrokkene = Annotated[Wie, Depends(Toegang(*BUREAU, Rol.AANBIEDER, Rol.ZORGADMINISTRATIE))]


def bereik_van(wie: Wie) -> Bereik:
    """The tenants of the caller: staff of the bureau see the region, others what their token is bound to.

    A toezichthouder may be bound to gemeenten (`Wie.bereik`).
    """
    return wie.bereik(*BUREAU)


async def aanbiederbereik(uow: Uow, wie: Wie) -> Bereik:
    """The same for what hangs on an aanbieder: who is bound to gemeenten sees the aanbieders with agreements there."""
    bereik = bereik_van(wie)
    if bereik.alles or not bereik.gemeenten:
        return bereik
    in_gemeenten = await uow.overeenkomstvragen.list_agb_codes(bereik.gemeenten)
    return Bereik(agb_codes=bereik.agb_codes | frozenset(in_gemeenten), gemeenten=bereik.gemeenten)


async def zichtbare_maatregelen(uow: Uow, bereik: Bereik, agb_codes: Collection[str] | None) -> list[Maatregel]:
    """Measures against aanbieders in reach; for who is bound to gemeenten only those that hold there."""
    gevonden = await uow.maatregelvragen.list(bereik, agb_codes=agb_codes)
    gebonden = not bereik.alles and bool(bereik.gemeenten)
    return [one for one in gevonden if not gebonden or not one.gemeenten or bereik.ziet(gemeenten=one.gemeenten)]
