import datetime as dt

import pytest
from risb_kern.errors import DomainError
from toezicht.domain.maatregelen.maatregel import controleer

from tests.builders.toezichtzaken import een_maatregel, nieuw_id

MAATREGEL = een_maatregel(nieuw_id())


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(DomainError) as fout:
        controleer(dt.date(2026, 5, 10), dt.date(2026, 5, 9), ["0307", "9999"], {"0307"})
    assert [one.code for one in fout.value.fouten] == ["einde-voor-begin", "onbekende-gemeente"]


def test_an_unknown_region_judges_no_gemeente() -> None:
    controleer(dt.date(2026, 5, 10), None, ["9999"], set())


def test_ends_once_and_not_before_it_began() -> None:
    einde = MAATREGEL.beeindig(dt.date(2026, 5, 10), "Hersteld.")
    assert einde.einddatum == dt.date(2026, 5, 10)
    with pytest.raises(DomainError, match="al beëindigd"):
        einde.beeindig(dt.date(2026, 6, 1), "Nog eens.")
    with pytest.raises(DomainError, match="voordat zij begint"):
        MAATREGEL.beeindig(dt.date(2026, 5, 9), "Te vroeg.")
