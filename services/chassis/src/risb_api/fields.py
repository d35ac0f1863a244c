"""Kinds of fields that every API shares, once: the form they get, their limits, descriptions and examples.

Codes and texts come out in their one canonical form (`risb_recht.codes`, `risb_kern.texts`), before all else.
"""

import datetime as dt
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, Field
from risb_kern.texts import regel, verhaal
from risb_recht import codes
from risb_recht.codes import EERSTE_DAG, LAATSTE_DAG
from risb_recht.vormen.grenzen import elk_een_keer, in_utc, tussen
from risb_recht.vormen.vrije_tekst import code_zonder_bsn, zonder_bsn

GROOTSTE_BEDRAG = 10**13
_AGB = {"pattern": r"^[0-9]{8}$"}
_GEMEENTE = {"pattern": r"^[0-9]{4}$"}
_VROEGSTE_DAG = dt.date(1800, 1, 1)

Agb = Annotated[
    str,
    AfterValidator(codes.agb_code),
    Field(description="AGB-code van de aanbieder (8 cijfers).", examples=["42420001"], json_schema_extra=_AGB),
]
Kvk = Annotated[
    str,
    AfterValidator(codes.kvk_nummer),
    Field(description="KvK-nummer (8 cijfers).", examples=["12345678"], json_schema_extra=_AGB),
]
Iban = Annotated[
    str,
    AfterValidator(codes.iban),
    Field(description="Rekeningnummer (IBAN).", examples=["NL91ABNA0417164300"]),
]
Bsn = Annotated[
    str,
    AfterValidator(codes.bsn),
    Field(description="Burgerservicenummer (9 cijfers).", examples=["999990019"]),
]
_Gemeentecode = Annotated[
    str, AfterValidator(codes.gemeentecode), Field(examples=["0307"], json_schema_extra=_GEMEENTE)
]
Gemeente = Annotated[_Gemeentecode, Field(description="CBS-code van de gemeente (4 cijfers).", examples=["0307"])]
Gemeenten = Annotated[
    list[_Gemeentecode],
    Field(
        min_length=1,
        max_length=50,
        description="CBS-codes van de gemeenten (4 cijfers), elk een keer.",
        examples=[["0307", "0342"]],
    ),
    AfterValidator(elk_een_keer),
]
Programmalijn = Annotated[
    str, Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2}){0,3}$", description="Begrotingslijn.", examples=["2.1.3"])
]
Code = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$")]
# Of what gets its code here; what was coded before is still shown and named.
NieuweCode = Annotated[Code, AfterValidator(code_zonder_bsn)]
Dag = Annotated[dt.date, AfterValidator(tussen(_VROEGSTE_DAG, LAATSTE_DAG))]
Datum = Annotated[dt.date, AfterValidator(tussen(EERSTE_DAG, LAATSTE_DAG)), Field(examples=["2026-01-01"])]
Tijdstip = Annotated[dt.datetime, AfterValidator(in_utc)]
Cent = Annotated[int, Field(ge=0, le=GROOTSTE_BEDRAG, description="Bedrag in eurocent.", examples=[1250])]
ZONDER_BSN = AfterValidator(zonder_bsn)
# What is asked for and not kept; what is kept is a `Zin` or a `Verhaal`.
Regel = Annotated[str, AfterValidator(regel)]
Zin = Annotated[Regel, ZONDER_BSN]
Tekst = Annotated[Zin, Field(max_length=500)]
Naam = Annotated[Zin, Field(max_length=200)]
Verhaal = Annotated[str, AfterValidator(verhaal), ZONDER_BSN, Field(min_length=1, max_length=4000)]

AgbPad = Annotated[
    str,
    AfterValidator(codes.agb_code),
    Path(alias="agbCode", description="AGB-code (8 cijfers).", json_schema_extra=_AGB),
]
KvkPad = Annotated[
    str,
    AfterValidator(codes.kvk_nummer),
    Path(alias="kvkNummer", description="KvK-nummer (8 cijfers).", json_schema_extra=_AGB),
]
GemeentePad = Annotated[
    str,
    AfterValidator(codes.gemeentecode),
    Path(description="CBS-code van de gemeente (4 cijfers).", json_schema_extra=_GEMEENTE),
]
AgbVraag = Annotated[
    Annotated[str, AfterValidator(codes.agb_code)] | None,
    Query(alias="agbCode", description="Alleen van deze aanbieder.", json_schema_extra=_AGB),
]
GemeenteVraag = Annotated[
    Annotated[str, AfterValidator(codes.gemeentecode)] | None,
    Query(alias="gemeente", description="Alleen van deze gemeente (CBS-code).", json_schema_extra=_GEMEENTE),
]
DatumVraag = Annotated[Datum | None, Query(description="De stand op deze dag (JJJJ-MM-DD).")]
