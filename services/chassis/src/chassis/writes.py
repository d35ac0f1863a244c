from risb_api.writes import *  # noqa: F403 -- moves away with the last import
