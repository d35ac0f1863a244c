"""Who may see and send what: the tenants of a token against those of a row."""

from typing import Annotated

from chassis.kernel import DomainError, Kind
from fastapi import Depends
from risb_api.identity import Rol, Toegang, Wie

from declaraties.application.lezen import Zicht
from declaraties.domain.berichten.profielen import Soort
from declaraties.domain.bestand import Berichtkop

PERSONEEL = (Rol.FINANCIEN, Rol.CONTRACTMANAGER)
Inzender = Annotated[Wie, Depends(Toegang(Rol.AANBIEDER, Rol.ZORGADMINISTRATIE))]
Lezer = Annotated[Wie, Depends(Toegang(Rol.AANBIEDER, Rol.ZORGADMINISTRATIE, *PERSONEEL))]
Ketenpartij = Annotated[Wie, Depends(Toegang(Rol.AANBIEDER, Rol.ZORGADMINISTRATIE))]
Aanbiederrol = Annotated[Wie, Depends(Toegang(Rol.AANBIEDER))]
Gemeenterol = Annotated[Wie, Depends(Toegang(Rol.ZORGADMINISTRATIE))]
Ketenbeheer = Annotated[Wie, Depends(Toegang(Rol.OPERATIONS))]


def zicht_van(wie: Wie) -> Zicht:
    """An aanbieder sees its own AGB-codes, a zorgadministratie its own gemeenten, staff of the bureau the region."""
    return Zicht(
        alles=wie.is_een_van(*PERSONEEL),
        agb=tuple(wie.agb) if wie.is_een_van(Rol.AANBIEDER) else (),
        gemeenten=tuple(wie.gemeenten) if wie.is_een_van(Rol.ZORGADMINISTRATIE) else (),
    )


def controleer_afzender(kop: Berichtkop, wie: Wie) -> None:
    """A 323 comes from the aanbieder itself, a 301 from the gemeente itself; DomainError otherwise."""
    if kop.soort is Soort.DECLARATIE:
        mag, wat = wie.is_een_van(Rol.AANBIEDER) and kop.afzender in wie.agb, "AGB-code"
    else:
        mag, wat = wie.is_een_van(Rol.ZORGADMINISTRATIE) and kop.afzender in wie.gemeenten, "gemeentecode"
    if not mag:
        raise DomainError(
            Kind.FORBIDDEN,
            "afzender-niet-eigen",
            f"De afzender in het bericht is niet uw eigen {wat}. U kunt alleen berichten van uzelf indienen.",
        )
