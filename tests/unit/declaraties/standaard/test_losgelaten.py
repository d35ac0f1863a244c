"""A reader lets go of what it built of a file that it refuses, because a worker that grows with each is ended."""

from collections.abc import Callable

import psutil
import pytest
from declaraties.adapters.post.deur import read_head
from declaraties.adapters.standaard.xml.stroom import check_begin, read_root
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from lxml.etree import XMLSyntaxError

RUIM = b"<a>" + b"<b>z</b>" * 5_000  # about 1.2 MB as a tree
KEREN = 40
HOOGSTENS = 12_000_000

LEZERS: dict[str, Callable[[bytes], object]] = {
    "read_head": read_head,
    "read_root": read_root,
    "check_begin": check_begin,
}


def lees(naam: str, keren: int) -> None:
    for _ in range(keren):
        try:
            LEZERS[naam](RUIM)
        except (BerichtGeweigerdError, XMLSyntaxError):
            continue


@pytest.mark.parametrize("naam", LEZERS)
def test_what_is_refused_stays_in_no_memory(naam: str) -> None:
    lees(naam, 5)
    begin = psutil.Process().memory_info().rss
    lees(naam, KEREN)
    assert psutil.Process().memory_info().rss - begin < HOOGSTENS
