"""The client of clamd against a small clamd on loopback: clean is only what clamd called so."""

import pytest
from risb_zaak.document_ports import Scanner, Scanstatus
from risb_zaak.documents.scanner import ClamdScanner, NoScanner

from tests.fakes.clamd import VIRUS, clamd

MEGA = 1024 * 1024


async def verdict(scanner: Scanner, *parts: bytes) -> Scanstatus:
    async with scanner.open() as scan:
        for part in parts:
            await scan.feed(part)
        return await scan.verdict()


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], Scanstatus.SCHOON),
        ([b"gewone", b"tekst"], Scanstatus.SCHOON),
        ([b"x" * 3 * MEGA], Scanstatus.SCHOON),
        ([b"tekst " + VIRUS], Scanstatus.BESMET),
        ([VIRUS[:4], VIRUS[4:]], Scanstatus.BESMET),
    ],
)
async def test_clamd_decides(parts: list[bytes], expected: Scanstatus) -> None:
    async with clamd() as port:
        assert await verdict(ClamdScanner("127.0.0.1", port), *parts) is expected


async def test_without_a_scanner_nothing_is_clean() -> None:
    assert await verdict(NoScanner(), b"tekst") is Scanstatus.NIET_GESCAND


async def test_a_scanner_that_is_away_leaves_it_unscanned() -> None:
    async with clamd() as port:
        pass
    assert await verdict(ClamdScanner("127.0.0.1", port), b"tekst") is Scanstatus.NIET_GESCAND


async def test_a_scanner_that_does_not_answer_leaves_it_unscanned() -> None:
    async with clamd(stil=True) as port:
        assert await verdict(ClamdScanner("127.0.0.1", port, seconds=0.2), b"tekst") is Scanstatus.NIET_GESCAND


async def test_what_is_too_large_for_the_scanner_stays_unscanned() -> None:
    async with clamd(limit=10) as port:
        assert await verdict(ClamdScanner("127.0.0.1", port), b"x" * 6, b"x" * 6) is Scanstatus.NIET_GESCAND
