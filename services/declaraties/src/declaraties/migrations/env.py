from chassis.migrate import run_env
from declaraties.adapters.schema import Rij
from risb_zaak.migrate import ZAAK_TABLES

run_env(Rij.metadata, ZAAK_TABLES)
