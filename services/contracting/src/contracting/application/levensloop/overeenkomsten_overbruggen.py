import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Fout, refused
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.levensloop.einde_verschuiven import einde_verschuiven
from contracting.application.levensloop.locked import locked
from contracting.application.levensloop.wijziging_melden import wijziging_melden
from contracting.application.uow import Uow
from contracting.domain.levensloop.verlengen import overbrug
from contracting.domain.levensloop.vierogen import OVERBRUGGEN
from contracting.domain.levensloop.wijzigen import wijzig
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.wijziging import Wijziging, Wijzigingsgrond, Wijzigingsreden


@dataclass(frozen=True, slots=True, kw_only=True)
class OvereenkomstenOverbruggen:
    """Which agreements run on until when, what each costs more, and why that needs no tender."""

    bedragen: Mapping[uuid.UUID, int]
    tot: dt.date
    grond: Wijzigingsgrond
    toelichting: str


async def overeenkomsten_overbruggen(
    uow: Uow, handeling: Handeling, opdracht: OvereenkomstenOverbruggen
) -> list[Overeenkomst]:
    """Bridge the gap of a postponed tender for many agreements at once: all of them, or none.

    Every row is locked before the first is changed, so that two of these never wait for each other.
    """
    gevraagd = await _overbrugd(uow, handeling, opdracht)
    for overeenkomst in gevraagd:
        belang = await belang_van(uow, overeenkomst.agb_code)
        OVERBRUGGEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(overeenkomst.zaak), van=belang)
    return [
        await _verschoven(uow, handeling, one)
        for one in sorted(gevraagd, key=lambda one: (one.agb_code, one.wet, one.id))
    ]


async def _verschoven(uow: Uow, handeling: Handeling, overbrugd: Overeenkomst) -> Overeenkomst:
    overbrugd = await einde_verschuiven(uow, handeling, overbrugd)
    await wijziging_melden(uow, overbrugd)
    gegevens: dict[str, JSON] = {
        "einddatum": str(overbrugd.einddatum),
        "grondcode": overbrugd.wijzigingen[-1].grond.value,
        "bedrag_cent": overbrugd.wijzigingen[-1].bedrag_cent,
    }
    await uow.timeline.add(overbrugd.zaak, "overeenkomsten_overbruggen", handeling, gegevens)
    return overbrugd


async def _overbrugd(uow: Uow, handeling: Handeling, opdracht: OvereenkomstenOverbruggen) -> list[Overeenkomst]:
    gevonden, fouten = [], []
    plek = {overeenkomst_id: nummer for nummer, overeenkomst_id in enumerate(opdracht.bedragen)}
    for overeenkomst_id in sorted(opdracht.bedragen):
        try:
            overeenkomst = await locked(uow.overeenkomsten, overeenkomst_id)
            gevonden.append(_een(overeenkomst, opdracht, handeling.vandaag))
        except DomainError as fout:
            if len(opdracht.bedragen) == 1:
                raise
            veld = f"overeenkomsten.{plek[overeenkomst_id]}"
            fouten.append(Fout(veld, fout.slug, f"Overeenkomst {overeenkomst_id}: {fout.melding}"))
    if fouten:
        melding = "Niet elke overeenkomst kan worden overbrugd, en dan gebeurt er niets. Laat weg wat niet kan."
        raise refused("overbrugging-past-niet", melding, *fouten)
    return gevonden


def _een(overeenkomst: Overeenkomst, opdracht: OvereenkomstenOverbruggen, vandaag: dt.date) -> Overeenkomst:
    """A bridge is a change as well, and counts with the others."""
    overbrugd = overbrug(overeenkomst, tot=opdracht.tot, grond=opdracht.grond, vandaag=vandaag)
    wijziging = Wijziging(
        reden=Wijzigingsreden.AANBESTEDING_UITGESTELD,
        grond=opdracht.grond,
        toelichting=opdracht.toelichting,
        bedrag_cent=opdracht.bedragen[overeenkomst.id],
        ingangsdatum=vandaag,
        besloten_op=vandaag,
    )
    return wijzig(overbrugd, wijziging)
