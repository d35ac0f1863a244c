"""A mailbox on this machine: takes every message and keeps it in a folder that any mail program can read."""

import hashlib
import mailbox
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 Message accepted for delivery"


class Postvak:
    """A maildir; a message that comes again (same Message-ID) is the same message."""

    def __init__(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._box = mailbox.Maildir(folder)
        self._known = {_known_as(one["Message-ID"] or "") for one in self._box}

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd
        """Keep one message."""
        del server, session
        content = envelope.original_content or b""
        known = _known_as(message_from_bytes(content, policy=default)["Message-ID"] or content.hex())
        if known not in self._known:
            self._box.add(mailbox.MaildirMessage(content))
            self._known.add(known)
        return TAKEN


class Postbus:
    """The mailbox behind a port, in a thread of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self._controller = Controller(Postvak(folder), hostname="127.0.0.1", port=port, ready_timeout=30)
        self.adres = f"smtp://127.0.0.1:{port}"

    def start(self) -> None:
        """Take messages from now on."""
        self._controller.start()

    def stop(self) -> None:
        """Stop; safe to repeat."""
        if self._controller.server is not None:
            self._controller.stop()


def messages(folder: Path) -> list[EmailMessage]:
    """What is in the mailbox, oldest first."""
    if not folder.exists():
        return []
    files = sorted((folder / "new").iterdir(), key=lambda path: (path.stat().st_mtime_ns, path.name))
    return [message_from_bytes(path.read_bytes(), EmailMessage, policy=default) for path in files]


def shown(message: EmailMessage) -> str:
    """A message as text: who, what, and the names of what came with it."""
    body = message.get_body(("plain",))
    attached = [f"Bijlage: {part.get_filename()}" for part in message.iter_attachments()]
    text = str(body.get_content()).strip() if body else ""
    return "\n".join([f"Aan: {message['To']}", f"Onderwerp: {message['Subject']}", "", text, *attached])


def _known_as(identifier: str) -> str:
    return hashlib.sha256(identifier.strip().encode()).hexdigest()
