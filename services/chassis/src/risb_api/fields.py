"""Kinds of fields that every API shares, once, with their limits, descriptions and examples."""

import datetime as dt
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, Field, StringConstraints
from risb_kern.texts import leesbaar
from risb_recht import codes
from risb_recht.codes import EERSTE_DAG, LAATSTE_DAG

GEEN_STUURTEKENS = r"^[^\x00-\x1f\x7f]+$"
GROOTSTE_BEDRAG = 10**13
_AGB = r"^[0-9]{8}$"
_GEMEENTE = r"^[0-9]{4}$"


def _redelijk(dag: dt.date) -> dt.date:
    if not EERSTE_DAG <= dag <= LAATSTE_DAG:
        raise ValueError(f"De datum moet tussen {EERSTE_DAG} en {LAATSTE_DAG} liggen.")
    return dag


def _uniek(codes: list[str]) -> list[str]:
    if len(set(codes)) != len(codes):
        raise ValueError("Noem elke waarde een keer.")
    return sorted(codes)


Agb = Annotated[
    str,
    StringConstraints(pattern=_AGB),
    Field(description="AGB-code van de aanbieder (8 cijfers).", examples=["42420001"]),
]
Kvk = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{8}$"), Field(description="KvK-nummer (8 cijfers).", examples=["12345678"])
]
Iban = Annotated[
    str,
    Field(max_length=42, description="Rekeningnummer (IBAN).", examples=["NL91ABNA0417164300"]),
    AfterValidator(codes.iban),
]
Bsn = Annotated[
    str,
    Field(max_length=11, description="Burgerservicenummer (9 cijfers).", examples=["999990019"]),
    AfterValidator(codes.bsn),
]
Gemeente = Annotated[
    str,
    StringConstraints(pattern=_GEMEENTE),
    Field(description="CBS-code van de gemeente (4 cijfers).", examples=["0307"]),
]
Gemeenten = Annotated[
    list[Annotated[str, StringConstraints(pattern=_GEMEENTE)]],
    Field(
        min_length=1,
        max_length=50,
        description="CBS-codes van de gemeenten (4 cijfers), elk een keer.",
        examples=[["0307", "0342"]],
    ),
    AfterValidator(_uniek),
]
Programmalijn = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2}){0,3}$"),
    Field(description="Begrotingslijn.", examples=["2.1.3"]),
]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$")]
Datum = Annotated[dt.date, AfterValidator(_redelijk), Field(examples=["2026-01-01"])]
Cent = Annotated[int, Field(strict=True, ge=0, le=GROOTSTE_BEDRAG, description="Bedrag in eurocent.", examples=[1250])]
Tekst = Annotated[str, StringConstraints(pattern=GEEN_STUURTEKENS, max_length=500), AfterValidator(leesbaar)]
Naam = Annotated[str, StringConstraints(pattern=GEEN_STUURTEKENS, max_length=200), AfterValidator(leesbaar)]

AgbPad = Annotated[str, Path(alias="agbCode", pattern=_AGB, description="AGB-code (8 cijfers).")]
GemeentePad = Annotated[str, Path(pattern=_GEMEENTE, description="CBS-code van de gemeente (4 cijfers).")]
AgbVraag = Annotated[str | None, Query(alias="agbCode", pattern=_AGB, description="Alleen van deze aanbieder.")]
GemeenteVraag = Annotated[
    str | None, Query(alias="gemeente", pattern=_GEMEENTE, description="Alleen van deze gemeente (CBS-code).")
]
DatumVraag = Annotated[dt.date | None, Query(description="De stand op deze dag (JJJJ-MM-DD).")]
