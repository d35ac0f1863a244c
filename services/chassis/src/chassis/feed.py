from risb_api.feed import *  # noqa: F403 -- moves away with the last import
