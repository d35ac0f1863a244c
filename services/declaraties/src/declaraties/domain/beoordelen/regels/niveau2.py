"""Level 2: rules inside one 323. Any hit refuses the whole message with 0001 (IV087)."""

import datetime as dt
import re

import numpy as np
from risb_recht.codes import ELF, ELFPROEF

from declaraties.domain.standaard.berichten.declaratie import GEEN_TARIEF, Bericht323, Dagen, Masker
from declaraties.domain.standaard.berichten.waarden import CREDIT, GeslotenPeriode, dagnummer
from declaraties.domain.standaard.bsn import BSN_NULLEN_GELDIG, is_bsn
from declaraties.domain.standaard.codelijsten import EURO
from declaraties.domain.standaard.kolomrekenen import gelijk, herhaald, kaal, maanden, nummers, plus_maanden, woorden
from declaraties.domain.standaard.regel import enkel

EERSTE_DAG_STANDAARD = dt.date(2021, 1, 1)
OUDSTE_MAANDEN = 60
_LETTERS_CIJFERS = re.compile(r"[a-zA-Z0-9]+")
_GEWICHTEN_KOLOM = np.array(ELFPROEF, np.int64)
_HOOGSTE_CIJFER = 9


def cs002(bericht: Bericht323) -> Masker:
    """Bsn fails the 11-proef (per client)."""
    alle = "".join(bericht.bsns)
    if not alle.isascii() or set(map(len, bericht.bsns)) != {len(ELFPROEF)}:
        return np.array([not is_bsn(bsn) for bsn in bericht.bsns], np.bool_)
    cijfers = np.frombuffer(alle.encode(), np.uint8).reshape(-1, len(ELFPROEF)) - np.uint8(ord("0"))
    goed: Masker = (cijfers <= _HOOGSTE_CIJFER).all(axis=1) & (cijfers @ _GEWICHTEN_KOLOM % ELF == 0)
    return ~(goed if BSN_NULLEN_GELDIG else goed & cijfers.any(axis=1))


def cs319(bericht: Bericht323) -> Masker:
    """DeclaratieNummer holds something else than letters and digits."""
    return enkel(_LETTERS_CIJFERS.fullmatch(bericht.declaratie_nummer) is None)


def cs340(bericht: Bericht323) -> Masker:
    """DeclaratiePeriode is not exactly one calendar month."""
    begin, eind = bericht.declaratie_periode.begindatum, bericht.declaratie_periode.einddatum
    laatste = int(plus_maanden(np.array([dagnummer(begin)], np.int64), 1)[0]) - 1
    return enkel(begin.day != 1 or dagnummer(eind) != laatste)


def cs100_declaratie(bericht: Bericht323) -> Masker:
    """DeclaratiePeriode begins before 2021."""
    return enkel(bericht.declaratie_periode.begindatum < EERSTE_DAG_STANDAARD)


def cs100_prestatie(bericht: Bericht323) -> Masker:
    """ProductPeriode begins before 2021."""
    return bericht.prestaties.begin < dagnummer(EERSTE_DAG_STANDAARD)


def cs337(bericht: Bericht323) -> Masker:
    """ProductPeriode does not lie in one calendar month."""
    return ~gelijk(maanden(bericht.prestaties.begin), maanden(bericht.prestaties.eind))


def tr134_declaratie(bericht: Bericht323) -> Masker:
    """DeclaratiePeriode begins after the Dagtekening of the message."""
    return enkel(bericht.declaratie_periode.begindatum > bericht.dagtekening)


def tr134_prestatie(bericht: Bericht323) -> Masker:
    """ProductPeriode begins after the Dagtekening of the message."""
    return bericht.prestaties.begin > dagnummer(bericht.dagtekening)


def tr137_declaratie(bericht: Bericht323) -> Masker:
    """DeclaratiePeriode ends before it begins, or after the Dagtekening of the message."""
    return _eind_fout(*_als_kolommen(bericht.declaratie_periode), dagnummer(bericht.dagtekening))


def tr137_prestatie(bericht: Bericht323) -> Masker:
    """ProductPeriode ends before it begins, or after the Dagtekening of the message."""
    return _eind_fout(bericht.prestaties.begin, bericht.prestaties.eind, dagnummer(bericht.dagtekening))


def _eind_fout(begin: Dagen, eind: Dagen, dagtekening: int) -> Masker:
    return (eind < begin) | (eind > dagtekening)


def _als_kolommen(periode: GeslotenPeriode) -> tuple[Dagen, Dagen]:
    begin, eind = dagnummer(periode.begindatum), dagnummer(periode.einddatum)
    return np.array([begin], np.int64), np.array([eind], np.int64)


def tr335(bericht: Bericht323) -> Masker:
    """ProductPeriode ended more than 60 months before the DeclaratieDagtekening; the same day is still allowed."""
    return dagnummer(bericht.declaratie_dagtekening) > plus_maanden(bericht.prestaties.eind, OUDSTE_MAANDEN)


def cd060(bericht: Bericht323) -> Masker:
    """VorigReferentieNummer is present on a D line or absent on a C line."""
    return bericht.prestaties.heeft_vorige ^ bericht.prestaties.credit


def cd087(bericht: Bericht323) -> Masker:
    """ProductTarief is present with eenheid 83 or absent with another eenheid."""
    return gelijk(bericht.prestaties.tarief, GEEN_TARIEF) ^ gelijk(bericht.prestaties.eenheid, EURO)


def cs339(bericht: Bericht323) -> Masker:
    """With eenheid 83 the Bedrag differs from the GeleverdVolume."""
    return gelijk(bericht.prestaties.eenheid, EURO) & ~gelijk(bericht.prestaties.bedrag, bericht.prestaties.volume)


def cs325_declaratie(bericht: Bericht323) -> Masker:
    """TotaalIngediendBedrag is 0 and marked C."""
    totaal = bericht.totaal_ingediend_bedrag
    return enkel(totaal.totaal_bedrag == 0 and totaal.debet_credit == CREDIT)


def cs325_prestatie(bericht: Bericht323) -> Masker:
    """IngediendBedrag is 0 and marked C."""
    return gelijk(bericht.prestaties.bedrag, 0) & bericht.prestaties.credit


def tr358(bericht: Bericht323) -> Masker:
    """TotaalIngediendBedrag is not the signed sum of the lines."""
    return enkel(bericht.totaal_ingediend_bedrag.cent != int(bericht.prestaties.cent.sum()))


def tr319(bericht: Bericht323) -> Masker:
    """ProductPeriode reaches beyond the DeclaratiePeriode; level 3 unless Keuzes.niveau_tr319 says 2."""
    einde = dagnummer(bericht.declaratie_periode.einddatum)
    return (bericht.prestaties.begin > einde) | (bericht.prestaties.eind > einde)


def tr101_client(bericht: Bericht323) -> Masker:
    """A Bsn that an earlier Client of the message has."""
    if len(set(bericht.bsns)) == len(bericht.bsns):
        return np.zeros(len(bericht.bsns), np.bool_)
    return herhaald(*woorden(np.array([bsn.encode() for bsn in bericht.bsns], np.bytes_)))


def tr101_prestatie(bericht: Bericht323) -> Masker:
    """Same ReferentieNummer and VorigReferentieNummer as an earlier line of the same Client."""
    p = bericht.prestaties
    eigen, vorige = woorden(kaal(p.referentie)), woorden(kaal(p.vorige))
    return herhaald(p.client, *eigen, *vorige, p.heeft_vorige.astype(np.int64))


def tr315(bericht: Bericht323) -> Masker:
    """A VorigReferentieNummer that an earlier line of the message has: two credits on one debet."""
    posities = np.flatnonzero(bericht.prestaties.heeft_vorige)
    masker = np.zeros(len(bericht.prestaties), np.bool_)
    masker[posities] = herhaald(*woorden(kaal(bericht.prestaties.vorige[posities])))
    return masker


def tr316(bericht: Bericht323) -> Masker:
    """A VorigReferentieNummer that is a ReferentieNummer in the same message: a debet and its own credit."""
    prestaties = bericht.prestaties
    posities = np.flatnonzero(prestaties.heeft_vorige)
    eigen = set(kaal(prestaties.referentie).tolist()) if len(posities) else set()
    masker = np.zeros(len(prestaties), np.bool_)
    masker[posities] = [sleutel in eigen for sleutel in kaal(prestaties.vorige[posities]).tolist()]
    return masker


def tr416(bericht: Bericht323) -> Masker:
    """A second D line of one Client for the same ToewijzingNummer, product and ProductPeriode."""
    p = bericht.prestaties
    debet = np.flatnonzero(~p.credit)
    masker = np.zeros(len(p), np.bool_)
    product = (*nummers(p.categorie), *nummers(p.code))
    masker[debet] = herhaald(*(kolom[debet] for kolom in (p.client, p.toewijzing, *product, p.begin, p.eind)))
    return masker
