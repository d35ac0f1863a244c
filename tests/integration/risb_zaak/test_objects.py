"""One interface, three places: a folder, memory, and an S3-compatible store (an imitation on loopback)."""

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from risb_zaak.documents.objects import Objects, objects_at

from tests.builders.documenten import alles, in_delen
from tests.fakes.s3 import s3_imitation

STRAKS = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
MEGA = 1024 * 1024


@pytest.fixture(params=["folder", "memory", "s3"])
def objects(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Objects]:
    match request.param:
        case "folder":
            yield objects_at((tmp_path / "met spatie").as_uri())
        case "memory":
            yield objects_at("memory:///")
        case _:
            with s3_imitation() as (endpoint, _):
                variables = {"ENDPOINT": endpoint, "ALLOW_HTTP": "true", "REGION": "eu-west-1"}
                keys = {"ACCESS_KEY_ID": "proef", "SECRET_ACCESS_KEY": "proef"}
                for name, value in {**variables, **keys}.items():
                    monkeypatch.setenv(f"AWS_{name}", value)
                yield objects_at("s3://b")


async def names(objects: Objects, before: dt.datetime = STRAKS) -> list[str]:
    return sorted([name async for some in objects.names(before) for name in some])


@pytest.mark.parametrize("size", [0, 1, 12 * MEGA + 3])
async def test_what_is_put_can_be_got(objects: Objects, size: int) -> None:
    data = (bytes(range(251)) * (size // 251 + 1))[:size]

    await objects.put("naam", in_delen(data))

    assert await alles(objects.get("naam")) == data


async def test_what_is_not_there_is_not_found(objects: Objects) -> None:
    with pytest.raises(FileNotFoundError):
        await alles(objects.get("weg"))


async def test_objects_are_listed_by_age_and_removed_once(objects: Objects) -> None:
    for name in ("een", "twee"):
        await objects.put(name, in_delen(b"x"))

    assert await names(objects) == ["een", "twee"]
    assert await names(objects, STRAKS - dt.timedelta(days=2)) == []
    await objects.remove(["een", "een", "nooit"])
    assert await names(objects) == ["twee"]


async def test_contents_that_stop_halfway_leave_nothing(objects: Objects) -> None:
    async def breaks() -> AsyncIterator[bytes]:
        yield b"x" * 6 * MEGA
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await objects.put("half", breaks())

    assert await names(objects) == []


async def test_a_large_object_goes_to_s3_in_parts() -> None:
    with s3_imitation() as (endpoint, bucket), pytest.MonkeyPatch.context() as patch:
        for name, value in {"ENDPOINT": endpoint, "ALLOW_HTTP": "true", "ACCESS_KEY_ID": "a"}.items():
            patch.setenv(f"AWS_{name}", value)
        patch.setenv("AWS_SECRET_ACCESS_KEY", "b")
        await objects_at("s3://b").put("naam", in_delen(bytes(12 * MEGA)))

    assert sum(one.startswith("PUT partNumber") for one in bucket.requests) == 3
    assert bucket.parts == {}
