"""Fields that models of several subjects have."""

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, StringConstraints


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


Moment = Annotated[dt.datetime, AfterValidator(_utc)]
Toelichting = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=4000)]
Kort = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
