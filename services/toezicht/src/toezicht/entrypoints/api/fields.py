"""Fields that models of several subjects have."""

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, Field
from risb_api.fields import Verhaal, Zin


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


Moment = Annotated[dt.datetime, AfterValidator(_utc)]
Toelichting = Annotated[Verhaal, Field(min_length=10)]
Kort = Annotated[Zin, Field(max_length=200)]
