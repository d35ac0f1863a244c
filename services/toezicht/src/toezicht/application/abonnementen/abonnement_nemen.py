from collections.abc import Collection
from dataclasses import dataclass

from risb_kern.act import Handeling

from toezicht.application.abonnementen.ports import Adressen
from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.abonnement import Abonnement, gekozen_regels, gekozen_soorten


@dataclass(frozen=True, slots=True, kw_only=True)
class AbonnementNemen:
    """Where anomalies have to go, and which; `geheim` is encrypted, and `gemeenten` is what the caller is bound to."""

    url: str
    soorten: Collection[str]
    regels: Collection[str]
    geheim: bytes
    gemeenten: Collection[str] = ()


async def abonnement_nemen(
    uow: Uow, handeling: Handeling, opdracht: AbonnementNemen, *, zichtbaar: Collection[str], adressen: Adressen
) -> Abonnement:
    """Subscribe to what the caller may see (`zichtbaar`), at an address that we can call."""
    soorten = gekozen_soorten(opdracht.soorten, zichtbaar)
    regels = gekozen_regels(opdracht.regels)
    await adressen.check(opdracht.url)
    abonnement = Abonnement(
        id=handeling.nieuw_id(),
        eigenaar=handeling.door,
        url=opdracht.url,
        soorten=soorten,
        regels=regels,
        geheim=opdracht.geheim,
        gemeenten=sorted(opdracht.gemeenten),
        aangemaakt_op=handeling.op,
    )
    await uow.abonnementen.add(abonnement)
    gegevens = {"soorten": soorten, "regels": regels}
    await uow.timeline.add(abonnement.zaak, "abonnement_nemen", handeling, gegevens)
    return abonnement
