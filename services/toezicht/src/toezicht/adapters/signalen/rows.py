from toezicht.adapters.database import read
from toezicht.adapters.signalen.tables import SignaalRij
from toezicht.domain.signalen.signaal import Signaal, Signaaluitkomst


def signaal_of(row: SignaalRij) -> Signaal:
    """The signal of a row."""
    return read(Signaal, row, uitkomst=Signaaluitkomst(row.uitkomst) if row.uitkomst else None)
