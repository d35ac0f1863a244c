"""Delivery by e-mail: one message per letter, recognisable when it comes again."""

from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib
from typing_extensions import override

from risb_zaak.letter_ports import Kanaal, Zending

_SECONDS = 5


class SmtpKanaal(Kanaal):
    """`adres` is smtp://host:port for the embedded run, or smtps://name:password@host:port (TLS from the start)."""

    def __init__(self, adres: str, afzender: str) -> None:
        self._server = urlsplit(adres)
        self._afzender = afzender

    @override
    async def send(self, zending: Zending) -> None:
        server = self._server
        await aiosmtplib.send(
            self._message(zending),
            hostname=server.hostname,
            port=server.port,
            username=unquote(server.username) if server.username else None,
            password=unquote(server.password) if server.password else None,
            use_tls=server.scheme == "smtps",
            timeout=_SECONDS,
        )

    def _message(self, zending: Zending) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._afzender
        message["To"] = zending.aan
        message["Subject"] = zending.onderwerp
        message["Message-ID"] = f"<{zending.id}@{self._afzender.rpartition('@')[2]}>"
        message.set_content(zending.tekst)
        message.add_attachment(zending.pdf, maintype="application", subtype="pdf", filename=zending.naam)
        return message
