"""The 323: a claim of one aanbieder on one gemeente, as nested records and as columns.

Rules work on the columns (`Bericht323`); the nested form (`Declaratiebericht`) is the shape of the XML and of the
JSON submission. `in_kolommen` and `als_records` convert without loss.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from declaraties.domain.standaard.berichten.waarden import (
    CREDIT,
    DEBET,
    BedragMetDC,
    GeslotenPeriode,
    Kop,
    Referentie,
    TotaalBedragMetDC,
    dagnummer,
    datum_van,
)
from declaraties.domain.standaard.profielen import Wet

Getallen: TypeAlias = NDArray[np.int64]
Dagen: TypeAlias = NDArray[np.int64]
Teksten: TypeAlias = NDArray[np.str_]
Referenties: TypeAlias = NDArray[np.bytes_]  # UTF-8: a quarter of the width, and as the database takes them
Masker: TypeAlias = NDArray[np.bool_]

GEEN_TARIEF = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Prestatie:
    """One declared line. `geleverd_volume` is in cents when eenheid is 83; then there is no tarief (CD087)."""

    product_referentie: Referentie
    toewijzing_nummer: int
    product_categorie: str
    product_code: str
    product_periode: GeslotenPeriode
    geleverd_volume: int
    eenheid: str
    product_tarief: int | None = None
    ingediend_bedrag: BedragMetDC


@dataclass(frozen=True, slots=True, kw_only=True)
class Client323:
    """A client with its lines."""

    bsn: str
    prestaties: tuple[Prestatie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaratie:
    """The claim as nested records."""

    declaratie_nummer: str
    declaratie_periode: GeslotenPeriode
    declaratie_dagtekening: dt.date
    totaal_ingediend_bedrag: TotaalBedragMetDC
    clienten: tuple[Client323, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaratiebericht:
    """A whole 323 as nested records."""

    wet: Wet
    header: Kop
    declaratie: Declaratie


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prestaties:
    """The lines of a 323 in columns of equal length, in message order.

    `client` is the index into `Bericht323.bsns`. Texts are raw: compare references with `referentie_sleutel`; they
    are UTF-8 bytes, the other texts numpy strings.
    Days are `dagnummer`s, amounts and tariffs eurocents, `tarief` is GEEN_TARIEF when absent.
    """

    client: Dagen
    referentie: Referenties
    vorige: Referenties
    heeft_vorige: Masker
    toewijzing: Getallen
    categorie: Teksten
    code: Teksten
    begin: Dagen
    eind: Dagen
    volume: Getallen
    eenheid: Teksten
    tarief: Getallen
    bedrag: Getallen
    credit: Masker

    def __len__(self) -> int:
        return len(self.toewijzing)

    @property
    def cent(self) -> Getallen:
        """Signed eurocents per line."""
        return np.where(self.credit, -self.bedrag, self.bedrag)

    def regel(self, positie: int) -> Prestatie:
        """One line as a record, with the values as sent."""
        vorige = self.vorige[positie].decode() if self.heeft_vorige[positie] else None
        tarief = int(self.tarief[positie])
        return Prestatie(
            product_referentie=Referentie(
                referentie_nummer=self.referentie[positie].decode(), vorig_referentie_nummer=vorige
            ),
            toewijzing_nummer=int(self.toewijzing[positie]),
            product_categorie=str(self.categorie[positie]),
            product_code=str(self.code[positie]),
            product_periode=GeslotenPeriode(
                begindatum=datum_van(int(self.begin[positie])), einddatum=datum_van(int(self.eind[positie]))
            ),
            geleverd_volume=int(self.volume[positie]),
            eenheid=str(self.eenheid[positie]),
            product_tarief=None if tarief == GEEN_TARIEF else tarief,
            ingediend_bedrag=BedragMetDC(
                bedrag=int(self.bedrag[positie]), debet_credit=CREDIT if self.credit[positie] else DEBET
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bericht323:
    """A whole 323 with its lines in columns. Afzender is the aanbieder (AGB), ontvanger the gemeente."""

    wet: Wet
    header: Kop
    declaratie_nummer: str
    declaratie_periode: GeslotenPeriode
    declaratie_dagtekening: dt.date
    totaal_ingediend_bedrag: TotaalBedragMetDC
    bsns: tuple[str, ...]
    prestaties: Prestaties

    @property
    def aanbieder(self) -> str:
        """AGB-code of the sender."""
        return self.header.afzender

    @property
    def gemeente(self) -> str:
        """CBS code of the gemeente that is asked to pay."""
        return self.header.ontvanger

    @property
    def dagtekening(self) -> dt.date:
        """Day on which the message was signed (Header)."""
        return self.header.bericht_identificatie.dagtekening


def als_referenties(nummers: Iterable[str]) -> Referenties:
    """Column of references."""
    return np.array([nummer.encode() for nummer in nummers], np.bytes_)


def maak_prestaties(regels: Iterator[tuple[int, Prestatie]]) -> Prestaties:
    """Columns of (client index, line) pairs."""
    paren = list(regels)
    lijnen = [regel for _, regel in paren]
    vorige = [regel.product_referentie.vorig_referentie_nummer for regel in lijnen]
    return Prestaties(
        client=np.array([client for client, _ in paren], np.int64),
        referentie=als_referenties(regel.product_referentie.referentie_nummer for regel in lijnen),
        vorige=als_referenties(nummer or "" for nummer in vorige),
        heeft_vorige=np.array([nummer is not None for nummer in vorige], np.bool_),
        toewijzing=np.array([regel.toewijzing_nummer for regel in lijnen], np.int64),
        categorie=np.array([regel.product_categorie for regel in lijnen], np.str_),
        code=np.array([regel.product_code for regel in lijnen], np.str_),
        begin=np.array([dagnummer(regel.product_periode.begindatum) for regel in lijnen], np.int64),
        eind=np.array([dagnummer(regel.product_periode.einddatum) for regel in lijnen], np.int64),
        volume=np.array([regel.geleverd_volume for regel in lijnen], np.int64),
        eenheid=np.array([regel.eenheid for regel in lijnen], np.str_),
        tarief=np.array(
            [GEEN_TARIEF if regel.product_tarief is None else regel.product_tarief for regel in lijnen], np.int64
        ),
        bedrag=np.array([regel.ingediend_bedrag.bedrag for regel in lijnen], np.int64),
        credit=np.array([regel.ingediend_bedrag.debet_credit == CREDIT for regel in lijnen], np.bool_),
    )


def voeg_samen(delen: Sequence[Prestaties]) -> Prestaties:
    """Columns of consecutive parts of one message."""
    velden = [veld.name for veld in fields(Prestaties)]
    return Prestaties(**{naam: np.concatenate([getattr(deel, naam) for deel in delen]) for naam in velden})


def in_kolommen(bericht: Declaratiebericht) -> Bericht323:
    """Columns of a nested 323; this is also the way in for a JSON submission."""
    declaratie = bericht.declaratie
    return Bericht323(
        wet=bericht.wet,
        header=bericht.header,
        declaratie_nummer=declaratie.declaratie_nummer,
        declaratie_periode=declaratie.declaratie_periode,
        declaratie_dagtekening=declaratie.declaratie_dagtekening,
        totaal_ingediend_bedrag=declaratie.totaal_ingediend_bedrag,
        bsns=tuple(client.bsn for client in declaratie.clienten),
        prestaties=maak_prestaties(
            (index, regel) for index, client in enumerate(declaratie.clienten) for regel in client.prestaties
        ),
    )


def als_records(bericht: Bericht323) -> Declaratiebericht:
    """Nested form of the columns; inverse of `in_kolommen`."""
    per_client: list[list[Prestatie]] = [[] for _ in bericht.bsns]
    for positie, client in enumerate(bericht.prestaties.client.tolist()):
        per_client[client].append(bericht.prestaties.regel(positie))
    return Declaratiebericht(
        wet=bericht.wet,
        header=bericht.header,
        declaratie=Declaratie(
            declaratie_nummer=bericht.declaratie_nummer,
            declaratie_periode=bericht.declaratie_periode,
            declaratie_dagtekening=bericht.declaratie_dagtekening,
            totaal_ingediend_bedrag=bericht.totaal_ingediend_bedrag,
            clienten=tuple(
                Client323(bsn=bsn, prestaties=tuple(regels))
                for bsn, regels in zip(bericht.bsns, per_client, strict=True)
            ),
        ),
    )
