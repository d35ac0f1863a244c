import json
from collections.abc import Iterable

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed
from risb_recht.kalender import DAG
from risb_recht.periode import Periode
from sqlalchemy.dialects.postgresql import Range

from contracting.adapters.overeenkomsten.tables import DekkingRij, OvereenkomstRij
from contracting.adapters.prijzen.rows import prijs_uit
from contracting.adapters.prijzen.tables import PrijsRij
from contracting.domain.overeenkomsten.dekking import Dekking, dekking_van
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst

_OVEREENKOMST = TypeAdapter(Overeenkomst)
_INHOUD = Sealed("overeenkomst.inhoud")


def overeenkomst_rij(overeenkomst: Overeenkomst, privacy: Privacy) -> OvereenkomstRij:
    """The row of an agreement, without its prices."""
    inhoud = _OVEREENKOMST.dump_json(overeenkomst, exclude={"prijzen"}).decode()
    return OvereenkomstRij(
        id=overeenkomst.id,
        agb_code=overeenkomst.agb_code,
        perceel_code=overeenkomst.perceel_code,
        variant=overeenkomst.variant,
        gemeenten=list(overeenkomst.gemeenten),
        ingangsdatum=overeenkomst.ingangsdatum,
        einddatum=overeenkomst.einddatum,
        inhoud=_INHOUD.seal(privacy, overeenkomst.id, inhoud),
    )


def overeenkomst_uit(rij: OvereenkomstRij, prijzen: Iterable[PrijsRij], privacy: Privacy) -> Overeenkomst:
    """The agreement of a row with its price versions."""
    inhoud = json.loads(_INHOUD.open(privacy, rij.id, rij.inhoud))
    return _OVEREENKOMST.validate_python({**inhoud, "prijzen": tuple(prijs_uit(one, privacy) for one in prijzen)})


def dekking_rijen(overeenkomst: Overeenkomst) -> list[DekkingRij]:
    """The rows of all that an agreement covers."""
    return [
        DekkingRij(
            overeenkomst_id=one.overeenkomst_id,
            wat=one.wat,
            gemeente=one.gemeente,
            dagen=Range(one.periode.van, None if one.periode.tot is None else one.periode.tot + DAG),
            agb_code=overeenkomst.agb_code,
            wet=overeenkomst.wet,
        )
        for one in dekking_van(overeenkomst)
    ]


def dekking_uit(rij: DekkingRij) -> Dekking:
    """What a row says is covered."""
    van, tot = rij.dagen.lower, rij.dagen.upper
    if van is None:
        raise ValueError("a stretch of days without a first day")
    periode = Periode(van=van, tot=None if tot is None else tot - DAG)
    return Dekking(overeenkomst_id=rij.overeenkomst_id, wat=rij.wat, gemeente=rij.gemeente, periode=periode)
