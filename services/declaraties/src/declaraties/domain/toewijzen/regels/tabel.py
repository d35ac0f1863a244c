"""The rules of level 2 for a 301; every one of them gives 0001."""

from collections.abc import Iterator

import numpy as np

from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.regel import TECHNISCH, Klasse, Regel, Treffer, treffer
from declaraties.domain.toewijzen.regels import niveau2 as niveau2_301
from declaraties.domain.toewijzen.regels.client import persoonsfouten

_CLIENT, _PRODUCT = Klasse.CLIENT, Klasse.TOEGEWEZEN_PRODUCT

REGELS_301: tuple[Regel[Bericht301], ...] = (
    Regel(
        nummer="CS002",
        code=TECHNISCH,
        niveau=2,
        klasse=_CLIENT,
        toets=niveau2_301.cs002,
        wat="Het burgerservicenummer klopt niet (11-proef).",
        doe="Controleer het nummer en stuur de toewijzing opnieuw.",
        bron="CS002",
    ),
    Regel(
        nummer="TR101",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.tr101,
        wat="Hetzelfde toewijzingsnummer staat twee keer in het bericht.",
        doe="Geef elke toewijzing een eigen nummer.",
        bron="TR101",
    ),
    Regel(
        nummer="CD079",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.cd079,
        wat="Er is geen product en geen budget toegewezen.",
        doe="Vul een product in, of een budget.",
        bron="CD079",
    ),
    Regel(
        nummer="CD041",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.cd041,
        wat="Bij een productcode ontbreekt de omvang.",
        doe="Vul volume, eenheid en frequentie in.",
        bron="CD041",
    ),
    Regel(
        nummer="CD077",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.cd077,
        wat="Omvang en budget staan er allebei.",
        doe="Kies een van de twee.",
        bron="CD077, CD078",
    ),
    Regel(
        nummer="CD080",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.cd080,
        wat="Er is een omvang zonder productcode.",
        doe="Vul de productcode in, of haal de omvang weg.",
        bron="CD080",
    ),
    Regel(
        nummer="CD075",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.cd075,
        wat="Bij een budget ontbreekt de einddatum.",
        doe="Vul de einddatum in.",
        bron="CD075",
    ),
    Regel(
        nummer="CD076",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.cd076,
        wat="Bij een omvang per week ontbreekt de einddatum.",
        doe="Vul de einddatum in.",
        bron="CD076",
    ),
    Regel(
        nummer="CS003",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.cs003,
        wat="De einddatum ligt voor de ingangsdatum.",
        doe="Verbeter de datums.",
        bron="CS003",
    ),
    Regel(
        nummer="CS338",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.cs338,
        wat="Deze eenheid kan niet per dag worden toegewezen.",
        doe="Gebruik frequentie 2 (week), 4 (maand) of 6 (totaal).",
        bron="CS338",
    ),
    Regel(
        nummer="CS335",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.cs335,
        wat="Een verwijderde toewijzing moet eindigen op haar ingangsdatum.",
        doe="Vul als einddatum de ingangsdatum in.",
        bron="CS335",
    ),
    Regel(
        nummer="CS336",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.cs336,
        wat="Reden wijziging 01 wordt niet meer gebruikt.",
        doe="Gebruik 13 om te verwijderen of 14 voor een administratieve correctie.",
        bron="CS336",
    ),
    Regel(
        nummer="TR302",
        code=TECHNISCH,
        niveau=2,
        klasse=_PRODUCT,
        toets=niveau2_301.tr302,
        wat="Hetzelfde product is twee keer toegewezen in overlappende perioden.",
        doe="Laat de perioden op elkaar aansluiten of voeg ze samen.",
        bron="TR302",
    ),
)


def beoordeel_301(bericht: Bericht301) -> tuple[Treffer, ...]:
    """Every rule of level 2 that the 301 breaks, in table order; empty when it may be taken in."""
    gevonden = (treffer(regel, regel.toets(bericht)) for regel in REGELS_301)
    return (*(hit for hit in gevonden if hit is not None), *_over_personen(bericht))


def _over_personen(bericht: Bericht301) -> Iterator[Treffer]:
    posities: dict[tuple[str, Klasse], set[int]] = {}
    for fout in persoonsfouten(bericht):
        posities.setdefault((fout.regel, fout.plek.klasse), set()).add(fout.plek.positie)
    for (nummer, klasse), waar in posities.items():
        plaatsen = np.array(sorted(waar), np.int64)
        yield Treffer(nummer=nummer, code=TECHNISCH, niveau=2, klasse=klasse, posities=plaatsen)
