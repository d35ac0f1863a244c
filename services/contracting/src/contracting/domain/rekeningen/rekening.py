"""Bank accounts with change control: one person proposes, another confirms, and a change has to cool (D15, S-24)."""

import dataclasses
import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from risb_kern.errors import DomainError, Kind

from contracting.domain.errors import geweigerd, kan_nu_niet
from contracting.domain.events import GemeenterekeningVastgesteld, RekeningVastgesteld


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


class Rekeningstaat(StrEnum):
    """Where a proposal stands; the newest confirmed one of a holder is in use."""

    VOORGESTELD = "voorgesteld"
    BEVESTIGD = "bevestigd"
    INGETROKKEN = "ingetrokken"


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
    staat: Rekeningstaat = Rekeningstaat.VOORGESTELD
    naamcontrole: Naamcontrole | None = None
    reden: str | None = None
    afgehandeld_door: str | None = None
    afgehandeld_op: dt.date | None = None

    def bevestig(self, bevestiging: "Bevestiging", *, eerder_in_gebruik: bool, afkoeldagen: int) -> "Rekening":
        """Take it in use; a holder that already had an account waits until the change has cooled."""
        self._moet_open_zijn()
        if bevestiging.door == self.voorgesteld_door:
            melding = "Wie een rekening voorstelt, mag haar niet zelf bevestigen. Laat een ander dit doen."
            raise DomainError(Kind.FORBIDDEN, "zelfde-persoon", melding)
        if bevestiging.kenmerk != self.kenmerk:
            melding = "Het rekeningnummer is niet het voorgestelde. Kijk het na in het brondocument."
            raise geweigerd("rekening-anders", melding)
        if bevestiging.naamcontrole is not Naamcontrole.MATCH and not bevestiging.reden:
            melding = "De naam past niet zeker bij het nummer. Schrijf op waarom de rekening toch klopt."
            raise geweigerd("reden-ontbreekt", melding)
        vanaf = self.voorgesteld_op + dt.timedelta(days=afkoeldagen)
        if eerder_in_gebruik and bevestiging.dag < vanaf:
            raise kan_nu_niet("afkoelperiode", f"Een gewijzigde rekening kan pas vanaf {vanaf} worden bevestigd.")
        return dataclasses.replace(
            self,
            staat=Rekeningstaat.BEVESTIGD,
            naamcontrole=bevestiging.naamcontrole,
            reden=bevestiging.reden,
            afgehandeld_door=bevestiging.door,
            afgehandeld_op=bevestiging.dag,
        )

    def trek_in(self, reden: str, *, door: str, dag: dt.date) -> "Rekening":
        """Refuse the proposal; whoever made it may do so too."""
        self._moet_open_zijn()
        return dataclasses.replace(
            self, staat=Rekeningstaat.INGETROKKEN, reden=reden, afgehandeld_door=door, afgehandeld_op=dag
        )

    def _moet_open_zijn(self) -> None:
        if self.staat is not Rekeningstaat.VOORGESTELD:
            raise kan_nu_niet("rekening-afgehandeld", f"Deze rekening is al {self.staat.value}.")

    def vastgesteld(self) -> RekeningVastgesteld | GemeenterekeningVastgesteld:
        """The fact of a confirmed account."""
        velden: dict[str, Any] = {
            "rekening_id": str(self.id),
            "versie": self.versie,
            "tenaamstelling": self.tenaamstelling,
            "iban_versleuteld": self.nummer,
            "iban_kenmerk": self.kenmerk,
            "naamcontrole": str(self.naamcontrole),
            "vastgesteld_op": self.afgehandeld_op,
        }
        if self.houdersoort is Houdersoort.AANBIEDER:
            return RekeningVastgesteld(agb_code=self.houder, **velden)
        return GemeenterekeningVastgesteld(gemeente=self.houder, **velden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevestiging:
    """What the second person states: the number read again from its source, and what the bank said of the name."""

    kenmerk: bytes
    naamcontrole: Naamcontrole
    reden: str | None
    door: str
    dag: dt.date
