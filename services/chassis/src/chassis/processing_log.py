"""Logboek Dataverwerkingen (LDV 1.0): one record per person whose data was processed, in the same transaction."""

import datetime as dt
import secrets
from collections.abc import Iterable

from risb_kern.trace import current_trace_id

from chassis.db import SqlUnitOfWork, insert_rows


async def log_processing(
    uow: SqlUnitOfWork, activiteit: str, naam: str, *, betrokkenen: Iterable[bytes], gebruiker: str, begin: dt.datetime
) -> None:
    """Write a record per pseudonym; `activiteit` is the URI in the register of processing (AVG art. 30)."""
    rows = [
        {
            "trace_id": current_trace_id(),
            "span_id": secrets.token_hex(8),
            "activiteit": activiteit,
            "naam": naam,
            "status": "Ok",
            "begin": begin,
            "einde": dt.datetime.now(dt.UTC),
            "betrokkene": betrokkene,
            "gebruiker": gebruiker,
        }
        for betrokkene in betrokkenen
    ]
    if rows:
        await insert_rows(uow.session, "verwerkingslog", rows)
