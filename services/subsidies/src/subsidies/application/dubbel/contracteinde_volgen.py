from subsidies.application.uow import Uow
from subsidies.domain.dubbel.regels import Contracteinde


async def contracteinde_volgen(uow: Uow, einde: Contracteinde) -> None:
    """Store an earlier end, or that there is none; points that were raised stay, a person judges them."""
    await uow.serialize(f"agb:{einde.agb_code}")
    await uow.zorgcontracten.end(einde)
