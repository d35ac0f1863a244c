"""An agreement: p*q with dated prices, or taakgericht with a budget; never both (C5)."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from risb_kern.errors import Fout, conflict, refused
from risb_recht.wet import Wet

from contracting.domain.overeenkomsten.beeindiging import Beeindiging, controleer_einddatum, controleer_grond
from contracting.domain.overeenkomsten.gronden import Gebruiksnorm
from contracting.domain.overeenkomsten.schade import Schade
from contracting.domain.overeenkomsten.verlenging import Verlenging, Verlengrecht
from contracting.domain.overeenkomsten.wijziging import Wijziging, boven_grens
from contracting.domain.prijzen.prijs import Prijs, Prijsherkomst, Prijsopgave, fouten_in, volgende_versie
from contracting.domain.taakgericht.taakbudget import Budgetversie, Taakbudget
from contracting.domain.toelating.perceel import Perceel, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Overeenkomst:
    """One agreement with one aanbieder for one perceel, from `ingangsdatum` up to and including `einddatum`."""

    id: uuid.UUID
    agb_code: str
    perceel_code: str
    wet: Wet
    variant: Variant
    programmalijn: str
    gemeenten: tuple[str, ...]
    ingangsdatum: dt.date
    einddatum: dt.date | None
    taakbudget: Taakbudget | None
    trace_id: str
    prijzen: tuple[Prijs, ...] = ()
    reden_einde: str | None = None
    opzegtermijn_maanden: int | None = None
    beeindiging: Beeindiging | None = None
    volgnummer_einde: int = 0
    verlengrecht: Verlengrecht | None = None
    verlengingen: tuple[Verlenging, ...] = ()
    waarde_cent: int | None = None
    wijzigingen: tuple[Wijziging, ...] = ()
    gebruiksnorm: Gebruiksnorm | None = None
    schades: tuple[Schade, ...] = ()
    standaardversie: str | None = None
    budgetversies: tuple[Budgetversie, ...] = ()
    moeder_id: uuid.UUID | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"overeenkomst:{self.id}"

    @property
    def afgesproken_einde(self) -> dt.date | None:
        """The last day as concluded; an early end that was not withdrawn leaves it as it is."""
        return self.einddatum if self.beeindiging is None else self.beeindiging.tot_dan

    @property
    def cumulatief_cent(self) -> int:
        """What all changes together cost more."""
        return sum(one.bedrag_cent for one in self.wijzigingen)

    @property
    def groeide_te_veel(self) -> bool:
        """P01: the changes together are more than a fifth of what was agreed first."""
        return self.waarde_cent is not None and any(
            boven_grens(self.cumulatief_cent, self.waarde_cent, one.besloten_op) for one in self.wijzigingen[-1:]
        )

    def loopt_op(self, dag: dt.date) -> bool:
        """True on the days of the agreement."""
        return self.ingangsdatum <= dag and (self.einddatum is None or dag <= self.einddatum)

    def budgetversies_voor(self, jaar: int) -> tuple[Budgetversie, ...]:
        """The versions of the yearly budget that were there for the years before this one, the first first."""
        return tuple(one for one in self.budgetversies if one.vanaf_jaar < jaar)

    def taakbudget_in(self, jaar: int) -> Taakbudget | None:
        """The budget with the amount of this year; None for an agreement that has none."""
        versies = self.budgetversies_voor(jaar + 1)
        if self.taakbudget is None or not versies:
            return self.taakbudget
        laatste = max(enumerate(versies), key=lambda one: (one[1].vanaf_jaar, one[0]))[1]
        return replace(self.taakbudget, jaarbudget_cent=laatste.jaarbudget_cent)

    def met_budget(self, versie: Budgetversie) -> "Overeenkomst":
        """With one more version of the yearly budget; its terms are told again under the next number."""
        return replace(self, budgetversies=(*self.budgetversies, versie), volgnummer_einde=self.volgnummer_einde + 1)

    def stel_prijs_vast(self, opgave: Prijsopgave, prijs_id: uuid.UUID, herkomst: Prijsherkomst | None = None) -> Prijs:
        """The next version of a price; raises when the agreement cannot have it. Existing versions stay."""
        taakgericht_kent_geen_prijzen(self.variant, [opgave])
        if self.reden_einde is not None:
            raise conflict("overeenkomst-beeindigd", f"De overeenkomst is beëindigd per {self.einddatum}.")
        fouten = fouten_in(opgave, self.gemeenten, van=self.ingangsdatum, tot=self.einddatum)
        if fouten:
            raise refused("prijs-past-niet", "De prijs past niet bij de overeenkomst.", *fouten)
        return Prijs(id=prijs_id, versie=volgende_versie(self.prijzen, opgave), opgave=opgave, herkomst=herkomst)

    def met_prijs(self, prijs: Prijs) -> "Overeenkomst":
        """The agreement with one more price version."""
        return replace(self, prijzen=(*self.prijzen, prijs))

    def beeindig(self, beeindiging: Beeindiging, vandaag: dt.date) -> "Overeenkomst":
        """End earlier than concluded; a second time, in the past, too soon or later than agreed is refused."""
        if self.reden_einde is not None:
            raise conflict("al-beeindigd", f"Deze overeenkomst is al beëindigd per {self.einddatum}.")
        einddatum = beeindiging.einddatum
        if einddatum < self.ingangsdatum or (self.einddatum is not None and einddatum > self.einddatum):
            raise refused(
                "einddatum-buiten-looptijd",
                "De einddatum valt buiten de looptijd van de overeenkomst.",
                Fout("einddatum", "buiten-looptijd", f"Kies een dag vanaf {self.ingangsdatum} binnen de looptijd."),
            )
        controleer_grond(beeindiging, self.gebruiksnorm, self.ingangsdatum, vandaag)
        controleer_einddatum(beeindiging, vandaag, self.opzegtermijn_maanden)
        return replace(
            self,
            einddatum=einddatum,
            reden_einde=beeindiging.reden,
            beeindiging=replace(beeindiging, tot_dan=self.einddatum),
            volgnummer_einde=self.volgnummer_einde + 1,
        )

    def trek_beeindiging_in(self, vandaag: dt.date) -> "Overeenkomst":
        """As agreed again, as long as the early end has not come."""
        if self.beeindiging is None:
            melding = "Er is geen beëindiging die kan worden ingetrokken. Sluit zo nodig een nieuwe overeenkomst."
            raise conflict("geen-beeindiging", melding)
        if vandaag > self.beeindiging.einddatum:
            melding = (
                f"De overeenkomst eindigde op {self.beeindiging.einddatum:%d-%m-%Y}. Sluit een nieuwe overeenkomst."
            )
            raise conflict("beeindiging-werkt-al", melding)
        return replace(
            self,
            einddatum=self.beeindiging.tot_dan,
            reden_einde=None,
            beeindiging=None,
            volgnummer_einde=self.volgnummer_einde + 1,
        )


def controleer_vorm(perceel: Perceel, overeenkomst: Overeenkomst, opgaven: Iterable[Prijsopgave]) -> None:
    """Refuse an agreement that does not have the form of its variant, or goes beyond its perceel."""
    opgaven = list(opgaven)
    looptijd_klopt(overeenkomst)
    taakgericht_kent_geen_prijzen(perceel.variant, opgaven)
    pq_kent_geen_jaarbudget(perceel.variant, overeenkomst.taakbudget)
    taakgericht_heeft_budget(perceel.variant, overeenkomst)
    gemeenten_horen_bij_perceel(perceel, overeenkomst.gemeenten)
    pq_heeft_een_prijs(perceel.variant, opgaven)


def looptijd_klopt(overeenkomst: Overeenkomst) -> None:
    """The end does not come before the beginning, and only what ends can be extended."""
    if overeenkomst.einddatum is None and overeenkomst.verlengrecht is not None:
        melding = "Wie een overeenkomst wil kunnen verlengen, noemt een einddatum. Laat anders de verlenging weg."
        raise refused("verlengrecht-zonder-einde", melding)
    if overeenkomst.einddatum is not None and overeenkomst.einddatum < overeenkomst.ingangsdatum:
        raise refused("periode-omgekeerd", "De einddatum ligt voor de ingangsdatum; draai ze om.")


def taakgericht_kent_geen_prijzen(variant: Variant, opgaven: Iterable[Prijsopgave]) -> None:
    """A taakgericht agreement is paid by budget and has no price per unit (C5)."""
    if variant is Variant.TAAKGERICHT and any(True for _ in opgaven):
        raise refused(
            "taakgericht-kent-geen-prijzen",
            "Een taakgerichte overeenkomst heeft een jaarbudget en geen prijzen (C5). Laat de prijzen weg.",
        )


def pq_kent_geen_jaarbudget(variant: Variant, taakbudget: Taakbudget | None) -> None:
    """A p*q agreement pays what was delivered and has no lump sum (C5)."""
    if variant is not Variant.TAAKGERICHT and taakbudget is not None:
        raise refused(
            "pq-kent-geen-jaarbudget",
            f"Een {variant}e overeenkomst betaalt per eenheid en kent geen jaarbudget (C5). Laat het budget weg.",
        )


def pq_heeft_een_prijs(variant: Variant, opgaven: Iterable[Prijsopgave]) -> None:
    """A p*q agreement without a price could never be paid (C5)."""
    if variant is not Variant.TAAKGERICHT and not any(True for _ in opgaven):
        raise refused(
            "pq-zonder-prijs",
            f"Een {variant}e overeenkomst heeft ten minste een product met een prijs (C5). Noem de prijzen.",
        )


def taakgericht_heeft_budget(variant: Variant, overeenkomst: Overeenkomst) -> None:
    """A taakgericht agreement has a budget, a last day, and a key over exactly its gemeenten (C7)."""
    if variant is not Variant.TAAKGERICHT:
        return
    if overeenkomst.taakbudget is None or overeenkomst.einddatum is None:
        raise refused(
            "taakgericht-zonder-budget", "Een taakgerichte overeenkomst heeft een jaarbudget en een einddatum (C7)."
        )
    if set(overeenkomst.taakbudget.verdeelsleutel) != set(overeenkomst.gemeenten):
        raise refused(
            "verdeelsleutel-past-niet",
            "De verdeelsleutel noemt elke gemeente van de overeenkomst precies een keer.",
            Fout("taakbudget.verdeelsleutel", "past-niet", f"Verwacht: {', '.join(overeenkomst.gemeenten)}."),
        )


def gemeenten_horen_bij_perceel(perceel: Perceel, gemeenten: Iterable[str]) -> None:
    """An agreement serves only gemeenten of its perceel."""
    vreemd = sorted(set(gemeenten) - set(perceel.gemeenten))
    if vreemd:
        raise refused(
            "gemeente-buiten-perceel",
            f"Niet elke gemeente hoort bij perceel {perceel.code}.",
            *[Fout("gemeenten", "buiten-perceel", f"Gemeente {code} hoort niet bij dit perceel.") for code in vreemd],
        )
