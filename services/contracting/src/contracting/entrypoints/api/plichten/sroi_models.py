import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Code, Datum, Gemeente, NieuweCode, Tekst
from risb_recht.vormen.vrije_tekst import code_zonder_bsn

from contracting.application.plichten.handelingen import SroiVerplichten
from contracting.domain.plichten.sroi import Sroiinzet, Sroitabel, Sroiverplichting, waarde_van

_Groep = Annotated[
    str,
    Field(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$", examples=["participatiewet"]),
    AfterValidator(code_zonder_bsn),
]


class GroepwaardeIn(ApiModel):
    """Wat een groep of bonus waard is."""

    groep: _Groep
    cent: Cent


class SroitabelIn(ApiModel):
    """Wat inzet waard is in een gemeente vanaf een dag."""

    code: NieuweCode = Field(description="Eigen code van de tabel.", examples=["UTRECHT-2025"])
    gemeente: Gemeente
    van: Datum = Field(description="Eerste dag waarop de tabel geldt.")
    bron: Tekst = Field(description="Waar de tabel staat.")
    jaarwaarden: list[GroepwaardeIn] = Field(min_length=1, max_length=50, description="Per voltijds jaar van 36 uur.")
    uurwaarde_cent: Cent = Field(default=0, description="Per gegeven uur.")
    bonussen: list[GroepwaardeIn] = Field(default=[], max_length=50)

    def tabel(self) -> Sroitabel:
        """The table of the domain."""
        return Sroitabel(
            code=self.code,
            gemeente=self.gemeente,
            van=self.van,
            bron=self.bron,
            jaarwaarden={one.groep: one.cent for one in self.jaarwaarden},
            uurwaarde_cent=self.uurwaarde_cent,
            bonussen={one.groep: one.cent for one in self.bonussen},
        )


class GroepwaardeUit(ApiModel):
    """Wat een groep of bonus waard is."""

    groep: str
    cent: int


class SroitabelUit(ApiModel):
    """Een tabel zoals zij is vastgesteld."""

    code: str
    gemeente: str
    van: dt.date
    bron: str
    jaarwaarden: list[GroepwaardeUit]
    uurwaarde_cent: int
    bonussen: list[GroepwaardeUit]

    @classmethod
    def van_tabel(cls, tabel: Sroitabel) -> Self:
        """The answer for a table."""
        zelfde = ("code", "gemeente", "van", "bron", "uurwaarde_cent")
        return cls(
            **{naam: getattr(tabel, naam) for naam in zelfde},
            jaarwaarden=_waarden(tabel.jaarwaarden),
            bonussen=_waarden(tabel.bonussen),
        )


def _waarden(waarden: Mapping[str, int]) -> list[GroepwaardeUit]:
    return [GroepwaardeUit(groep=wie, cent=cent) for wie, cent in sorted(waarden.items())]


class SroiverplichtingIn(ApiModel):
    """Wat een aanbieder aan social return moet doen."""

    overeenkomst_id: uuid.UUID
    tabelcode: Code = Field(description="De tabel waarmee wordt geteld.")
    contractsom_cent: Cent = Field(gt=0)
    percentage: int = Field(gt=0, le=10_000, description="In honderdsten van een procent.", examples=[500])

    def opdracht(self) -> SroiVerplichten:
        """The obligation, for the use case."""
        return SroiVerplichten(**self.model_dump())


class SroiinzetIn(ApiModel):
    """Een inzet: iemand uit een groep die werkt, of gegeven uren."""

    groep: _Groep | None = Field(default=None, description="Groep uit de tabel; leeg bij gegeven uren.")
    uren: int = Field(gt=0, le=10_000, description="Uren per week, of het aantal gegeven uren.")
    van: Datum
    tot: Datum
    bonus: _Groep | None = None

    def inzet(self) -> Sroiinzet:
        """The effort of the domain."""
        return Sroiinzet(**self.model_dump())


class SroiinzetUit(ApiModel):
    """Een inzet met haar waarde."""

    groep: str | None
    uren: int
    van: dt.date
    tot: dt.date
    bonus: str | None
    waarde_cent: int


class SroiverplichtingUit(ApiModel):
    """Een verplichting met wat is gedaan en wat nog ontbreekt."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    tabelcode: str
    tabel_van: dt.date
    contractsom_cent: int
    percentage: int
    verplicht_cent: int
    gerealiseerd_cent: int
    tekort_cent: int
    voldaan: bool
    inzetten: list[SroiinzetUit]

    @classmethod
    def van(cls, verplichting: Sroiverplichting) -> Self:
        """The answer for an obligation."""
        zelfde = ("id", "overeenkomst_id", "agb_code", "contractsom_cent", "percentage", "verplicht_cent")
        meer = ("gerealiseerd_cent", "tekort_cent")
        return cls(
            **{naam: getattr(verplichting, naam) for naam in (*zelfde, *meer)},
            tabelcode=verplichting.tabel.code,
            tabel_van=verplichting.tabel.van,
            voldaan=verplichting.tekort_cent == 0,
            inzetten=[_inzet(verplichting.tabel, one) for one in verplichting.inzetten],
        )


def _inzet(tabel: Sroitabel, inzet: Sroiinzet) -> SroiinzetUit:
    velden = {naam: getattr(inzet, naam) for naam in ("groep", "uren", "van", "tot", "bonus")}
    return SroiinzetUit(**velden, waarde_cent=waarde_van(tabel, inzet))
