"""A 323 checked where it lies: what the gemeente would refuse, as far as the files at hand can tell."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from declaraties.application.controle.vergelijking import Vergelijking, vergelijking_voor, verklaarbaar
from declaraties.application.controle.waarden import Plek, masker_tekst, plek_van
from declaraties.domain.beoordelen.oordeel import Oordeel, beoordeel
from declaraties.domain.beoordelen.teksten import uitleg_van_regel
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.fouten import Leesfout
from declaraties.domain.standaard.regel import Klasse, Treffer
from declaraties.domain.toewijzen.kolommen import Toewijzing

MEESTE_VONDSTEN = 10_000
GEEN_ANTWOORD = "geen 325"
ZELFDE_NUMMER, BEDRAG = "TR338", "TR346"
NIVEAU_2 = 2
_ALLEEN_DIT_BERICHT = (
    "Of het totaal van een toewijzing past (TR322, TR369) is geteld over dit bericht alleen; de gemeente telt mee wat"
    " eerder is toegekend. Of er een beschikking of verwijzing is, weet alleen de gemeente."
)
_GEDEELD_NUMMER = (
    "Dit toewijzingsnummer staat ook bij een andere client; een toewijzing hoort bij een client.",
    "Zoek in de toewijzingen op bij wie het nummer hoort en verbeter het bij de ander.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vondst:
    """One thing to mend. `positie` counts from 1 within its klasse; `bestandsregel` is the line in the file.

    `waarde` shows what stands there, without any burgerservicenummer in full.
    """

    niveau: int
    regel: str
    retourcode: str
    klasse: str
    wat: str
    doe: str
    element: str = ""
    waarde: str = ""
    referentie: str = ""
    positie: int | None = None
    bestandsregel: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Samenvatting:
    """The message in figures; amounts in signed eurocents. `afgekeurd` counts the lines that are sure to fail."""

    soort: str
    wet: str
    afzender: str
    ontvanger: str
    identificatie: str
    declaratienummer: str
    periode: str
    clienten: int
    prestaties: int
    debet_cent: int
    credit_cent: int
    som_cent: int
    totaal_cent: int
    afgekeurd: int = 0
    afgekeurd_cent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Nietgecontroleerd:
    """A rule that the files cannot answer, and why."""

    regel: str
    retourcode: str
    waarom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verslag:
    """The check of one message; `aantal` counts all findings, also those beyond MEESTE_VONDSTEN.

    `onleesbaar` says why there was nothing to check.
    """

    bestand: str
    samenvatting: Samenvatting | None = None
    vondsten: tuple[Vondst, ...] = ()
    aantal: int = 0
    niet_gecontroleerd: tuple[Nietgecontroleerd, ...] = ()
    meldingen: tuple[str, ...] = ()
    onleesbaar: str = ""


Plaatsen = Mapping[tuple[str, int, str], int]
Zoeker = Callable[[Sequence[Plek]], Plaatsen]


def controleer_declaratie(
    bericht: Bericht323,
    *,
    bestand: str,
    vandaag: dt.date,
    toewijzingen: Sequence[Toewijzing] | None,
    zoek: Zoeker,
) -> Verslag:
    """All that level 2 and, from the files, level 3 and 4 find. `zoek` gives lines of the file for places in it.

    `toewijzingen` are those of the aanbieder, None when they are not given.
    """
    vergelijking = vergelijking_voor(bericht, toewijzingen)
    oordeel = beoordeel(bericht, vergelijking.referentie, vandaag=vandaag, clientsleutel=str.encode)
    treffers = list(_te_melden(oordeel.treffers, bericht, vergelijking))
    plekken = list(_plekken(treffers, bericht, vergelijking))
    plaatsen = zoek([plek for _, plek in plekken])
    return Verslag(
        bestand=bestand,
        samenvatting=_samenvatting(bericht, oordeel, _zekere(treffers, vergelijking)),
        vondsten=tuple(_vondst(hit, plek, plaatsen, vergelijking) for hit, plek in plekken),
        aantal=sum(len(hit.posities) for hit in treffers),
        niet_gecontroleerd=_niet_gecontroleerd(vergelijking),
        meldingen=_meldingen(oordeel, treffers, vergelijking),
    )


def leesfouten_als_verslag(fouten: Sequence[Leesfout], *, bestand: str) -> Verslag:
    """The report of a file that breaks the schema: there would be no 325 at all."""
    vondsten = tuple(
        Vondst(
            niveau=1,
            regel="XSD",
            retourcode=GEEN_ANTWOORD,
            klasse="",
            element=fout.element,
            bestandsregel=fout.regel,
            wat=fout.melding,
            doe="Verbeter het bestand; het bericht wordt zo niet in behandeling genomen.",
        )
        for fout in fouten
    )
    melding = "Het bestand past niet bij het schema (niveau 1). De regels van niveau 2 tot en met 4 zijn niet bekeken."
    return Verslag(bestand=bestand, vondsten=vondsten, aantal=len(vondsten), meldingen=(melding,))


def _te_melden(treffers: Iterable[Treffer], bericht: Bericht323, vergelijking: Vergelijking) -> Iterator[Treffer]:
    """What the files can tell; an amount that some tariff of the contract would explain is not blamed."""
    for hit in treffers:
        if hit.nummer == BEDRAG:
            posities = [positie for positie in hit.posities.tolist() if not verklaarbaar(bericht, positie)]
            if posities:
                yield replace(hit, posities=np.array(posities, np.int64))
        elif hit.niveau <= NIVEAU_2 or hit.nummer in vergelijking.regels:
            yield hit


def _plekken(
    treffers: Iterable[Treffer], bericht: Bericht323, vergelijking: Vergelijking
) -> Iterator[tuple[Treffer, Plek]]:
    over = MEESTE_VONDSTEN
    for hit in treffers:
        for positie in hit.posities[:over].tolist():
            yield hit, plek_van(hit, positie, bericht, vergelijking.toewijzingen)
        over -= min(over, len(hit.posities))


def _vondst(hit: Treffer, plek: Plek, plaatsen: Plaatsen, vergelijking: Vergelijking) -> Vondst:
    uitleg = uitleg_van_regel(hit.nummer, hit.klasse)
    wat, doe = uitleg.betekenis, uitleg.doe
    if hit.nummer == ZELFDE_NUMMER and not vergelijking.met_toewijzingen:
        wat, doe = _GEDEELD_NUMMER
    return Vondst(
        niveau=hit.niveau,
        regel=hit.nummer,
        retourcode=hit.code,
        klasse=hit.klasse,
        element=plek.element,
        waarde=masker_tekst(plek.waarde),
        referentie=masker_tekst(plek.referentie),
        positie=plek.positie + 1,
        bestandsregel=plaatsen.get((plek.klasse, plek.positie, plek.element))
        or plaatsen.get((plek.klasse, plek.positie, "")),
        wat=wat,
        doe=doe,
    )


def _zekere(treffers: Sequence[Treffer], vergelijking: Vergelijking) -> list[Treffer]:
    """Without the shared numbers: one of the clients has it by right, and the message does not tell which."""
    return [hit for hit in treffers if vergelijking.met_toewijzingen or hit.nummer != ZELFDE_NUMMER]


def _samenvatting(bericht: Bericht323, oordeel: Oordeel, treffers: Sequence[Treffer]) -> Samenvatting:
    p = bericht.prestaties
    cent = p.cent
    slecht = _afgekeurd(bericht, treffers) if oordeel.verwerkt else range(len(p)) if treffers else []
    begin = bericht.declaratie_periode.begindatum
    return Samenvatting(
        soort="323",
        wet=str(bericht.wet),
        afzender=bericht.aanbieder,
        ontvanger=bericht.gemeente,
        identificatie=masker_tekst(bericht.header.bericht_identificatie.identificatie),
        declaratienummer=masker_tekst(bericht.declaratie_nummer),
        periode=f"{begin.year:04d}-{begin.month:02d}",
        clienten=len(bericht.bsns),
        prestaties=len(p),
        debet_cent=int(cent[~p.credit].sum()),
        credit_cent=int(-cent[p.credit].sum()),
        som_cent=int(cent.sum()),
        totaal_cent=bericht.totaal_ingediend_bedrag.cent,
        afgekeurd=len(slecht),
        afgekeurd_cent=int(cent[list(slecht)].sum()) if len(slecht) else 0,
    )


def _afgekeurd(bericht: Bericht323, treffers: Sequence[Treffer]) -> list[int]:
    """Lines that are refused themselves or with their client."""
    posities: set[int] = set()
    for hit in treffers:
        if hit.klasse is Klasse.PRESTATIE:
            posities.update(hit.posities.tolist())
        elif hit.klasse is Klasse.CLIENT:
            slecht = set(hit.posities.tolist())
            posities.update(plek for plek, client in enumerate(bericht.prestaties.client.tolist()) if client in slecht)
    return sorted(posities)


def _niet_gecontroleerd(vergelijking: Vergelijking) -> tuple[Nietgecontroleerd, ...]:
    return tuple(
        Nietgecontroleerd(regel=regel, retourcode=code, waarom=waarom) for regel, code, waarom in vergelijking.open
    )


def _meldingen(oordeel: Oordeel, treffers: Sequence[Treffer], vergelijking: Vergelijking) -> tuple[str, ...]:
    if oordeel.verwerkt:
        return (_ALLEEN_DIT_BERICHT,) if vergelijking.met_toewijzingen else ()
    if any(hit.niveau <= NIVEAU_2 for hit in treffers):
        return ("Niveau 2 klopt niet: het hele bericht wordt afgekeurd (0001). Niveau 3 en 4 zijn niet bekeken.",)
    return ("Het hele bericht wordt afgekeurd; de prestaties zijn niet bekeken.",)
