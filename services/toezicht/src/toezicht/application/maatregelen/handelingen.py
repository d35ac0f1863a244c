from toezicht.application.maatregelen.maatregel_beeindigen import maatregel_beeindigen
from toezicht.application.maatregelen.maatregel_opleggen import MaatregelOpleggen, maatregel_opleggen
from toezicht.application.maatregelen.regiodeelname_volgen import regiodeelname_volgen

__all__ = ["MaatregelOpleggen", "maatregel_beeindigen", "maatregel_opleggen", "regiodeelname_volgen"]
