"""Who may do what, and which kinds of signal each sees."""

from typing import Annotated

from fastapi import Depends
from risb_api.identity import Rol, Toegang, Wie

from toezicht.domain.detectie.regels.detectieregel import Signaalsoort

Toezicht = Annotated[Wie, Depends(Toegang(Rol.TOEZICHTHOUDER_RECHTMATIGHEID, Rol.TOEZICHTHOUDER_KWALITEIT))]
Rechtmatigheid = Annotated[Wie, Depends(Toegang(Rol.TOEZICHTHOUDER_RECHTMATIGHEID))]
Maatregelinzage = Annotated[
    Wie, Depends(Toegang(Rol.TOEZICHTHOUDER_RECHTMATIGHEID, Rol.ACCOUNTMANAGER, Rol.CONTRACTMANAGER))
]
_SOORTEN = {
    Rol.TOEZICHTHOUDER_RECHTMATIGHEID: Signaalsoort.RECHTMATIGHEID,
    Rol.TOEZICHTHOUDER_KWALITEIT: Signaalsoort.KWALITEIT,
}


def soorten_van(wie: Wie) -> frozenset[Signaalsoort]:
    """Kinds of signal that the caller may see."""
    return frozenset(soort for rol, soort in _SOORTEN.items() if rol in wie.rollen)
