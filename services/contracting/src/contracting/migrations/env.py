from chassis.migrate import run_env
from contracting.adapters.uow import METADATA
from risb_zaak.migrate import ZAAK_TABLES

run_env(METADATA, ZAAK_TABLES)
