import dataclasses

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed

from contracting.adapters.toelating.tables import AanbiederRij, AanmeldingRij, PerceelRij
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import Aanmelding
from contracting.domain.toelating.perceel import Perceel

_AANMELDING = TypeAdapter(Aanmelding)
_PERCEEL = TypeAdapter(Perceel)
_INHOUD = Sealed("aanmelding.inhoud")


def aanbieder_rij(aanbieder: Aanbieder) -> AanbiederRij:
    """The row of an aanbieder."""
    return AanbiederRij(**dataclasses.asdict(aanbieder))


def aanbieder_uit(rij: AanbiederRij) -> Aanbieder:
    """The aanbieder of a row."""
    return Aanbieder(**rij.model_dump())


def perceel_rij(perceel: Perceel) -> PerceelRij:
    """The row of a perceel."""
    return PerceelRij(code=perceel.code, wet=perceel.wet, inhoud=_PERCEEL.dump_python(perceel, mode="json"))


def perceel_uit(rij: PerceelRij) -> Perceel:
    """The perceel of a row."""
    return _PERCEEL.validate_python(rij.inhoud)


def aanmelding_rij(aanmelding: Aanmelding, privacy: Privacy) -> AanmeldingRij:
    """The row of an application."""
    return AanmeldingRij(
        id=aanmelding.id,
        agb_code=aanmelding.agb_code,
        perceel_code=aanmelding.perceel_code,
        status=aanmelding.status,
        inhoud=_INHOUD.seal(privacy, aanmelding.id, _AANMELDING.dump_json(aanmelding).decode()),
    )


def aanmelding_uit(rij: AanmeldingRij, privacy: Privacy) -> Aanmelding:
    """The application of a row."""
    return _AANMELDING.validate_json(_INHOUD.open(privacy, rij.id, rij.inhoud))
