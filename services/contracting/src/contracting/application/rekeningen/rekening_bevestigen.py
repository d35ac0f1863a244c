import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.rekeningen.events import GemeenterekeningVastgesteld, RekeningVastgesteld
from contracting.domain.rekeningen.rekening import Bevestiging, Houdersoort, Rekening


async def rekening_bevestigen(
    uow: Uow, handeling: Handeling, rekening_id: uuid.UUID, bevestiging: Bevestiging, *, afkoeldagen: int
) -> Rekening:
    """Take the proposal in use, by another person than who proposed it, and tell who pays."""
    rekening = await uow.rekeningen.get(rekening_id)
    if rekening is None:
        raise not_found("De rekening")
    eerder = await uow.rekeningen.has_bevestigde(rekening.houdersoort, rekening.houder)
    van = await belang_van(uow, rekening.houder)
    wie, keten = await met_organisatie(uow, handeling), await uow.timeline.list(rekening.zaak)
    bevestigd = rekening.bevestig(
        bevestiging, wie, van=van, keten=keten, eerder_in_gebruik=eerder, afkoeldagen=afkoeldagen
    )
    await uow.rekeningen.save(bevestigd)
    uow.emit(_vastgesteld(bevestigd, handeling))
    gegevens = {"naamcontrole": bevestiging.naamcontrole.value}
    await uow.timeline.add(bevestigd.zaak, "rekening_bevestigen", handeling, gegevens)
    return bevestigd


def _vastgesteld(rekening: Rekening, handeling: Handeling) -> RekeningVastgesteld | GemeenterekeningVastgesteld:
    if rekening.houdersoort is Houdersoort.AANBIEDER:
        return RekeningVastgesteld(
            agb_code=rekening.houder,
            rekening_id=str(rekening.id),
            versie=rekening.versie,
            tenaamstelling=rekening.tenaamstelling,
            iban_versleuteld=rekening.nummer,
            iban_kenmerk=rekening.kenmerk,
            naamcontrole=str(rekening.naamcontrole),
            vastgesteld_op=handeling.vandaag,
            vastgesteld_door=handeling.door,
        )
    return GemeenterekeningVastgesteld(
        gemeente=rekening.houder,
        rekening_id=str(rekening.id),
        versie=rekening.versie,
        tenaamstelling=rekening.tenaamstelling,
        iban_versleuteld=rekening.nummer,
        iban_kenmerk=rekening.kenmerk,
        naamcontrole=str(rekening.naamcontrole),
        vastgesteld_op=handeling.vandaag,
    )
