"""What a 323 is compared with when nobody else can be asked.

The given toewijzingen, and for the rest the benefit of the doubt; only rules that this can answer are reported.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from declaraties.domain.beoordelen.referentie import Referentiegegevens
from declaraties.domain.beoordelen.regels.tabel_niveau34 import ALLE_REGELS34
from declaraties.domain.standaard.berichten.declaratie import GEEN_TARIEF, Bericht323
from declaraties.domain.standaard.berichten.waarden import datum_van
from declaraties.domain.toewijzen.kolommen import Contracttarief, Contracttarieven, Toewijzing, Toewijzingen

MINUUT, UUR = "01", "04"
_MINUTEN = 60
_HALF = 30
_OUD = dt.date(1900, 1, 1)
_ALTIJD = frozenset({"TR135", "TR314", "TR319", "TR338", "TR346", "TR381"})
_MET_TOEWIJZINGEN = frozenset(
    {"TR304", "TR384", "TR339", "TR340", "TR341", "TR307", "TR308", "TR387", "TR388", "TR321", "TR322", "TR369"}
)
_TOEWIJZINGEN_ONTBREKEN = "geef de toewijzingen mee met --toewijzingen"
_EIGEN_REGELS = frozenset({"TAAKGERICHT"})
_EERDER = "alleen de gemeente weet wat u eerder stuurde en wat zij toekende"
_WAAROM: Mapping[str, str] = {
    **dict.fromkeys(("TR056", "TR333", "TR318", "TR323", "TR390", "TR389"), _EERDER),
    "TR378": "of de gemeente diensten afneemt bij het bureau is hier niet bekend",
    "TR418": "het tarief staat in uw overeenkomst, niet in het bericht",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vergelijking:
    """Reference data that stands in for that of the gemeente, and which rules it can answer.

    `toewijzingen` are the given ones of this gemeente by number; `open` has number, code and reason of the rest.
    """

    referentie: Referentiegegevens
    regels: frozenset[str]
    toewijzingen: Mapping[int, Toewijzing]
    met_toewijzingen: bool
    open: tuple[tuple[str, str, str], ...]


def vergelijking_voor(bericht: Bericht323, toewijzingen: Sequence[Toewijzing] | None) -> Vergelijking:
    """What `bericht` can be compared with."""
    plaats = (bericht.wet, bericht.gemeente, bericht.aanbieder)
    eigen = {rij.nummer: rij for rij in toewijzingen or () if (rij.wet, rij.gemeente, rij.aanbieder) == plaats}
    regels = _ALTIJD if toewijzingen is None else _ALTIJD | _MET_TOEWIJZINGEN
    rijen = _ruime_toewijzingen(bericht) if toewijzingen is None else eigen.values()
    return Vergelijking(
        referentie=Referentiegegevens(
            toewijzingen=Toewijzingen.van(rijen),
            prijzen=Contracttarieven.van_rijen(_passende_prijzen(bericht)),
            gemeentecodes={bericht.gemeente: _OUD},
        ),
        regels=regels,
        toewijzingen=eigen,
        met_toewijzingen=toewijzingen is not None,
        open=tuple(_open(regels)),
    )


def _open(regels: frozenset[str]) -> Iterable[tuple[str, str, str]]:
    for regel in ALLE_REGELS34:
        if regel.nummer not in regels and regel.nummer not in _EIGEN_REGELS:
            yield regel.nummer, regel.code, _WAAROM.get(regel.nummer, _TOEWIJZINGEN_ONTBREKEN)


def _ruime_toewijzingen(bericht: Bericht323) -> Iterable[Toewijzing]:
    """A toewijzing that allows everything, per number; a number belongs to the first client that uses it."""
    p = bericht.prestaties
    van_wie: dict[int, int] = {}
    for nummer, client in zip(p.toewijzing.tolist(), p.client.tolist(), strict=True):
        van_wie.setdefault(nummer, client)
    bekend = set(van_wie.values())
    # a client of whom every number is another's would be unknown, which is not for us to say
    los = {-1 - client: client for client in range(len(bericht.bsns)) if client not in bekend}
    for nummer, client in (van_wie | los).items():
        yield Toewijzing(
            wet=bericht.wet,
            gemeente=bericht.gemeente,
            aanbieder=bericht.aanbieder,
            nummer=nummer,
            clientsleutel=bericht.bsns[client].encode(),
            ingangsdatum=_OUD,
        )


def _passende_prijzen(bericht: Bericht323) -> Iterable[Contracttarief]:
    """Tariffs under which as many lines as can be are right: the declared ones."""
    p = bericht.prestaties
    per_product: dict[tuple[str, int], dict[str, list[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(list))
    kolommen = (p.code, p.begin, p.eenheid, p.tarief, p.volume, p.bedrag)
    for code, begin, eenheid, *cijfers in zip(*(kolom.tolist() for kolom in kolommen), strict=True):
        tarief, volume, bedrag = cijfers
        per_product[code, begin][eenheid].append((tarief, volume, bedrag))
    for (code, begin), eenheden in per_product.items():
        for eenheid, tarief in _tarieven(eenheden).items():
            dag = datum_van(begin)
            yield Contracttarief(
                wet=bericht.wet,
                gemeente=bericht.gemeente,
                aanbieder=bericht.aanbieder,
                productcode=code,
                eenheid=eenheid,
                geldig_van=dag,
                geldig_tot=dag,
                tarief=tarief,
            )


def _tarieven(eenheden: Mapping[str, Sequence[tuple[int, int, int]]]) -> dict[str, int]:
    """Per eenheid the tariff of its first line; minutes follow a tariff per hour when that explains the amounts."""
    tarieven = {eenheid: max(lijnen[0][0], 0) for eenheid, lijnen in eenheden.items()}
    minuten = eenheden.get(MINUUT, ())
    if minuten and any(bedrag != volume * tarief for tarief, volume, bedrag in minuten):
        uur = tarieven.get(UUR)
        mogelijk = _uurtarieven(minuten) if uur is None else range(uur, uur + 1)
        passend = next((one for one in mogelijk if _past(one, minuten)), uur)
        if passend is not None:
            del tarieven[MINUUT]
            tarieven[UUR] = passend
    return tarieven


def _uurtarieven(minuten: Sequence[tuple[int, int, int]]) -> range:
    """Tariffs per hour that round to the declared tariff per minute (dossier 7.6)."""
    tarief = minuten[0][0]
    return range(0) if tarief == GEEN_TARIEF else range(max(tarief * _MINUTEN - _HALF, 0), tarief * _MINUTEN + _HALF)


def _past(uurtarief: int, minuten: Sequence[tuple[int, int, int]]) -> bool:
    return all(
        (uurtarief + _HALF) // _MINUTEN == tarief and (uurtarief * volume + _HALF) // _MINUTEN == bedrag
        for tarief, volume, bedrag in minuten
    )


def verklaarbaar(bericht: Bericht323, positie: int) -> bool:
    """True for a line in minutes whose amount follows from some tariff per hour, whatever the other lines say."""
    p = bericht.prestaties
    lijn = (int(p.tarief[positie]), int(p.volume[positie]), int(p.bedrag[positie]))
    return str(p.eenheid[positie]) == MINUUT and any(_past(uurtarief, [lijn]) for uurtarief in _uurtarieven([lijn]))
