"""What the header of a message with a retour must hold on levels 3 and 4, whatever the message tells."""

from declaraties.domain.post.afloop import Regelbreuk
from declaraties.domain.post.teksten import BERICHT_AL_ONTVANGEN, DAGTEKENING_IN_TOEKOMST, GEMEENTE_ONBEKEND
from declaraties.domain.standaard.regel import Klasse

_REGELS = (
    (BERICHT_AL_ONTVANGEN, "9056", 3),
    (DAGTEKENING_IN_TOEKOMST, "8848", 4),
    (GEMEENTE_ONBEKEND, "S300", 4),
)


def kopbevindingen(
    *, al_ontvangen: bool, in_toekomst: bool, gemeente_bekend: bool, reden_onbekend: str | None = None
) -> tuple[Regelbreuk, ...]:
    """TR056, TR135 and TR378, in the order of the table; `reden_onbekend` says why a gemeente is not known."""
    gebroken = {
        BERICHT_AL_ONTVANGEN: al_ontvangen,
        DAGTEKENING_IN_TOEKOMST: in_toekomst,
        GEMEENTE_ONBEKEND: not gemeente_bekend,
    }
    return tuple(
        Regelbreuk(
            regel=regel,
            code=code,
            niveau=niveau,
            klasse=Klasse.KOP,
            aantal=1,
            posities=(0,),
            reden=reden_onbekend if regel == GEMEENTE_ONBEKEND else None,
        )
        for regel, code, niveau in _REGELS
        if gebroken[regel]
    )
