import dataclasses

from contracting.adapters.rekeningen.tables import RekeningRij
from contracting.domain.rekeningen.rekening import Houdersoort, Naamcontrole, Rekening, RekeningStatus


def rekening_rij(rekening: Rekening) -> RekeningRij:
    """The row of an account."""
    return RekeningRij(**dataclasses.asdict(rekening))


def rekening_uit(rij: RekeningRij) -> Rekening:
    """The account of a row."""
    velden = rij.model_dump()
    soort, status = Houdersoort(velden.pop("houdersoort")), RekeningStatus(velden.pop("status"))
    controle = velden.pop("naamcontrole")
    return Rekening(houdersoort=soort, status=status, naamcontrole=controle and Naamcontrole(controle), **velden)
