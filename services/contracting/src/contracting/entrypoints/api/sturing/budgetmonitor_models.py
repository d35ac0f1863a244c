from typing import Self

from pydantic import Field
from risb_api.api import ApiModel

from contracting.domain.sturing.monitor import Monitor, Monitorregel


class BedragenUit(ApiModel):
    """Bedragen in eurocent naast elkaar."""

    budget_cent: int = Field(description="Vastgesteld budget.")
    verplicht_cent: int = Field(
        description="Verplichtingen: toewijzingen, betaaltermijnen en verleende subsidies, ook als zij al betaald zijn."
    )
    betaald_cent: int = Field(description="Betaalopdrachten en verleende subsidies.")
    ruimte_cent: int = Field(description="Budget min het hoogste van verplicht en betaald; negatief is een tekort.")
    open_cent: int = Field(
        description="Het deel van de verplichtingen dat nog kan komen: dagen vanaf het begin van de vorige maand, en"
        " termijnen vanaf vandaag. Een toewijzing die is afgelopen, houdt hier niets meer vast."
    )
    prognose_cent: int = Field(description="Wat het jaar naar verwachting kost: betaald plus open.")


class MonitorregelUit(BedragenUit):
    """De bedragen van een gemeente op een begrotingslijn."""

    gemeente: str
    programmalijn: str = Field(description="Begrotingslijn; `onbekend` als de bron er geen noemt.")


class MonitorUit(ApiModel):
    """De budgetmonitor; het totaal is precies de som van de regels."""

    jaar: int
    regels: list[MonitorregelUit]
    totaal: BedragenUit

    @classmethod
    def van(cls, monitor: Monitor) -> Self:
        """The answer for a monitor."""
        return cls(
            jaar=monitor.jaar,
            regels=[_regel(one) for one in monitor.regels],
            totaal=BedragenUit.model_validate(monitor.totaal),
        )


def _regel(regel: Monitorregel) -> MonitorregelUit:
    bedragen = BedragenUit.model_validate(regel.bedragen).model_dump()
    return MonitorregelUit(gemeente=regel.gemeente, programmalijn=regel.programmalijn, **bedragen)
