from chassis.migrate import run_env
from declaraties.adapters.tables import Rij

run_env(Rij.metadata)
