from chassis.migrate import run_env
from toezicht.adapters.tables import Rij

run_env(Rij.metadata)
