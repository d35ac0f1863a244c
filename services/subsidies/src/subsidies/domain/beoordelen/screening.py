"""Screening for ondermijning (dossier 4): rules with a version raise questions; only people answer them.

No sum score, no nationality, birth country, home postcode, name or language as a signal.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from risb_kern.errors import DomainError, Kind
from risb_recht.parameters import vast

from subsidies.domain.beoordelen.aandachtspunt import ZWARE_UITKOMSTEN, Aandachtbron, Aandachtsignaal, Puntuitkomst
from subsidies.domain.regelingen.opgave import Opgave, SoortAanvrager
from subsidies.domain.regelingen.regeling import Regeling

SCREENING_UITERLIJK_VANAF = vast(
    "bedrag vanaf waar elke aanvraag wordt gescreend, wat de regeling ook zegt",
    "cent",
    25_000_00,
    van=dt.date(1998, 1, 1),
    bron="eigen keuze, in verhouding tot artikel 3, vijfde lid, Wet Bibob",
)
GENOEG_SIGNALEN = 2
JONG_DAGEN = 183
BESTUUR_DAGEN = 92
CONTANT_DEEL = 4
RONDE_KOSTEN_CENT = 1_000_00
RONDE_KOSTEN_VANAF_CENT = 5_000_00


@dataclass(frozen=True, slots=True, kw_only=True)
class Screeningsfeiten:
    """What the rules may look at; `zelfde_tekst` counts other applicants with the same text."""

    opgave: Opgave
    ontvangen: dt.date
    zelfde_tekst: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Screeningsregel:
    """A rule as data: `feit` tells what was found, or None when the rule has nothing to ask."""

    regel: str
    versie: int
    waarom: str
    verklaringen: tuple[str, ...]
    vragen: tuple[str, ...]
    feit: Callable[[Screeningsfeiten], str | None]


def screeningsgrens(regeling: Regeling, dag: dt.date) -> int:
    """The amount from which an application is screened: of the scheme, but never above that of the region."""
    return min(regeling.screening_vanaf_cent, SCREENING_UITERLIJK_VANAF.op(dag))


def is_zware_screening(regeling: Regeling, gevraagd_cent: int, signalen: int, dag: dt.date) -> bool:
    """From that amount on, or with two independent signals; a barbecue gets a normal check (Bibob 3(5))."""
    return gevraagd_cent >= screeningsgrens(regeling, dag) or signalen >= GENOEG_SIGNALEN


def screen(regeling: Regeling, feiten: Screeningsfeiten) -> tuple[Aandachtsignaal, ...]:
    """The signals that a person must answer; none below the threshold."""
    gevonden = tuple(_signaal(regel, feit, feiten) for regel in REGELS if (feit := regel.feit(feiten)) is not None)
    zwaar = is_zware_screening(regeling, feiten.opgave.gevraagd_cent, len(gevonden), feiten.ontvangen)
    return gevonden if zwaar else ()


def uitkomst_is_evenredig(
    regeling: Regeling, gevraagd_cent: int, signalen: Sequence[Aandachtsignaal], uitkomst: Puntuitkomst, dag: dt.date
) -> None:
    """Own research and Bibob advice only on a heavy screening; raises when the outcome is out of proportion.

    `dag` is the day on which the application came in.
    """
    aantal = sum(one.bron is Aandachtbron.SCREENING for one in signalen)
    if uitkomst in ZWARE_UITKOMSTEN and not is_zware_screening(regeling, gevraagd_cent, aantal, dag):
        melding = (
            "Voor dit bedrag is eigen onderzoek of Bibob-advies niet evenredig (artikel 3, vijfde lid, Wet Bibob)."
        )
        raise DomainError(Kind.CONFLICT, "niet-evenredig", melding)


def _signaal(regel: Screeningsregel, feit: str, feiten: Screeningsfeiten) -> Aandachtsignaal:
    return Aandachtsignaal(
        bron=Aandachtbron.SCREENING,
        regel=regel.regel,
        versie=regel.versie,
        feit=feit,
        feit_bron="opgave van de aanvrager",
        feit_datum=feiten.ontvangen,
        waarom=regel.waarom,
        verklaringen=regel.verklaringen,
        vragen=regel.vragen,
    )


def _jonge_rechtspersoon(one: Screeningsfeiten) -> str | None:
    opgericht = one.opgave.opgericht_op
    if one.opgave.soort is SoortAanvrager.NATUURLIJK_PERSOON or opgericht is None:
        return None
    if (one.ontvangen - opgericht).days >= JONG_DAGEN:
        return None
    return f"De organisatie is opgericht op {opgericht:%d-%m-%Y}, minder dan een half jaar voor de aanvraag."


def _nieuw_bestuur(one: Screeningsfeiten) -> str | None:
    gewijzigd = one.opgave.bestuur_gewijzigd_op
    if gewijzigd is None or (one.ontvangen - gewijzigd).days >= BESTUUR_DAGEN:
        return None
    return f"Het bestuur is gewijzigd op {gewijzigd:%d-%m-%Y}, minder dan drie maanden voor de aanvraag."


def _veel_contant(one: Screeningsfeiten) -> str | None:
    begroting = one.opgave.begroting
    if CONTANT_DEEL * begroting.contant_cent <= begroting.kosten_cent:
        return None
    return "Meer dan een kwart van de kosten wordt contant betaald."


def _alles_uit_subsidie(one: Screeningsfeiten) -> str | None:
    begroting = one.opgave.begroting
    if begroting.eigen_bijdrage_cent + begroting.andere_inkomsten_cent > 0:
        return None
    return "De begroting bestaat helemaal uit deze subsidie."


def _ronde_kosten(one: Screeningsfeiten) -> str | None:
    kosten = one.opgave.begroting.kosten_cent
    if kosten < RONDE_KOSTEN_VANAF_CENT or kosten % RONDE_KOSTEN_CENT:
        return None
    return "De kosten zijn een rond bedrag in hele duizenden euro's."


def _zelfde_tekst(one: Screeningsfeiten) -> str | None:
    if one.zelfde_tekst == 0:
        return None
    return f"De omschrijving is gelijk aan die van {one.zelfde_tekst} andere aanvrager(s)."


REGELS: tuple[Screeningsregel, ...] = (
    Screeningsregel(
        regel="SCR-01",
        versie=1,
        waarom="Een pas opgerichte organisatie heeft nog geen geschiedenis waaruit blijkt dat zij dit kan uitvoeren.",
        verklaringen=("Veel goede initiatieven beginnen met een nieuwe stichting.",),
        vragen=("Wie deden dit werk eerder, en onder welke naam?",),
        feit=_jonge_rechtspersoon,
    ),
    Screeningsregel(
        regel="SCR-02",
        versie=1,
        waarom="Een nieuw bestuur vlak voor een aanvraag kan betekenen dat een ander de organisatie overneemt.",
        verklaringen=("Besturen wisselen vaak rond de jaarvergadering.",),
        vragen=("Waarom wisselde het bestuur, en wie voert de activiteit uit?",),
        feit=_nieuw_bestuur,
    ),
    Screeningsregel(
        regel="SCR-03",
        versie=1,
        waarom="Contante uitgaven zijn achteraf moeilijk te controleren.",
        verklaringen=("Marktkramen en vrijwilligersvergoedingen worden vaak contant betaald.",),
        vragen=("Welke uitgaven zijn contant, en hoe bewaart u de bonnen?",),
        feit=_veel_contant,
    ),
    Screeningsregel(
        regel="SCR-04",
        versie=1,
        waarom="Wie niets zelf inbrengt, loopt geen risico als de activiteit niet doorgaat.",
        verklaringen=("Vrijwilligers brengen uren in plaats van geld in.",),
        vragen=("Wat brengt de organisatie zelf in, in tijd of in geld?",),
        feit=_alles_uit_subsidie,
    ),
    Screeningsregel(
        regel="SCR-05",
        versie=1,
        waarom="Ronde bedragen kunnen betekenen dat er geen offertes zijn.",
        verklaringen=("Een eerste begroting is vaak een schatting.",),
        vragen=("Kunt u offertes of een berekening laten zien?",),
        feit=_ronde_kosten,
    ),
    Screeningsregel(
        regel="SCR-06",
        versie=1,
        waarom="Dezelfde tekst bij verschillende aanvragers kan wijzen op een aanvraag die door een ander is gemaakt.",
        verklaringen=("Wijken gebruiken soms samen een voorbeeldtekst of krijgen hulp van dezelfde adviseur.",),
        vragen=("Wie hielp u bij het schrijven van de aanvraag?",),
        feit=_zelfde_tekst,
    ),
)
