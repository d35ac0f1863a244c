"""When an event does not want to: what passes by itself, and what never will."""

import errno
from dataclasses import dataclass

import psycopg
from aiokafka.errors import KafkaError
from risb_schemas import RegistryError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

MAX_TRIES = 4
# So often a statement may be broken off for lasting too long: a busy hour passes, one that is too heavy never does.
MAX_SLOW = 8
_QUERY_CANCELED = "57014"
_MAX_BACKOFF = 30.0
# Of PostgreSQL: connection, serialization, out of resources, not now, operator, system, and a standby.
_PASSING = ("08", "40", "53", "55", "57", "58", "25006")
# Of the operating system: wrong whatever the disk or the network does.
_WRONG = frozenset({errno.ENAMETOOLONG, errno.ENOENT, errno.EINVAL, errno.EILSEQ, errno.EEXIST, errno.EISDIR, None})


@dataclass(slots=True)
class Trouble:
    """What the event at the head of a partition met so far."""

    offset: int
    pauses: int = 0
    faults: int = 0
    slow: int = 0

    def meet(self, error: Exception) -> bool:
        """Count the error; True when it came too often for something that passes by itself."""
        self.pauses += 1
        self.faults += not is_interruption(error)
        self.slow += is_too_slow(error)
        return self.faults >= MAX_TRIES or self.slow >= MAX_SLOW

    @property
    def breath(self) -> float:
        """The short pause before trying in place what failed by itself; everybody else waits for it."""
        return 0.05 * 2.0 ** min(self.faults - 1, 5)

    @property
    def seconds(self) -> float:
        """The pause before the next try."""
        return backoff_seconds(self.pauses)


def backoff_seconds(attempt: int) -> float:
    """Pause before try number `attempt` + 1: doubles from 0.2 s to at most half a minute, however often it failed."""
    return min(_MAX_BACKOFF, 0.1 * 2.0 ** min(attempt, 16))


def is_interruption(error: BaseException) -> bool:
    """True when database, broker, registry or network failed: the same event may succeed later."""
    if isinstance(error, KafkaError | RegistryError | PoolTimeoutError | ConnectionError | TimeoutError):
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or is_interruption(error.orig or error.__cause__ or ValueError())
    if isinstance(error, psycopg.Error):
        return _passes(error)
    return isinstance(error, OSError) and error.errno not in _WRONG


def is_too_slow(error: BaseException) -> bool:
    """True when the database broke the statement off: it may pass, or belong to the event itself."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) == _QUERY_CANCELED


def passes_by_itself(error: BaseException) -> bool:
    """True when only time mends it, however often it comes; what is too slow is given up after a few tries."""
    return is_interruption(error) and not is_too_slow(error)


def database_is_away(error: BaseException) -> bool:
    """True when the database failed in a way that passes by itself: no fault of what was being worked on."""
    return isinstance(error, DBAPIError | PoolTimeoutError | psycopg.Error) and passes_by_itself(error)


def _passes(error: psycopg.Error) -> bool:
    if error.sqlstate:
        return error.sqlstate.startswith(_PASSING)
    # Without a code from the server: a connection that was never made. The library also says OperationalError of a
    # statement that it cannot send, such as one with too many parameters.
    return isinstance(error, psycopg.errors.ConnectionTimeout) or error.pgconn is not None
