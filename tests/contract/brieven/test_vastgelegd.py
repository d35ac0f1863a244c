"""A letter that was sent can be set again: a version of a template or frame that was used never changes."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).parents[3]
RECORDED = Path(__file__).with_name("vastgelegd.txt")
PATTERNS = ("chassis/src/risb_zaak/typst/**/*", "*/src/*/letters/*/*/brief.typ")


def test_every_version_of_a_letter_is_recorded_and_unchanged() -> None:
    files = {path for pattern in PATTERNS for path in (ROOT / "services").glob(pattern) if path.is_file()}
    found = {f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(ROOT)}" for path in files}

    assert found == set(RECORDED.read_text().splitlines()), "a new version is a new folder and a new line (sha256sum)"
