from chassis.settings import Omgeving, ServiceSettings
from pydantic import Field, model_validator
from pydantic_settings import SettingsConfigDict


class Settings(ServiceSettings):
    """Settings of toezicht; environment variables start with `TOEZICHT_`.

    `webhook_http_loopback` lets webhooks go to http on this very machine, for development only.
    `stroom_seconden` is how long one SSE connection lives; a client then connects again with its last position.
    `stream_groep` names the consumer group of the stream, and so its changelog topics; a new name rebuilds its state.
    `topic_replicatie` is the replication factor of those changelog topics; production has to say it.
    """

    model_config = SettingsConfigDict(env_prefix="TOEZICHT_", frozen=True)

    webhook_http_loopback: bool = False
    webhook_pogingen: int = Field(default=8, ge=1, le=20)
    webhook_wachttijd_seconden: float = Field(default=5.0, gt=0)
    webhook_timeout_seconden: float = Field(default=10.0, gt=0)
    stroom_seconden: float = Field(default=900.0, gt=0)
    stroom_hartslag_seconden: float = Field(default=15.0, gt=0)
    stream_groep: str = "toezicht-stream"
    topic_replicatie: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _production_sends_no_webhook_inside(self) -> "Settings":
        if self.omgeving is Omgeving.PRODUCTIE and self.webhook_http_loopback:
            raise ValueError("WEBHOOK_HTTP_LOOPBACK: production sends webhooks to public https addresses only")
        return self

    @model_validator(mode="after")
    def _production_says_how_many_copies_it_keeps(self) -> "Settings":
        if self.omgeving is Omgeving.PRODUCTIE and "topic_replicatie" not in self.model_fields_set:
            raise ValueError("TOPIC_REPLICATIE: say how many brokers keep the state of the stream, 3 where there are 3")
        return self
