"""One stack at a time per folder; the lock ends with the process that holds it, however that ends."""

import fcntl
from pathlib import Path
from typing import TextIO

from devstack.errors import DevstackError

FILE = "slot"


class FolderLock:
    """Exclusive use of a folder among launchers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: TextIO | None = None

    def take(self) -> None:
        """Take it; DevstackError when another launcher has it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = (self._folder / FILE).open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise DevstackError(
                f"Er draait al een omgeving in {self._folder}.",
                "Stop die eerst (Ctrl-C), of kies een andere map met RISB_DEVSTACK_DIR.",
            ) from error
        self._file = file

    def release(self) -> None:
        """Give it back; nothing happens when it was not taken."""
        if self._file is not None:
            self._file.close()
            self._file = None

    @property
    def taken(self) -> bool:
        """True while another launcher has it."""
        if self.held or not (self._folder / FILE).exists():
            return False
        with (self._folder / FILE).open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return True
        return False

    @property
    def held(self) -> bool:
        """True while we have it."""
        return self._file is not None
