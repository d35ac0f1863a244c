"""The report for people: plain Dutch, grouped by rule."""

from collections.abc import Iterator
from itertools import groupby, islice

from risb_recht.bedrag import in_cijfers

from declaraties.application.controle.antwoord_controleren import Antwoordverslag
from declaraties.application.controle.declaratie_controleren import Nietgecontroleerd, Samenvatting, Verslag, Vondst
from declaraties.entrypoints.controleer.uitslag import Uitslag

MEESTE_PLAATSEN = 20
MEESTE_REGELS = 200
_WET = {"wmo": "iWmo", "jw": "iJw"}


def als_tekst(uitslag: Uitslag) -> str:
    """The whole report."""
    regels = [regel for verslag in uitslag.verslagen for regel in (*_verslag(verslag), "")]
    if uitslag.antwoord is not None:
        regels += [*_antwoord(uitslag.antwoord), ""]
    if uitslag.overgeslagen:
        regels += ["Niet gebruikt uit de map met toewijzingen:", *(f"  {one}" for one in uitslag.overgeslagen), ""]
    return "\n".join([*regels, _slot(uitslag), ""])


def _slot(uitslag: Uitslag) -> str:
    aantal = sum(verslag.aantal for verslag in uitslag.verslagen)
    if uitslag.antwoord is not None:
        aantal += uitslag.antwoord.verslag.aantal
    return (
        "UITKOMST: goed, geen bevindingen.",
        f"UITKOMST: {_aantal(aantal, 'bevinding')}"
        + (f", afgewezen {_aantal(len(uitslag.antwoord.afgewezen), 'prestatie')}" if uitslag.antwoord else "")
        + ".",
        "UITKOMST: niet te lezen.",
    )[uitslag.code]


def _verslag(verslag: Verslag) -> Iterator[str]:
    yield f"== {verslag.bestand}"
    if verslag.onleesbaar:
        yield f"  Niet te lezen: {verslag.onleesbaar}"
        return
    if verslag.samenvatting:
        yield from _samenvatting(verslag.samenvatting)
    for melding in verslag.meldingen:
        yield f"  Let op: {melding}"
    yield from _vondsten(verslag)
    if not verslag.aantal:
        yield "  Geen bevindingen."
    yield from _niet_gecontroleerd(verslag.niet_gecontroleerd)


def _samenvatting(one: Samenvatting) -> Iterator[str]:
    yield (
        f"  {_WET.get(one.wet, one.wet)} {one.soort} van {one.afzender} aan {one.ontvanger},"
        f" bericht {one.identificatie}, declaratie {one.declaratienummer}, periode {one.periode}"
    )
    yield f"  {_aantal(one.prestaties, 'prestatie')} van {_aantal(one.clienten, 'client')}"
    yield (
        f"  debet {in_cijfers(one.debet_cent)}, credit {in_cijfers(one.credit_cent)},"
        f" samen {in_cijfers(one.som_cent)} euro; ingediend totaal {in_cijfers(one.totaal_cent)} euro"
    )
    if one.afgekeurd:
        yield f"  hiervan afgekeurd: {_aantal(one.afgekeurd, 'prestatie')}, {in_cijfers(one.afgekeurd_cent)} euro"


def _aantal(hoeveel: int, wat: str) -> str:
    meervoud = {"prestatie": "prestaties", "client": "clienten", "bevinding": "bevindingen"}[wat]
    return f"{hoeveel} {wat if hoeveel == 1 else meervoud}"


def _vondsten(verslag: Verslag) -> Iterator[str]:
    getoond = 0
    for (regel, _, wat), groep in groupby(verslag.vondsten, key=lambda one: (one.regel, one.klasse, one.wat)):
        vondsten = list(groep)
        eerste = vondsten[0]
        getoond += len(vondsten)
        code = f", retourcode {eerste.retourcode}" if eerste.retourcode else ""
        yield ""
        yield f"  {regel} (niveau {eerste.niveau}{code}): {wat}"
        yield f"    Doe: {eerste.doe}"
        for vondst in islice(vondsten, MEESTE_PLAATSEN):
            yield f"    {_plaats(vondst)}"
        if len(vondsten) > MEESTE_PLAATSEN:
            yield f"    en nog {len(vondsten) - MEESTE_PLAATSEN} keer (alles staat in de uitvoer met --json)"
    if verslag.aantal > getoond:
        yield f"  En nog {verslag.aantal - getoond} bevindingen die niet worden getoond."


def _plaats(vondst: Vondst) -> str:
    delen = [f"regel {vondst.bestandsregel}" if vondst.bestandsregel else "hele bestand"]
    if vondst.klasse and vondst.positie and vondst.klasse in {"Client", "Prestatie"}:
        delen.append(f"{vondst.klasse.lower()} {vondst.positie}")
    if vondst.referentie:
        delen.append(f"referentie {vondst.referentie}")
    if vondst.element:
        delen.append(vondst.element)
    return ", ".join(delen) + (f": {vondst.waarde}" if vondst.waarde else "")


def _niet_gecontroleerd(lijst: tuple[Nietgecontroleerd, ...]) -> Iterator[str]:
    if not lijst:
        return
    yield ""
    yield "  Niet gecontroleerd, want dat kan niet zonder de gemeente of zonder meer gegevens:"
    for waarom, groep in groupby(sorted(lijst, key=lambda one: one.waarom), key=lambda one: one.waarom):
        yield f"    {', '.join(f'{one.regel} ({one.retourcode})' for one in groep)}: {waarom}"


def _antwoord(one: Antwoordverslag) -> Iterator[str]:
    yield from _verslag(one.verslag)
    if one.verslag.onleesbaar:
        return
    if one.toegekend_cent is not None:
        yield f"  Toegekend: {in_cijfers(one.toegekend_cent)} euro"
    for code, wat, doe in one.codes:
        yield f"  {code}: {wat} {doe}"
    for lijn in one.afgewezen[:MEESTE_REGELS]:
        waar = f"regel {lijn.bestandsregel}, " if lijn.bestandsregel else ""
        bedrag = in_cijfers(lijn.bedrag_cent)
        yield f"  Afgewezen: {waar}referentie {lijn.referentie}, client {lijn.client}, {bedrag} euro"
        for code, wat, doe in lijn.codes:
            yield f"    {code}: {wat} {doe}"
    if len(one.afgewezen) > MEESTE_REGELS:
        yield f"  En nog {len(one.afgewezen) - MEESTE_REGELS} afgewezen prestaties (zie --json)"
