"""The facts that toezicht publishes; names and fields equal the Avro schemas in `schemas/avro/toezicht`."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaakGeopend(Event):
    """A rechtmatigheidszaak was opened."""

    zaak_id: str
    agb_code: str
    signaal_id: str | None
    geopend_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaakGeclassificeerd(Event):
    """A person gave a case one of the three classes."""

    zaak_id: str
    agb_code: str
    klasse: str
    vorige_klasse: str | None
    reden: str
    geclassificeerd_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaakGesloten(Event):
    """A case ended with an outcome."""

    zaak_id: str
    agb_code: str
    uitkomst: str
    gesloten_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MaatregelOpgelegd(Event):
    """A measure against an aanbieder; an empty `gemeenten` means the whole region."""

    maatregel_id: str
    zaak_id: str
    agb_code: str
    soort: str
    gemeenten: tuple[str, ...]
    van: dt.date
    tot: dt.date | None
    grond: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaatregelBeeindigd(Event):
    """A measure came to its end."""

    maatregel_id: str
    zaak_id: str
    agb_code: str
    soort: str
    einddatum: dt.date
    reden: str
