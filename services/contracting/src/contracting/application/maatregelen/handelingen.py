"""What toezicht tells of measures."""

from contracting.application.maatregelen.maatregel_beeindigen import maatregel_beeindigen
from contracting.application.maatregelen.maatregel_tonen import maatregel_tonen

__all__ = ["maatregel_beeindigen", "maatregel_tonen"]
