"""Logboek Dataverwerkingen (LDV 1.0): one record per person whose data was processed, in the same transaction."""

import datetime as dt
import secrets
from collections.abc import Collection, Iterable

from risb_kern.trace import current_trace_id
from risb_kern.uow import Inzagelog, UnitOfWork
from typing_extensions import override

from chassis.db import insert_rows, session_of

# Activity, its name, the pseudonym of the person in hex, and who looked.
Look = tuple[str, str, str, str]


async def log_processing(
    uow: UnitOfWork, activiteit: str, naam: str, *, betrokkenen: Collection[bytes], gebruiker: str, begin: dt.datetime
) -> None:
    """Write a record per pseudonym; `activiteit` is the URI in the register of processing (AVG art. 30)."""
    reading = {"activiteit": activiteit, "naam": naam, "status": "Ok", "gebruiker": gebruiker, "begin": begin}
    trace = {"trace_id": current_trace_id(), "einde": dt.datetime.now(dt.UTC)}
    rows = [{**reading, **trace, "span_id": secrets.token_hex(8), "betrokkene": one} for one in betrokkenen]
    if rows:
        await insert_rows(session_of(uow), "verwerkingslog", rows)
        looks_of(uow).extend((activiteit, naam, one.hex(), gebruiker) for one in betrokkenen)


def looks_of(uow: UnitOfWork) -> list[Look]:
    """What was recorded in this transaction, as JSON can hold it."""
    looks: list[Look] = session_of(uow).info.setdefault("looks", [])
    return looks


async def repeat_looks(uow: UnitOfWork, looks: Iterable[Look]) -> None:
    """Record again who looked at whom: a stored answer is shown once more, now."""
    begin = dt.datetime.now(dt.UTC)
    for activiteit, naam, betrokkene, gebruiker in looks:
        betrokkenen = [bytes.fromhex(betrokkene)]
        await log_processing(uow, activiteit, naam, betrokkenen=betrokkenen, gebruiker=gebruiker, begin=begin)


class SqlInzagelog(Inzagelog):
    """The log in the transaction of the unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    @override
    async def add(self, activiteit: str, naam: str, *, betrokkenen: Collection[bytes], gebruiker: str) -> None:
        begin = dt.datetime.now(dt.UTC)
        await log_processing(self._uow, activiteit, naam, betrokkenen=betrokkenen, gebruiker=gebruiker, begin=begin)
