from risb_api.openapi import *  # noqa: F403 -- moves away with the last import
