from pydantic import TypeAdapter

from toezicht.adapters.database import columns, read
from toezicht.adapters.zaken.tables import ZaakRij
from toezicht.domain.zaken.ladder import Trede
from toezicht.domain.zaken.zaak import Aangiftebesluit, Motivering, Onregelmatigheid, Zaak, ZaakStatus, Zaakuitkomst

_MOTIVERINGEN = TypeAdapter(tuple[Motivering, ...])
_AANGIFTE = TypeAdapter(Aangiftebesluit | None)


def zaak_row(zaak: Zaak) -> ZaakRij:
    """The row of a case."""
    motiveringen = _MOTIVERINGEN.dump_python(zaak.motiveringen, mode="json")
    aangifte = _AANGIFTE.dump_python(zaak.aangiftebesluit, mode="json")
    return ZaakRij(**{**columns(zaak), "motiveringen": list(motiveringen), "aangiftebesluit": aangifte})


def zaak_of(row: ZaakRij) -> Zaak:
    """The case of a row."""
    return read(
        Zaak,
        row,
        status=ZaakStatus(row.status),
        trede=Trede(row.trede),
        klasse=Onregelmatigheid(row.klasse) if row.klasse else None,
        voorstel_klasse=Onregelmatigheid(row.voorstel_klasse) if row.voorstel_klasse else None,
        uitkomst=Zaakuitkomst(row.uitkomst) if row.uitkomst else None,
        motiveringen=_MOTIVERINGEN.validate_python(row.motiveringen),
        aangiftebesluit=_AANGIFTE.validate_python(row.aangiftebesluit),
    )
