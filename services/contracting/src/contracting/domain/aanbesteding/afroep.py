"""A mini-competition under a framework: among its parties only, on its own criteria and within its term (AW 2.143)."""

from collections.abc import Iterator

from risb_kern.errors import Fout, refused

from contracting.domain.aanbesteding.aanbesteding import Aanbesteding, AanbestedingStatus
from contracting.domain.aanbesteding.perceelvraag import Perceelvraag


def controleer_afroep(afroep: Aanbesteding, raam: Aanbesteding | None) -> None:
    """Refuse a mini-competition that its framework does not carry, with everything that is wrong with it."""
    fouten = [*_fouten(afroep, raam)]
    if fouten:
        raise refused("afroep-past-niet", "Deze minicompetitie past niet onder de raamovereenkomst.", *fouten)


def _fouten(afroep: Aanbesteding, raam: Aanbesteding | None) -> Iterator[Fout]:
    lopend = {one.perceel_code: one for one in raam.percelen if one.ingetrokken_op is None} if raam else {}
    onder = lopend.get(afroep.afroep_van.perceel_code) if afroep.afroep_van else None
    if raam is None or onder is None or raam.status is not AanbestedingStatus.GEOPEND:
        yield Fout("afroepVan", "onbekend", "Noem een perceel van een aanbesteding die is geopend en niet ingetrokken.")
        return
    if not raam.looptijd.omvat(afroep.looptijd):
        yield Fout("looptijd", "buiten-raam", f"De raamovereenkomst loopt tot en met {raam.looptijd.laatste:%d-%m-%Y}.")
    for vraag in afroep.percelen:
        if _criteria(vraag) != _criteria(onder):
            melding = f"Perceel {vraag.perceel_code}: neem criteria en punten van de raamovereenkomst over."
            yield Fout("percelen", "andere-criteria", melding)
        if not onder.productcodes >= vraag.productcodes or not {*onder.gemeenten} >= {*vraag.gemeenten}:
            melding = f"Perceel {vraag.perceel_code}: de raamovereenkomst kent niet elk product en elke gemeente."
            yield Fout("percelen", "buiten-raam", melding)


def _criteria(vraag: Perceelvraag) -> tuple[int, set[tuple[str, int]]]:
    return vraag.prijspunten, {(one.code, one.punten) for one in vraag.criteria}
