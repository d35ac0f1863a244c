import datetime as dt

from risb_kern.act import Handeling

from subsidies.application.dubbel.aanbieder_vergelijken import aanbieder_vergelijken
from subsidies.application.uow import Uow


async def aanbieder_volgen(uow: Uow, handeling: Handeling, *, agb_code: str, kvk_nummer: str, datum: dt.date) -> None:
    """Store a registration; an older one that comes later changes nothing."""
    await uow.serialize(f"agb:{agb_code}")
    await uow.zorgcontracten.save_aanbieder(agb_code, kvk_nummer, datum)
    await aanbieder_vergelijken(uow, handeling, agb_code)
