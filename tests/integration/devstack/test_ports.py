import random
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from devstack.errors import DevstackError
from devstack.folder_lock import FolderLock
from devstack.ports import PortBook, free_port, is_free, is_open, require_free

pytestmark = pytest.mark.integratie


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_refused_with_number_purpose_and_remedy(taken: int) -> None:
    with pytest.raises(DevstackError, match=rf"Poort {taken} \(API van contracting\) is al in gebruik") as caught:
        require_free(taken, "API van contracting", "Kies een andere.")
    assert caught.value.remedy == "Kies een andere."


def test_a_port_with_a_listener_is_open_and_not_free(taken: int) -> None:
    assert is_open(taken)
    assert not is_free(taken)


def test_free_ports_are_never_given_twice_even_with_the_same_chance() -> None:
    ports = [free_port(random.Random(1)) for _ in range(20)]
    assert len(set(ports)) == 20


def test_ports_stay_below_those_of_outgoing_connections() -> None:
    assert all(free_port() < 32_768 for _ in range(50))


def test_a_port_is_remembered_between_runs_once_it_is_saved(tmp_path: Path) -> None:
    book = PortBook(tmp_path / "poorten.json")
    port = book.port("kafka")
    assert PortBook(tmp_path / "poorten.json").known("kafka") is None
    book.save()
    assert PortBook(tmp_path / "poorten.json").port("kafka") == port


def test_a_remembered_port_that_was_taken_meanwhile_is_replaced(tmp_path: Path, taken: int) -> None:
    path = tmp_path / "poorten.json"
    path.write_text(f'{{"kafka": {taken}}}')
    assert PortBook(path).port("kafka") != taken


def test_free_ports_are_all_chosen_anew_and_known_to_who_asks_later(tmp_path: Path) -> None:
    path = tmp_path / "poorten.json"
    path.write_text('{"kafka": 20001}')
    book = PortBook(path, anew=True)
    assert book.known("kafka") is None
    port = book.port("kafka")
    book.save()
    assert PortBook(path).known("kafka") == port


def test_the_ports_of_a_running_stack_are_asked_for_and_not_changed(tmp_path: Path, taken: int) -> None:
    path = tmp_path / "poorten.json"
    path.write_text(f'{{"kafka": {taken}}}')
    assert PortBook(path, in_use=True).port("kafka") == taken
    assert PortBook(path).known("kafka") == taken


def test_a_folder_is_taken_while_another_launcher_has_it(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    assert not FolderLock(tmp_path).taken
    lock.take()
    assert (lock.taken, FolderLock(tmp_path).taken) == (False, True)
    lock.release()
    assert not FolderLock(tmp_path).taken
