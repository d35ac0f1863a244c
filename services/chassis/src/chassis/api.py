from risb_api.api import *  # noqa: F403 -- moves away with the last import
