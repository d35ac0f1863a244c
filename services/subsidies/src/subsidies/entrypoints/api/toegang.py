"""Who may use the routes."""

from typing import Annotated

from fastapi import Depends
from risb_api.identity import Rol, Toegang, Wie

Aanvrager = Annotated[Wie, Depends(Toegang(Rol.AANVRAGER))]
AanvragerOfAdviseur = Annotated[Wie, Depends(Toegang(Rol.AANVRAGER, Rol.SUBSIDIEADVISEUR))]
Adviseur = Annotated[Wie, Depends(Toegang(Rol.SUBSIDIEADVISEUR))]


def eigen_sub(wie: Wie) -> str | None:
    """The applicant to whom an application must belong for this reader; None for who sees them all."""
    return None if wie.is_een_van(Rol.SUBSIDIEADVISEUR) else wie.sub
