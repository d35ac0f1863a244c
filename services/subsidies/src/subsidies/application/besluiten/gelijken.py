"""Who stands beside an application in the order of completeness of its plafond, and what was drawn between them."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict
from risb_recht.vierogen import Daad

from subsidies.application.belang import belang_van
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, gevonden
from subsidies.domain.besluiten.loting import Lot, Loting, Voorrang, uitslagen, voorrang
from subsidies.domain.regelingen.plafond import Plafondstand
from subsidies.domain.regelingen.regeling import Regeling


@dataclass(frozen=True, slots=True, kw_only=True)
class Gelijken:
    """One place in the order of a plafond, and what goes before the application that is looked at."""

    plafond: Plafondstand
    plaats: dt.datetime
    lotingen: Sequence[Loting]
    lijst: Sequence[Lot]
    eerder_cent: int
    voorrang: Voorrang

    @property
    def zonder_lot(self) -> Sequence[Lot]:
        """Those between whom nothing was drawn yet."""
        getrokken = uitslagen(self.lotingen)
        return [one for one in self.lijst if one.aanvraag_id not in getrokken]

    @property
    def voor_cent(self) -> int:
        """What goes before those without a lot: earlier places, and every lot that was drawn at this one."""
        zonder = {one.aanvraag_id for one in self.zonder_lot}
        return self.eerder_cent + sum(one.aanspraak_cent for one in self.lijst if one.aanvraag_id not in zonder)


async def plafondstand(aanvraag: Aanvraag, regeling: Regeling, uow: Uow, *, vast: bool) -> Plafondstand | None:
    """The ledger that the application claims from, `vast` is locked; None when no plafond covers the activity."""
    opgave = aanvraag.opgave
    plafond = regeling.plafond_voor(opgave.gemeente, opgave.wijk, opgave.activiteit_van)
    if plafond is None:
        return None
    return await (uow.plafonds.get if vast else uow.plafonds.find)(regeling.code, plafond)


async def voorrang_van(aanvraag: Aanvraag, regeling: Regeling, stand: Plafondstand | None, uow: Uow) -> Voorrang:
    """What goes before this application in its plafond."""
    plaats = aanvraag.plaats(regeling)
    if stand is None or plaats is None:
        return Voorrang()
    return (await _plek(aanvraag, stand, plaats, uow)).voorrang


async def gelijken_van(handeling: Handeling, aanvraag_id: uuid.UUID, uow: Uow) -> Gelijken:
    """What a lottery around this application looks at; refused while others may still come to stand beside it."""
    aanvraag = gevonden(await uow.aanvragen.find(aanvraag_id))
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    stand, plaats = await plafondstand(aanvraag, regeling, uow, vast=True), aanvraag.plaats(regeling)
    if stand is None or plaats is None:
        melding = "Loten kan alleen voor een complete aanvraag waarvoor een plafond is bekendgemaakt."
        raise conflict("loting-niet-mogelijk", melding)
    if not regeling.is_plaats_voorbij(plaats, handeling.vandaag):
        raise conflict("peildag-loopt-nog", "Wie vandaag compleet is, staat gelijk. Loten kan vanaf morgen.")
    return await _plek(aanvraag, stand, plaats, uow)


async def handen_in(
    handeling: Handeling, loten: Iterable[Lot], uow: Uow
) -> Sequence[tuple[frozenset[str], Iterable[Daad]]]:
    """Per application in the lottery: the marks of this person that it belongs to, and what was done in it before."""
    gevonden_handen = []
    for lot in loten:
        aanvraag = gevonden(await uow.aanvragen.find(lot.aanvraag_id))
        van = await belang_van(handeling, aanvraag, uow)
        gevonden_handen.append((van, await uow.timeline.list(aanvraag.zaak)))
    return gevonden_handen


async def _plek(aanvraag: Aanvraag, stand: Plafondstand, plaats: dt.datetime, uow: Uow) -> Gelijken:
    gelijk = await uow.aanvragen.list_equal(stand.id, plaats)
    lijst = [Lot(aanvraag_id=one, aanspraak_cent=cent) for one, cent in gelijk.items()]
    lotingen = await uow.lotingen.list(stand.id, plaats)
    eerder = await uow.aanvragen.sum_earlier(stand.id, plaats)
    gaat_voor = voorrang(aanvraag.id, eerder, lijst, uitslagen(lotingen))
    return Gelijken(
        plafond=stand, plaats=plaats, lotingen=lotingen, lijst=lijst, eerder_cent=eerder, voorrang=gaat_voor
    )
