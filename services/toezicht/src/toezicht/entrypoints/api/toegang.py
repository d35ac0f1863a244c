"""Who may do what, and whose signals, of which kinds, each sees."""

import uuid
from collections.abc import Collection
from typing import Annotated

from fastapi import Depends
from risb_api.identity import Rol, Toegang, Wie
from risb_kern.edge.who import TOEZICHTHOUDERS
from risb_kern.errors import DomainError, Kind, not_found
from risb_kern.lists import Bereik

from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.detectie.regels.detectieregel import Signaalsoort
from toezicht.domain.signalen.signaal import Signaal
from toezicht.domain.zaken.zaak import Zaak

Toezicht = Annotated[Wie, Depends(Toegang(Rol.TOEZICHTHOUDER_RECHTMATIGHEID, Rol.TOEZICHTHOUDER_KWALITEIT))]
Rechtmatigheid = Annotated[Wie, Depends(Toegang(Rol.TOEZICHTHOUDER_RECHTMATIGHEID))]
Maatregelinzage = Annotated[
    Wie, Depends(Toegang(Rol.TOEZICHTHOUDER_RECHTMATIGHEID, Rol.ACCOUNTMANAGER, Rol.CONTRACTMANAGER))
]
_ALLEN = (*TOEZICHTHOUDERS, Rol.ACCOUNTMANAGER, Rol.CONTRACTMANAGER)
_SOORTEN = {
    Rol.TOEZICHTHOUDER_RECHTMATIGHEID: Signaalsoort.RECHTMATIGHEID,
    Rol.TOEZICHTHOUDER_KWALITEIT: Signaalsoort.KWALITEIT,
}


def soorten_van(wie: Wie) -> frozenset[Signaalsoort]:
    """Kinds of signal that the caller may see."""
    return frozenset(soort for rol, soort in _SOORTEN.items() if rol in wie.rollen)


def eigen_gemeenten(wie: Wie) -> frozenset[str]:
    """The gemeenten that the caller is bound to; none for who sees the whole region."""
    eigen = wie.bereik(*_ALLEN)
    return frozenset() if eigen.alles else eigen.gemeenten


async def bereik_van(uow: Uow, wie: Wie) -> Bereik:
    """What the caller may see: the region, or the own gemeenten and the aanbieders that work there."""
    eigen = wie.bereik(*_ALLEN)
    if eigen.alles:
        return eigen
    return Bereik(gemeenten=eigen.gemeenten, agb_codes=frozenset(await uow.aanbieders.list_in(eigen.gemeenten)))


async def zichtbaar_signaal(uow: Uow, wie: Wie, signaal_id: uuid.UUID) -> Signaal:
    """The signal; one about another gemeente is not found."""
    signaal = found(await uow.signalen.find(signaal_id, soorten_van(wie)), "Dit signaal")
    if not signaal.is_zichtbaar(await bereik_van(uow, wie)):
        raise not_found("Dit signaal")
    return signaal


async def zichtbare_zaak(uow: Uow, wie: Wie, zaak_id: uuid.UUID) -> Zaak:
    """The case; one that began with a signal about another gemeente is not found."""
    zaak = found(await uow.zaken.find(zaak_id), "Deze zaak")
    signaal = await uow.signalen.find(zaak.signaal_id, set(Signaalsoort))
    bereik = await bereik_van(uow, wie)
    zichtbaar = bereik.ziet(agb_code=zaak.agb_code) if signaal is None else signaal.is_zichtbaar(bereik)
    if not zichtbaar:
        raise not_found("Deze zaak")
    return zaak


def binnen_eigen_gemeenten(wie: Wie, gemeenten: Collection[str]) -> None:
    """403 when a measure reaches beyond the gemeenten of the caller; one that names none is for the whole region."""
    eigen = eigen_gemeenten(wie)
    if eigen and not (gemeenten and eigen.issuperset(gemeenten)):
        melding = f"Een maatregel van u geldt alleen in uw eigen gemeenten ({', '.join(sorted(eigen))}). Noem die."
        raise DomainError(Kind.FORBIDDEN, "buiten-eigen-gemeenten", melding)


async def zichtbare_maatregel(uow: Uow, wie: Wie, maatregel_id: uuid.UUID) -> None:
    """404 for a measure in other gemeenten, 403 for one that reaches beyond those of the caller."""
    maatregel = found(await uow.maatregelen.get(maatregel_id), "Deze maatregel")
    bereik = await bereik_van(uow, wie)
    genoemd = maatregel.gemeenten
    if not (bereik.ziet(gemeenten=genoemd) if genoemd else bereik.ziet(agb_code=maatregel.agb_code)):
        raise not_found("Deze maatregel")
    binnen_eigen_gemeenten(wie, maatregel.gemeenten)
