from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found

from contracting.application.uow import Uow
from contracting.domain.rekeningen.rekening import Houdersoort, Rekening


@dataclass(frozen=True, slots=True, kw_only=True)
class RekeningVoorstellen:
    """Whose account it is, and its number: encrypted, as keyed hash, and the last four characters."""

    houdersoort: Houdersoort
    houder: str
    tenaamstelling: str
    nummer: bytes
    kenmerk: bytes
    laatste: str


async def rekening_voorstellen(uow: Uow, handeling: Handeling, opdracht: RekeningVoorstellen) -> Rekening:
    """Store a proposal for a known holder, one at a time; another person has to confirm it."""
    if not await _is_bekend(uow, opdracht):
        raise not_found(f"De {opdracht.houdersoort.value}")
    rekening = Rekening(
        id=handeling.nieuw_id(),
        houdersoort=opdracht.houdersoort,
        houder=opdracht.houder,
        versie=await uow.rekeningen.next_versie(opdracht.houdersoort, opdracht.houder),
        tenaamstelling=opdracht.tenaamstelling,
        nummer=opdracht.nummer,
        kenmerk=opdracht.kenmerk,
        laatste=opdracht.laatste,
        voorgesteld_door=handeling.door,
        voorgesteld_op=handeling.vandaag,
    )
    if not await uow.rekeningen.add(rekening):
        raise conflict("voorstel-open", "Er staat al een voorstel open. Laat dat eerst bevestigen of intrekken.")
    gegevens = {"houdersoort": rekening.houdersoort.value, "houder": rekening.houder, "versie": rekening.versie}
    await uow.timeline.add(rekening.zaak, "rekening_voorstellen", handeling, gegevens)
    return rekening


async def _is_bekend(uow: Uow, opdracht: RekeningVoorstellen) -> bool:
    if opdracht.houdersoort is Houdersoort.AANBIEDER:
        return await uow.aanbieders.find(opdracht.houder) is not None
    return opdracht.houder in await uow.deelnames.list_gemeenten()
