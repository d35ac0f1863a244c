from toezicht.application.uow import Uow


async def regiodeelname_volgen(uow: Uow, gemeente: str) -> None:
    """Keep a gemeente of the region, so that a measure names no other."""
    await uow.gemeenten.add(gemeente)
