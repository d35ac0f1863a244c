import datetime as dt

from chassis.processing_log import log_processing
from risb_api.identity import Wie

from subsidies.application.aanvragen.geheimen import betrokkene, iban_van
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.entrypoints.api.aanvragen.aanvragen_models import AanvraagUit
from subsidies.entrypoints.api.edge import SubsidiesEdge

VERWERKING = "https://register.risb.example/verwerkingen/subsidieaanvraag"


async def aanvraag_uit(edge: SubsidiesEdge, uow: Uow, aanvraag: Aanvraag, wie: Wie) -> AanvraagUit:
    """The full body of an application; leaves the record of who read it in the same transaction."""
    begin = dt.datetime.now(dt.UTC)
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    geheim = await uow.aanvragen.read_geheim(aanvraag.id)
    iban = iban_van(edge.privacy, geheim, aanvraag)
    wie_het_betreft = betrokkene(edge.privacy, geheim, aanvraag)
    await log_processing(
        uow, VERWERKING, "Subsidieaanvraag lezen", betrokkenen=[wie_het_betreft], gebruiker=wie.sub, begin=begin
    )
    return AanvraagUit.of(aanvraag, aanvraag.beslisdatum(regeling), iban)
