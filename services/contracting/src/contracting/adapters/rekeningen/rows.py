import dataclasses

from risb_kern.privacy import Privacy, Sealed

from contracting.adapters.rekeningen.tables import RekeningRij
from contracting.domain.rekeningen.rekening import Houdersoort, Naamcontrole, Rekening, RekeningStatus

_REDEN = Sealed("rekening.reden")


def rekening_rij(rekening: Rekening, privacy: Privacy) -> RekeningRij:
    """The row of an account."""
    reden = _REDEN.seal(privacy, rekening.id, rekening.reden)
    return RekeningRij(**dataclasses.asdict(rekening) | {"reden": reden})


def rekening_uit(rij: RekeningRij, privacy: Privacy) -> Rekening:
    """The account of a row."""
    velden = rij.model_dump() | {"reden": _REDEN.open(privacy, rij.id, rij.reden)}
    soort, status = Houdersoort(velden.pop("houdersoort")), RekeningStatus(velden.pop("status"))
    controle = velden.pop("naamcontrole")
    return Rekening(houdersoort=soort, status=status, naamcontrole=controle and Naamcontrole(controle), **velden)
