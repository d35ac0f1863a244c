"""How the state of the stream lies in its changelogs: plain JSON, and each `read_` the inverse of its `_record`."""

import base64
import dataclasses
import datetime as dt
import uuid
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from toezicht.domain.detectie.anomalie import Uitgifte
from toezicht.domain.detectie.deeltelling import KOLOMMEN, Deeltelling, bewaard
from toezicht.domain.detectie.dossier import Capaciteit
from toezicht.domain.detectie.events import AnomalieGesignaleerd, Feit

_FAST = 1  # of the nine levels of zlib
Record = Mapping[str, Any]


def deeltelling_record(deel: Deeltelling) -> Record:
    """A part of a file; its figures little-endian and compressed."""
    form = deel.kolommen.dtype.newbyteorder("<").str
    return {
        "bestand_id": deel.bestand_id,
        "deel": deel.deel,
        "delen": deel.delen,
        "gemeente": deel.gemeente,
        "wet": deel.wet,
        "beoordeeld_op": deel.beoordeeld_op.isoformat(),
        "vorm": form,
        "kolommen": base64.b64encode(zlib.compress(deel.kolommen.astype(form).tobytes(), _FAST)).decode(),
    }


def read_deeltelling(record: Record) -> Deeltelling:
    """The part of a file."""
    rest = {**record, "beoordeeld_op": dt.datetime.fromisoformat(record["beoordeeld_op"])}
    data = zlib.decompress(base64.b64decode(rest.pop("kolommen")))
    kolommen = np.frombuffer(data, rest.pop("vorm")).astype(np.int64).reshape(len(KOLOMMEN), -1)
    return Deeltelling(**rest, kolommen=bewaard(kolommen))


def capaciteit_record(capaciteit: Capaciteit) -> Record:
    """A statement of capacity."""
    return {
        "datum": capaciteit.datum.isoformat(),
        "vastgelegd_op": capaciteit.vastgelegd_op.isoformat(),
        "gebeurtenis_id": capaciteit.gebeurtenis_id,
        "uren_per_maand": capaciteit.uren_per_maand,
    }


def read_capaciteit(record: Record) -> Capaciteit:
    """The statement of capacity."""
    return Capaciteit(
        datum=dt.date.fromisoformat(record["datum"]),
        vastgelegd_op=dt.datetime.fromisoformat(record["vastgelegd_op"]),
        gebeurtenis_id=record["gebeurtenis_id"],
        uren_per_maand=record["uren_per_maand"],
    )


def uitgifte_record(uitgifte: Uitgifte) -> Record:
    """What was last published about an anomaly."""
    event = dataclasses.asdict(uitgifte.event)
    event["gesignaleerd_op"] = uitgifte.event.gesignaleerd_op.isoformat()
    return {"gebeurtenis_id": str(uitgifte.gebeurtenis_id), "event": event}


def read_uitgifte(record: Record) -> Uitgifte:
    """The publication."""
    event = dict(record["event"])
    event["feiten"] = tuple(Feit(**one) for one in event["feiten"])
    event["gebeurtenissen"] = tuple(event["gebeurtenissen"])
    event["gesignaleerd_op"] = dt.datetime.fromisoformat(event["gesignaleerd_op"])
    return Uitgifte(gebeurtenis_id=uuid.UUID(record["gebeurtenis_id"]), event=AnomalieGesignaleerd(**event))
