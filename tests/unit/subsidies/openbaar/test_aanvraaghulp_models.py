from typing import Any

import pytest
from pydantic import ValidationError
from risb_kern.errors import DomainError
from subsidies.entrypoints.api.openbaar.aanvraaghulp_models import HulpvraagIn


def vraag(**changes: Any) -> HulpvraagIn:
    body = {"soort": "groep", "bedragCent": 45_000, "datum": "2026-12-12", **changes}
    return HulpvraagIn.model_validate(body)


@pytest.mark.parametrize("postcode", ["3822", "3822 AB", "3822AB"])
def test_a_postcode_leads_to_its_gemeente(postcode: str) -> None:
    assert vraag(postcode=postcode).to_domain().gemeente == "0307"


def test_a_gemeente_that_is_named_goes_before_a_postcode() -> None:
    assert vraag(postcode="3822", gemeente="0342").to_domain().gemeente == "0342"


@pytest.mark.parametrize("changes", [{}, {"postcode": "1011"}])
def test_without_a_place_in_the_region_there_is_no_answer(changes: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refused:
        vraag(**changes).to_domain()
    assert refused.value.slug == "gemeente-onbekend"


@pytest.mark.parametrize("postcode", ["0822", "38222", "3822 SS", "3822 A", "\u0663\u0668\u0662\u0662"])
def test_what_is_no_postcode_is_refused(postcode: str) -> None:
    with pytest.raises(ValidationError):
        vraag(postcode=postcode)
