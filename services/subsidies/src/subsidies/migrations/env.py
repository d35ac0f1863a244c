from chassis.migrate import run_env
from subsidies.adapters.tables import Rij

run_env(Rij.metadata)
