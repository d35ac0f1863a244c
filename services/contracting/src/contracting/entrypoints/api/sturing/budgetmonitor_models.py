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
    betaalbaar_cent: int = Field(description="Wat betaalbaar is gesteld, ook als het al betaald is.")
    vrijgegeven_cent: int = Field(description="Wat in een vrijgegeven betaalrun zat, ook als de bank het weigerde.")
    geweigerd_cent: int = Field(description="Wat de bank daarvan weigerde; het wordt opnieuw betaald.")
    betaald_cent: int = Field(description="Vrijgegeven en niet door de bank geweigerd.")
    te_betalen_cent: int = Field(description="Betaalbaar en nog niet betaald.")
    ruimte_cent: int = Field(description="Budget min het hoogste van verplicht en betaalbaar.")
    open_cent: int = Field(
        description="Wat van de verplichtingen nog betaalbaar kan worden: zorg sinds het begin van de vorige maand voor"
        " zover niet al betaalbaar, en termijnen en subsidies die nog niet betaalbaar zijn."
    )
    prognose_cent: int = Field(description="Wat het jaar naar verwachting kost: betaald, te betalen en open samen.")


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
