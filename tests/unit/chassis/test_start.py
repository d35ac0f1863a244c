"""A process that is started without its settings says in Dutch which, and never what they hold."""

import runpy
import sys

import pytest

from tests.builders.diensten import DIENSTEN


@pytest.mark.parametrize("opdracht", ["api", "consumer", "lees_opnieuw", "migrate", "redrive", "relay", "geschiedenis"])
@pytest.mark.parametrize("dienst", DIENSTEN)
def test_what_the_environment_lacks_is_named_in_dutch(
    dienst: str, opdracht: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["python -m", opdracht])
    for naam in ("DATABASE_URL", "GEGEVENSSLEUTEL", "KAFKA_BOOTSTRAP"):
        monkeypatch.delenv(f"{dienst.upper()}_{naam}", raising=False)
    monkeypatch.setenv(f"{dienst.upper()}_GEGEVENSSLEUTEL", "dit is geheim")

    with pytest.raises(SystemExit) as einde:
        runpy.run_module(dienst, run_name="__main__")

    gezegd = capsys.readouterr().err
    assert einde.value.code == 2
    assert f"{dienst.upper()}_DATABASE_URL ontbreekt in de omgeving; zie docs/diensten/{dienst}.md\n" in gezegd
    assert f"{dienst.upper()}_GEGEVENSSLEUTEL klopt niet" in gezegd
    assert "geheim" not in gezegd
    assert "Traceback" not in gezegd
