"""The rules over a dossier. Pure, whole numbers only: the same dossier always gives the same hits."""

from collections.abc import Callable
from fractions import Fraction
from statistics import median

from risb_recht.bedrag import euro, getal, half_omhoog

from toezicht.domain.detectie.dossier import Aanbiederdossier
from toezicht.domain.detectie.maandbeeld import Maandbeeld, dag_van, maanden_eerder
from toezicht.domain.detectie.regels.detectieregel import H1, T2, T6, T18, Detectieregel
from toezicht.domain.detectie.regels.detectietreffer import Detectietreffer, feit
from toezicht.domain.detectie.regels.tekst import maandnaam, tienden

Toets = Callable[[Aanbiederdossier, Maandbeeld], Detectietreffer | None]
_PROCENT = 100
# 0.6745 makes the median absolute deviation comparable with a standard deviation (Iglewicz and Hoaglin).
_NORMAAL = Fraction(6745, 10_000)


def precies_het_maximum(
    dossier: Aanbiederdossier, maand: Maandbeeld, regel: Detectieregel = T2
) -> Detectietreffer | None:
    """T2: of at least 20 assignment-months 95 % or more at exactly the maximum; the newest months that hold 20."""
    venster = _venster(dossier, maand, regel)
    aantal = sum(one.toewijzingmaanden for one in venster)
    op_maximum = sum(one.op_maximum for one in venster)
    grens = regel.drempels["aandeel_procent"]
    if aantal < regel.drempels["minimum_aantal"] or op_maximum * _PROCENT < grens * aantal:
        return None
    return Detectietreffer(
        regel=regel,
        periode=maand.periode,
        feiten=(
            feit("toewijzingmaanden precies op het maximum", getal(op_maximum)),
            feit("toewijzingmaanden met declaraties", getal(aantal)),
            feit("aandeel", tienden(op_maximum * 1000 // aantal), "%"),
            feit("eerste maand", maandnaam(venster[-1].periode)),
        ),
        vergelijking=f"Grens: {grens} % bij {regel.drempels['minimum_aantal']} of meer toewijzingmaanden.",
        bedrag_cent=sum(one.cent_op_maximum for one in venster),
    )


def _venster(dossier: Aanbiederdossier, maand: Maandbeeld, regel: Detectieregel) -> list[Maandbeeld]:
    """The month and as many months before as are needed for the minimum number, newest first."""
    venster = [maand]
    for terug in range(1, regel.drempels["venster_maanden"]):
        if sum(one.toewijzingmaanden for one in venster) >= regel.drempels["minimum_aantal"]:
            break
        eerder = dossier.maanden.get(maanden_eerder(maand.periode, terug))
        if eerder is not None:
            venster.append(eerder)
    return venster


def meer_uren_dan_in_de_dagen(
    _: Aanbiederdossier, maand: Maandbeeld, regel: Detectieregel = T6
) -> Detectietreffer | None:
    """T6: a toewijzing with more than 24 hours for each day of its productperiode."""
    if not maand.boven_etmaal:
        return None
    grens = regel.drempels["uren_per_dag"]
    return Detectietreffer(
        regel=regel,
        periode=maand.periode,
        feiten=(feit(f"toewijzingen met meer dan {grens} uur per dag", getal(maand.boven_etmaal)),),
        vergelijking=f"Een dag heeft {grens} uur.",
        bedrag_cent=max(0, maand.cent_boven_etmaal),
    )


def meer_uren_dan_capaciteit(
    dossier: Aanbiederdossier, maand: Maandbeeld, regel: Detectieregel = T18
) -> Detectietreffer | None:
    """T18: declared hours above 110 % of the hours that the aanbieder says it can deliver in a month."""
    capaciteit = dossier.capaciteit(maand.periode)
    if capaciteit is None or capaciteit.uren_per_maand <= 0:
        return None
    mogelijk = capaciteit.uren_per_maand * 60
    grens = regel.drempels["verhouding_procent"]
    if maand.minuten * _PROCENT <= mogelijk * grens:
        return None
    boven = maand.minuten - mogelijk
    return Detectietreffer(
        regel=regel,
        periode=maand.periode,
        feiten=(
            feit("gedeclareerde uren", tienden(half_omhoog(maand.minuten, 6)), "uur"),
            feit("capaciteit per maand", getal(capaciteit.uren_per_maand), "uur"),
            feit("verhouding", tienden(maand.minuten * 1000 // mogelijk), "%"),
        ),
        vergelijking=(
            f"Capaciteit volgens eigen opgave van {capaciteit.datum.isoformat()}:"
            f" {getal(capaciteit.uren_per_maand)} uur per maand; grens {grens} %."
        ),
        bedrag_cent=half_omhoog(max(0, maand.cent) * boven, maand.minuten),
    )


def sprong_in_eigen_historie(
    dossier: Aanbiederdossier, maand: Maandbeeld, regel: Detectieregel = H1
) -> Detectietreffer | None:
    """H1: month total with modified z above 3.5 against earlier months, and at least 25 % above their median.

    Earlier months are frozen: they count as known at the end of the day on which this month was last judged, so that
    a late correction of an old month does not change what was signalled about a newer one.
    """
    eerdere = _bevroren(dossier, maand, regel)
    if len(eerdere) < regel.drempels["minimum_maanden"]:
        return None
    midden, schaal = _midden_en_schaal(eerdere, regel)
    z = _NORMAAL * (maand.cent - midden) / schaal
    stijging = _PROCENT + regel.drempels["minimale_stijging_procent"]
    if z * _PROCENT <= regel.drempels["z_honderdsten"] or maand.cent * _PROCENT < midden * stijging:
        return None
    mediaan = _afgerond(midden)
    return Detectietreffer(
        regel=regel,
        periode=maand.periode,
        feiten=(
            feit("bedrag van deze maand", euro(maand.cent)),
            feit("mediaan van eerdere maanden", euro(mediaan)),
            feit("aantal eerdere maanden", getal(len(eerdere))),
            feit("gewijzigde z-score", tienden(int(z * 10))),
        ),
        vergelijking=(
            f"Mediaan van {len(eerdere)} eerdere maanden van deze aanbieder: {euro(mediaan)};"
            f" grens z-score {tienden(regel.drempels['z_honderdsten'] // 10)}."
        ),
        bedrag_cent=maand.cent - mediaan,
    )


def _bevroren(dossier: Aanbiederdossier, maand: Maandbeeld, regel: Detectieregel) -> list[int]:
    dag = dag_van(maand.beoordeeld_op)
    eerdere = (maanden_eerder(maand.periode, terug) for terug in range(1, regel.drempels["venster_maanden"] + 1))
    beelden = (dossier.maanden.get(periode) for periode in eerdere)
    bekend = (beeld.cent_bekend_op(dag) for beeld in beelden if beeld is not None)
    return [cent for cent in bekend if cent is not None]


def _midden_en_schaal(waarden: list[int], regel: Detectieregel) -> tuple[Fraction, Fraction]:
    """Median and MAD in eurocents; without any spread the scale is 5 % of the median, at least one euro."""
    midden = Fraction(median(Fraction(one) for one in waarden))
    mad = Fraction(median(abs(one - midden) for one in waarden))
    terugval = midden * regel.drempels["mad_terugval_procent"] / _PROCENT
    return midden, mad or max(terugval, Fraction(regel.drempels["mad_terugval_cent"]))


def _afgerond(waarde: Fraction) -> int:
    """Half up, also below zero."""
    return (2 * waarde.numerator + waarde.denominator) // (2 * waarde.denominator)


TOETSEN: tuple[Toets, ...] = (
    precies_het_maximum,
    meer_uren_dan_in_de_dagen,
    meer_uren_dan_capaciteit,
    sprong_in_eigen_historie,
)


def alle_treffers(dossier: Aanbiederdossier) -> list[Detectietreffer]:
    """Every hit in every month of the dossier, by month and rule."""
    beelden = [dossier.maanden[periode] for periode in sorted(dossier.maanden)]
    treffers = (toets(dossier, beeld) for beeld in beelden for toets in TOETSEN)
    return [treffer for treffer in treffers if treffer is not None]
