from chassis.migrate import run_env
from declaraties.adapters.schema import Rij

run_env(Rij.metadata)
