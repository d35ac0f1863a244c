"""A bid: stamped on arrival, sealed until the opening, checked in the order of R4 and against the real price."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.clock import AMSTERDAM
from risb_kern.errors import Fout, conflict, refused
from risb_recht.bedrag import euro
from risb_recht.verloop import Verloop

from contracting.domain.aanbesteding.perceelvraag import Perceelvraag
from contracting.domain.toelating.aanmelding import Aanmelding, Bewijsstuk, Toelatingsbesluit
from contracting.domain.toelating.afwijsreden import Afwijsreden
from contracting.domain.toelating.perceel import Perceel
from contracting.domain.toelating.regels import beoordeel


class InschrijvingStatus(StrEnum):
    """Where a bid stands; what came too late is kept and stays closed."""

    ONTVANGEN = "ontvangen"
    TE_LAAT = "te-laat"
    VERVANGEN = "vervangen"
    GEOPEND = "geopend"
    GELDIG = "geldig"
    TERZIJDE = "terzijde"


class InschrijvingStap(StrEnum):
    """What happens to a bid."""

    WEIGEREN = "weigeren omdat zij te laat is"
    VERVANGEN = "vervangen"
    OPENEN = "openen"
    AANVAARDEN = "geldig verklaren"
    TERZIJDE_LEGGEN = "terzijde leggen"


S, H = InschrijvingStatus, InschrijvingStap
VERLOOP = Verloop(
    wat="de inschrijving",
    start=S.ONTVANGEN,
    einde=frozenset({S.TE_LAAT, S.VERVANGEN, S.GELDIG, S.TERZIJDE}),
    tabel={
        (S.ONTVANGEN, H.WEIGEREN): S.TE_LAAT,
        (S.ONTVANGEN, H.VERVANGEN): S.VERVANGEN,
        (S.ONTVANGEN, H.OPENEN): S.GEOPEND,
        (S.GEOPEND, H.AANVAARDEN): S.GELDIG,
        (S.GEOPEND, H.TERZIJDE_LEGGEN): S.TERZIJDE,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inschrijfinhoud:
    """What is in the envelope: tariffs in cents per product, for these gemeenten, with evidence and the plan."""

    tarieven: Mapping[str, int]
    gemeenten: tuple[str, ...]
    bewijsstukken: tuple[Bewijsstuk, ...]
    ondertekend: bool
    akkoord_zonder_voorbehoud: bool
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inschrijving:
    """One bid for one perceel; `verzegeld` is its content, encrypted as of this bid, `vingerafdruk` its digest."""

    id: uuid.UUID
    aanbesteding_id: uuid.UUID
    perceel_code: str
    agb_code: str
    ontvangen_op: dt.datetime
    verzegeld: bytes
    vingerafdruk: str
    trace_id: str
    status: InschrijvingStatus = InschrijvingStatus.ONTVANGEN
    toets: Toelatingsbesluit | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"inschrijving:{self.id}"

    @property
    def is_geopend(self) -> bool:
        """True once somebody may read it."""
        return self.status in {S.GEOPEND, S.GELDIG, S.TERZIJDE}

    def na(self, stap: InschrijvingStap) -> "Inschrijving":
        """The bid after a step."""
        return replace(self, status=VERLOOP.na(self.status, stap))

    def getoetst(self, toets: Toelatingsbesluit) -> "Inschrijving":
        """Valid, or set aside with the reasons of the first check that failed."""
        return replace(self.na(H.TERZIJDE_LEGGEN if toets.redenen else H.AANVAARDEN), toets=toets)

    def controleer_leesbaar(self) -> None:
        """Refuse to read what was not opened: for everybody."""
        if not self.is_geopend:
            raise conflict("nog-verzegeld", "Deze inschrijving is verzegeld: niemand leest haar voor de opening.")


def controleer_inhoud(vraag: Perceelvraag, inhoud: Inschrijfinhoud) -> None:
    """Refuse an envelope that could never be compared, while its sender can still mend it."""
    fouten = []
    if inhoud.tarieven.keys() != vraag.productcodes:
        melding = f"Noem voor elk product een tarief: {', '.join(sorted(vraag.productcodes))}."
        fouten.append(Fout("tarieven", "producten", melding))
    fouten += [
        Fout("gemeenten", "onbekend", f"Gemeente {gemeente} hoort niet bij dit perceel.")
        for gemeente in sorted(set(inhoud.gemeenten) - set(vraag.gemeenten))
    ]
    if fouten:
        raise refused("inschrijving-past-niet", "De inschrijving past niet bij wat is gevraagd.", *fouten)


def toets(
    perceel: Perceel,
    vraag: Perceelvraag,
    inschrijving: Inschrijving,
    inhoud: Inschrijfinhoud,
    *,
    bezwaren: Mapping[str, str],
    vandaag: dt.date,
) -> Toelatingsbesluit:
    """The order of checks (R4); being in time was settled on arrival. Then every tariff against its real price."""
    besluit = beoordeel(perceel, als_aanmelding(inschrijving, inhoud), bezwaren=bezwaren, vandaag=vandaag)
    if besluit.redenen:
        return besluit
    redenen = tuple(onder_reele_prijs(vraag, inhoud))
    return replace(besluit, stap="reele prijs", redenen=redenen) if redenen else besluit


def onder_reele_prijs(vraag: Perceelvraag, inhoud: Inschrijfinhoud) -> list[Afwijsreden]:
    """Tariffs below the floor of their product (UB Wmo 5.4); the floor itself is enough."""
    return [
        Afwijsreden(
            code="onder-reele-prijs",
            toelichting=f"Product {one.productcode}: {euro(inhoud.tarieven[one.productcode])} ligt onder de reele prijs"
            f" van {euro(one.kostprijs.vloer_cent)} (UB Wmo 5.4).",
        )
        for one in vraag.producten
        if one.kostprijs is not None and inhoud.tarieven[one.productcode] < one.kostprijs.vloer_cent
    ]


def als_aanmelding(inschrijving: Inschrijving, inhoud: Inschrijfinhoud) -> Aanmelding:
    """The bid as the checks of a toelating know it."""
    return Aanmelding(
        id=inschrijving.id,
        agb_code=inschrijving.agb_code,
        perceel_code=inschrijving.perceel_code,
        ontvangen_op=inschrijving.ontvangen_op.astimezone(AMSTERDAM).date(),
        ondertekend=inhoud.ondertekend,
        akkoord_zonder_voorbehoud=inhoud.akkoord_zonder_voorbehoud,
        bewijsstukken=inhoud.bewijsstukken,
        trace_id=inschrijving.trace_id,
    )
