"""Level 3 (against earlier messages) and 4 (against register, toewijzing and contract)."""

import numpy as np

from declaraties.domain.berichten.declaratie import Getallen, Masker, Teksten
from declaraties.domain.berichten.waarden import dagnummer
from declaraties.domain.kolomrekenen import gelijk, half_omhoog, herhaald, nummer, sleutels
from declaraties.domain.koppeling import GEEN, MINUUT, UUR, Koppeling, kies, vlag
from declaraties.domain.referentie import EerdereDebet, Taakgericht, tarief_of_geen
from declaraties.domain.regels.niveau2 import EURO
from declaraties.domain.regels.regel import een

MINUTEN_PER_UUR = 60


def tr056(k: Koppeling) -> Masker:
    """Identificatie was used before by this aanbieder for a 323."""
    return een(k.bericht.header.bericht_identificatie.identificatie in k.referentie.identificaties)


def tr135(k: Koppeling) -> Masker:
    """Dagtekening of the message lies after today."""
    return een(k.bericht.dagtekening > k.vandaag)


def tr378(k: Koppeling) -> Masker:
    """Ontvanger is not a gemeente; a code that has lapsed by herindeling still is one (section 11, TR378)."""
    geldig_van = k.referentie.gemeentecodes.get(k.bericht.gemeente)
    return een(geldig_van is None or geldig_van > k.bericht.dagtekening)


def tr333(k: Koppeling) -> Masker:
    """DeclaratieNummer was used before by this aanbieder under this wet."""
    return een(k.bericht.declaratie_nummer in k.referentie.declaratienummers)


def tr318(k: Koppeling) -> Masker:
    """DeclaratiePeriode lies before the newest one that was accepted."""
    laatste = k.referentie.laatste_periode
    return een(laatste is not None and k.bericht.declaratie_periode.begindatum < laatste)


def tr304(k: Koppeling) -> Masker:
    """The client has no toewijzing of this gemeente at this aanbieder."""
    alle = k.referentie.toewijzingen
    bekend = alle.clientsleutel[alle.deel(k.partitie)]
    return ~np.isin(k.clientsleutels, bekend)


def tr314(k: Koppeling) -> Masker:
    """ReferentieNummer was delivered before, in an earlier message or on an earlier line of this one."""
    eigen = sleutels(k.bericht.prestaties.referentie)
    eerder = np.array([sleutel in k.referentie.referentienummers for sleutel in eigen], np.bool_)
    return eerder | herhaald(nummer(eigen, {}))


def tr319(k: Koppeling) -> Masker:
    """ProductPeriode reaches beyond the DeclaratiePeriode."""
    einde = dagnummer(k.bericht.declaratie_periode.einddatum)
    return (k.bericht.prestaties.begin > einde) | (k.bericht.prestaties.eind > einde)


def tr338(k: Koppeling) -> Masker:
    """There is no toewijzing with this number for this client, or (debet) no valid referral behind it."""
    geldig = vlag(k.referentie.toewijzingen.geldig, k.toewijzing)
    return ~k.gevonden | (~geldig & ~k.bericht.prestaties.credit)


def tr384(k: Koppeling) -> Masker:
    """The toewijzing has been deleted (RedenWijziging 13)."""
    return vlag(k.referentie.toewijzingen.verwijderd, k.toewijzing)


def tr339(k: Koppeling) -> Masker:
    """ProductCategorie differs from that of the toewijzing, if it has one."""
    return _wijkt_af(k, k.referentie.toewijzingen.categorie, k.bericht.prestaties.categorie)


def tr340(k: Koppeling) -> Masker:
    """ProductCode differs from that of the toewijzing, if it has one."""
    return _wijkt_af(k, k.referentie.toewijzingen.code, k.bericht.prestaties.code)


def _toegewezen(k: Koppeling, kolom: Teksten) -> Teksten:
    if not len(kolom):
        return np.full(len(k.toewijzing), "")
    return np.where(k.gevonden, kolom[np.maximum(k.toewijzing, 0)], "")


def _wijkt_af(k: Koppeling, kolom: Teksten, gedeclareerd: Teksten) -> Masker:
    toegewezen = _toegewezen(k, kolom)
    return ~gelijk(toegewezen, "") & ~gelijk(toegewezen, gedeclareerd)


def tr307(k: Koppeling) -> Masker:
    """ProductPeriode begins before the toewijzing does."""
    return k.gevonden & (k.bericht.prestaties.begin < kies(k.referentie.toewijzingen.ingang, k.toewijzing, GEEN))


def tr308(k: Koppeling) -> Masker:
    """ProductPeriode ends after the toewijzing does, if it has an end."""
    return k.gevonden & (k.bericht.prestaties.eind > kies(k.referentie.toewijzingen.eind, k.toewijzing, GEEN))


def tr341(k: Koppeling) -> Masker:
    """Eenheid does not fit the toewijzing, or without Omvang the contract; hours may be declared in minutes."""
    eenheid = k.bericht.prestaties.eenheid
    toegewezen = _toegewezen(k, k.referentie.toewijzingen.eenheid)
    met_omvang = toegewezen != ""
    past = (toegewezen == eenheid) | ((toegewezen == UUR) & (eenheid == MINUUT))
    return np.where(met_omvang, ~past, k.product_bekend & ~_heeft_prijs(k))


def _heeft_prijs(k: Koppeling) -> Masker:
    return ~gelijk(k.prijs, GEEN) | ~gelijk(k.uurprijs, GEEN)


def taakgericht(k: Koppeling) -> Masker:
    """The product falls under a taakgerichte overeenkomst, which is paid without declaraties."""
    masker = np.zeros(len(k.bericht.prestaties), np.bool_)
    for afspraak in k.referentie.taakgericht:
        if (afspraak.wet, afspraak.gemeente, afspraak.aanbieder) == k.plaats:
            masker |= _onder(k, afspraak)
    return masker


def _onder(k: Koppeling, afspraak: Taakgericht) -> Masker:
    prestaties = k.bericht.prestaties
    onder = prestaties.begin >= dagnummer(afspraak.geldig_van)
    if afspraak.geldig_tot is not None:
        onder &= prestaties.begin <= dagnummer(afspraak.geldig_tot)
    return onder if afspraak.productcode is None else onder & (prestaties.code == afspraak.productcode)


def tr418(k: Koppeling) -> Masker:
    """No contract price for the product, or ProductTarief differs from it; minutes may show a rounded hour tariff."""
    prestaties = k.bericht.prestaties
    minuuttarief = half_omhoog(k.uurtarief, MINUTEN_PER_UUR)
    afgesproken = np.where(k.prijs != GEEN, k.tarief, minuuttarief)
    ander = ~gelijk(prestaties.tarief, afgesproken) & ~gelijk(prestaties.eenheid, EURO)
    return ~_heeft_prijs(k) | ander


def tr346(k: Koppeling) -> Masker:
    """Bedrag is not volume times tariff; minutes under an hour tariff: volume times hour tariff / 60, half up.

    Not asked with eenheid 83 (CS339 covers it), nor for minutes without any contract price: the amount that would
    be right is then unknown and TR418 refuses the line.
    """
    p = k.bericht.prestaties
    op_uur = k.uurtarief != GEEN
    onbekend = gelijk(p.eenheid, MINUUT) & ~_heeft_prijs(k)
    verwacht = np.where(
        op_uur, half_omhoog(p.volume * np.maximum(k.uurtarief, 0), MINUTEN_PER_UUR), p.volume * p.tarief
    )
    return ~gelijk(p.eenheid, EURO) & ~onbekend & ~gelijk(p.bedrag, verwacht)


def tr323(k: Koppeling) -> Masker:
    """A credit that points to no approved debet of this aanbieder, or differs from it in any field (IV091)."""
    prestaties = k.bericht.prestaties
    masker = prestaties.credit & gelijk(k.debet, GEEN)
    for positie in np.flatnonzero(prestaties.credit & (k.debet != GEEN)).tolist():
        masker[positie] = not _is_spiegel(k, positie, k.referentie.eerdere[int(k.debet[positie])])
    return masker


def _is_spiegel(k: Koppeling, positie: int, debet: EerdereDebet) -> bool:
    p = k.bericht.prestaties
    van_wie = (k.bericht.gemeente, k.clientsleutels[p.client[positie]])
    hier = tuple(kolom[positie] for kolom in (*_slot(k), p.volume, p.eenheid, p.tarief, p.bedrag))
    daar = (*_slot_van(debet), debet.volume, debet.eenheid, tarief_of_geen(debet.tarief), debet.bedrag)
    return van_wie == (debet.gemeente, debet.clientsleutel) and hier == daar


def _slot(k: Koppeling) -> tuple[Getallen | Teksten, ...]:
    p = k.bericht.prestaties
    return (p.toewijzing, p.categorie, p.code, p.begin, p.eind)


def _slot_van(debet: EerdereDebet) -> tuple[int | str, ...]:
    return (debet.toewijzing, debet.categorie, debet.code, dagnummer(debet.begin), dagnummer(debet.eind))


def tr390(k: Koppeling) -> Masker:
    """The debet that a credit points to has been credited already."""
    gecrediteerd = np.array([debet.gecrediteerd for debet in k.referentie.eerdere], np.bool_)
    return vlag(gecrediteerd, k.debet)


def tr389(k: Koppeling) -> Masker:
    """A D line for a slot that holds an approved debet, unless a credit takes that one back first (OP366)."""
    bezet = {
        _slot_van(debet)
        for index, debet in enumerate(k.referentie.eerdere)
        if debet.gemeente == k.bericht.gemeente and not debet.gecrediteerd and index not in k.vrijgegeven
    }
    if not bezet:
        return np.zeros(len(k.bericht.prestaties), np.bool_)
    slots = zip(*(kolom.tolist() for kolom in _slot(k)), strict=True)
    return np.array([slot in bezet for slot in slots], np.bool_) & ~k.bericht.prestaties.credit
