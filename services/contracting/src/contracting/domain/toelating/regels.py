"""The judgement of an application: evidence age (R1), late evidence (R2) and the order of checks (R4)."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from risb_recht.kalender import maanden_later

from contracting.domain.toelating.aanmelding import (
    Aanmelding,
    Bewijsstuk,
    CriteriumOordeel,
    Toelatingsbesluit,
)
from contracting.domain.toelating.afwijsreden import BEZWAAR, Afwijsreden
from contracting.domain.toelating.perceel import Basiscriterium, Perceel

ONTBREEKT = frozenset({"bewijs-ontbreekt", "aanvulling-te-laat"})
Stap = Callable[[Perceel, Aanmelding, tuple[CriteriumOordeel, ...]], Iterable[Afwijsreden]]


def beoordeel(
    perceel: Perceel, aanmelding: Aanmelding, *, bezwaren: Mapping[str, str], vandaag: dt.date
) -> Toelatingsbesluit:
    """Judge every criterium; the reasons come from the first step of R4 that fails.

    `bezwaren` holds the objection of the inkoper to the content of the evidence, by code of the criterium.
    """
    oordelen = tuple(oordeel(one, aanmelding, bezwaar=bezwaren.get(one.code)) for one in perceel.basiscriteria)
    for naam, stap in STAPPEN.items():
        redenen = tuple(stap(perceel, aanmelding, oordelen))
        if redenen:
            return Toelatingsbesluit(datum=vandaag, oordelen=oordelen, stap=naam, redenen=redenen)
    return Toelatingsbesluit(datum=vandaag, oordelen=oordelen, stap=None, redenen=())


def oordeel(criterium: Basiscriterium, aanmelding: Aanmelding, *, bezwaar: str | None) -> CriteriumOordeel:
    """One good piece of evidence is enough; else the reason of the best piece there is."""
    stukken = [one for one in aanmelding.bewijsstukken if one.bewijssoort is criterium.bewijssoort]
    redenen = [bewijs_voldoet(criterium, aanmelding, one) for one in stukken]
    reden = _ontbreekt(criterium) if not redenen else None if None in redenen else redenen[-1]
    if reden is None and bezwaar is not None:
        reden = Afwijsreden(code=BEZWAAR, toelichting=bezwaar)
    return CriteriumOordeel(criterium=criterium.code, voldoet=reden is None, reden=reden)


def bewijs_voldoet(criterium: Basiscriterium, aanmelding: Aanmelding, bewijs: Bewijsstuk) -> Afwijsreden | None:
    """None when the piece counts: in time (R2), not from the future, not too old on the day of receipt (R1)."""
    if not aanmelding.is_op_tijd(bewijs):
        return Afwijsreden(
            code="aanvulling-te-laat",
            toelichting=f"{criterium.omschrijving}: ontvangen op {bewijs.ontvangen_op},"
            f" gevraagd uiterlijk {aanmelding.aanvulling_uiterlijk} (R2).",
        )
    if bewijs.datum > bewijs.ontvangen_op:
        return Afwijsreden(
            code="bewijs-uit-toekomst",
            toelichting=f"{criterium.omschrijving}: de datum {bewijs.datum} ligt na de ontvangst.",
        )
    maanden = criterium.leeftijd_op(bewijs.ontvangen_op)
    if maanden is not None and bewijs.ontvangen_op > maanden_later(bewijs.datum, maanden):
        return Afwijsreden(
            code="bewijs-te-oud",
            toelichting=f"{criterium.omschrijving}: het bewijs van {bewijs.datum} was bij ontvangst op"
            f" {bewijs.ontvangen_op} ouder dan {maanden} maanden (R1).",
        )
    return None


def tijdig(perceel: Perceel, aanmelding: Aanmelding, _: tuple[CriteriumOordeel, ...]) -> Iterable[Afwijsreden]:
    """R4 step 1: received on or before the closing day, where there is one."""
    if perceel.uiterste_aanmelddag and aanmelding.ontvangen_op > perceel.uiterste_aanmelddag:
        yield Afwijsreden(
            code="te-laat", toelichting=f"Aanmelden kon tot en met {perceel.uiterste_aanmelddag} (R4 stap 1)."
        )


def volledig(_: Perceel, __: Aanmelding, oordelen: tuple[CriteriumOordeel, ...]) -> Iterable[Afwijsreden]:
    """R4 step 2: for every criterium there is evidence, in time."""
    return (one.reden for one in oordelen if one.reden and one.reden.code in ONTBREEKT)


def ondertekend(_: Perceel, aanmelding: Aanmelding, __: tuple[CriteriumOordeel, ...]) -> Iterable[Afwijsreden]:
    """R4 step 3: signed by somebody who may bind the aanbieder."""
    if not aanmelding.ondertekend:
        yield Afwijsreden(
            code="niet-ondertekend", toelichting="De aanmelding is niet rechtsgeldig ondertekend (R4 stap 3)."
        )


def uitsluitingsgronden(
    perceel: Perceel, _: Aanmelding, oordelen: tuple[CriteriumOordeel, ...]
) -> Iterable[Afwijsreden]:
    """R4 step 4: evidence against the exclusion grounds."""
    codes = {one.code for one in perceel.basiscriteria if one.is_uitsluitingsgrond}
    return (one.reden for one in oordelen if one.reden and one.criterium in codes)


def geschiktheid(_: Perceel, __: Aanmelding, oordelen: tuple[CriteriumOordeel, ...]) -> Iterable[Afwijsreden]:
    """R4 step 5: all other criteria; those of step 4 were met when we come here."""
    return (one.reden for one in oordelen if one.reden)


def akkoord(_: Perceel, aanmelding: Aanmelding, __: tuple[CriteriumOordeel, ...]) -> Iterable[Afwijsreden]:
    """R4 step 6: unconditional acceptance of the execution demands."""
    if not aanmelding.akkoord_zonder_voorbehoud:
        yield Afwijsreden(
            code="voorbehoud",
            toelichting="De uitvoeringseisen zijn niet zonder voorbehoud aanvaard (R4 stap 6).",
        )


STAPPEN: Mapping[str, Stap] = {
    "tijdig": tijdig,
    "volledig": volledig,
    "ondertekend": ondertekend,
    "uitsluitingsgronden": uitsluitingsgronden,
    "geschiktheid": geschiktheid,
    "akkoord": akkoord,
}


def _ontbreekt(criterium: Basiscriterium) -> Afwijsreden:
    return Afwijsreden(
        code="bewijs-ontbreekt",
        toelichting=f"{criterium.omschrijving}: er is geen bewijs van de soort {criterium.bewijssoort} (R4 stap 2).",
    )
