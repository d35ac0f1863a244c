"""How a judged 323 ended: from its Oordeel to what its status resource tells."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from declaraties.domain.beoordelen.events import RetourcodeAantal
from declaraties.domain.beoordelen.oordeel import Oordeel, Uitkomst
from declaraties.domain.post.afloop import Afloop, Resultaat, bevindingen_van, reden_van_gemeente
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.post.teksten import GEMEENTE_ONBEKEND
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.regel import TECHNISCH, Klasse, Treffer

GEEN_TOEWIJZING = "TR338"


def afloop_van(bericht: Bericht323, oordeel: Oordeel, redenen: Mapping[int, str]) -> Afloop:
    """The end of a judged 323; `redenen` says per toewijzing number why it is not geldig."""
    goed, alle = int(oordeel.toegekend.sum()), len(bericht.prestaties)
    return Afloop(
        status=Berichtstatus.AANGEBODEN,
        telt=oordeel.verwerkt,
        uitkomst=_resultaat(goed, alle),
        identificatie=bericht.header.bericht_identificatie.identificatie,
        dagtekening=bericht.dagtekening,
        declaratienummer=bericht.declaratie_nummer,
        periode=bericht.declaratie_periode.begindatum,
        ingediend_cent=oordeel.ingediend_cent,
        toegekend_cent=oordeel.toegekend_cent,
        prestaties=alle,
        goedgekeurd=goed,
        bevindingen=tuple(
            bevinding
            for treffer in oordeel.treffers
            for bevinding in bevindingen_van(treffer, _redenen(treffer, bericht, redenen))
        ),
    )


def _resultaat(goed: int, alle: int) -> Resultaat:
    if goed == alle:
        return Resultaat.TOEGEKEND
    return Resultaat.GEDEELTELIJK if goed else Resultaat.AFGEWEZEN


def _redenen(treffer: Treffer, bericht: Bericht323, redenen: Mapping[int, str]) -> Mapping[int, str]:
    """Per position why: a toewijzing that is not geldig, or a gemeente that does not take part."""
    if treffer.nummer == GEMEENTE_ONBEKEND:
        reden = reden_van_gemeente(bericht.gemeente, bericht.dagtekening)
        return {} if reden is None else dict.fromkeys(treffer.posities.tolist(), reden)
    if treffer.nummer != GEEN_TOEWIJZING:
        return {}
    nummers = zip(treffer.posities.tolist(), bericht.prestaties.toewijzing[treffer.posities].tolist(), strict=True)
    return {positie: redenen[nummer] for positie, nummer in nummers if nummer in redenen}


def tel_retourcodes(oordeel: Oordeel) -> tuple[RetourcodeAantal, ...]:
    """How often each code stands in the 325."""
    aantallen: Counter[str] = Counter()
    if oordeel.uitkomst is Uitkomst.TECHNISCH_AFGEKEURD:
        aantallen[TECHNISCH] = 1
    else:
        aantallen.update(code for klasse in (Klasse.KOP, Klasse.DECLARATIE) for code in oordeel.codes(klasse))
        lijsten, uitkomst = oordeel.uitkomsten
        for codes, aantal in zip(lijsten, np.bincount(uitkomst, minlength=len(lijsten)).tolist(), strict=True):
            aantallen.update(dict.fromkeys(codes, aantal))
        for treffer in oordeel.treffers:
            if treffer.klasse is Klasse.CLIENT:
                aantallen[treffer.code] += len(treffer.posities)
    return tuple(RetourcodeAantal(code=code, aantal=aantal) for code, aantal in sorted(aantallen.items()))
