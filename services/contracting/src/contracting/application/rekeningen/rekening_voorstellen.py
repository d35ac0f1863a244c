from dataclasses import dataclass, field

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found
from risb_kern.privacy import Privacy, account_binding

from contracting.application.uow import Uow
from contracting.domain.rekeningen.rekening import Houdersoort, Rekening


@dataclass(frozen=True, slots=True, kw_only=True)
class RekeningVoorstellen:
    """Whose account it is; of its number only ciphertext, keyed hash and last four characters are kept."""

    houdersoort: Houdersoort
    houder: str
    tenaamstelling: str
    iban: str = field(repr=False)


async def rekening_voorstellen(
    uow: Uow, handeling: Handeling, opdracht: RekeningVoorstellen, *, kluis: Privacy
) -> Rekening:
    """Store a proposal for a known holder, one at a time; another person has to confirm it."""
    if not await _is_bekend(uow, opdracht):
        raise not_found(f"De {opdracht.houdersoort.value}")
    versie = await uow.rekeningen.next_versie(opdracht.houdersoort, opdracht.houder)
    binding = account_binding(opdracht.houdersoort.value, opdracht.houder, versie)
    rekening = Rekening(
        id=handeling.nieuw_id(),
        houdersoort=opdracht.houdersoort,
        houder=opdracht.houder,
        versie=versie,
        tenaamstelling=opdracht.tenaamstelling,
        nummer=kluis.encrypt(opdracht.iban, binding),
        kenmerk=kluis.search_hash(opdracht.iban),
        laatste=opdracht.iban[-4:],
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
