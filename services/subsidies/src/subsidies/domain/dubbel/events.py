"""Facts about double funding; names and fields equal the schemas in `schemas/avro/subsidies`."""

from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DubbeleFinancieringGesignaleerd(Event):
    """An applicant also has a care contract; a question for a person, never a conclusion."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    regel: str
    regel_versie: int
    kvk_nummer: str
    agb_code: str
    overeenkomst_id: str
    toelichting: str
    gevraagd_cent: int
