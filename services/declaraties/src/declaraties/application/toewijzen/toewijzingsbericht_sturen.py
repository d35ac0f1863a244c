"""A 301 in the name of a gemeente: judged, stored as if it had been received, and laid ready for the aanbieder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.clock import Clock
from risb_kern.errors import DomainError, Fout, Kind

from declaraties.application.post.bericht_ontvangen import Ontvangsteenheid, neem_bericht_aan
from declaraties.application.post.berichtenpoorten import Berichteenheid
from declaraties.application.post.poorten import Bestanden, Gereedschap, Ontvangst, Ontvangstboek
from declaraties.application.toewijzen.toewijzing_vastleggen import leg_toewijzingen_vast
from declaraties.domain.post.afloop import Bevinding
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.toewijzen.regels.client import persoonsfouten
from declaraties.domain.toewijzen.teksten import uitleg_301

_VELD_VAN_KLASSE = {Klasse.TOEGEWEZEN_PRODUCT.value: "toegewezenProducten"}


class Verzendboek(Bestanden, Ontvangstboek, Protocol):
    """Where a message is written down and brought to its end."""


class Verzendeenheid(Berichteenheid, Ontvangsteenheid, Protocol):
    """What sending needs of a unit of work: intake and the store of toewijzingen."""

    @property
    def bestanden(self) -> Verzendboek:
        """The messages."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzending:
    """What is around the messages: `bewaar` keeps the bytes and describes them as a receipt."""

    bewaar: Callable[[Bericht301], Ontvangst]
    gereedschap: Gereedschap
    klok: Clock


async def stuur_toewijzingen(
    uow: Verzendeenheid, berichten: Sequence[Bericht301], verzending: Verzending
) -> list[Bestand]:
    """All of them or none: DomainError with every fault of every message, and the caller rolls back.

    The store is filled by the same use case as for a 301 that came in, so level 2, 3 and 4 hold alike.
    """
    fouten = [fout for plaats, bericht in enumerate(berichten) for fout in _persoonsfouten(plaats, bericht)]
    bestanden = []
    nu = verzending.klok.nu()
    for plaats, bericht in enumerate(berichten):
        ontvangst = verzending.bewaar(bericht)
        bestand, _ = await neem_bericht_aan(uow, ontvangst, vandaag=verzending.klok.vandaag())
        await uow.berichten_uit.bewaar_betrokkene(bestand.nummer, verzending.gereedschap.pseudoniem(bericht.client.bsn))
        afloop = await leg_toewijzingen_vast(uow, bestand, bericht, gereedschap=verzending.gereedschap, nu=nu)
        fouten += [fout for bevinding in afloop.bevindingen for fout in _als_fouten(plaats, bevinding)]
        bestanden.append(bestand)
    if fouten:
        raise DomainError(
            Kind.INVALID,
            "niet-volgens-standaard",
            "De toewijzing voldoet niet aan de regels van het 301-bericht; er is niets verstuurd en niets bewaard.",
            *fouten,
        )
    return bestanden


def _persoonsfouten(plaats: int, bericht: Bericht301) -> list[Fout]:
    return [
        Fout(".".join(["clienten", str(plaats), *(_camel(deel) for deel in fout.plaats)]), fout.regel, fout.melding)
        for fout in persoonsfouten(bericht)
    ]


def _als_fouten(plaats: int, bevinding: Bevinding) -> list[Fout]:
    uitleg = uitleg_301(bevinding.regel, bevinding.klasse)
    melding = f"{uitleg.betekenis} {uitleg.doe}"
    veld = _VELD_VAN_KLASSE.get(bevinding.klasse)
    plaatsen = [f".{veld}.{positie}" for positie in bevinding.posities] if veld else [""]
    return [Fout(f"clienten.{plaats}{plek}", bevinding.regel, melding) for plek in plaatsen]


def _camel(deel: str | int) -> str:
    eerste, *rest = str(deel).split("_")
    return eerste + "".join(woord.capitalize() for woord in rest)
