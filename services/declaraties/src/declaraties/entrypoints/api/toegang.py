"""Who may see and send what: the tenants of a token against those of a row."""

from typing import Annotated

from fastapi import Depends
from risb_api.identity import Rol, Toegang, Wie
from risb_kern.errors import DomainError, Kind
from risb_kern.lists import Bereik

from declaraties.domain.post.bestand import Berichtkop
from declaraties.domain.standaard.profielen import Soort

PERSONEEL = (Rol.FINANCIEN, Rol.CONTRACTMANAGER)
Inzender = Annotated[Wie, Depends(Toegang(Rol.AANBIEDER, Rol.ZORGADMINISTRATIE))]
Lezer = Annotated[Wie, Depends(Toegang(Rol.AANBIEDER, Rol.ZORGADMINISTRATIE, *PERSONEEL))]
Ketenpartij = Annotated[Wie, Depends(Toegang(Rol.AANBIEDER, Rol.ZORGADMINISTRATIE))]
Aanbiederrol = Annotated[Wie, Depends(Toegang(Rol.AANBIEDER))]
Gemeenterol = Annotated[Wie, Depends(Toegang(Rol.ZORGADMINISTRATIE))]
Financien = Annotated[Wie, Depends(Toegang(Rol.FINANCIEN))]
Contractmanager = Annotated[Wie, Depends(Toegang(Rol.CONTRACTMANAGER))]
Beheerder = Annotated[Wie, Depends(Toegang(Rol.FINANCIEN, Rol.CONTRACTMANAGER))]
Ontvanger = Annotated[Wie, Depends(Toegang(Rol.FINANCIEN, Rol.CONTRACTMANAGER, Rol.AANBIEDER))]
Betaalrol = Annotated[Wie, Depends(Toegang(Rol.FINANCIEN, Rol.AANBIEDER))]
Woonplaatsrol = Annotated[Wie, Depends(Toegang(Rol.ZORGADMINISTRATIE, Rol.CONTRACTMANAGER))]
Bureau = Annotated[Wie, Depends(Toegang(*PERSONEEL, Rol.OPERATIONS))]
Ketenbeheer = Annotated[Wie, Depends(Toegang(Rol.OPERATIONS))]


def bereik_van(wie: Wie) -> Bereik:
    """An aanbieder sees its own AGB-codes, a zorgadministratie its own gemeenten, staff of the bureau the region."""
    return wie.bereik(*PERSONEEL)


def check_sender(kop: Berichtkop, wie: Wie) -> None:
    """A 301 comes from the gemeente itself, every other message from the aanbieder itself; DomainError otherwise.

    A 302 repeats the header of the 301 that it answers, so its sender is the aanbieder that the header is addressed to.
    """
    if kop.soort is Soort.TOEWIJZING:
        mag, wat = wie.is_een_van(Rol.ZORGADMINISTRATIE) and kop.gemeente in wie.gemeenten, "gemeentecode"
    else:
        mag, wat = wie.is_een_van(Rol.AANBIEDER) and kop.agb_code in wie.agb, "AGB-code"
    if not mag:
        raise DomainError(
            Kind.FORBIDDEN,
            "afzender-niet-eigen",
            f"De afzender in het bericht is niet uw eigen {wat}. U kunt alleen berichten van uzelf indienen.",
        )
