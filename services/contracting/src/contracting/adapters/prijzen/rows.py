import dataclasses
import uuid

from contracting.adapters.prijzen.tables import PrijsRij
from contracting.domain.prijzen.prijs import Prijs, Prijsopgave


def prijs_rij(overeenkomst_id: uuid.UUID, prijs: Prijs) -> PrijsRij:
    """The row of a price version."""
    opgave = {**dataclasses.asdict(prijs.opgave), "gemeenten": list(prijs.opgave.gemeenten)}
    return PrijsRij(id=prijs.id, overeenkomst_id=overeenkomst_id, versie=prijs.versie, **opgave)


def prijs_uit(rij: PrijsRij) -> Prijs:
    """The price version of a row."""
    velden = rij.model_dump(exclude={"id", "overeenkomst_id", "versie"})
    opgave = Prijsopgave(**{**velden, "gemeenten": tuple(rij.gemeenten)})
    return Prijs(id=rij.id, versie=rij.versie, opgave=opgave)
