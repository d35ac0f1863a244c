"""Test data of toezicht: judged lines as events, and the envelopes around them."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from risb_kern.trace import traceparent
from risb_schemas import encode, load_catalog

from tests.builders.gebeurtenissen import ondertekend
from tests.builders.prestatieregels import in_het_kort

AGB = "42420001"
TRACE = "0af7651916cd43dd8448eb211c80319c"
EPOCH = dt.date(1970, 1, 1)
UUR = "04"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    toewijzing: int = 1
    volume: int = 10
    maximum: int = 20
    cent: int = 50_000
    eenheid: str = UUR
    uitkomst: str = ""
    dagen: tuple[int, int] | None = None


def dag(datum: dt.date) -> int:
    return (datum - EPOCH).days


def maandgrenzen(periode: int) -> tuple[int, int]:
    jaar, maand = divmod(periode, 100)
    volgende = dt.date(jaar + maand // 12, maand % 12 + 1, 1)
    return dag(dt.date(jaar, maand, 1)), dag(volgende) - 1


def prestaties(regels: Sequence[Regel], **anders: Any) -> dict[str, Any]:
    """A PrestatiesBeoordeeld over whole months unless a line says otherwise; `anders` as in `prestaties_1_0`."""
    return in_het_kort(prestaties_1_0(regels, **anders))


def prestaties_1_0(
    regels: Sequence[Regel],
    *,
    periode: int = 202604,
    agb: str = AGB,
    bestand: str | None = None,
    deel: int = 1,
    delen: int = 1,
    gemeente: str = "0307",
    wet: str = "wmo",
    beoordeeld_op: dt.datetime | None = None,
) -> dict[str, Any]:
    """The same in the columns of revision 1.0."""
    producten = sorted({one.eenheid for one in regels})
    uitkomsten = sorted({one.uitkomst for one in regels})
    grenzen = [one.dagen or maandgrenzen(periode) for one in regels]
    jaar, maand = divmod(periode, 100)
    return {
        "bestand_id": bestand or str(uuid.uuid5(uuid.NAMESPACE_OID, f"{agb}|{periode}|{gemeente}|{wet}")),
        "deel": deel,
        "delen": delen,
        "agb_code": agb,
        "gemeente": gemeente,
        "wet": wet,
        "declaratieperiode": periode,
        "beoordeeld_op": beoordeeld_op or dt.datetime(jaar + maand // 12, maand % 12 + 1, 6, 10, tzinfo=dt.UTC),
        "clienten": [bytes(16)],
        "producten": [{"categorie": "02", "code": "02A03", "eenheid": one} for one in producten],
        "uitkomsten": uitkomsten,
        "client": [0] * len(regels),
        "product": [producten.index(one.eenheid) for one in regels],
        "toewijzing": [one.toewijzing for one in regels],
        "periode_begin": [one[0] for one in grenzen],
        "periode_einde": [one[1] for one in grenzen],
        "volume": [one.volume for one in regels],
        "volume_maximum": [one.maximum for one in regels],
        "bedrag_cent": [one.cent for one in regels],
        "uitkomst": [uitkomsten.index(one.uitkomst) for one in regels],
    }


def aanbieder(agb: str = AGB, *, uren: int = 1400, datum: dt.date = dt.date(2026, 1, 2)) -> dict[str, Any]:
    return {
        "agb_code": agb,
        "kvk_nummer": "12345678",
        "naam": "Zorggroep Voorbeeld",
        "capaciteit_uren_per_maand": uren,
        "datum": datum,
    }


@dataclass(frozen=True, slots=True)
class Bericht:
    """An event as it lies on a topic."""

    topic: str
    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]


def bericht(naam: str, record: dict[str, Any], *, trace_id: str = TRACE, event_id: uuid.UUID | None = None) -> Bericht:
    """Encode an event with its CloudEvents headers; the id follows from the content."""
    catalog = load_catalog()
    schema = catalog.newest[f"{naam}.v1"]
    topic = catalog.topic_of[schema.key]
    value = encode(schema, record)
    attributes = {
        "content-type": "application/avro",
        "ce_specversion": "1.0",
        "ce_id": str(event_id or uuid.uuid5(uuid.NAMESPACE_OID, value.hex())),
        "ce_source": f"urn:nld:oin:00000099000000000000:systeem:{schema.service}",
        "ce_type": schema.type,
        "ce_time": "2026-05-06T10:00:00Z",
        "ce_traceparent": traceparent(trace_id),
    }
    headers, key = [(name, text.encode()) for name, text in attributes.items()], str(record[topic.key]).encode()
    return Bericht(topic.name, key, value, ondertekend(topic.name, key, value, headers))


def drie_patronen(agb: str = AGB) -> list[Bericht]:
    """Three quiet months and then one in which T2, T18 and H1 all strike."""
    rustig = [
        prestaties([Regel(toewijzing=nummer, volume=10 + nummer % 3) for nummer in range(1, 11)], periode=one, agb=agb)
        for one in (202601, 202602, 202603)
    ]
    druk = prestaties([Regel(toewijzing=n, volume=20, cent=100_000) for n in range(1, 25)], periode=202604, agb=agb)
    return [
        *(bericht("PrestatiesBeoordeeld", one) for one in [*rustig, druk]),
        bericht("AanbiederGeregistreerd", aanbieder(agb, uren=400)),
    ]


def alle(berichten: Iterable[Bericht], keer: int) -> list[Bericht]:
    return [one for one in berichten for _ in range(keer)]


def een_anomalie(**anders: Any) -> dict[str, Any]:
    """An AnomalieGesignaleerd as the stream writes it."""
    basis = {
        "anomalie_id": "11111111-1111-4111-8111-111111111118",
        "regel": "T18",
        "regel_versie": 1,
        "agb_code": AGB,
        "periode": 202604,
        "stand": "actief",
        "ernst": "bekijken",
        "toelichting": "Dit is een signaal, geen oordeel.",
        "feiten": [{"naam": "gedeclareerde uren", "waarde": "1.690,0", "eenheid": "uur"}],
        "vergelijking": "Capaciteit: 1.400 uur per maand.",
        "bedrag_cent": 125_000,
        "onschuldig": "Onderaannemers.",
        "controle": "Vraag de personeelsinzet op.",
        "gebeurtenissen": ["11111111-1111-4111-8111-111111111119:1"],
        "gesignaleerd_op": dt.datetime(2026, 5, 6, 10, tzinfo=dt.UTC),
    }
    return {**basis, **anders}
