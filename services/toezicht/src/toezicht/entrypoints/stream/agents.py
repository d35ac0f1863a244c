"""Judged lines and capacities in, explained anomalies out.

Thin on purpose. The tables hold entries that only ever say one thing (a part of a file, a statement of capacity, what
was last published), so that a redelivered event writes what was there already. Decisions are made in `domain/`.
"""

from collections.abc import Sequence

from chassis.events.wire import Envelope
from prometheus_client import Counter
from risb_schemas import Decoded

from toezicht.domain.detectie.anomalie import Uitgifte, anomalieen, te_publiceren
from toezicht.domain.detectie.dossier import Aanbiederdossier, Capaciteit
from toezicht.entrypoints.stream.app import StreamWorker
from toezicht.entrypoints.stream.prestaties import deeltelling_van
from toezicht.entrypoints.stream.records import (
    capaciteit_record,
    deeltelling_record,
    read_capaciteit,
    read_deeltelling,
    read_uitgifte,
    uitgifte_record,
)

PRESTATIES = "declaraties-prestaties"
AANBIEDERS = "contracting-aanbieders"
ANOMALIEEN = Counter("risb_anomalieen", "Published anomalies by rule", ["regel", "versie"])


class AnomalieAgents:
    """The agents of one worker, with the dossiers of the aanbieders that Kafka gave it."""

    def __init__(self, worker: StreamWorker) -> None:
        self._publisher = worker.publisher
        self._dossiers: dict[str, Aanbiederdossier] | None = None
        self._bekend: dict[str, dict[str, Uitgifte]] = {}
        self._delen = worker.table("deeltellingen")
        self._capaciteiten = worker.table("capaciteiten")
        self._uitgiften = worker.table("uitgiften")
        worker.subscribe(PRESTATIES, self._prestaties)
        worker.subscribe(AANBIEDERS, self._aanbieder)
        worker.on_moved(self._forget)

    def _forget(self) -> None:
        self._dossiers = None

    async def _prestaties(self, decoded: Decoded, envelope: Envelope) -> str:
        if decoded.schema.key != "PrestatiesBeoordeeld.v1":
            return "genegeerd"
        deel, agb_code = deeltelling_van(decoded.record), decoded.record["agb_code"]
        dossier = self._dossier(agb_code)
        versie = dossier.versie
        nieuw = dossier.take_in(deel)
        # Also after a repeat: the worker may have stopped between keeping the part and publishing.
        uitgiften = self._changes(dossier) if not nieuw or dossier.versie != versie else []
        if nieuw:
            self._delen[f"{agb_code}|{deel.kenmerk}"] = deeltelling_record(deel)
        await self._publish(dossier.agb_code, uitgiften, envelope)
        return "verwerkt" if nieuw else "dubbel"

    async def _aanbieder(self, decoded: Decoded, envelope: Envelope) -> str:
        if decoded.schema.key != "AanbiederGeregistreerd.v1":
            return "genegeerd"
        record = decoded.record
        capaciteit = Capaciteit(
            datum=record["datum"],
            vastgelegd_op=envelope.time,
            gebeurtenis_id=str(envelope.id),
            uren_per_maand=record["capaciteit_uren_per_maand"],
        )
        dossier = self._dossier(record["agb_code"])
        dossier.stel_capaciteit(capaciteit)
        uitgiften = self._changes(dossier)
        self._capaciteiten[f"{record['agb_code']}|{envelope.id}"] = capaciteit_record(capaciteit)
        await self._publish(dossier.agb_code, uitgiften, envelope)
        return "verwerkt"

    def _dossier(self, agb_code: str) -> Aanbiederdossier:
        if self._dossiers is None:
            self._dossiers = self._read_dossiers()
            self._bekend = {}
            for key, value in self._uitgiften.items():
                agb, _, anomalie = key.partition("|")
                self._bekend.setdefault(agb, {})[anomalie] = read_uitgifte(value)
        return self._dossiers.setdefault(agb_code, Aanbiederdossier(agb_code))

    def _read_dossiers(self) -> dict[str, Aanbiederdossier]:
        dossiers: dict[str, Aanbiederdossier] = {}
        for key, value in self._delen.items():
            agb_code = key.partition("|")[0]
            dossiers.setdefault(agb_code, Aanbiederdossier(agb_code)).take_in(read_deeltelling(value))
        for key, value in self._capaciteiten.items():
            agb_code = key.partition("|")[0]
            dossiers.setdefault(agb_code, Aanbiederdossier(agb_code)).stel_capaciteit(read_capaciteit(value))
        return dossiers

    def _changes(self, dossier: Aanbiederdossier) -> Sequence[Uitgifte]:
        """What has to be said; reckoned before anything is kept, so that what cannot be reckoned leaves no trace."""
        return list(te_publiceren(anomalieen(dossier), self._bekend.setdefault(dossier.agb_code, {})))

    async def _publish(self, agb_code: str, uitgiften: Sequence[Uitgifte], envelope: Envelope) -> None:
        """Say what changed; the broker has it before the table says that it was said."""
        bekend = self._bekend.setdefault(agb_code, {})
        for uitgifte in uitgiften:
            event = uitgifte.event
            trace_id = envelope.trace_id or uitgifte.gebeurtenis_id.hex
            await self._publisher.send(event, uitgifte.gebeurtenis_id, trace_id)
            bekend[event.anomalie_id] = uitgifte
            self._uitgiften[f"{agb_code}|{event.anomalie_id}"] = uitgifte_record(uitgifte)
            ANOMALIEEN.labels(event.regel, str(event.regel_versie)).inc()
