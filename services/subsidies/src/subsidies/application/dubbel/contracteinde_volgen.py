import datetime as dt

from subsidies.application.uow import Uow


async def contracteinde_volgen(uow: Uow, *, overeenkomst_id: str, agb_code: str, einddatum: dt.date) -> None:
    """Store an earlier end; points that were raised stay, a person judges them."""
    await uow.serialize(f"agb:{agb_code}")
    await uow.zorgcontracten.end(overeenkomst_id, agb_code, einddatum)
