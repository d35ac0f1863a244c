import hashlib
from pathlib import Path

import pytest
from devstack.errors import DevstackError
from devstack.jars import LOCK_FILE, Jar, ensure_jars, read_lock

CONTENTS = b"contents of a jar"


def a_jar(*, contents: bytes = CONTENTS) -> Jar:
    return Jar(group="nl.proef", artifact="proef", version="1.0", sha256=hashlib.sha256(contents).hexdigest())


class Fetcher:
    def __init__(self, contents: bytes) -> None:
        self.contents = contents
        self.calls = 0

    def __call__(self, jar: Jar, store: Path) -> None:
        self.calls += 1
        path = store / jar.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.contents)


def silent(_text: str) -> None:
    return None


def test_the_lock_pins_every_jar_and_names_no_address() -> None:
    jars = read_lock()
    assert len(jars) > 40
    assert all(len(jar.sha256) == 64 for jar in jars)
    assert "://" not in LOCK_FILE.read_text()


def test_all_parts_of_kafka_have_one_version_and_logging_has_its_binding() -> None:
    jars = read_lock()
    assert {jar.version for jar in jars if jar.group == "org.apache.kafka"} == {"4.3.1"}
    assert "log4j-slf4j-impl" in {jar.artifact for jar in jars}


def test_an_absent_jar_is_fetched_once(tmp_path: Path) -> None:
    fetch = Fetcher(CONTENTS)
    for _ in range(2):
        paths = ensure_jars((a_jar(),), tmp_path, fetch=fetch, say=silent)
    assert fetch.calls == 1
    assert paths[0].read_bytes() == CONTENTS


def test_a_download_that_is_not_the_locked_jar_is_refused_and_removed(tmp_path: Path) -> None:
    with pytest.raises(DevstackError, match="niet het vastgelegde bestand"):
        ensure_jars((a_jar(),), tmp_path, fetch=Fetcher(b"something else"), say=silent)
    assert not (tmp_path / a_jar().path).exists()


def test_a_jar_tampered_with_after_it_was_verified_is_refused(tmp_path: Path) -> None:
    ensure_jars((a_jar(),), tmp_path, fetch=Fetcher(CONTENTS), say=silent)
    (tmp_path / a_jar().path).write_bytes(b"Contents of a jar")
    with pytest.raises(DevstackError, match="niet het vastgelegde bestand"):
        ensure_jars((a_jar(),), tmp_path, fetch=Fetcher(CONTENTS), say=silent)


def test_a_failing_download_says_what_failed_and_what_to_do(tmp_path: Path) -> None:
    def fails(jar: Jar, store: Path) -> None:
        (store / jar.path).parent.mkdir(parents=True)
        (store / jar.path).write_bytes(b"half")
        raise OSError("no route to host")

    with pytest.raises(DevstackError, match=r"nl\.proef:proef:1\.0 is mislukt: no route to host") as caught:
        ensure_jars((a_jar(),), tmp_path, fetch=fails, say=silent)
    assert "internetverbinding" in caught.value.remedy
    assert not (tmp_path / a_jar().path).exists()


def test_a_connection_that_is_not_trusted_is_said_to_be_so(tmp_path: Path) -> None:
    def distrust(jar: Jar, store: Path) -> None:
        assert not (store / jar.path).exists()
        raise OSError("certificate verify failed: self-signed certificate in certificate chain")

    with pytest.raises(DevstackError, match="certificate verify failed") as caught:
        ensure_jars((a_jar(),), tmp_path, fetch=distrust, say=silent)
    assert "SSL_CERT_FILE" in caught.value.remedy
