from collections.abc import Iterable

from pydantic import TypeAdapter

from contracting.adapters.overeenkomsten.tables import OvereenkomstRij
from contracting.adapters.prijzen.rows import prijs_uit
from contracting.adapters.prijzen.tables import PrijsRij
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst

_OVEREENKOMST = TypeAdapter(Overeenkomst)


def overeenkomst_rij(overeenkomst: Overeenkomst) -> OvereenkomstRij:
    """The row of an agreement, without its prices."""
    return OvereenkomstRij(
        id=overeenkomst.id,
        agb_code=overeenkomst.agb_code,
        perceel_code=overeenkomst.perceel_code,
        variant=overeenkomst.variant,
        gemeenten=list(overeenkomst.gemeenten),
        ingangsdatum=overeenkomst.ingangsdatum,
        einddatum=overeenkomst.einddatum,
        inhoud=_OVEREENKOMST.dump_python(overeenkomst, mode="json", exclude={"prijzen"}),
    )


def overeenkomst_uit(rij: OvereenkomstRij, prijzen: Iterable[PrijsRij]) -> Overeenkomst:
    """The agreement of a row with its price versions."""
    return _OVEREENKOMST.validate_python({**rij.inhoud, "prijzen": tuple(prijs_uit(one) for one in prijzen)})
