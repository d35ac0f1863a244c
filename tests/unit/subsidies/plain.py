"""The rules once more, plainly: another author's reading of the dossier, to compare with on random input."""

import datetime as dt
from collections.abc import Iterator

from risb_recht.termijnen import einde, weken
from subsidies.domain.aanvragen.aanvraag import AanvraagStatus
from subsidies.domain.aanvragen.intake import Binnenkomst
from subsidies.domain.beoordelen.aandachtspunt import Puntuitkomst
from subsidies.domain.beoordelen.screening import Screeningsfeiten
from subsidies.domain.besluiten.besluit import Dossier, Weigeringsgrond
from subsidies.domain.regelingen.opgave import SoortAanvrager
from subsidies.domain.regelingen.regeling import Regeling

_BARS = {
    "VENSTER_GESLOTEN", "TE_LAAT_VOOR_START", "AANVRAGER_SOORT", "RECHTSPERSOON_VEREIST", "GEMEENTE_NIET_DEELNEMEND",
    "WIJK_ONBEKEND", "PERIODE_BUITEN_TIJDVAK",
}  # fmt: skip


def plain_intake(one: Binnenkomst) -> set[str]:
    return {*_when(one), *_who(one), *_money(one)}


def _when(one: Binnenkomst) -> Iterator[str]:
    scheme, asks = one.regeling, one.opgave
    assert scheme.openstelling.tot is not None
    if one.ontvangen < scheme.openstelling.van or scheme.openstelling.tot < one.ontvangen:
        yield "VENSTER_GESLOTEN"
    weeks = scheme.uiterlijk_voor_start_weken
    days_before = (asks.activiteit_van - one.ontvangen).days
    if (weeks is not None and days_before < 7 * weeks) or one.ontvangen > asks.activiteit_tot:
        yield "TE_LAAT_VOOR_START"
    if one.gelezen_versie not in {None, scheme.versie}:
        yield "VERSIE_VERVALLEN"


def _who(one: Binnenkomst) -> Iterator[str]:
    scheme, asks = one.regeling, one.opgave
    if asks.soort not in scheme.aanvrager_soorten or (asks.winstoogmerk and scheme.zonder_winst):
        yield "AANVRAGER_SOORT"
    limit = scheme.rechtspersoon_vanaf_cent
    if limit is not None and asks.soort.value != "rechtspersoon" and not asks.gevraagd_cent < limit:
        yield "RECHTSPERSOON_VEREIST"
    if asks.soort.value in {"rechtspersoon", "onderneming"} and not asks.kvk_nummer:
        yield "KVK_ONBEKEND"
    if asks.gemeente not in scheme.gemeenten:
        yield "GEMEENTE_NIET_DEELNEMEND"
    elif not _covered(scheme, asks.gemeente, asks.wijk, asks.activiteit_van):
        yield "PERIODE_BUITEN_TIJDVAK"
    if asks.wijk and asks.wijk not in scheme.wijken:
        yield "WIJK_ONBEKEND"


def _money(one: Binnenkomst) -> Iterator[str]:
    asks, money = one.opgave, one.opgave.begroting
    if one.regeling.max_bedrag_cent is not None and asks.gevraagd_cent > one.regeling.max_bedrag_cent:
        yield "BEDRAG_BUITEN_GRENZEN"
    if money.kosten_cent - asks.gevraagd_cent - money.eigen_bijdrage_cent - money.andere_inkomsten_cent != 0:
        yield "BEGROTING_SLUIT_NIET"
    if not one.iban_geldig:
        yield "IBAN_ONGELDIG"


def _covered(scheme: Regeling, gemeente: str, wijk: str | None, dag: dt.date) -> bool:
    return any(
        one.gemeente == gemeente and one.wijk in (None, wijk) and one.tijdvak.van <= dag <= (one.tijdvak.tot or dag)
        for one in scheme.plafonds
    )


def plain_screening(scheme: Regeling, one: Screeningsfeiten) -> list[str]:
    asks, money, found = one.opgave, one.opgave.begroting, []
    if asks.opgericht_op and asks.soort is not SoortAanvrager.NATUURLIJK_PERSOON:
        found += ["SCR-01"] if asks.opgericht_op + dt.timedelta(days=183) > one.ontvangen else []
    if asks.bestuur_gewijzigd_op and asks.bestuur_gewijzigd_op + dt.timedelta(days=92) > one.ontvangen:
        found.append("SCR-02")
    if money.contant_cent > money.kosten_cent / 4:
        found.append("SCR-03")
    if money.eigen_bijdrage_cent == 0 and money.andere_inkomsten_cent == 0:
        found.append("SCR-04")
    if money.kosten_cent >= 500_000 and money.kosten_cent % 100_000 == 0:
        found.append("SCR-05")
    if one.zelfde_tekst > 0:
        found.append("SCR-06")
    return found if len(found) >= 2 or asks.gevraagd_cent >= min(scheme.screening_vanaf_cent, 2_500_000) else []


def _most(one: Dossier) -> int:
    asks, money = one.aanvraag.opgave, one.aanvraag.opgave.begroting
    uncovered = max(money.kosten_cent - money.eigen_bijdrage_cent - money.andere_inkomsten_cent, 0)
    limits = [asks.gevraagd_cent, uncovered]
    if one.regeling.max_bedrag_cent is not None:
        limits.append(one.regeling.max_bedrag_cent)
    return min(limits)


def _barred(one: Dossier) -> bool:
    return any(code.value in _BARS for code in one.aanvraag.intake)


def plain_grant(one: Dossier, asked: int) -> int | str:
    """The amount, or what stands in the way."""
    if one.aanvraag.status not in (AanvraagStatus.COMPLEET, AanvraagStatus.ZIENSWIJZE):
        return "stap-niet-mogelijk"
    if asked > _most(one):
        return "ongeldige-gegevens"
    if _barred(one):
        return "voorwaarde-niet-vervuld"
    if one.aanvraag.volledig_op is None:
        return "niet-compleet"
    if any(punt.uitkomst not in (Puntuitkomst.VERKLAARD, Puntuitkomst.GEEN_GEVOLG) for punt in one.punten):
        return "aandachtspunten-open"
    if one.aanvraag.screening_op is None and one.aanvraag.opgave.gevraagd_cent >= min(
        one.regeling.screening_vanaf_cent, 2_500_000
    ):
        return "screening-ontbreekt"
    if one.plafond is None:
        return "geen-plafond"
    room = one.plafond.bedrag_cent - one.plafond.verleend_cent
    if (queue := _queue(one, asked, room)) is not None:
        return queue
    if asked <= room:
        return asked
    return room if one.regeling.deels_verlenen and room > 0 else "plafond-ontoereikend"


def _queue(one: Dossier, asked: int, room: int) -> str | None:
    before, beside = one.voorrang.eerder_cent, one.voorrang.gelijk_cent
    if before > 0 and asked + before > room:
        return "eerdere-aanvragen-eerst"
    return "loting-nodig" if beside > 0 and asked + before + beside > room else None


def plain_refusal(one: Dossier, gronden: tuple[Weigeringsgrond, ...], vandaag: dt.date) -> str | None:
    """What stands in the way of a refusal, or nothing."""
    if one.aanvraag.status not in (AanvraagStatus.INGEDIEND, AanvraagStatus.COMPLEET, AanvraagStatus.ZIENSWIJZE):
        return "stap-niet-mogelijk"
    if len(gronden) == 0:
        return "ongeldige-gegevens"
    if any(punt.uitkomst is None for punt in one.punten):
        return "aandachtspunten-open"
    codes = [grond.code.value for grond in gronden]
    if "awb-4-25-2" in codes:
        if one.plafond is None:
            return "geen-plafond"
        room = one.plafond.bedrag_cent - one.plafond.verleend_cent
        if room > 0 and (one.regeling.deels_verlenen or room >= _most(one)):
            return "plafond-niet-bereikt"
    if "regeling-voorwaarde" in codes and not _barred(one):
        return "voorwaarde-vervuld"
    if "bibob-3" in codes and "screening" not in [punt.signaal.bron.value for punt in one.punten]:
        return "screening-ontbreekt"
    hearing = one.aanvraag.zienswijze
    heard = hearing is not None and (hearing.beantwoord_op is not None or hearing.uiterlijk < vandaag)
    must_hear = any(grond.feiten_wijken_af for grond in gronden) or {"awb-4-35-2-a", "bibob-3"} & set(codes)
    return "zienswijze-nodig" if must_hear and not heard else None


def plain_aside(one: Dossier, vandaag: dt.date) -> str | None:
    """What stands in the way of leaving aside, or nothing."""
    allowed = (AanvraagStatus.INGEDIEND, AanvraagStatus.AANVULLING, AanvraagStatus.ZIENSWIJZE)
    if one.aanvraag.status not in allowed:
        return "stap-niet-mogelijk"
    asked = one.aanvraag.aanvullingen
    if not asked:
        return "hersteltermijn-nodig"
    if asked[-1].beantwoord_op:
        failed = None if asked[-1].toereikend is not False else asked[-1].beantwoord_op
    else:
        failed = asked[-1].uiterlijk if asked[-1].uiterlijk < vandaag else None
    if failed is None:
        return "hersteltermijn-nodig"
    hearing = one.aanvraag.zienswijze
    heard = hearing is not None and (hearing.beantwoord_op is not None or hearing.uiterlijk < vandaag)
    if asked[-1].beantwoord_op and not heard:
        return "zienswijze-nodig"
    return "buiten-behandeling-te-laat" if einde(failed, weken(4)) < vandaag else None
