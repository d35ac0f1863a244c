from risb_api.api import ApiModel
from risb_api.fields import Cent


class BudgetIn(ApiModel):
    """Het budget van een gemeente op een begrotingslijn in een jaar."""

    bedrag_cent: Cent


class BudgetUit(ApiModel):
    """Een vastgesteld budget; `versie` is ook de ETag."""

    gemeente: str
    programmalijn: str
    jaar: int
    bedrag_cent: int
    versie: int
