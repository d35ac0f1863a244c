from chassis.migrate import run_env
from risb_zaak.migrate import ZAAK_TABLES
from subsidies.adapters.schema import Rij

run_env(Rij.metadata, ZAAK_TABLES)
