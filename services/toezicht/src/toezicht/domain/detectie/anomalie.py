"""From hits to events: identity, weight, text, and what changed since the last time."""

import dataclasses
import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toezicht.domain.detectie.dossier import Aanbiederdossier
from toezicht.domain.detectie.events import AnomalieGesignaleerd
from toezicht.domain.detectie.regels.detectietreffer import Detectietreffer
from toezicht.domain.detectie.regels.tekst import maandnaam
from toezicht.domain.detectie.regels.toetsen import alle_treffers

ACTIEF = "actief"
VERVALLEN = "vervallen"
BEKIJKEN = "bekijken"
ALARM = "alarm"
MAX_BRONNEN = 100
_NAMESPACE = uuid.UUID("0b0b7a44-5a0e-5c55-9f53-9b1f6f7a2d01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgifte:
    """An anomaly as it was last published; `gebeurtenis_id` is the CloudEvents id of that publication.

    The id follows from the id before it and the content. So a repeated calculation gives the same id, and a signal
    that lapses and returns gets a new one, also when its content is the same as before.
    """

    gebeurtenis_id: uuid.UUID
    event: AnomalieGesignaleerd


def anomalie_id(regel: str, versie: int, agb_code: str, periode: int) -> str:
    """The same question always has the same id."""
    return str(uuid.uuid5(_NAMESPACE, f"{regel}|{versie}|{agb_code}|{periode}"))


def anomalieen(dossier: Aanbiederdossier) -> list[AnomalieGesignaleerd]:
    """Everything that now deserves a question about this aanbieder, by month and rule."""
    treffers = alle_treffers(dossier)
    per_maand: dict[int, list[Detectietreffer]] = {}
    for treffer in treffers:
        per_maand.setdefault(treffer.periode, []).append(treffer)
    return [_anomalie(dossier, treffer, ernst(per_maand[treffer.periode], treffer)) for treffer in treffers]


def ernst(samen: Sequence[Detectietreffer], treffer: Detectietreffer) -> str:
    """Alarm for a hard rule, or when rules of two families agree about the same month; else worth a look."""
    families = {one.regel.familie for one in samen}
    return ALARM if treffer.regel.hard or len(families) > 1 else BEKIJKEN


def _anomalie(dossier: Aanbiederdossier, treffer: Detectietreffer, zwaarte: str) -> AnomalieGesignaleerd:
    regel, beeld = treffer.regel, dossier.maanden[treffer.periode]
    return AnomalieGesignaleerd(
        anomalie_id=anomalie_id(regel.id, regel.versie, dossier.agb_code, treffer.periode),
        regel=regel.id,
        regel_versie=regel.versie,
        agb_code=dossier.agb_code,
        periode=treffer.periode,
        stand=ACTIEF,
        ernst=zwaarte,
        toelichting=_toelichting(treffer),
        feiten=treffer.feiten,
        vergelijking=treffer.vergelijking,
        bedrag_cent=treffer.bedrag_cent,
        onschuldig=regel.onschuldig,
        controle=regel.controle,
        gebeurtenissen=beeld.bronnen[:MAX_BRONNEN],
        gesignaleerd_op=beeld.beoordeeld_op,
    )


def _toelichting(treffer: Detectietreffer) -> str:
    regel = treffer.regel
    feiten = "; ".join(f"{one.naam}: {one.waarde} {one.eenheid}".strip() for one in treffer.feiten)
    return (
        f"Dit is een signaal, geen oordeel. {regel.zin} Het gaat om {maandnaam(treffer.periode)}."
        f" Feiten: {feiten}. {treffer.vergelijking} Detectieregel {regel.id}, versie {regel.versie}."
    )


def te_publiceren(nu: Iterable[AnomalieGesignaleerd], eerder: Mapping[str, Uitgifte]) -> list[Uitgifte]:
    """What must be said: new or changed anomalies, and once `vervallen` for those that no longer hold."""
    huidig = {one.anomalie_id: one for one in nu}
    gewijzigd = [_uitgifte(one, eerder.get(one.anomalie_id)) for one in huidig.values()]
    weg = [
        _uitgifte(_vervallen(one.event), one)
        for sleutel, one in sorted(eerder.items())
        if sleutel not in huidig and one.event.stand == ACTIEF
    ]
    return [one for one in [*gewijzigd, *weg] if one is not None]


def _vervallen(event: AnomalieGesignaleerd) -> AnomalieGesignaleerd:
    toelichting = (
        f"Dit signaal is vervallen: met de nieuwste gegevens geldt regel {event.regel}, versie {event.regel_versie},"
        f" niet meer voor {maandnaam(event.periode)}. Er is niets meer te doen."
    )
    return dataclasses.replace(event, stand=VERVALLEN, toelichting=toelichting)


def _uitgifte(event: AnomalieGesignaleerd, vorige: Uitgifte | None) -> Uitgifte | None:
    """The next publication, or None when exactly this was said last."""
    if vorige is not None and vorige.event == event:
        return None
    inhoud = json.dumps(dataclasses.asdict(event), sort_keys=True, default=str)
    vinger = hashlib.sha256(inhoud.encode()).hexdigest()
    keten = vorige.gebeurtenis_id if vorige else event.anomalie_id
    return Uitgifte(gebeurtenis_id=uuid.uuid5(_NAMESPACE, f"{keten}|{vinger}"), event=event)
