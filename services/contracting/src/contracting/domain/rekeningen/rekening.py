"""Bank accounts with change control: one person proposes, another confirms, and a change has to cool (D15, S-24)."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.act import Handeling
from risb_kern.errors import conflict, refused
from risb_recht.verloop import Verloop
from risb_recht.vierogen import Daad, Hand

from contracting.domain.rekeningen.vierogen import BEVESTIGEN


class Houdersoort(StrEnum):
    """Whose account: the one who is paid, or the one who pays."""

    AANBIEDER = "aanbieder"
    GEMEENTE = "gemeente"


class Naamcontrole(StrEnum):
    """The five answers of a bank to the question whether name and number belong together (Verification of Payee)."""

    MATCH = "match"
    BIJNA_MATCH = "bijna-match"
    GEEN_MATCH = "geen-match"
    NIET_MOGELIJK = "niet-mogelijk"
    REKENING_ONBEKEND = "rekening-onbekend"


class RekeningStatus(StrEnum):
    """Where a proposal stands; the newest confirmed one of a holder is in use."""

    VOORGESTELD = "voorgesteld"
    BEVESTIGD = "bevestigd"
    INGETROKKEN = "ingetrokken"


class RekeningStap(StrEnum):
    """What the second person does with a proposal."""

    BEVESTIGEN = "bevestigen"
    INTREKKEN = "intrekken"


VERLOOP = Verloop(
    wat="de rekening",
    start=RekeningStatus.VOORGESTELD,
    einde=frozenset({RekeningStatus.BEVESTIGD, RekeningStatus.INGETROKKEN}),
    tabel={
        (RekeningStatus.VOORGESTELD, RekeningStap.BEVESTIGEN): RekeningStatus.BEVESTIGD,
        (RekeningStatus.VOORGESTELD, RekeningStap.INTREKKEN): RekeningStatus.INGETROKKEN,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekening:
    """A proposed or confirmed account; `versie` counts the proposals of a holder, `nummer` is only kept encrypted.

    `kenmerk` is the keyed hash of the number, `laatste` its last four characters.
    """

    id: uuid.UUID
    houdersoort: Houdersoort
    houder: str
    versie: int
    tenaamstelling: str
    nummer: bytes
    kenmerk: bytes
    laatste: str
    voorgesteld_door: str
    voorgesteld_op: dt.date
    status: RekeningStatus = RekeningStatus.VOORGESTELD
    naamcontrole: Naamcontrole | None = None
    reden: str | None = None
    afgehandeld_door: str | None = None
    afgehandeld_op: dt.date | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"rekening:{self.id}"

    def bevestig(
        self,
        bevestiging: "Bevestiging",
        handeling: Handeling,
        *,
        van: Collection[str],
        keten: Iterable[Daad] = (),
        eerder_in_gebruik: bool,
        afkoeldagen: int,
    ) -> "Rekening":
        """Take it in use; a holder that already had an account waits until the change has cooled.

        `van` holds the marks of whose account it is, `keten` what was done in its case.
        """
        status = VERLOOP.na(self.status, RekeningStap.BEVESTIGEN)
        voorgesteld = Hand(soort="rekening_voorstellen", door=self.voorgesteld_door)
        BEVESTIGEN.toets(handeling, [voorgesteld, *keten], van=van)
        if bevestiging.kenmerk != self.kenmerk:
            melding = "Het rekeningnummer is niet het voorgestelde. Kijk het na in het brondocument."
            raise refused("rekening-anders", melding)
        if bevestiging.naamcontrole is not Naamcontrole.MATCH and not bevestiging.reden:
            melding = "De naam past niet zeker bij het nummer. Schrijf op waarom de rekening toch klopt."
            raise refused("reden-ontbreekt", melding)
        vanaf = self.voorgesteld_op + dt.timedelta(days=afkoeldagen)
        if eerder_in_gebruik and handeling.vandaag < vanaf:
            raise conflict("afkoelperiode", f"Een gewijzigde rekening kan pas vanaf {vanaf} worden bevestigd.")
        return dataclasses.replace(
            self,
            status=status,
            naamcontrole=bevestiging.naamcontrole,
            reden=bevestiging.reden,
            afgehandeld_door=handeling.door,
            afgehandeld_op=handeling.vandaag,
        )

    def trek_in(self, reden: str, handeling: Handeling) -> "Rekening":
        """Refuse the proposal; whoever made it may do so too."""
        return dataclasses.replace(
            self,
            status=VERLOOP.na(self.status, RekeningStap.INTREKKEN),
            reden=reden,
            afgehandeld_door=handeling.door,
            afgehandeld_op=handeling.vandaag,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevestiging:
    """What the second person states: the number read again from its source, and what the bank said of the name."""

    kenmerk: bytes
    naamcontrole: Naamcontrole
    reden: str | None
