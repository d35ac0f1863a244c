from typing import Any

import pytest
from pydantic import ValidationError
from subsidies.entrypoints.api.regelingen.regelingen_models import RegelingIn, RegelingUit

from tests.builders.subsidies import regeling_body


def test_a_scheme_comes_back_as_it_was_published() -> None:
    body = RegelingIn.model_validate(regeling_body())
    shown = RegelingUit.model_validate(body.to_domain())
    assert shown.model_dump(mode="json", exclude={"ingetrokken"}) == body.model_dump(mode="json")


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "pid"},
        {"versie": 0},
        {"gemeenten": []},
        {"gemeenten": ["307"]},
        {"plafonds": []},
        {"beslistermijnWeken": 53},
        {"methode": "loting"},
        {"directVastTotCent": -1},
        {"openstelling": {"van": "2026-01-01"}},
    ],
)
def test_a_body_that_cannot_be_a_scheme_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        RegelingIn.model_validate(regeling_body(**changes))
