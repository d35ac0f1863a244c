import dataclasses
from collections.abc import Sequence

from risb_kern.act import Handeling

from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.beoordelen.aandachtspunt import Aandachtbron, Aandachtspunt, zijn_beantwoord
from subsidies.domain.beoordelen.events import ScreeningAfgerond, Screeningsignaal
from subsidies.domain.regelingen.regeling import Regeling


async def screening_afronden(
    uow: Uow, handeling: Handeling, aanvraag: Aanvraag, regeling: Regeling, punten: Sequence[Aandachtspunt]
) -> None:
    """Finish the screening when every signal has an outcome; reopen it when a new one has none."""
    signalen = [one for one in punten if one.signaal.bron is Aandachtbron.SCREENING]
    klaar = zijn_beantwoord(signalen)
    gewijzigd = dataclasses.replace(aanvraag, screening_op=handeling.op if klaar else None, versie=aanvraag.versie + 1)
    await uow.aanvragen.save(gewijzigd, regeling)
    if klaar:
        uow.emit(_gebeurtenis(gewijzigd, signalen, handeling), aanvraag.correlatie_id)


def _gebeurtenis(aanvraag: Aanvraag, signalen: Sequence[Aandachtspunt], handeling: Handeling) -> ScreeningAfgerond:
    return ScreeningAfgerond(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        signalen=tuple(
            Screeningsignaal(regel=one.signaal.regel, versie=one.signaal.versie, uitkomst=str(one.uitkomst))
            for one in signalen
        ),
        afgerond_op=handeling.op,
    )
