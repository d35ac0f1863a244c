from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed

from toezicht.adapters.database import columns, read
from toezicht.adapters.zaken.tables import BevindingRij, ZaakRij
from toezicht.domain.zaken.ladder import Trede
from toezicht.domain.zaken.zaak import (
    Aangiftebesluit,
    Bevinding,
    Motivering,
    Onregelmatigheid,
    Zaak,
    ZaakStatus,
    Zaakuitkomst,
)

_MOTIVERINGEN = TypeAdapter(tuple[Motivering, ...])
_AANGIFTE = TypeAdapter(Aangiftebesluit | None)
_BEWIJS = TypeAdapter(list[str])
_SEALED_MOTIVERINGEN = Sealed("zaak.motiveringen")
_SEALED_OMSCHRIJVING = Sealed("bevinding.omschrijving")
_SEALED_BEWIJS = Sealed("bevinding.bewijs")


def zaak_row(zaak: Zaak, privacy: Privacy) -> ZaakRij:
    """The row of a case."""
    tekst = _MOTIVERINGEN.dump_json(zaak.motiveringen).decode()
    motiveringen = _SEALED_MOTIVERINGEN.seal(privacy, zaak.id, tekst)
    aangifte = _AANGIFTE.dump_python(zaak.aangiftebesluit, mode="json")
    return ZaakRij(**{**columns(zaak), "motiveringen": motiveringen, "aangiftebesluit": aangifte})


def zaak_of(row: ZaakRij, privacy: Privacy) -> Zaak:
    """The case of a row."""
    return read(
        Zaak,
        row,
        status=ZaakStatus(row.status),
        trede=Trede(row.trede),
        klasse=Onregelmatigheid(row.klasse) if row.klasse else None,
        voorstel_klasse=Onregelmatigheid(row.voorstel_klasse) if row.voorstel_klasse else None,
        uitkomst=Zaakuitkomst(row.uitkomst) if row.uitkomst else None,
        motiveringen=_MOTIVERINGEN.validate_json(_SEALED_MOTIVERINGEN.open(privacy, row.id, row.motiveringen)),
        aangiftebesluit=_AANGIFTE.validate_python(row.aangiftebesluit),
    )


def bevinding_row(bevinding: Bevinding, privacy: Privacy) -> BevindingRij:
    """The row of a finding."""
    bewijs = _BEWIJS.dump_json(list(bevinding.bewijs)).decode()
    sealed = {
        "omschrijving": _SEALED_OMSCHRIJVING.seal(privacy, bevinding.id, bevinding.omschrijving),
        "bewijs": _SEALED_BEWIJS.seal(privacy, bevinding.id, bewijs),
    }
    return BevindingRij(**{**columns(bevinding), **sealed})


def bevinding_of(row: BevindingRij, privacy: Privacy) -> Bevinding:
    """The finding of a row."""
    return read(
        Bevinding,
        row,
        omschrijving=_SEALED_OMSCHRIJVING.open(privacy, row.id, row.omschrijving),
        bewijs=_BEWIJS.validate_json(_SEALED_BEWIJS.open(privacy, row.id, row.bewijs)),
    )
