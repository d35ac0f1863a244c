from risb_kern.privacy import Privacy, Sealed

from toezicht.adapters.database import columns, read
from toezicht.adapters.maatregelen.tables import MaatregelRij
from toezicht.domain.maatregelen.maatregel import Maatregel, Maatregelsoort

_GROND = Sealed("maatregel.grond")
_EINDE_REDEN = Sealed("maatregel.einde_reden")


def maatregel_row(maatregel: Maatregel, privacy: Privacy) -> MaatregelRij:
    """The row of a measure."""
    sealed = {
        "grond": _GROND.seal(privacy, maatregel.id, maatregel.grond),
        "einde_reden": _EINDE_REDEN.seal(privacy, maatregel.id, maatregel.einde_reden),
    }
    return MaatregelRij(**{**columns(maatregel), **sealed})


def maatregel_of(row: MaatregelRij, privacy: Privacy) -> Maatregel:
    """The measure of a row."""
    return read(
        Maatregel,
        row,
        soort=Maatregelsoort(row.soort),
        grond=_GROND.open(privacy, row.id, row.grond),
        einde_reden=_EINDE_REDEN.open(privacy, row.id, row.einde_reden),
    )
