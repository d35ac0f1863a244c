"""Logboek Dataverwerkingen (LDV 1.0): one record per person whose data was processed, in the same transaction."""

import datetime as dt
import secrets
from collections.abc import Iterable

from risb_kern.trace import current_trace_id
from risb_kern.uow import UnitOfWork

from chassis.db import insert_rows, session_of


async def log_processing(
    uow: UnitOfWork, activiteit: str, naam: str, *, betrokkenen: Iterable[bytes], gebruiker: str, begin: dt.datetime
) -> None:
    """Write a record per pseudonym; `activiteit` is the URI in the register of processing (AVG art. 30)."""
    reading = {"activiteit": activiteit, "naam": naam, "status": "Ok", "gebruiker": gebruiker, "begin": begin}
    trace = {"trace_id": current_trace_id(), "einde": dt.datetime.now(dt.UTC)}
    rows = [{**reading, **trace, "span_id": secrets.token_hex(8), "betrokkene": one} for one in betrokkenen]
    if rows:
        await insert_rows(session_of(uow), "verwerkingslog", rows)
