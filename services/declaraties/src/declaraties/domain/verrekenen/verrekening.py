"""What approved lines should have cost with everything that is known now (D12, D20, OP345).

An approved line and what was paid for it are never changed, and never become unlawful afterwards. What differs is
settled beside them: per line and post the state that the facts ask for, less what was settled before. So the total does
not depend on the order in which the facts came, nor on how often they came. No interest is counted (ADR 0017).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from risb_recht.bedrag import half_omhoog

from declaraties.domain.standaard.codelijsten import EURO, MINUTEN_PER_UUR, MINUUT, UUR
from declaraties.domain.toewijzen.kolommen import Contracttarief
from declaraties.domain.verrekenen.woonplaats import Woonplaatskeuze, dagen_per_gemeente


class Verrekenpost(StrEnum):
    """What is settled on a line. The first two are between gemeente and aanbieder, the last between gemeenten."""

    PRIJS = "prijs"
    EINDE = "einde-toewijzing"
    WOONPLAATS = "woonplaats"


class Verrekenreden(StrEnum):
    """Why the state of a post is what it is."""

    TARIEF_GEWIJZIGD = "tarief-gewijzigd"
    TARIEF_HERSTELD = "tarief-hersteld"
    BUITEN_TOEWIJZING_NA_BESLUIT = "buiten-toewijzing-na-besluit"
    NA_KENNISGEVING = "geleverd-na-kennisgeving"
    WEER_BINNEN_TOEWIJZING = "weer-binnen-toewijzing"
    ANDERE_GEMEENTE = "andere-gemeente-verantwoordelijk"
    GEMEENTE_HERSTELD = "gemeente-hersteld"
    GECREDITEERD = "gecrediteerd"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Postsleutel:
    """A post of a line; `naar_gemeente` only where two gemeenten settle."""

    bestand_nummer: int
    regel: int
    post: Verrekenpost
    naar_gemeente: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goedgekeurd:
    """An approved debet line; amounts in eurocents. `gecrediteerd`: an approved credit has taken it back in full."""

    bestand_nummer: int
    regel: int
    gemeente: str
    client: bytes
    toewijzing: int
    code: str
    eenheid: str
    begin: dt.date
    eind: dt.date
    volume: int
    bedrag: int
    gecrediteerd: bool

    def sleutel(self, post: Verrekenpost, naar_gemeente: str = "") -> Postsleutel:
        """The key of a post of this line."""
        return Postsleutel(bestand_nummer=self.bestand_nummer, regel=self.regel, post=post, naar_gemeente=naar_gemeente)


@dataclass(frozen=True, slots=True, kw_only=True)
class Einde:
    """The end of a toewijzing as it stands, and the day on which that was told; one that was removed never began."""

    laatste_dag: dt.date
    bekend_sinds: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Versie:
    """One version of a toewijzing: its moment (date and microseconds), its last day, and when it was told."""

    moment: tuple[dt.date, int]
    laatste_dag: dt.date | None
    bekend_sinds: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Feiten:
    """What the lines of one aanbieder and wet depend on.

    `prijzen` per (gemeente, productcode); `eindes` per (gemeente, number of the toewijzing); `woonplaatsen` per client.
    `terugvorderen`: the gemeenten that recover care of days after the notice of an earlier end.
    """

    prijzen: Mapping[tuple[str, str], Sequence[Contracttarief]]
    eindes: Mapping[tuple[str, int], Einde]
    woonplaatsen: Mapping[bytes, Sequence[Woonplaatskeuze]]
    terugvorderen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekenstand:
    """What is settled on a post in all, in signed eurocents: for the aanbieder, or owed by `naar_gemeente`."""

    cent: int
    reden: Verrekenreden


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutatie:
    """One step of a post: `cent` is added now, after which `daarna` holds. `versie` counts the steps from 1."""

    sleutel: Postsleutel
    versie: int
    cent: int
    daarna: Verrekenstand


def einde_van(versies: Iterable[Versie]) -> Einde | None:
    """The end that the newest version gives, and since when it was known; None while it is open.

    Known since the first version of the unbroken row of newest ones that do not end later: whoever was told of a
    longer one in between could rely on it.
    """
    nieuwste_eerst = sorted(versies, key=lambda versie: versie.moment, reverse=True)
    if not nieuwste_eerst or nieuwste_eerst[0].laatste_dag is None:
        return None
    einde = nieuwste_eerst[0].laatste_dag
    bekend = nieuwste_eerst[0].bekend_sinds
    for versie in nieuwste_eerst[1:]:
        if versie.laatste_dag is None or versie.laatste_dag > einde:
            break
        bekend = min(bekend, versie.bekend_sinds)
    return Einde(laatste_dag=einde, bekend_sinds=bekend)


def bedrag_nu(regel: Goedgekeurd, prijzen: Iterable[Contracttarief]) -> int | None:
    """The amount at the price of the first day as it is known now; None when there is no price.

    Volume times tariff, minutes under an hour price rounded half up (dossier 7.5, 7.6). Euro (83) has no tariff.
    """
    if regel.eenheid == EURO:
        return regel.bedrag
    tarieven = {prijs.eenheid: prijs.tarief for prijs in prijzen if _geldt(prijs, regel.begin)}
    if regel.eenheid in tarieven:
        return regel.volume * tarieven[regel.eenheid]
    if regel.eenheid == MINUUT and UUR in tarieven:
        return (2 * regel.volume * tarieven[UUR] + MINUTEN_PER_UUR) // (2 * MINUTEN_PER_UUR)
    return None


def gewenst(regel: Goedgekeurd, feiten: Feiten) -> dict[Postsleutel, Verrekenstand]:
    """The state of each post of the line that the facts ask for; a post that needs nothing is left out."""
    if regel.gecrediteerd:
        return {}
    standen: dict[Postsleutel, Verrekenstand] = {}
    prijsverschil = _prijsverschil(regel, feiten)
    if prijsverschil:
        standen[regel.sleutel(Verrekenpost.PRIJS)] = Verrekenstand(
            cent=prijsverschil, reden=Verrekenreden.TARIEF_GEWIJZIGD
        )
    na_einde = _na_einde(regel, feiten, betaald=regel.bedrag + prijsverschil)
    if na_einde is not None:
        standen[regel.sleutel(Verrekenpost.EINDE)] = na_einde
    betaald = regel.bedrag + sum(stand.cent for stand in standen.values())
    for gemeente, cent in _delen(regel, feiten, betaald).items():
        standen[regel.sleutel(Verrekenpost.WOONPLAATS, gemeente)] = Verrekenstand(
            cent=cent, reden=Verrekenreden.ANDERE_GEMEENTE
        )
    return standen


def mutaties(
    regel: Goedgekeurd, feiten: Feiten, bekend: Mapping[Postsleutel, tuple[int, Verrekenstand]]
) -> list[Mutatie]:
    """The steps from what was settled (`bekend`: last version and state per post of this line) to what is asked."""
    doel = gewenst(regel, feiten)
    stappen = []
    for sleutel in sorted(doel.keys() | bekend.keys()):
        versie, nu = bekend.get(sleutel, (0, None))
        straks = doel.get(sleutel) or _hersteld(sleutel.post, regel)
        if nu == straks or (nu is not None and _is_hersteld(nu) and _is_hersteld(straks)):
            continue
        verschil = straks.cent - (nu.cent if nu else 0)
        stappen.append(Mutatie(sleutel=sleutel, versie=versie + 1, cent=verschil, daarna=straks))
    return stappen


_TERUG = {
    Verrekenpost.PRIJS: Verrekenreden.TARIEF_HERSTELD,
    Verrekenpost.EINDE: Verrekenreden.WEER_BINNEN_TOEWIJZING,
    Verrekenpost.WOONPLAATS: Verrekenreden.GEMEENTE_HERSTELD,
}
_HERSTELD = frozenset({*_TERUG.values(), Verrekenreden.GECREDITEERD})


def _hersteld(post: Verrekenpost, regel: Goedgekeurd) -> Verrekenstand:
    """Nothing is settled on the post any more."""
    return Verrekenstand(cent=0, reden=Verrekenreden.GECREDITEERD if regel.gecrediteerd else _TERUG[post])


def _is_hersteld(stand: Verrekenstand) -> bool:
    return stand.cent == 0 and stand.reden in _HERSTELD


def _prijsverschil(regel: Goedgekeurd, feiten: Feiten) -> int:
    """A product that has lost its price afterwards is left alone: the care was lawful when it was approved."""
    bedrag = bedrag_nu(regel, feiten.prijzen.get((regel.gemeente, regel.code), ()))
    return 0 if bedrag is None else bedrag - regel.bedrag


def _na_einde(regel: Goedgekeurd, feiten: Feiten, *, betaald: int) -> Verrekenstand | None:
    """Care that lies wholly or partly after the end as it was moved is marked (OP345, OP186).

    It is recovered only where it started after the aanbieder was told, in a gemeente that asks for that.
    """
    einde = feiten.eindes.get((regel.gemeente, regel.toewijzing))
    if einde is None or regel.eind <= einde.laatste_dag:
        return None
    te_goeder_trouw = regel.begin <= max(einde.laatste_dag, einde.bekend_sinds)
    if te_goeder_trouw or regel.gemeente not in feiten.terugvorderen:
        return Verrekenstand(cent=0, reden=Verrekenreden.BUITEN_TOEWIJZING_NA_BESLUIT)
    return Verrekenstand(cent=-betaald, reden=Verrekenreden.NA_KENNISGEVING)


def _delen(regel: Goedgekeurd, feiten: Feiten, betaald: int) -> dict[str, int]:
    """What each other gemeente owes for its days of the line: by days, rounded so that the parts are the whole."""
    keuzes = feiten.woonplaatsen.get(regel.client, ())
    if not keuzes:
        return {}
    delen: dict[str, int] = {}
    lengte, tot = (regel.eind - regel.begin).days + 1, 0
    for gemeente, dagen in dagen_per_gemeente(keuzes, regel.begin, regel.eind, eigen=regel.gemeente):
        deel = half_omhoog(betaald * (tot + dagen), lengte) - half_omhoog(betaald * tot, lengte)
        tot += dagen
        delen[gemeente] = delen.get(gemeente, 0) + deel
    return {gemeente: cent for gemeente, cent in delen.items() if gemeente != regel.gemeente and cent}


def _geldt(prijs: Contracttarief, dag: dt.date) -> bool:
    return prijs.geldig_van <= dag <= (prijs.geldig_tot or dt.date.max)
