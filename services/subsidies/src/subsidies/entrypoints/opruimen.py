"""What subsidies cleans up every day: contents that nobody has, and documents whose term is over."""

import datetime as dt

import structlog
from chassis.bounds.retention import OPGERUIMD
from risb_kern.act import Handeling
from risb_zaak.documents.sql import SqlDocumenten

log = structlog.get_logger()
# An object is there before its row; within a day every upload has ended.
_WACHT = dt.timedelta(days=1)


async def opruimen(documenten: SqlDocumenten, handeling: Handeling) -> None:
    """Contents of what is forgotten today go with a next time: this transaction may still be undone."""
    inhoud = await documenten.remove_orphans(dt.datetime.now(dt.UTC) - _WACHT)
    expired = await documenten.expired(handeling.vandaag)
    for one in expired:
        await documenten.remove(one)
    for wat, aantal in (("documenten", len(expired)), ("inhoud", inhoud)):
        OPGERUIMD.labels("subsidies", wat).inc(aantal)
    log.info("documents_cleaned_up", documenten=len(expired), inhoud=inhoud)
