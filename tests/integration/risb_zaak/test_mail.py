"""Mail goes to a real server on loopback, and the same letter twice is one letter."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import aiosmtplib
import pytest
from devstack.ports import free_port
from devstack.post import Postbus, messages, shown
from risb_zaak.letter_ports import Zending
from risb_zaak.letters.mail import SmtpKanaal

ZENDING = Zending(
    id=uuid.UUID(int=7),
    aan="aanvrager@example.nl",
    onderwerp="Een brief voor u: besluit op uw aanvraag",
    tekst="Beste aanvrager,\n\nBij dit bericht zit een brief.\n",
    naam="besluit.pdf",
    pdf=b"%PDF-1.7 inhoud",
)


@pytest.fixture
def postbus(tmp_path: Path) -> Iterator[Postbus]:
    postbus = Postbus(tmp_path / "post", free_port())
    postbus.start()
    yield postbus
    postbus.stop()


async def test_a_letter_arrives_with_its_pdf_and_a_message_id_of_its_own(postbus: Postbus, tmp_path: Path) -> None:
    await SmtpKanaal(postbus.adres, "bureau@example.nl").send(ZENDING)

    [bericht] = messages(tmp_path / "post")
    [bijlage] = bericht.iter_attachments()
    assert bericht["Message-ID"] == f"<{ZENDING.id}@example.nl>"
    assert (bericht["From"], bericht["To"]) == ("bureau@example.nl", ZENDING.aan)
    assert (bijlage.get_filename(), bijlage.get_content()) == ("besluit.pdf", ZENDING.pdf)
    assert "Bij dit bericht zit een brief." in shown(bericht)
    assert "Bijlage: besluit.pdf" in shown(bericht)


async def test_a_letter_that_is_sent_again_is_there_once(postbus: Postbus, tmp_path: Path) -> None:
    kanaal = SmtpKanaal(postbus.adres, "bureau@example.nl")
    await kanaal.send(ZENDING)
    await kanaal.send(ZENDING)
    postbus.stop()
    again = Postbus(tmp_path / "post", free_port())
    again.start()
    await SmtpKanaal(again.adres, "bureau@example.nl").send(ZENDING)
    again.stop()

    assert len(messages(tmp_path / "post")) == 1


async def test_a_server_that_is_away_is_an_error() -> None:
    with pytest.raises(aiosmtplib.SMTPException):
        await SmtpKanaal(f"smtp://127.0.0.1:{free_port()}", "bureau@example.nl").send(ZENDING)


def test_a_mailbox_that_was_never_there_is_empty(tmp_path: Path) -> None:
    assert messages(tmp_path / "post") == []
