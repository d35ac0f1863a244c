from chassis.migrate import run_env
from toezicht.adapters import uow
from toezicht.adapters.database import Rij

__all__ = ["uow"]  # imported for the rows of every subject, which it brings with it

run_env(Rij.metadata)
