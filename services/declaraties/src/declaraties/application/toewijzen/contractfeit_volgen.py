"""What contracting and toezicht tell: kept, and what it changes here is brought up to date.

The same fact may come twice and in any order with others: what follows from toewijzingen is computed from all of them.
"""

from risb_kern.act import Handeling

from declaraties.application.toewijzen.contractfeiten import (
    Contractfeit,
    Maatregelnieuws,
    Overeenkomsteinde,
    Overeenkomstfeit,
    Overeenkomstnieuws,
    Prijsfeit,
)
from declaraties.application.toewijzen.toewijzingen_bijwerken import toewijzingen_bijwerken
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.uow import Uow
from declaraties.domain.standaard.profielen import Wet


async def contractfeit_volgen(uow: Uow, _: Handeling, feit: Contractfeit) -> None:
    """Keep the fact. An agreement, price or measure changes toewijzingen; the first two may need settling (D12)."""
    if not isinstance(feit, Overeenkomstnieuws | Maatregelnieuws):
        await uow.contractfeiten.save(feit)
        return
    product = feit.productcode if isinstance(feit, Prijsfeit) else None
    await uow.toewijzingen.lock_contracten([feit.agb_code])
    await uow.contractfeiten.save(feit)
    bekenden = await uow.toewijzingen.list_of_aanbieder(feit.agb_code, product)
    await toewijzingen_bijwerken(uow, feit.agb_code, bekenden)
    if isinstance(feit, Overeenkomstnieuws):
        await _settle(uow, feit, product)


async def _settle(uow: Uow, feit: Overeenkomstnieuws, product: str | None) -> None:
    for wet in _wetten(feit):
        await uow.verrekentaken.add(
            Verrekenvraag(
                agb_code=feit.agb_code,
                wet=wet,
                aanleiding="prijs",
                productcode=product,
                vanaf=feit.geldig_van if isinstance(feit, Prijsfeit) else None,
            )
        )


def _wetten(feit: Overeenkomstnieuws) -> list[str]:
    """The wet of the fact; an end that moves does not tell, so it may be either."""
    match feit:
        case Overeenkomstfeit() | Prijsfeit():
            return [feit.wet]
        case Overeenkomsteinde():
            return [wet.value for wet in Wet]
