from chassis.migrate import run_env
from contracting.adapters.uow import METADATA

run_env(METADATA)
