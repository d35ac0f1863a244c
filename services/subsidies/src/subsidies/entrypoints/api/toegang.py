"""Who may use the routes."""

from typing import Annotated

from fastapi import Depends
from risb_api.identity import Rol, Toegang, Wie

Aanvrager = Annotated[Wie, Depends(Toegang(Rol.AANVRAGER))]
AanvragerOfAdviseur = Annotated[Wie, Depends(Toegang(Rol.AANVRAGER, Rol.SUBSIDIEADVISEUR))]
Adviseur = Annotated[Wie, Depends(Toegang(Rol.SUBSIDIEADVISEUR))]
