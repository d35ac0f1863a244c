"""Who is behind an organisation, whether a sanctions list names one of them, and whether it may be paid (R26)."""

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import conflict, not_found, refused


class Blokkade(StrEnum):
    """Why an organisation may not be paid."""

    GEEN = "geen"
    UBO_ONBEKEND = "ubo-onbekend"
    SANCTIELIJST = "sanctielijst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ubo:
    """A person who is behind an organisation, as the register names them."""

    naam: str
    geboortedatum: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vermelding:
    """An entry of a sanctions list, with every name that it gives the person."""

    kenmerk: str
    namen: tuple[str, ...]
    geboortedatum: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanctielijst:
    """A sanctions list as it was on a day; `bron` says whose it is."""

    bron: str
    versie: dt.date
    vermeldingen: tuple[Vermelding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoeklijst:
    """A sanctions list by name, so that many organisations are looked up at once."""

    bron: str
    per_naam: Mapping[tuple[str, ...], Sequence[Vermelding]]

    @classmethod
    def van(cls, lijst: Sanctielijst) -> "Zoeklijst":
        """Every entry under each of its names."""
        per_naam: dict[tuple[str, ...], list[Vermelding]] = {}
        for one in lijst.vermeldingen:
            for vorm in {_zoekvorm(naam) for naam in one.namen}:
                per_naam.setdefault(vorm, []).append(one)
        return cls(bron=lijst.bron, per_naam=per_naam)

    def noemt(self, ubo: Ubo) -> list[Vermelding]:
        """Entries with the name, whatever its accents, capitals and order, unless the day of birth is another."""
        gevonden = self.per_naam.get(_zoekvorm(ubo.naam), ())
        return [one for one in gevonden if None in (dagen := {one.geboortedatum, ubo.geboortedatum}) or len(dagen) == 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weerlegging:
    """Why an entry is about somebody else; it counts only once a second person confirmed it."""

    motivering: str
    voorgesteld_door: str
    bevestigd_op: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanctietreffer:
    """A UBO whom a list names. It stays, whatever later lists or registers say, until two persons refute it."""

    bron: str
    kenmerk: str
    naam: str
    gevonden_op: dt.date
    weerlegging: Weerlegging | None = None

    @property
    def telt(self) -> bool:
        """True until it was refuted by two persons."""
        return self.weerlegging is None or self.weerlegging.bevestigd_op is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What is known of an organisation; every AGB-code of the KvK-nummer shares it.

    `wacht` is true from the moment on which the UBO was asked for until it is given.
    """

    kvk_nummer: str
    wacht: bool = False
    gevraagd_op: dt.date | None = None
    uittreksel_van: dt.date | None = None
    ubos: tuple[Ubo, ...] = ()
    treffers: tuple[Sanctietreffer, ...] = ()
    volgnummer: int = 0
    verteld: Blokkade = Blokkade.GEEN

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"screening:{self.kvk_nummer}"

    @property
    def blokkade(self) -> Blokkade:
        """A sanctioned UBO is never paid; an unknown one not until it is given."""
        if any(one.telt for one in self.treffers):
            return Blokkade.SANCTIELIJST
        return Blokkade.UBO_ONBEKEND if self.wacht else Blokkade.GEEN

    def eis_vrij(self) -> None:
        """409 while it may not be paid: nobody is admitted and nothing is signed then."""
        if self.blokkade is not Blokkade.GEEN:
            raise conflict(
                "screening-houdt-tegen",
                f"De screening van KvK-nummer {self.kvk_nummer} houdt dit tegen: {self.blokkade.value}."
                " Leg eerst de UBO vast, of laat een treffer door twee personen weerleggen.",
            )

    def vraag_ubo(self, dag: dt.date) -> "Screening":
        """Ask for the UBO; payment stands still until it is given, also where an older one is known."""
        if self.wacht:
            raise conflict("ubo-al-gevraagd", f"De UBO is al gevraagd op {self.gevraagd_op:%d-%m-%Y}.")
        return replace(self, wacht=True, gevraagd_op=dag)

    def leg_vast(
        self, ubos: Sequence[Ubo], uittreksel_van: dt.date, lijsten: Sequence[Zoeklijst], dag: dt.date
    ) -> "Screening":
        """Keep who they are by an extract of the register, and look for them on every list."""
        if uittreksel_van > dag:
            raise refused("uittreksel-uit-toekomst", f"Het uittreksel van {uittreksel_van:%d-%m-%Y} is van na vandaag.")
        if self.uittreksel_van is not None and uittreksel_van < self.uittreksel_van:
            raise refused(
                "uittreksel-ouder",
                f"Het uittreksel van {self.uittreksel_van:%d-%m-%Y} is al bekend; lever een nieuwer.",
            )
        bekend = replace(self, wacht=False, ubos=tuple(ubos), uittreksel_van=uittreksel_van)
        for lijst in lijsten:
            bekend = bekend.zoek_op(lijst, dag)
        return bekend

    def zoek_op(self, lijst: Zoeklijst, dag: dt.date) -> "Screening":
        """Add whom the list names; nobody is taken off."""
        bekend = {(one.bron, one.kenmerk, one.naam) for one in self.treffers}
        nieuw = [
            Sanctietreffer(bron=lijst.bron, kenmerk=one.kenmerk, naam=ubo.naam, gevonden_op=dag)
            for ubo in self.ubos
            for one in lijst.noemt(ubo)
            if (lijst.bron, one.kenmerk, ubo.naam) not in bekend
        ]
        return replace(self, treffers=(*self.treffers, *nieuw)) if nieuw else self

    def weerleg(self, nummer: int, motivering: str, door: str) -> "Screening":
        """Propose that a hit is about somebody else; it counts on."""
        treffer = self.treffer(nummer)
        if treffer.weerlegging is not None:
            raise conflict("al-weerlegd", "Voor deze treffer is al een weerlegging voorgesteld of bevestigd.")
        return self._met(nummer, Weerlegging(motivering=motivering, voorgesteld_door=door))

    def bevestig(self, nummer: int, dag: dt.date) -> "Screening":
        """Confirm the proposal; from now on the hit counts no more."""
        weerlegging = self.treffer(nummer).weerlegging
        if weerlegging is None or weerlegging.bevestigd_op is not None:
            raise conflict("niets-te-bevestigen", "Voor deze treffer ligt geen weerlegging ter bevestiging.")
        return self._met(nummer, replace(weerlegging, bevestigd_op=dag))

    def vertel(self) -> "Screening":
        """The state of which everybody is told, under the next number."""
        return replace(self, verteld=self.blokkade, volgnummer=self.volgnummer + 1)

    def treffer(self, nummer: int) -> Sanctietreffer:
        """The hit with this number, from one on."""
        if not 1 <= nummer <= len(self.treffers):
            raise not_found("De treffer")
        return self.treffers[nummer - 1]

    def _met(self, nummer: int, weerlegging: Weerlegging) -> "Screening":
        nieuw = replace(self.treffer(nummer), weerlegging=weerlegging)
        return replace(self, treffers=(*self.treffers[: nummer - 1], nieuw, *self.treffers[nummer:]))


def _zoekvorm(naam: str) -> tuple[str, ...]:
    """The words of a name in order of the alphabet, without accents, capitals and signs."""
    plat = "".join(one for one in unicodedata.normalize("NFKD", naam) if not unicodedata.combining(one)).casefold()
    return tuple(sorted("".join(one if one.isalnum() else " " for one in plat).split()))
