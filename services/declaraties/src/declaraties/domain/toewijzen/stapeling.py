"""No stacking (OP259): one product of one client at one aanbieder stands in one toewijzing at a time.

TR302 looks inside a message; this looks at the store as it would be after the message.
"""

from collections.abc import Collection, Iterable, Sequence

from risb_recht.periode import Periode

from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand

# No code of the 301 fits. WJ001 has one that says exactly this, for stacked requests (TR361, OP347); see ADR 0017.
REGEL = "OP259"
CODE = "9361"
# Aids may be assigned side by side (Wmo 11-14, as in TR302).
HULPMIDDELEN = frozenset({"11", "12", "13", "14"})


def gestapeld(
    nieuwe: Sequence[Toewijzingstand], gewijzigd: Collection[int], bekende: Iterable[Toewijzingstand]
) -> tuple[int, ...]:
    """Positions in `nieuwe` that would stack on a toewijzing outside the message.

    `nieuwe` are the products of the message, `gewijzigd` the positions that the store would take; `bekende` all known
    toewijzingen of the same client, aanbieder, gemeente and wet. Two that already stood side by side do not stop a
    change that does not make them collide.
    """
    stand = {one.nummer: one for one in bekende}
    in_bericht = {one.nummer for one in nieuwe}
    anderen = [one for one in stand.values() if one.nummer not in in_bericht]
    return tuple(
        plaats
        for plaats in sorted(gewijzigd)
        if any(botst(nieuwe[plaats], ander) and not _botste_al(nieuwe[plaats], ander, stand) for ander in anderen)
    )


def botst(one: Toewijzingstand, ander: Toewijzingstand) -> bool:
    """True when both count, overlap in time and are the same product in the words of OP259."""
    if one.verwijderd or ander.verwijderd or not _periode(one).overlapt(_periode(ander)):
        return False
    if one.categorie is None or ander.categorie is None:
        return True
    if one.categorie != ander.categorie or (one.wet is Wet.WMO and one.categorie in HULPMIDDELEN):
        return False
    return one.code is None or ander.code is None or one.code == ander.code


def _botste_al(nieuw: Toewijzingstand, ander: Toewijzingstand, stand: dict[int, Toewijzingstand]) -> bool:
    oud = stand.get(nieuw.nummer)
    return oud is not None and botst(oud, ander)


def _periode(one: Toewijzingstand) -> Periode:
    return Periode(van=one.ingangsdatum, tot=one.einddatum)
