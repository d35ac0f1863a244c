"""An ordinary region: many aanbieders that each work for a few gemeenten, and messages of six to twenty lines.

A pair of aanbieder and gemeente has forty toewijzingen. Each month it sends two messages: the first declares twenty of
them, the second six to twenty others and takes back and corrects a line of the first. Every second aanbieder works
under the Jeugdwet. Everything follows from the seed.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from declaraties.adapters.standaard.xml.schrijven import write_301
from declaraties.domain.standaard.berichten.persoon import (
    Achternaam,
    Adres,
    Contact,
    Geboortedatum,
    Huis,
    VolledigeNaam,
)
from declaraties.domain.standaard.berichten.toewijzing import Bericht301, Client301, ToegewezenProduct
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie, Kop, Omvang, Product
from declaraties.domain.standaard.profielen import Wet

from tools.bench.bestanden import Plaats, Proefbestand, Regel, Toegewezen, maak_bestand, proefpersonen, schrijf

GEMEENTEN = tuple(f"{300 + nummer:04d}" for nummer in range(8))
TWINTIG, _TOEWIJZINGEN, _MINSTE = 20, 40, 6
_NIEUW_VANAF = 1_000
_ZAAD = 9
_THUIS = Contact(soort="01", adres=Adres(huis=Huis(huisnummer=1), postcode="3811AA", land_code="NL"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message on its way in: its bytes, and who sends it."""

    rol: str
    agb_code: str
    gemeente: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Paar:
    """An aanbieder and a gemeente; `volgnummer` keeps the numbers of its toewijzingen its own."""

    volgnummer: int
    wet: str
    aanbieder: str
    gemeente: str

    @cached_property
    def bestand(self) -> Proefbestand:
        """Forty toewijzingen with the line that declares each."""
        basis = maak_bestand(_TOEWIJZINGEN, seed=_ZAAD, plaats=self._plaats(dt.date(2026, 1, 1), 0))
        erbij = 10_000 * self.volgnummer
        return replace(
            basis,
            toegewezen=tuple(replace(one, nummer=one.nummer + erbij) for one in basis.toegewezen),
            regels=tuple(replace(one, toewijzing=one.toewijzing + erbij) for one in basis.regels),
        )

    def eerste(self, maand: dt.date, ronde: int) -> Post:
        """The message of twenty lines."""
        return self._post(maand, 2 * ronde, self._regels(0, TWINTIG, ronde))

    def tweede(self, maand: dt.date, ronde: int) -> Post:
        """The message of six to twenty lines; the first two are a credit and its correction."""
        aantal = random.Random(f"{self.volgnummer}|{ronde}").randint(_MINSTE, TWINTIG)  # noqa: S311 -- reproducible
        oud = next(regel for plaats, regel in enumerate(self.bestand.regels) if plaats not in self.bestand.fout)
        referentie = self._referentie(oud, ronde)
        terug = replace(oud, referentie=f"C{referentie}", vorige=referentie)
        opnieuw = replace(oud, referentie=f"H{referentie}")
        return self._post(maand, 2 * ronde + 1, [terug, opnieuw, *self._regels(TWINTIG, TWINTIG + aantal - 2, ronde)])

    def toewijzing(self, ronde: int) -> tuple[Post, Toegewezen]:
        """A 301 of a client who is new here, and what it assigns."""
        voorbeeld = self.bestand.toegewezen[ronde % _TOEWIJZINGEN]
        personen = proefpersonen()
        nummer = 10_000 * self.volgnummer + _NIEUW_VANAF + ronde
        nieuw = replace(voorbeeld, nummer=nummer, bsn=personen[nummer % len(personen)])
        post = Post(
            rol="zorgadministratie",
            agb_code=self.aanbieder,
            gemeente=self.gemeente,
            data=write_301(self._bericht_301(nieuw)),
        )
        return post, nieuw

    def _plaats(self, maand: dt.date, nummer: int) -> Plaats:
        return Plaats(wet=self.wet, aanbieder=self.aanbieder, gemeente=self.gemeente, maand=maand, nummer=nummer)

    def _regels(self, van: int, tot: int, ronde: int) -> list[Regel]:
        return [replace(one, referentie=self._referentie(one, ronde)) for one in self.bestand.regels[van:tot]]

    def _referentie(self, regel: Regel, ronde: int) -> str:
        return f"{ronde}-{self.volgnummer}-{regel.referentie[-4:]}"

    def _post(self, maand: dt.date, nummer: int, regels: Sequence[Regel]) -> Post:
        plaats = self._plaats(maand, 10_000 * self.volgnummer + nummer)
        return Post(
            rol="aanbieder", agb_code=self.aanbieder, gemeente=self.gemeente, data=schrijf(plaats, _samen(regels))
        )

    def _bericht_301(self, nieuw: Toegewezen) -> Bericht301:
        product = ToegewezenProduct(
            toewijzing_nummer=nieuw.nummer,
            product=Product(categorie=nieuw.categorie, code=nieuw.code),
            toewijzingsdatum=dt.date(2025, 12, 1),
            toewijzingstijd=36_000_000_000,
            ingangsdatum=dt.date(2026, 1, 1),
            einddatum=dt.date(2026, 12, 31),
            omvang=Omvang(volume=nieuw.volume, eenheid=nieuw.eenheid, frequentie=nieuw.frequentie),
        )
        kop = BerichtIdentificatie(identificatie=f"T{nieuw.nummer}", dagtekening=dt.date(2026, 1, 2))
        return Bericht301(
            wet=Wet(self.wet),
            header=Kop(afzender=self.gemeente, ontvanger=self.aanbieder, bericht_identificatie=kop),
            client=Client301(
                bsn=nieuw.bsn,
                geboortedatum=Geboortedatum(datum=dt.date(2015, 1, 1)),
                geslacht="0",
                naam=VolledigeNaam(geslachtsnaam=Achternaam(achternaam="Test"), naam_gebruik="1"),
                contactgegevens=(_THUIS,),
                toegewezen_producten=(product,),
            ),
        )


def _samen(regels: Sequence[Regel]) -> list[Regel]:
    """Lines of a client stand together."""
    volgorde = list(dict.fromkeys(one.bsn for one in regels))
    return sorted(regels, key=lambda one: volgorde.index(one.bsn))


def paren(aanbieders: int) -> Iterator[Paar]:
    """Every pair: each aanbieder works for five to eight of the gemeenten."""
    volgnummer = 0
    for nummer in range(aanbieders):
        keuze = random.Random(f"{_ZAAD}|{nummer}")  # noqa: S311 -- reproducible, no secret
        for gemeente in sorted(keuze.sample(GEMEENTEN, keuze.randint(5, 8))):
            volgnummer += 1
            yield Paar(
                volgnummer=volgnummer,
                wet="jw" if nummer % 2 else "wmo",
                aanbieder=f"4242{nummer:04d}",
                gemeente=gemeente,
            )
