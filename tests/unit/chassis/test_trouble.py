"""What passes by itself and what never will; and the letter about the latter."""

import errno
import uuid
from typing import Any

import httpx
import psycopg
import pytest
from aiokafka import TopicPartition
from aiokafka.errors import CorruptRecordException, KafkaConnectionError, NodeNotReadyError
from chassis.db import engine_for
from chassis.events.wire import dead_letter
from risb_kern.events.letters import detail_of, reason_of
from risb_kern.events.trouble import MAX_SLOW, MAX_TRIES, Trouble, is_interruption
from risb_schemas import RegistryUnavailableError, UnreadableEventError
from risb_schemas.letters import original, range_of
from risb_schemas.readers import in_its_place, last_of, record_at
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

HERE = TopicPartition("contracting-aanbieders", 2)


def of_the_database(sqlstate: str) -> DBAPIError:
    """As the library gives an error with this code."""
    return OperationalError("SELECT 1", None, psycopg.errors.lookup(sqlstate)("mis"))


PASSING: list[Exception] = [
    KafkaConnectionError(),
    NodeNotReadyError(),
    RegistryUnavailableError("weg"),
    PoolTimeoutError(),
    ConnectionResetError(),
    TimeoutError(),
    OSError(errno.ENOSPC, "vol"),
    OSError(errno.EHOSTUNREACH, "weg"),
    psycopg.errors.ConnectionTimeout(),
    *map(of_the_database, ["08006", "40001", "40P01", "53100", "53300", "55P03", "57P01", "57P03", "25006"]),
]
STAYING: list[Exception] = [
    ValueError("a"),
    RecursionError(),
    MemoryError(),
    OverflowError(),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"),
    OSError(errno.ENAMETOOLONG, "lang"),
    OSError("zonder nummer"),
    psycopg.DataError("PostgreSQL text fields cannot contain NUL"),
    psycopg.OperationalError("number of parameters must be between 0 and 65535"),
    *map(of_the_database, ["22021", "22P02", "22003", "23505", "23502", "54000", "42P01", "42501"]),
]


def name_of(error: Exception) -> str:
    return f"{type(error).__name__} {getattr(getattr(error, 'orig', error), 'sqlstate', '')}"


@pytest.mark.parametrize("error", PASSING, ids=name_of)
def test_what_is_away_is_waited_for(error: Exception) -> None:
    trouble = Trouble(7)
    assert is_interruption(error)
    assert not any(trouble.meet(error) for _ in range(50))
    assert 0 < trouble.seconds <= 30


@pytest.mark.parametrize("error", STAYING, ids=name_of)
def test_what_is_wrong_by_itself_is_given_up_after_a_few_tries(error: Exception) -> None:
    trouble = Trouble(7)
    assert [trouble.meet(error) for _ in range(MAX_TRIES)] == [False] * (MAX_TRIES - 1) + [True]
    assert reason_of(error) == "onverwerkbaar"


@pytest.mark.parametrize("error", [of_the_database("57014"), psycopg.errors.QueryCanceled("mis")], ids=name_of)
def test_a_statement_that_always_takes_too_long_is_waited_for_and_then_given_up(error: Exception) -> None:
    trouble = Trouble(7)
    assert is_interruption(error)
    assert MAX_SLOW > MAX_TRIES
    assert [trouble.meet(error) for _ in range(MAX_SLOW)] == [False] * (MAX_SLOW - 1) + [True]


def test_a_database_that_is_away_in_between_costs_a_slow_statement_no_try() -> None:
    trouble = Trouble(7)
    for _ in range(MAX_SLOW - 1):
        assert not trouble.meet(of_the_database("57014"))
        assert not any(trouble.meet(of_the_database("08006")) for _ in range(20))
    assert trouble.meet(of_the_database("57014"))


async def test_a_database_that_is_not_there_is_an_interruption() -> None:
    engine = engine_for("postgresql://niemand@127.0.0.1:1/nergens")
    with pytest.raises(Exception) as caught:  # noqa: PT011 -- whatever the layers below make of it
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    await engine.dispose()
    assert is_interruption(caught.value)


def a_letter(record: Any, error: Exception) -> Any:
    row = dead_letter("contracting", record, error, uuid.uuid4())
    headers = [(name, value.encode()) for name, value in (row.kop or {}).items()]
    return record_at(TopicPartition(row.topic, 0), 5, key=row.sleutel, value=row.inhoud, headers=headers)


def test_a_letter_gives_the_record_back_as_it_came() -> None:
    record = record_at(HERE, 9, key=b"k", value=b"\x00w", headers=[("ce_id", b"een"), ("handtekening", b"abc=")])
    letter = a_letter(record, ValueError("geheim"))
    back = original(letter)
    assert (back.topic, back.key, back.value, back.headers) == (HERE.topic, b"k", b"\x00w", record.headers)
    assert range_of(letter) is None


def test_a_letter_about_a_batch_names_its_offsets_and_holds_nothing() -> None:
    record = in_its_place(HERE, 9, 14, CorruptRecordException("crc"))
    letter = a_letter(record, record.value.error())
    lost = range_of(letter)
    assert lost is not None
    assert (lost.place, lost.first, lost.last, last_of(record)) == (HERE, 9, 14, 14)
    # The client sends no record that has neither key nor value.
    assert (letter.key, letter.value) == (b"", None)


@pytest.mark.parametrize("name", ["partitie", "offset", "laatste_offset"])
@pytest.mark.parametrize("number", [None, "", "-1", "een", "\u0663", "1.0", "9" * 19, "0x1", "1\n", " 1", "1_0"])
def test_a_letter_about_a_batch_without_a_place_is_a_letter_like_any_other(name: str, number: str | None) -> None:
    kop = {"reden": "onleesbare-bundel", "topic": "x", "partitie": "0", "offset": "1", "laatste_offset": "2"}
    headers = [(one, text.encode()) for one, text in ({**kop, name: number}).items() if text is not None]
    forged = record_at(TopicPartition("contracting-dlq", 0), 0, key=None, value=b"x", headers=headers)
    assert range_of(forged) is None


@pytest.mark.parametrize("topic", [b"", b"x" * 9_000, b"\xff\x00", "declaraties-\u043f".encode()])
def test_a_topic_that_nobody_has_names_no_metric_and_no_mark(topic: bytes) -> None:
    letter = record_at(TopicPartition("contracting-dlq", 0), 0, key=None, value=b"x", headers=[("topic", topic)])
    assert original(letter).topic == "contracting-dlq"


@pytest.mark.parametrize(
    ("key", "value"), [(None, None), (b"k", None), (None, b"v"), (b"k" * 800_000, b"v" * 1_200_000)]
)
def test_a_letter_can_always_be_sent(key: bytes | None, value: bytes | None) -> None:
    record = record_at(HERE, 1, key=key, value=value, headers=[("x" * 5_000, b"y" * 900_000)] * 200)
    row = dead_letter("contracting", record, UnreadableEventError("leeg", "x" * 9_000), uuid.uuid4())
    assert not (row.sleutel is None and row.inhoud is None)
    assert sum(len(name) + len(text) for name, text in (row.kop or {}).items()) < 200_000
    assert len(row.sleutel or b"") + len(row.inhoud or b"") < 1_700_000


def test_the_text_of_an_error_of_a_handler_stays_out_of_the_letter() -> None:
    with pytest.raises(ValueError, match="Jansen") as caught:
        int("mevrouw Jansen")
    assert "Jansen" not in detail_of(caught.value)
    assert detail_of(caught.value).startswith("ValueError in tests.unit.chassis.test_trouble, line ")
    refused = httpx.ConnectError("weg")
    assert detail_of(refused) == "ConnectError"
