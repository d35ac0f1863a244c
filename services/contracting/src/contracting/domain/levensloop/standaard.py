"""A new version of the contract standard: adopted in time, unless it changes too much (OVK 3.30)."""

import datetime as dt
from dataclasses import replace

from risb_kern.errors import Fout, conflict, refused
from risb_recht.kalender import maanden_later
from risb_recht.parameters import vast

from contracting.domain.levensloop.wijzigen import wijzig
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.wijziging import Wijziging, Wijzigingsgrond, Wijzigingsreden

_VAN = dt.date(2015, 1, 1)
OVERNEMEN_MAANDEN = vast("tijd om een nieuwe standaard over te nemen", "maanden", 6, van=_VAN, bron="OVK 3.30")
EFFECT_PROCENT = vast(
    "prijseffect waarboven een standaard niet wordt overgenomen", "procent", 50, van=_VAN, bron="OVK 3.30"
)


def neem_over(
    overeenkomst: Overeenkomst,
    versie: str,
    *,
    gepubliceerd_op: dt.date,
    effect_cent: int,
    andere_aard: bool,
    ingangsdatum: dt.date | None,
    vandaag: dt.date,
) -> Overeenkomst:
    """Adopt a version, on the last day for it when no other is named; it counts as a change with its effect."""
    if overeenkomst.standaardversie == versie:
        raise conflict("standaard-geldt-al", f"Versie {versie} van de standaard geldt al voor deze overeenkomst.")
    uiterlijk = maanden_later(gepubliceerd_op, OVERNEMEN_MAANDEN.op(vandaag))
    if max(vandaag, ingangsdatum or vandaag) > uiterlijk:
        melding = f"Een nieuwe standaard wordt uiterlijk op {uiterlijk:%d-%m-%Y} overgenomen (artikel 3.30)."
        raise refused("overname-te-laat", melding, Fout("ingangsdatum", "te-laat", melding))
    if gepubliceerd_op > vandaag:
        raise refused("standaard-niet-gepubliceerd", "Deze standaard is nog niet gepubliceerd. Wacht daarop.")
    _past(overeenkomst, effect_cent, vandaag, andere_aard=andere_aard)
    wijziging = Wijziging(
        reden=Wijzigingsreden.NIEUWE_STANDAARD,
        grond=Wijzigingsgrond.CLAUSULE,
        toelichting=f"Contractstandaard {versie}",
        bedrag_cent=effect_cent,
        ingangsdatum=ingangsdatum or uiterlijk,
        besloten_op=vandaag,
    )
    return replace(wijzig(overeenkomst, wijziging), standaardversie=versie)


def _past(overeenkomst: Overeenkomst, effect_cent: int, vandaag: dt.date, *, andere_aard: bool) -> None:
    if andere_aard:
        raise refused(
            "standaard-andere-aard", "De standaard verandert de aard van de overeenkomst; neem haar niet over."
        )
    if overeenkomst.waarde_cent is None:
        melding = "Van deze overeenkomst is de oorspronkelijke waarde niet bekend. Leg haar vast met een wijziging."
        raise refused("waarde-onbekend", melding)
    if abs(effect_cent) * 100 > overeenkomst.waarde_cent * EFFECT_PROCENT.op(vandaag):
        melding = "Het prijseffect is meer dan de helft van de oorspronkelijke waarde; neem de standaard niet over."
        raise refused("standaard-te-duur", melding, Fout("effectCent", "te-hoog", melding))
