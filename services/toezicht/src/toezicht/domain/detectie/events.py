"""What the stream publishes; names and fields equal the Avro schemas in `schemas/avro/toezicht`."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Feit:
    """One fact under an anomaly, as text that a person reads."""

    naam: str
    waarde: str
    eenheid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomalieGesignaleerd(Event):
    """A pattern at an aanbieder, explained; `stand` is `actief` or `vervallen`."""

    anomalie_id: str
    regel: str
    regel_versie: int
    agb_code: str
    periode: int
    stand: str
    ernst: str
    toelichting: str
    feiten: tuple[Feit, ...]
    vergelijking: str
    bedrag_cent: int
    onschuldig: str
    controle: str
    gebeurtenissen: tuple[str, ...]
    gesignaleerd_op: dt.datetime
