from toezicht.adapters.database import read
from toezicht.adapters.maatregelen.tables import MaatregelRij
from toezicht.domain.maatregelen.maatregel import Maatregel, Maatregelsoort


def maatregel_of(row: MaatregelRij) -> Maatregel:
    """The measure of a row."""
    return read(Maatregel, row, soort=Maatregelsoort(row.soort))
