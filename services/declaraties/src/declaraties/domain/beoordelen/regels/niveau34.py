"""Level 3 (against earlier messages) and 4 (against register, toewijzing and contract)."""

import numpy as np

from declaraties.domain.beoordelen.koppeling import Koppeling
from declaraties.domain.beoordelen.regels import niveau2
from declaraties.domain.standaard.berichten.declaratie import Dagen, Getallen, Masker
from declaraties.domain.standaard.codelijsten import EURO, MINUTEN_PER_UUR, MINUUT, UUR
from declaraties.domain.standaard.kolomrekenen import (
    GEEN,
    NIETS,
    als_nummer,
    eerste_dag,
    gelijk,
    groepen,
    half_omhoog,
    herhaald,
    kaal,
    komt_voor,
    maanden,
    nummers,
    vlag,
    woorden,
)
from declaraties.domain.standaard.regel import enkel
from declaraties.domain.toewijzen.volume import grens_per_regel

_SLOT = 1 << 24
_MINUUT, _UUR, _EURO = als_nummer(MINUUT), als_nummer(UUR), als_nummer(EURO)


def tr056(k: Koppeling) -> Masker:
    """Identificatie was used before by this aanbieder for a 323."""
    return enkel(k.bericht.header.bericht_identificatie.identificatie in k.referentie.identificaties)


def tr135(k: Koppeling) -> Masker:
    """Dagtekening of the message lies after today."""
    return enkel(k.bericht.dagtekening > k.vandaag)


def tr378(k: Koppeling) -> Masker:
    """Ontvanger is no gemeente that takes part; whether it exists is its reason (beslissing gemeente-buiten-regio)."""
    geldig_van = k.referentie.gemeentecodes.get(k.bericht.gemeente)
    return enkel(geldig_van is None or geldig_van > k.bericht.dagtekening)


def tr333(k: Koppeling) -> Masker:
    """DeclaratieNummer was used before by this aanbieder under this wet."""
    return enkel(k.bericht.declaratie_nummer in k.referentie.declaratienummers)


def tr318(k: Koppeling) -> Masker:
    """DeclaratiePeriode lies before the newest one that was accepted."""
    laatste = k.referentie.laatste_periode
    return enkel(laatste is not None and k.bericht.declaratie_periode.begindatum < laatste)


def tr304(k: Koppeling) -> Masker:
    """The client has no toewijzing of this gemeente at this aanbieder (or uses another's: Keuzes.ander_client_8187)."""
    onbekend = np.ones(len(k.clientsleutels), np.bool_)
    client = k.bericht.prestaties.client
    onbekend[client[k.toegewezen.gevonden]] = False
    zonder = np.flatnonzero(onbekend)
    deel = k.referentie.toewijzingen.deel(k.partitie)
    if len(zonder):
        onbekend[zonder] = ~komt_voor(k.clientsleutels[zonder], k.referentie.toewijzingen.clientsleutel[deel])
    if k.keuzes.ander_client_8187:
        bestaat = np.isin(k.bericht.prestaties.toewijzing, k.referentie.toewijzingen.nummer[deel])
        onbekend[client[bestaat & ~k.toegewezen.gevonden]] = True
    return onbekend


def tr314(k: Koppeling) -> Masker:
    """ReferentieNummer was delivered before, in an earlier message or on an earlier line of this one."""
    eigen = kaal(k.bericht.prestaties.referentie)
    dubbel = herhaald(*woorden(eigen))
    if not k.referentie.referentienummers:
        return dubbel
    bekend = np.array([nummer.encode() for nummer in k.referentie.referentienummers], np.bytes_)
    return dubbel | komt_voor(eigen, bekend)


def tr319(k: Koppeling) -> Masker:
    """ProductPeriode reaches beyond the DeclaratiePeriode."""
    return niveau2.tr319(k.bericht)


def tr338(k: Koppeling) -> Masker:
    """There is no toewijzing with this number for this client, or (debet) no valid referral behind it."""
    geldig = vlag(k.referentie.toewijzingen.geldig, k.toegewezen.rij)
    return ~k.toegewezen.gevonden | (~geldig & ~k.bericht.prestaties.credit)


def tr384(k: Koppeling) -> Masker:
    """The toewijzing has been deleted (RedenWijziging 13)."""
    return vlag(k.referentie.toewijzingen.verwijderd, k.toegewezen.rij)


def tr339(k: Koppeling) -> Masker:
    """ProductCategorie differs from that of the toewijzing, if it has one."""
    return _wijkt_af(k.toegewezen.categorie, k.categorie)


def tr340(k: Koppeling) -> Masker:
    """ProductCode differs from that of the toewijzing, if it has one."""
    return _wijkt_af(k.toegewezen.code, k.code)


def tr381(k: Koppeling) -> Masker:
    """ProductCode belongs to another ProductCategorie in the agreed list, or under the Wmo in the contract.

    Asked where the toewijzing has no code.
    """
    return k.toegewezen.gevonden & gelijk(k.toegewezen.code, NIETS) & _wijkt_af(k.prijs.categorie, k.categorie)


def _wijkt_af(bekend: Getallen, gedeclareerd: Getallen) -> Masker:
    return ~gelijk(bekend, NIETS) & ~gelijk(bekend, gedeclareerd)


def tr307(k: Koppeling) -> Masker:
    """ProductPeriode begins before the toewijzing does."""
    return k.toegewezen.gevonden & (k.bericht.prestaties.begin < k.toegewezen.ingang)


def tr308(k: Koppeling) -> Masker:
    """ProductPeriode ends after the toewijzing does, if it has an end."""
    return k.toegewezen.gevonden & (k.bericht.prestaties.eind > k.toegewezen.eind)


def tr387(k: Koppeling) -> Masker:
    """Begindatum is not the first day that the toewijzing covers in its month (section 19.1)."""
    begin = k.bericht.prestaties.begin
    return _in_looptijd(k) & ~gelijk(begin, np.maximum(eerste_dag(maanden(begin)), k.toegewezen.ingang))


def tr388(k: Koppeling) -> Masker:
    """Einddatum is not the last day that the toewijzing covers in its month (section 19.1)."""
    eind = k.bericht.prestaties.eind
    return _in_looptijd(k) & ~gelijk(eind, np.minimum(_laatste_dag(eind), k.toegewezen.eind))


def _in_looptijd(k: Koppeling) -> Masker:
    """Lines whose month has a day in common with the toewijzing; the others only get 9307 or 9308."""
    eerste = eerste_dag(maanden(k.bericht.prestaties.begin))
    return k.toegewezen.gevonden & (_laatste_dag(eerste) >= k.toegewezen.ingang) & (eerste <= k.toegewezen.eind)


def _laatste_dag(dag: Dagen) -> Dagen:
    return eerste_dag(maanden(dag) + 1) - 1


def tr341(k: Koppeling) -> Masker:
    """Eenheid does not fit the toewijzing, or without Omvang the contract; hours may be declared in minutes."""
    toegewezen = k.toegewezen.eenheid
    past = (toegewezen == k.eenheid) | ((toegewezen == _UUR) & (k.eenheid == _MINUUT))
    return np.where(toegewezen != NIETS, ~past, k.prijs.bekend & ~k.prijs.aanwezig)


def tr321(k: Koppeling) -> Masker:
    """GeleverdVolume is more than the Omvang allows in the ProductPeriode."""
    grens = grens_per_regel(k.bericht, k.referentie.toewijzingen, k.toegewezen.rij)
    return ~gelijk(grens, GEEN) & (k.bericht.prestaties.volume > grens)


def tr322(k: Koppeling) -> Masker:
    """With all that was approved before it, the line takes more than the Omvang of the whole toewijzing."""
    return k.boven_totaal


def tr369(k: Koppeling) -> Masker:
    """With all that was approved before it, the line takes more than the Budget."""
    return k.boven_budget


def bestedingsruimte(k: Koppeling) -> Masker:
    """With all that was approved before it, the line goes over the ceiling of its agreement."""
    return k.boven_ruimte


def taakgericht(k: Koppeling) -> Masker:
    """The product falls under a taakgerichte overeenkomst, which is paid without declaraties."""
    return k.prijs.taakgericht


def tr418(k: Koppeling) -> Masker:
    """No contract price for the product, or ProductTarief differs from it; minutes may show a rounded hour tariff."""
    minuuttarief = half_omhoog(k.prijs.uurtarief, MINUTEN_PER_UUR)
    afgesproken = np.where(k.prijs.tarief != GEEN, k.prijs.tarief, minuuttarief)
    ander = ~gelijk(k.bericht.prestaties.tarief, afgesproken) & ~gelijk(k.eenheid, _EURO)
    return ~k.prijs.aanwezig | ander


def tr346(k: Koppeling) -> Masker:
    """Bedrag is not volume times tariff; minutes under an hour tariff: volume times hour tariff / 60, half up.

    Not asked with eenheid 83 (CS339 covers it), nor for minutes without any contract price: the amount that would
    be right is then unknown and TR418 refuses the line.
    """
    p, uurtarief = k.bericht.prestaties, k.prijs.uurtarief
    per_uur = half_omhoog(p.volume * np.maximum(uurtarief, 0), MINUTEN_PER_UUR)
    verwacht = np.where(uurtarief != GEEN, per_uur, p.volume * p.tarief)
    onbekend = gelijk(k.eenheid, _MINUUT) & ~k.prijs.aanwezig
    return ~gelijk(k.eenheid, _EURO) & ~onbekend & ~gelijk(p.bedrag, verwacht)


def tr323(k: Koppeling) -> Masker:
    """A credit that points to no approved debet of this aanbieder, or differs from it in any field (IV091)."""
    p, eerdere = k.bericht.prestaties, k.referentie.eerdere
    masker = p.credit & gelijk(k.debet, GEEN)
    met = np.flatnonzero(p.credit & ~masker)
    if len(met):
        masker[met] = ~_spiegelt(k, met, k.debet[met]) | (eerdere.gemeente[k.debet[met]] != k.bericht.gemeente)
    return masker


def _spiegelt(k: Koppeling, regel: Getallen, debet: Getallen) -> Masker:
    """Same client, same slot, same volume, eenheid, tariff and amount."""
    p, eerdere = k.bericht.prestaties, k.referentie.eerdere
    zelfde = k.clientsleutels[p.client[regel]] == eerdere.clientsleutel[debet]
    for naam in ("toewijzing", "categorie", "code", "begin", "eind", "volume", "eenheid", "tarief", "bedrag"):
        zelfde &= getattr(p, naam)[regel] == getattr(eerdere, naam)[debet]
    return gelijk(zelfde, 1)


def tr390(k: Koppeling) -> Masker:
    """The debet that a credit points to has been credited already."""
    return vlag(k.referentie.eerdere.gecrediteerd, k.debet)


def tr389(k: Koppeling) -> Masker:
    """A D line for a slot that holds an approved debet, unless a credit takes that one back first (OP366)."""
    p, eerdere = k.bericht.prestaties, k.referentie.eerdere
    masker = np.zeros(len(p), np.bool_)
    bezet = np.flatnonzero((eerdere.gemeente == k.bericht.gemeente) & ~eerdere.gecrediteerd & ~k.vrijgegeven)
    if not len(bezet):
        return masker
    # toewijzing and first day fit in one number, and single out nearly all that matters
    zelfde_begin = np.isin(_SLOT * p.toewijzing + p.begin, _SLOT * eerdere.toewijzing[bezet] + eerdere.begin[bezet])
    verdacht = np.flatnonzero(zelfde_begin & ~p.credit)
    if len(verdacht):
        masker[verdacht] = _in_slot(k, verdacht, bezet)
    return masker


def _in_slot(k: Koppeling, regel: Getallen, bezet: Getallen) -> Masker:
    """Lines whose slot is that of one of these earlier debets."""
    p, eerdere = k.bericht.prestaties, k.referentie.eerdere
    teksten = [
        np.concatenate(nummers(getattr(p, naam)[regel], getattr(eerdere, naam)[bezet]))
        for naam in ("categorie", "code")
    ]
    getallen = [
        np.concatenate((getattr(p, naam)[regel], getattr(eerdere, naam)[bezet]))
        for naam in ("toewijzing", "begin", "eind")
    ]
    _, slot = groepen(*teksten, *getallen)
    return np.isin(slot[: len(regel)], slot[len(regel) :])
