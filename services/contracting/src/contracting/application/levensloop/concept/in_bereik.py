import uuid

from risb_kern.errors import not_found
from risb_kern.lists import Bereik

from contracting.application.levensloop.ports import Contractconcepten
from contracting.domain.levensloop.concept import ConceptStatus, Contractconcept

OVERAL = Bereik(alles=True)


async def locked(concepten: Contractconcepten, concept_id: uuid.UUID, bereik: Bereik = OVERAL) -> Contractconcept:
    """The contract, locked; one out of reach is not found."""
    return in_bereik(await concepten.get(concept_id), bereik)


def in_bereik(concept: Contractconcept | None, bereik: Bereik) -> Contractconcept:
    """The contract; not found when it is of another, or not sent yet."""
    if concept is None or not ziet(concept, bereik):
        raise not_found("Het contract")
    return concept


def ziet(concept: Contractconcept, bereik: Bereik) -> bool:
    """True when the caller may see it."""
    gestuurd = bereik.alles or concept.status is not ConceptStatus.CONCEPT
    return gestuurd and bereik.ziet(agb_code=concept.agb_code)
