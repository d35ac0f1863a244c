"""Double funding (dossier 5): the own care contract (M6), the same plan twice (M3), a shared bank account (M2)."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol
from unicodedata import normalize

from risb_kern.texts import vergelijkvorm
from risb_recht.periode import Periode

from subsidies.domain.beoordelen.aandachtspunt import Aandachtbron, Aandachtsignaal
from subsidies.domain.regelingen.opgave import Opgave

M2 = "M2"
M3 = "M3"
M6 = "M6"
MATCHVERSIE = 1
IBAN_TERUGKIJK = dt.timedelta(days=730)


class Vergelijkbaar(Protocol):
    """An application, as far as double funding looks at it."""

    @property
    def id(self) -> uuid.UUID: ...  # noqa: D102 -- the type says it
    @property
    def zaak(self) -> str: ...  # noqa: D102 -- the type says it
    @property
    def correlatie_id(self) -> str: ...  # noqa: D102 -- the type says it
    @property
    def regeling_code(self) -> str: ...  # noqa: D102 -- the type says it
    @property
    def regeling_versie(self) -> int: ...  # noqa: D102 -- the type says it
    @property
    def opgave(self) -> Opgave: ...  # noqa: D102 -- the type says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Zorgcontract:
    """A contract as contracting told it; `tot` None is without an end."""

    overeenkomst_id: str
    agb_code: str
    perceel_code: str
    variant: str
    gemeenten: tuple[str, ...]
    van: dt.date
    tot: dt.date | None

    @property
    def periode(self) -> Periode:
        """First and last day."""
        return Periode(van=self.van, tot=self.tot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracteinde:
    """An early end as contracting told it; None is that it ends as concluded. The highest `volgnummer` counts."""

    overeenkomst_id: str
    agb_code: str
    einddatum: dt.date | None
    volgnummer: int


def passende_contracten(opgave: Opgave, contracten: Iterable[Zorgcontract]) -> tuple[Zorgcontract, ...]:
    """M6: contracts of the applicant (same KvK, chosen by the caller), same gemeente, overlap with the activity."""
    activiteit = Periode(van=opgave.activiteit_van, tot=opgave.activiteit_tot)
    return tuple(one for one in contracten if opgave.gemeente in one.gemeenten and activiteit.overlapt(one.periode))


def contractsignaal(contract: Zorgcontract, vandaag: dt.date) -> Aandachtsignaal:
    """The point that a person looks at when M6 hits."""
    einde = f"tot en met {contract.tot:%d-%m-%Y}" if contract.tot else "zonder einddatum"
    return Aandachtsignaal(
        bron=Aandachtbron.DUBBELE_FINANCIERING,
        regel=M6,
        versie=MATCHVERSIE,
        sleutel=contract.overeenkomst_id,
        feit=(
            "De aanvrager heeft een zorgcontract in dezelfde gemeente en periode: "
            f"perceel {contract.perceel_code}, {contract.variant}, van {contract.van:%d-%m-%Y} {einde}."
        ),
        feit_bron="overeenkomsten van het bureau",
        feit_datum=vandaag,
        waarom="Dezelfde activiteit mag niet twee keer worden betaald.",
        verklaringen=(
            "De subsidie is voor een andere activiteit dan het zorgcontract.",
            "De activiteit is voor andere bezoekers of op andere uren.",
        ),
        vragen=("Wat is het verschil tussen deze activiteit en het werk onder het contract?",),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an application wants to do where and when: all that M3 looks at."""

    aanvraag_id: uuid.UUID
    gemeente: str
    dagen: Periode
    titel: str
    doel: str

    @property
    def drietallen(self) -> frozenset[str]:
        """Every three signs in a row, of letters and digits alone, without accents."""
        kaal = "".join(filter(str.isalnum, normalize("NFD", vergelijkvorm(f"{self.titel}{self.doel}"))))
        return frozenset(kaal[n : n + 3] for n in range(max(1, len(kaal) - 2)))


def plan_van(aanvraag: Vergelijkbaar) -> Plan:
    """The plan of an application."""
    opgave = aanvraag.opgave
    dagen = Periode(van=opgave.activiteit_van, tot=opgave.activiteit_tot)
    return Plan(aanvraag_id=aanvraag.id, gemeente=opgave.gemeente, dagen=dagen, titel=opgave.titel, doel=opgave.doel)


def zelfde_plannen(eigen: Plan, andere: Iterable[Plan]) -> Iterator[Plan]:
    """M3: the same gemeente, days that overlap, and texts that are alike (trigrams, from 0.6 on)."""
    drietallen = eigen.drietallen
    for one in andere:
        samen = eigen.gemeente == one.gemeente and eigen.dagen.overlapt(one.dagen)
        if samen and _lijkt_op(drietallen, one.drietallen):
            yield one


def _lijkt_op(eigen: frozenset[str], ander: frozenset[str]) -> bool:
    return 10 * len(eigen & ander) >= 6 * len(eigen | ander)


def plansignaal(andere_aanvraag: uuid.UUID, vandaag: dt.date) -> Aandachtsignaal:
    """The point when M3 hits: the same applicant asks again for what looks like the same plan."""
    return Aandachtsignaal(
        bron=Aandachtbron.DUBBELE_FINANCIERING,
        regel=M3,
        versie=MATCHVERSIE,
        sleutel=str(andere_aanvraag),
        feit=f"De aanvrager deed aanvraag {andere_aanvraag} voor een plan dat hierop lijkt, in dezelfde dagen.",
        feit_bron="aanvragen bij het bureau",
        feit_datum=vandaag,
        waarom="Dezelfde activiteit mag niet twee keer worden betaald.",
        verklaringen=("Een plan kan op twee plekken of voor twee groepen worden uitgevoerd.",),
        vragen=("Wat is het verschil met het andere plan?",),
    )


def rekeningsignaal(andere_aanvraag: uuid.UUID, vandaag: dt.date) -> Aandachtsignaal:
    """The point when M2 hits; the other applicant is not named."""
    return Aandachtsignaal(
        bron=Aandachtbron.DUBBELE_FINANCIERING,
        regel=M2,
        versie=MATCHVERSIE,
        sleutel=str(andere_aanvraag),
        feit="Hetzelfde rekeningnummer staat op een aanvraag van een andere aanvrager in de laatste 24 maanden.",
        feit_bron="aanvragen bij het bureau",
        feit_datum=vandaag,
        waarom="Subsidie gaat naar de aanvrager zelf.",
        verklaringen=("Een buurtgroep gebruikt de rekening van een vereniging of een bestuurslid.",),
        vragen=("Van wie is deze rekening, en mag u die gebruiken?",),
    )
