"""The proof of the API linter: it can see a difference, and on the standard's own cases there is none."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GATES = ROOT / "tools/poorten"
sys.path.insert(0, str(GATES))

import adr_proef  # noqa: E402 -- a script beside the gates, no package

REFERENCE = Path(os.environ.get("RISB_REFERENTIE", ROOT / "../shared/reference"))
CASES = REFERENCE / "standards/adr/testcases"
TOOLS = Path(os.environ.get("RISB_GEREEDSCHAP", Path.home() / ".cache/risb"))
TOTAL = re.compile(r"(\d+) problems? \((\d+) errors?, (\d+) warnings?, (\d+) infos?, (\d+) hints?\)")

needs_reference = pytest.mark.skipif(
    not CASES.is_dir(), reason=f"SKIPPED: the standard's own cases are not at {CASES} (set RISB_REFERENTIE)"
)
needs_linter = pytest.mark.skipif(
    not list(TOOLS.glob("spectral-*/node_modules/.bin/spectral")),
    reason="SKIPPED: the linter is not installed; tools/poorten/adr-lint.sh installs it and runs this proof",
)

EXPECTED = """
/testcases/x/openapi.json
  3:12    error  info-contact  Info object must have "contact" object.  info
 14:5   warning  nlgov:naam    error is a word of this sentence.        paths./x
 20:5     error  info-contact  Again.                                   info

3 problems (2 errors, 1 warning, 0 infos, 0 hints)
"""


def result(rule: str, severity: int, name: str = "x.openapi.json") -> adr_proef.Melding:
    return {"code": rule, "severity": severity, "source": f"/ergens/{name}"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x.openapi.json").write_text("{}")
    (tmp_path / "x.expected.txt").write_text(EXPECTED)
    return tmp_path


AGREEING = [result("info-contact", 0), result("info-contact", 0), result("nlgov:naam", 1)]


def test_findings_are_read_from_the_expected_text() -> None:
    assert adr_proef.lees_verwacht(EXPECTED) == Counter({("error", "info-contact"): 2, ("warning", "nlgov:naam"): 1})


def test_equal_findings_agree(folder: Path) -> None:
    assert adr_proef.vergelijk(folder, adr_proef.tel_gevonden(AGREEING)) == (1, [])


@pytest.mark.parametrize(
    "results",
    [
        pytest.param([], id="nothing found"),
        pytest.param(AGREEING[:2], id="a finding is missing"),
        pytest.param([*AGREEING, result("extra", 0)], id="a finding too many"),
        pytest.param([result("info-contact", 0), result("info-contact", 1), AGREEING[2]], id="another severity"),
        pytest.param([result(r["code"], r["severity"], "y.openapi.json") for r in AGREEING], id="another document"),
    ],
)
def test_other_findings_do_not_agree(folder: Path, results: list[adr_proef.Melding]) -> None:
    agreeing, differences = adr_proef.vergelijk(folder, adr_proef.tel_gevonden(results))
    assert agreeing == 0
    assert differences[0].startswith("x.openapi.json: ")


def test_fewer_cases_than_the_standard_has_is_no_proof(folder: Path) -> None:
    (folder / "uitkomst.json").write_text(json.dumps(AGREEING))
    assert adr_proef.main([str(folder), str(folder / "uitkomst.json"), "1"]) == 0
    assert adr_proef.main([str(folder), str(folder / "uitkomst.json"), "2"]) == 1


@needs_reference
def test_every_expectation_of_the_standard_is_read_completely() -> None:
    texts = [path.read_text() for path in sorted(CASES.glob("*.expected.txt"))]
    assert len(texts) == 26
    for text in texts:
        total = TOTAL.search(text)
        read = adr_proef.lees_verwacht(text)
        assert sum(read.values()) == (int(total[1]) if total else 0)


@needs_reference
@needs_linter
def test_the_linter_finds_in_every_case_of_the_standard_what_must_be_found() -> None:
    run = subprocess.run(["bash", GATES / "adr-lint.sh", "--proef"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "26 van 26 gelijk" in run.stdout
