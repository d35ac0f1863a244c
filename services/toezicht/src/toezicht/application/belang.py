"""Whose a matter is, as the marks of a person name it."""

from dataclasses import replace

from risb_kern.act import Handeling

from toezicht.application.uow import Uow


async def belang_van(uow: Uow, *agb_codes: str) -> frozenset[str]:
    """The marks of these aanbieders, and of every other one with the same KvK number."""
    zelfde = await uow.aanbieders.list_with_same_kvk(agb_codes)
    return frozenset(f"agb:{one}" for one in {*agb_codes, *zelfde})


async def met_organisatie(uow: Uow, handeling: Handeling) -> Handeling:
    """The act with the marks of every aanbieder of the organisation that this person speaks for."""
    codes = [one.removeprefix("agb:") for one in handeling.kenmerken]
    return replace(handeling, kenmerken=await belang_van(uow, *codes)) if codes else handeling
