from typing import Any

import pytest
from pydantic import ValidationError
from subsidies.domain.besluiten.besluit import Besluitsoort, Grondcode, Voornemen, Weigeringsgrond, beslis
from subsidies.entrypoints.api.besluiten.besluiten_models import BesluitIn, BesluitUit

from tests.builders.subsidies import dossier, handeling, voornemen

GROND = {"code": "awb-4-35-1-a", "toelichting": "De zaal is gesloten."}


def test_a_refusal_reaches_the_domain_with_its_grounds() -> None:
    body = BesluitIn.model_validate({"soort": "weigeren", "gronden": [GROND], "motivering": "Zie de gronden."})
    assert body.to_domain() == Voornemen(
        soort=Besluitsoort.WEIGEREN,
        bedrag_cent=None,
        gronden=(Weigeringsgrond(code=Grondcode.ACTIVITEIT_NIET, toelichting="De zaal is gesloten."),),
        motivering="Zie de gronden.",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"soort": "weigeren", "bedragCent": 1},
        {"soort": "buiten-behandeling", "bedragCent": 1},
        {"soort": "buiten-behandeling", "gronden": [GROND]},
        {"soort": "verlenen", "bedragCent": 0},
        {"soort": "schenken"},
        {"soort": "weigeren", "gronden": [{**GROND, "code": "geen-zin"}]},
    ],
)
def test_what_does_not_belong_to_the_kind_of_decision_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        BesluitIn.model_validate({"motivering": "Daarom.", **changes})


def test_a_refused_applicant_sees_the_article_of_each_ground() -> None:
    grond = Weigeringsgrond(code=Grondcode.ACTIVITEIT_NIET, toelichting="De zaal is gesloten.")
    _, besluit = beslis(dossier(), voornemen(Besluitsoort.WEIGEREN, None, grond), handeling())
    (shown,) = BesluitUit.of(besluit).gronden
    assert (shown.code, shown.artikel) == (Grondcode.ACTIVITEIT_NIET, "artikel 4:35, eerste lid, onder a, Awb")
