import json

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed

from contracting.adapters.aanbesteding.tables import AanbestedingRij, InschrijvingRij
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.aanbesteding.inschrijving import Inschrijving

_AANBESTEDING = TypeAdapter(Aanbesteding)
_INSCHRIJVING = TypeAdapter(Inschrijving)
_INHOUD = Sealed("aanbesteding.inhoud")
_STAND = Sealed("inschrijving.inhoud")


def aanbesteding_rij(aanbesteding: Aanbesteding, privacy: Privacy) -> AanbestedingRij:
    """The row of a tender."""
    return AanbestedingRij(
        id=aanbesteding.id,
        kenmerk=aanbesteding.kenmerk,
        status=aanbesteding.status,
        inhoud=_INHOUD.seal(privacy, aanbesteding.id, _AANBESTEDING.dump_json(aanbesteding).decode()),
    )


def aanbesteding_uit(rij: AanbestedingRij, privacy: Privacy) -> Aanbesteding:
    """The tender of a row."""
    return _AANBESTEDING.validate_json(_INHOUD.open(privacy, rij.id, rij.inhoud))


def inschrijving_rij(inschrijving: Inschrijving, privacy: Privacy) -> InschrijvingRij:
    """The row of a bid; its sealed content stands beside the rest."""
    stand = _INSCHRIJVING.dump_json(inschrijving, exclude={"verzegeld"}).decode()
    return InschrijvingRij(
        id=inschrijving.id,
        aanbesteding_id=inschrijving.aanbesteding_id,
        perceel_code=inschrijving.perceel_code,
        agb_code=inschrijving.agb_code,
        ontvangen_op=inschrijving.ontvangen_op,
        status=inschrijving.status,
        verzegeld=inschrijving.verzegeld,
        inhoud=_STAND.seal(privacy, inschrijving.id, stand),
    )


def inschrijving_uit(rij: InschrijvingRij, privacy: Privacy) -> Inschrijving:
    """The bid of a row."""
    stand = json.loads(_STAND.open(privacy, rij.id, rij.inhoud))
    return _INSCHRIJVING.validate_python({**stand, "verzegeld": rij.verzegeld})
