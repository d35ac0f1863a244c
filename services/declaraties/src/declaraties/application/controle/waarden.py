"""Where in a 323 a finding points, and what stands there; a burgerservicenummer is never shown in full."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from risb_recht.bedrag import in_cijfers

from declaraties.domain.standaard.berichten.declaratie import Bericht323, Prestatie
from declaraties.domain.standaard.bsn import is_bsn
from declaraties.domain.standaard.regel import Klasse, Treffer
from declaraties.domain.toewijzen.kolommen import Toewijzing

_NEGEN = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
_ZICHTBAAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plek:
    """A place in the message: element of the n-th (from 0) member of a klasse, with its value as text."""

    klasse: str
    positie: int
    element: str = ""
    waarde: str = ""
    referentie: str = ""


def masker(bsn: str) -> str:
    """Only the last three digits."""
    return "*" * (len(bsn) - _ZICHTBAAR) + bsn[-_ZICHTBAAR:]


def masker_tekst(tekst: str) -> str:
    """A text without any number that can be somebody's burgerservicenummer: references may hold one by mistake."""
    return _NEGEN.sub(lambda cijfers: masker(cijfers[0]) if is_bsn(cijfers[0]) else cijfers[0], tekst)


def plek_van(hit: Treffer, positie: int, bericht: Bericht323, toewijzingen: Mapping[int, Toewijzing]) -> Plek:
    """The place that a hit at this position points to."""
    if hit.klasse is Klasse.PRESTATIE:
        lijn = bericht.prestaties.regel(positie)
        element, toon = _PRESTATIE.get(hit.nummer, ("ProductReferentie", _referentie))
        waarde = toon(lijn)
        if (stand := toewijzingen.get(lijn.toewijzing_nummer)) and hit.nummer in _TOEWIJZING:
            waarde += f"; in de toewijzing {_TOEWIJZING[hit.nummer](stand)}"
        referentie = lijn.product_referentie.referentie_nummer.strip()
        return Plek(klasse=hit.klasse, positie=positie, element=element, waarde=waarde, referentie=referentie)
    if hit.klasse is Klasse.CLIENT:
        return Plek(klasse=hit.klasse, positie=positie, element="Bsn", waarde=masker(bericht.bsns[positie]))
    element, toon_bericht = _GEHEEL.get(hit.nummer, ("", lambda _: ""))
    return Plek(klasse=hit.klasse, positie=positie, element=element, waarde=toon_bericht(bericht))


def _referentie(lijn: Prestatie) -> str:
    vorige = lijn.product_referentie.vorig_referentie_nummer
    nummer = lijn.product_referentie.referentie_nummer
    return nummer if vorige is None else f"{nummer}, vorige {vorige}"


def _periode(lijn: Prestatie) -> str:
    return f"{lijn.product_periode.begindatum} t/m {lijn.product_periode.einddatum}"


def _toewijzing(lijn: Prestatie) -> str:
    return str(lijn.toewijzing_nummer)


def _volume(lijn: Prestatie) -> str:
    return f"{lijn.geleverd_volume} (eenheid {lijn.eenheid})"


def _bedrag(lijn: Prestatie) -> str:
    tekst = f"{in_cijfers(lijn.ingediend_bedrag.bedrag)} {lijn.ingediend_bedrag.debet_credit}"
    if lijn.product_tarief is None:
        return f"{tekst}; volume {in_cijfers(lijn.geleverd_volume)}"
    return f"{tekst}; {lijn.geleverd_volume} x {in_cijfers(lijn.product_tarief)} = " + in_cijfers(
        lijn.geleverd_volume * lijn.product_tarief
    )


def _tarief(lijn: Prestatie) -> str:
    tarief = "geen tarief" if lijn.product_tarief is None else f"tarief {in_cijfers(lijn.product_tarief)}"
    return f"{tarief}, eenheid {lijn.eenheid}"


def _vak(lijn: Prestatie) -> str:
    return f"toewijzing {lijn.toewijzing_nummer}, {lijn.product_categorie} {lijn.product_code}, {_periode(lijn)}"


def _product(lijn: Prestatie) -> str:
    return f"categorie {lijn.product_categorie}, code {lijn.product_code}"


_PRESTATIE: Mapping[str, tuple[str, Callable[[Prestatie], str]]] = {
    **dict.fromkeys(
        ("CS337", "CS100", "TR134", "TR137", "TR335", "TR319", "TR307", "TR308", "TR387", "TR388"),
        ("ProductPeriode", _periode),
    ),
    **dict.fromkeys(("CD060", "TR315", "TR316", "TR323", "TR390"), ("VorigReferentieNummer", _referentie)),
    **dict.fromkeys(("TR101", "TR314"), ("ReferentieNummer", _referentie)),
    **dict.fromkeys(("TR338", "TR384"), ("ToewijzingNummer", _toewijzing)),
    **dict.fromkeys(("TR346", "CS339", "CS325", "TR369"), ("IngediendBedrag", _bedrag)),
    **dict.fromkeys(("TR321", "TR322"), ("GeleverdVolume", _volume)),
    **dict.fromkeys(("TR416", "TR389"), ("ToewijzingNummer", _vak)),
    **dict.fromkeys(("CD087", "TR418"), ("ProductTarief", _tarief)),
    "TR339": ("ProductCategorie", _product),
    "TR340": ("ProductCode", _product),
    "TR381": ("ProductCode", _product),
    "TR341": ("Eenheid", lambda lijn: lijn.eenheid),
}


def _looptijd(stand: Toewijzing) -> str:
    return f"{stand.ingangsdatum} t/m {stand.einddatum or 'open einde'}"


def _omvang(stand: Toewijzing) -> str:
    return f"volume {stand.volume}, eenheid {stand.eenheid}, frequentie {stand.frequentie}, {_looptijd(stand)}"


_TOEWIJZING: Mapping[str, Callable[[Toewijzing], str]] = {
    **dict.fromkeys(("TR307", "TR308", "TR387", "TR388"), _looptijd),
    **dict.fromkeys(("TR321", "TR322"), _omvang),
    "TR339": lambda stand: f"categorie {stand.categorie}",
    "TR340": lambda stand: f"code {stand.code}",
    "TR341": lambda stand: f"eenheid {stand.eenheid}",
    "TR369": lambda stand: f"budget {in_cijfers(stand.budget or 0)}",
}


def _som(bericht: Bericht323) -> str:
    totaal, som = bericht.totaal_ingediend_bedrag.cent, int(bericht.prestaties.cent.sum())
    return f"{in_cijfers(totaal)}; de prestaties zijn samen {in_cijfers(som)}"


def _declaratieperiode(bericht: Bericht323) -> str:
    periode = bericht.declaratie_periode
    return f"{periode.begindatum} t/m {periode.einddatum}; dagtekening bericht {bericht.dagtekening}"


_GEHEEL: Mapping[str, tuple[str, Callable[[Bericht323], str]]] = {
    **dict.fromkeys(("CS340", "CS100", "TR134", "TR137", "TR318"), ("DeclaratiePeriode", _declaratieperiode)),
    **dict.fromkeys(("TR358", "CS325"), ("TotaalIngediendBedrag", _som)),
    **dict.fromkeys(("CS319", "TR333"), ("DeclaratieNummer", lambda bericht: bericht.declaratie_nummer)),
    "TR056": ("BerichtIdentificatie", lambda bericht: bericht.header.bericht_identificatie.identificatie),
    "TR135": ("BerichtIdentificatie", lambda bericht: str(bericht.dagtekening)),
    "TR378": ("Ontvanger", lambda bericht: bericht.gemeente),
}
