import datetime as dt
import uuid
from collections.abc import Mapping

from risb_kern.errors import Fout
from risb_kern.events import Event

from contracting.application.ports import UnitOfWork
from contracting.domain.errors import geweigerd, niet_gevonden
from contracting.domain.events import AanbiederAfgewezen, AanbiederToegelaten
from contracting.domain.toelating.aanmelding import Aanmelding, Beoordeling
from contracting.domain.toelating.perceel import Perceel
from contracting.domain.toelating.regels import beoordeel


async def beoordeel_aanmelding(
    uow: UnitOfWork, aanmelding_id: uuid.UUID, *, bezwaren: Mapping[str, str], vandaag: dt.date
) -> Aanmelding:
    """Judge an open application once; the outcome is told under the application's own correlation id.

    There is no count of aanbieders here: a toelating admits everyone who meets the criteria.
    """
    aanmelding = await uow.aanmeldingen.get(aanmelding_id)
    perceel = await uow.percelen.get(aanmelding.perceel_code) if aanmelding else None
    if aanmelding is None or perceel is None:
        raise niet_gevonden("De aanmelding")
    _bezwaren_noemen_criteria(perceel, bezwaren)
    beoordeling = beoordeel(perceel, aanmelding, bezwaren=bezwaren, vandaag=vandaag)
    besloten = aanmelding.besluit(beoordeling)
    await uow.aanmeldingen.save(besloten)
    uow.emit(_feit(besloten, beoordeling), besloten.trace_id)
    return besloten


def _bezwaren_noemen_criteria(perceel: Perceel, bezwaren: Mapping[str, str]) -> None:
    vreemd = sorted(bezwaren.keys() - {one.code for one in perceel.basiscriteria})
    if vreemd:
        raise geweigerd(
            "criterium-onbekend",
            f"Perceel {perceel.code} heeft niet al deze criteria.",
            *[Fout("bezwaren", "onbekend", f"Criterium {code} hoort niet bij dit perceel.") for code in vreemd],
        )


def _feit(aanmelding: Aanmelding, beoordeling: Beoordeling) -> Event:
    agb_code, perceel_code, kenmerk = aanmelding.agb_code, aanmelding.perceel_code, str(aanmelding.id)
    if not beoordeling.redenen:
        return AanbiederToegelaten(
            agb_code=agb_code, perceel_code=perceel_code, aanmelding_id=kenmerk, datum=beoordeling.datum
        )
    return AanbiederAfgewezen(
        agb_code=agb_code,
        perceel_code=perceel_code,
        aanmelding_id=kenmerk,
        datum=beoordeling.datum,
        redenen=beoordeling.redenen,
    )
