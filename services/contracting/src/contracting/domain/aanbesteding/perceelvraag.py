"""What a tender asks per perceel: products with a real price, criteria, the scoring formula and how many may win."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from risb_kern.errors import Fout

from contracting.domain.aanbesteding.formule import ZONDER_PRIJSPUNTEN, Formule, Prijsformule
from contracting.domain.aanbesteding.kostprijs import Kostprijs
from contracting.domain.toelating.perceel import Perceel, Procedure

TOTAAL_PUNTEN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Gunningscriterium:
    """A criterion of quality with the most points that it can give."""

    code: str
    omschrijving: str
    punten: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Productvraag:
    """A product with its weight in the price, and its floor; without one with the account to the council for that."""

    productcode: str
    gewicht: int = 1
    kostprijs: Kostprijs | None = None
    verantwoording: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maximum:
    """The most aanbieders for one product in one gemeente."""

    gemeente: str
    productcode: str
    aantal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Perceelvraag:
    """One perceel of a tender; `maximum` holds for every gemeente and product that `maxima` does not name.

    `gesloten_op` is the day of its first contract, `ingetrokken_op` the day on which it was cancelled.
    """

    perceel_code: str
    gemeenten: tuple[str, ...]
    raming_cent: int
    producten: tuple[Productvraag, ...]
    prijspunten: int
    criteria: tuple[Gunningscriterium, ...]
    formule: Prijsformule
    maximum: int | None = None
    maxima: tuple[Maximum, ...] = ()
    gesloten_op: dt.date | None = None
    ingetrokken_op: dt.date | None = None

    @property
    def productcodes(self) -> frozenset[str]:
        """The products that are asked."""
        return frozenset(one.productcode for one in self.producten)

    def maximum_voor(self, gemeente: str, productcode: str) -> int | None:
        """The most aanbieders for a product in a gemeente; None when everybody with a valid bid wins."""
        eigen = {(one.gemeente, one.productcode): one.aantal for one in self.maxima}
        return eigen.get((gemeente, productcode), self.maximum)


def fouten_in_vraag(vraag: Perceelvraag, perceel: Perceel) -> Iterator[Fout]:
    """Everything that is wrong with what a tender asks for this perceel."""
    for gemeente in sorted(set(vraag.gemeenten) - set(perceel.gemeenten)):
        melding = f"gemeente {gemeente} hoort niet bij dit perceel."
        yield Fout("percelen", "gemeente-onbekend", f"Perceel {vraag.perceel_code}: {melding}")
    if perceel.procedure is Procedure.TOELATING:
        yield from _toelating_kiest_niet(vraag)
        return
    for controle in (_punten, _niet_op_prijs_alleen, _formule, _dubbel, _reele_prijs):
        for code, melding in controle(vraag):
            yield Fout("percelen", code, f"Perceel {vraag.perceel_code}: {melding}")
    for one in vraag.maxima:
        if one.gemeente not in vraag.gemeenten or one.productcode not in vraag.productcodes:
            melding = f"het maximum voor {one.productcode} in {one.gemeente} hoort niet bij dit perceel."
            yield Fout("percelen", "maximum-elders", f"Perceel {vraag.perceel_code}: {melding}")


def _toelating_kiest_niet(vraag: Perceelvraag) -> Iterator[Fout]:
    """TI: who meets the criteria gets a contract, so nothing is limited or scored."""
    if vraag.maximum is not None or vraag.maxima:
        yield Fout(
            "percelen",
            "TI",
            f"Perceel {vraag.perceel_code}: in een toelating mag het aantal aanbieders niet worden beperkt (TI)."
            " Laat het maximum weg, of kies de procedure aanbesteding.",
        )
    if vraag.criteria or vraag.prijspunten or vraag.formule.soort is not Formule.FIXED:
        melding = "een toelating kent geen rangorde. Laat criteria en punten weg, met de formule fixed."
        yield Fout("percelen", "toelating-zonder-rangorde", f"Perceel {vraag.perceel_code}: {melding}")


def _punten(vraag: Perceelvraag) -> Iterator[tuple[str, str]]:
    totaal = vraag.prijspunten + sum(one.punten for one in vraag.criteria)
    if totaal != TOTAAL_PUNTEN:
        yield "punten", f"prijs en kwaliteit tellen op tot {totaal} punten; maak er {TOTAAL_PUNTEN} van."


def _niet_op_prijs_alleen(vraag: Perceelvraag) -> Iterator[tuple[str, str]]:
    """Wmo 2.6.4, Jeugdwet 2.12: never on the lowest price alone."""
    if not any(one.punten for one in vraag.criteria):
        yield "alleen-prijs", "gunnen op prijs alleen mag niet (Wmo 2.6.4, Jeugdwet 2.12). Geef kwaliteit punten."


def _formule(vraag: Perceelvraag) -> Iterator[tuple[str, str]]:
    soort = vraag.formule.soort
    if not vraag.formule.is_volledig:
        yield (
            "formule-parameters",
            (
                f"de formule {soort} heeft andere gegevens nodig: abs een onder- en hogere bovengrens,"
                " giw een waarde per punt, de andere geen."
            ),
        )
    if (soort in ZONDER_PRIJSPUNTEN) != (vraag.prijspunten == 0):
        yield "prijspunten", f"bij de formule {soort} horen {'geen' if vraag.prijspunten else 'wel'} punten voor prijs."


def _dubbel(vraag: Perceelvraag) -> Iterator[tuple[str, str]]:
    maxima = [(one.gemeente, one.productcode) for one in vraag.maxima]
    for naam, codes in (
        ("criteria", [one.code for one in vraag.criteria]),
        ("producten", [one.productcode for one in vraag.producten]),
        ("maxima", maxima),
    ):
        if len(set(codes)) < len(codes):
            yield "dubbel", f"in {naam} staat iets meer dan een keer."


def _reele_prijs(vraag: Perceelvraag) -> Iterator[tuple[str, str]]:
    """UB 5.4: a floor from its cost, or an account to the council for leaving it out."""
    for one in vraag.producten:
        if (one.kostprijs is None) == (one.verantwoording is None):
            yield (
                "reele-prijs",
                (
                    f"geef product {one.productcode} of een kostprijs, of de verantwoording aan de raad"
                    " waarom die er niet is (UB Wmo 5.4)."
                ),
            )
        if one.kostprijs is not None and one.kostprijs.productieve_uren <= 0:
            yield "productieve-uren", f"van product {one.productcode} blijven geen uren over voor clienten."
