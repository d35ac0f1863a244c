from chassis.migrate import run_env
from risb_zaak.migrate import ZAAK_TABLES
from toezicht.adapters import uow
from toezicht.adapters.database import Rij

__all__ = ["uow"]  # imported for the rows of every subject, which it brings with it

run_env(Rij.metadata, ZAAK_TABLES)
