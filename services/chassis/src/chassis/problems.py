from risb_api.problems import *  # noqa: F403 -- moves away with the last import
