from chassis.migrate import run_env
from subsidies.adapters.schema import Rij

run_env(Rij.metadata)
