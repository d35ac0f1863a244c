"""A 301 in the name of a gemeente: judged, stored as if it had been received, and laid ready for the aanbieder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Fout, Kind

from declaraties.application.post.bericht_indienen import bericht_indienen
from declaraties.application.post.ports import Ontvangst
from declaraties.application.toewijzen.toewijzing_vastleggen import toewijzing_vastleggen
from declaraties.application.toewijzen.toewijzingen_vergrendelen import toewijzingen_vergrendelen
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Regelbreuk
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.toewijzen.regels.client import PERSOONSREGELS, persoonsfouten
from declaraties.domain.toewijzen.teksten import uitleg_301

_VELD_VAN_KLASSE = {Klasse.TOEGEWEZEN_PRODUCT.value: "toegewezenProducten"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzending:
    """What is around the messages: `keep` keeps the bytes and describes them as a receipt."""

    keep: Callable[[Bericht301], Ontvangst]
    pseudonym: Callable[[str], bytes]


async def toewijzingen_versturen(
    uow: Uow, handeling: Handeling, berichten: Sequence[Bericht301], *, verzending: Verzending
) -> list[Bestand]:
    """All of them or none: DomainError with every fault of every message, and the caller rolls back.

    The store is filled by the same use case as for a 301 that came in, so level 2, 3 and 4 hold alike.
    """
    fouten = [fout for plaats, bericht in enumerate(berichten) for fout in _persoonsfouten(plaats, bericht)]
    bestanden = []
    await toewijzingen_vergrendelen(uow, berichten)
    for plaats, bericht in enumerate(berichten):
        bestand, _ = await bericht_indienen(uow, handeling, verzending.keep(bericht))
        await uow.bestanden.add_betrokkene(bestand.nummer, verzending.pseudonym(bericht.client.bsn))
        afloop = await toewijzing_vastleggen(uow, handeling, bestand, bericht, pseudonym=verzending.pseudonym)
        fouten += [fout for bevinding in afloop.bevindingen for fout in _als_fouten(plaats, bevinding)]
        bestanden.append(bestand)
    if fouten:
        raise DomainError(
            Kind.INVALID,
            "niet-volgens-standaard",
            "De toewijzing voldoet niet aan de regels van het 301-bericht; er is niets verstuurd en niets bewaard.",
            *fouten,
        )
    for bestand, bericht in zip(bestanden, berichten, strict=True):
        gegevens = {
            "gemeente": bestand.kop.gemeente,
            "agb_code": bestand.kop.agb_code,
            "wet": bestand.kop.wet.value,
            "toewijzingen": [one.toewijzing_nummer for one in bericht.client.toegewezen_producten],
        }
        await uow.timeline.add(f"bericht:{bestand.id}", "toewijzingen_versturen", handeling, gegevens)
    return bestanden


def _persoonsfouten(plaats: int, bericht: Bericht301) -> list[Fout]:
    return [
        Fout(".".join(["clienten", str(plaats), *(_camel(deel) for deel in fout.plaats)]), fout.regel, fout.melding)
        for fout in persoonsfouten(bericht)
    ]


def _als_fouten(plaats: int, bevinding: Regelbreuk) -> list[Fout]:
    """Empty for a rule about a person, which is told with the field that breaks it."""
    if (bevinding.regel, bevinding.klasse) in PERSOONSREGELS:
        return []
    uitleg = uitleg_301(bevinding.regel, bevinding.klasse)
    melding = f"{uitleg.betekenis} {uitleg.doe}"
    veld = _VELD_VAN_KLASSE.get(bevinding.klasse)
    plaatsen = [f".{veld}.{positie}" for positie in bevinding.posities] if veld else [""]
    return [Fout(f"clienten.{plaats}{plek}", bevinding.regel, melding) for plek in plaatsen]


def _camel(deel: str | int) -> str:
    eerste, *rest = str(deel).split("_")
    return eerste + "".join(woord.capitalize() for woord in rest)
