from risb_api.identity import *  # noqa: F403 -- moves away with the last import
