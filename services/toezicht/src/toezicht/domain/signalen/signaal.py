"""A signal: an anomaly as the toezichthouder sees it, and what people later said about its use."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import conflict
from risb_kern.lists import Bereik

from toezicht.domain.detectie.regels.detectieregel import REGELS, Signaalsoort

_NAMESPACE = uuid.UUID("5d4f4a3e-5b8a-5c0e-8a58-5a7f2d2f7c11")


class Signaaluitkomst(StrEnum):
    """What a person found the signal to be worth; feeds the hit rate of its rule."""

    BEVESTIGD = "bevestigd"
    NUTTIG = "nuttig"
    ONTERECHT = "onterecht"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaal:
    """One question about one aanbieder. `trace_id` is that of the first message and stays; `periode` is jjjjmm.

    Without `gemeenten` it is about all the work of the aanbieder, wherever that is.
    """

    id: uuid.UUID
    bron: str
    regel: str
    regel_versie: int
    soort: str
    agb_code: str
    periode: int | None
    status: str
    ernst: str
    toelichting: str
    feiten: Sequence[Mapping[str, str]]
    vergelijking: str
    bedrag_cent: int
    onschuldig: str
    controle: str
    gebeurtenissen: Sequence[str]
    gesignaleerd_op: dt.datetime
    bijgewerkt_op: dt.datetime
    trace_id: str
    gemeenten: Sequence[str] = ()
    uitkomst: Signaaluitkomst | None = None
    zaak_id: uuid.UUID | None = None

    @property
    def zaak(self) -> str:
        """The name of the signal in the timeline."""
        return f"signaal:{self.id}"

    def is_zichtbaar(self, bereik: Bereik) -> bool:
        """True when it is about a gemeente, or an aanbieder, in reach."""
        return bereik.ziet(gemeenten=self.gemeenten) if self.gemeenten else bereik.ziet(agb_code=self.agb_code)

    def in_zaak(self, zaak_id: uuid.UUID) -> "Signaal":
        """The signal becomes this case; one signal becomes one case."""
        if self.zaak_id is not None:
            raise conflict("zaak-bestaat", f"Van dit signaal is al zaak {self.zaak_id} gemaakt.")
        return dataclasses.replace(self, zaak_id=zaak_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaalbeoordeling:
    """An outcome given to a signal by a person, with the reason."""

    id: uuid.UUID
    signaal_id: uuid.UUID
    uitkomst: Signaaluitkomst
    reden: str
    door: str
    op: dt.datetime


def soort_van(regel: str) -> Signaalsoort:
    """Which toezichthouder a rule is for; an unknown rule is a matter of rechtmatigheid."""
    bekend = REGELS.get(regel)
    return bekend.soort if bekend else Signaalsoort.RECHTMATIGHEID


def signaal_id_dubbele_financiering(aanvraag_id: str, overeenkomst_id: str) -> uuid.UUID:
    """The same application and agreement always give the same signal."""
    return uuid.uuid5(_NAMESPACE, f"{aanvraag_id}|{overeenkomst_id}")
