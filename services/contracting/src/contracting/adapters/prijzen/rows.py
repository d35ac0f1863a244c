import dataclasses
import uuid

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed

from contracting.adapters.prijzen.tables import PrijsRij
from contracting.domain.prijzen.prijs import Prijs, Prijsherkomst, Prijsopgave

_HERKOMST = TypeAdapter(Prijsherkomst)
_VERZEGELD = Sealed("prijs.herkomst")


def prijs_rij(overeenkomst_id: uuid.UUID, prijs: Prijs, privacy: Privacy) -> PrijsRij:
    """The row of a price version."""
    opgave = {**dataclasses.asdict(prijs.opgave), "gemeenten": list(prijs.opgave.gemeenten)}
    herkomst = None
    if prijs.herkomst is not None:
        herkomst = _VERZEGELD.seal(privacy, prijs.id, _HERKOMST.dump_json(prijs.herkomst).decode())
    return PrijsRij(id=prijs.id, overeenkomst_id=overeenkomst_id, versie=prijs.versie, herkomst=herkomst, **opgave)


def prijs_uit(rij: PrijsRij, privacy: Privacy) -> Prijs:
    """The price version of a row."""
    velden = rij.model_dump(exclude={"id", "overeenkomst_id", "versie", "herkomst"})
    opgave = Prijsopgave(**{**velden, "gemeenten": tuple(rij.gemeenten)})
    herkomst = None
    if rij.herkomst is not None:
        herkomst = _HERKOMST.validate_json(_VERZEGELD.open(privacy, rij.id, rij.herkomst))
    return Prijs(id=rij.id, versie=rij.versie, opgave=opgave, herkomst=herkomst)
