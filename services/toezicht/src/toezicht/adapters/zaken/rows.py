from toezicht.adapters.database import read
from toezicht.adapters.zaken.tables import ZaakRij
from toezicht.domain.zaken.ladder import Trede
from toezicht.domain.zaken.zaak import Onregelmatigheid, Zaak, ZaakStatus, Zaakuitkomst


def zaak_of(row: ZaakRij) -> Zaak:
    """The case of a row."""
    return read(
        Zaak,
        row,
        status=ZaakStatus(row.status),
        trede=Trede(row.trede),
        klasse=Onregelmatigheid(row.klasse) if row.klasse else None,
        uitkomst=Zaakuitkomst(row.uitkomst) if row.uitkomst else None,
    )
