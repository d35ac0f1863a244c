"""What has to be true of an award before a contract is signed on it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from risb_kern.errors import Fout, conflict, refused
from risb_recht.bedrag import euro
from risb_recht.periode import Periode

from contracting.domain.gunning.gunning import Gunning
from contracting.domain.gunning.plaatsen import PlaatsStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Ondertekening:
    """The contract that is to be signed; `tarieven` in cents by gemeente and product, empty without prices."""

    agb_code: str
    gemeenten: tuple[str, ...]
    looptijd: Periode
    tarieven: Mapping[tuple[str, str], int]


def controleer_ondertekening(gunning: Gunning | None, akte: Ondertekening, dag: dt.date) -> Gunning:
    """Refuse a contract before the award, beside what was won, or in the standstill (AW 2.127)."""
    if gunning is None or gunning.standstill_tot is None:
        raise conflict("niet-gegund", "Dit perceel is nog niet gegund; de mededeling gaat vooraf aan de overeenkomst.")
    gegund = {
        (one.gemeente, one.productcode)
        for one in gunning.plaatsen
        if one.agb_code == akte.agb_code and one.status is PlaatsStatus.GEGUND
    }
    zonder = sorted({*akte.gemeenten} - {gemeente for gemeente, _ in gegund})
    zonder += [f"{product} in {gemeente}" for gemeente, product in sorted(akte.tarieven.keys() - gegund)]
    if zonder:
        raise conflict("niet-gegund", f"Aanbieder {akte.agb_code} heeft geen plaats: {', '.join(zonder)}.")
    _tarieven_zijn_geboden(gunning, akte)
    if dag <= gunning.standstill_tot:
        melding = (
            f"De opschortende termijn loopt tot en met {gunning.standstill_tot:%d-%m-%Y} (AW 2.127). Teken daarna."
        )
        raise conflict("standstill", melding)
    return gunning


def blijft_binnen_raam(akte: Ondertekening, raam: Periode) -> None:
    """A contract runs within the framework that was tendered (AW 2.140); extending it is an act of its own."""
    if not raam.omvat(akte.looptijd):
        melding = f"Kies een looptijd binnen {raam.van:%d-%m-%Y} tot en met {raam.laatste:%d-%m-%Y}."
        raise refused(
            "buiten-raamovereenkomst",
            "De overeenkomst valt buiten de raamovereenkomst die is aanbesteed (AW 2.140).",
            Fout("einddatum", "buiten-raam", melding),
        )


def _tarieven_zijn_geboden(gunning: Gunning, akte: Ondertekening) -> None:
    """The price of the contract is that of the bid: another one would be another tender."""
    geboden = next(one.tarieven for one in gunning.standen if one.agb_code == akte.agb_code)
    fouten = [
        Fout("prijzen", "wijkt-af", f"Product {product} is geboden voor {euro(geboden[product])}.")
        for (_, product), cent in sorted(akte.tarieven.items())
        if geboden.get(product, cent) != cent
    ]
    if fouten:
        raise refused("prijs-wijkt-af", "De prijzen zijn niet die van de inschrijving.", *dict.fromkeys(fouten))
