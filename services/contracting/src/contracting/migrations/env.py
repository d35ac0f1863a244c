from chassis.migrate import run_env
from contracting.adapters.tables import Rij

run_env(Rij.metadata)
