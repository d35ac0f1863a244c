"""Tells the story in plain Dutch and stops it, with the reason, when an outcome is not what it should be."""

import datetime as dt
import io
import json
import time
import uuid
import zipfile
from collections.abc import Callable, Iterable, Mapping
from textwrap import shorten
from typing import Any, Protocol, TypeVar

import httpx
from rich.console import Console
from risb_kern.clock import MovableClock

T = TypeVar("T")
GEDULD = 60.0


class Omgeving(Protocol):
    """What the story needs of the running product."""

    @property
    def bootstrap(self) -> str:
        """Address of the broker."""
        ...

    def api_url(self, service: str) -> str:
        """Address of a service's API without path."""
        ...

    def token(
        self, rol: str | Iterable[str], *, agb: Iterable[str] = (), gemeenten: Iterable[str] = (), wie: str = ""
    ) -> str:
        """An access token that the services accept; `wie` tells persons with the same role apart."""
        ...

    def metingen(self, service: str, name: str) -> str:
        """The metrics of a process, as Prometheus reads them."""
        ...

    @property
    def clock(self) -> MovableClock:
        """The clock of every process."""
        ...


class VerhaalError(Exception):
    """The chain did something else than the story says."""


class Verteller:
    """Prints chapters, steps with their outcome, and checks."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._begin = time.monotonic()
        self.controles = 0

    def hoofdstuk(self, titel: str) -> None:
        """Begin a part of the story."""
        self._console.print(f"\n[bold]{titel}[/bold]")

    def stap(self, tekst: str) -> None:
        """Tell what happened."""
        self._console.print(f"  {time.monotonic() - self._begin:6.1f} s  {tekst}", soft_wrap=True)

    def controleer(self, wat: str, gevonden: object, verwacht: object) -> None:
        """Compare an outcome with what it must be; raises VerhaalError when it differs."""
        if gevonden != verwacht:
            raise VerhaalError(f"{wat}: verwacht {leesbaar(verwacht)}, gevonden {leesbaar(gevonden)}")
        self.controles += 1
        self.stap(f"[green]klopt[/green]  {wat}: {shorten(leesbaar(gevonden), 100, placeholder=' ...')}")

    def bevestig(self, wat: str, *, gevonden: bool, verwacht: bool = True) -> None:
        """Check something that is so, or is not so."""
        self.controleer(wat, gevonden, verwacht)

    def wacht(self, waarop: str, kijk: Callable[[], T | None], seconden: float = GEDULD) -> T:
        """Look again and again until there is something; raises VerhaalError after so many seconds."""
        einde = time.monotonic() + seconden
        while time.monotonic() < einde:
            gevonden = kijk()
            if gevonden:
                return gevonden
            time.sleep(0.1)
        raise VerhaalError(f"{waarop}: niet gebeurd binnen {seconden:.0f} seconden")


def leesbaar(waarde: object) -> str:
    """A value as people write it: yes and no, Dutch days, lists with commas; nothing of how a program writes it."""
    match waarde:
        case None | "":
            return "niets"
        case bool():
            return "ja" if waarde else "nee"
        case dt.datetime():
            return f"{waarde:%d-%m-%Y %H:%M}"
        case dt.date():
            return f"{waarde:%d-%m-%Y}"
        case Mapping():
            return "; ".join(f"{leesbaar(naam)}: {leesbaar(een)}" for naam, een in waarde.items()) or "niets"
        case set() | frozenset():
            return leesbaar(sorted(waarde, key=str))
        case list() | tuple():
            return ", ".join(leesbaar(een) for een in waarde) or "niets"
        case _:
            return str(waarde)


def euro(cent: int) -> str:
    """An amount as people write it."""
    heel, rest = divmod(abs(cent), 100)
    return f"{'-' if cent < 0 else ''}€ {heel:,}".replace(",", ".") + f",{rest:02d}"


class Gebruiker:
    """Somebody with a role who uses the APIs; `trace` puts everything under one correlation id."""

    def __init__(self, omgeving: Omgeving, client: httpx.Client, token: str, trace: str = "") -> None:
        self._omgeving = omgeving
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}
        if trace:
            self._headers["traceparent"] = f"00-{trace}-{'1' * 16}-01"

    def lees(self, dienst: str, pad: str, /, **vraag: Any) -> Any:
        """GET; the JSON answer, or the text when it is not JSON."""
        return self._vraag("GET", dienst, pad, params=vraag)

    def stuur(self, dienst: str, pad: str, gegevens: Mapping[str, Any], *, status: int = 201) -> Any:
        """POST JSON with a key of its own; VerhaalError with the problem's text when the status is another one."""
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        return self._vraag("POST", dienst, pad, status=status, json=gegevens, headers=headers)

    def geweigerd(self, dienst: str, pad: str, gegevens: Mapping[str, Any]) -> str:
        """POST JSON that is refused; the code of the reason."""
        answer = self._antwoord("POST", dienst, pad, json=gegevens, headers={"Idempotency-Key": str(uuid.uuid4())})
        if not answer.is_client_error:
            raise VerhaalError(f"POST {answer.request.url.path}: {answer.status_code}, en dat moest worden geweigerd")
        return str(answer.json()["type"]).removeprefix("urn:risb:probleem:")

    def vervang(self, dienst: str, pad: str, gegevens: Mapping[str, Any]) -> Any:
        """PUT JSON."""
        return self._vraag("PUT", dienst, pad, json=gegevens)

    def bericht(self, xml: bytes, *, status: int = 202) -> Any:
        """Send a message of the standard to declaraties."""
        headers = {"Content-Type": "application/xml"}
        return self._vraag("POST", "declaraties", "/berichten", status=status, content=xml, headers=headers)

    def zip(self, berichten: Mapping[str, bytes]) -> int:
        """Send several messages of the standard to declaraties in one package; gives how many were let in."""
        pakket = io.BytesIO()
        with zipfile.ZipFile(pakket, "w", zipfile.ZIP_DEFLATED) as zip_:
            for naam, xml in berichten.items():
                zip_.writestr(naam, xml)
        headers = {"Content-Type": "application/zip"}
        inhoud = pakket.getvalue()
        uitslag = self._vraag("POST", "declaraties", "/zendingen", status=202, content=inhoud, headers=headers)
        return sum(een["aangenomen"] for een in uitslag["berichten"])

    def volg(self, dienst: str, pad: str, aantal: int) -> list[Any]:
        """The first so many events of a stream of server-sent events."""
        gevonden: list[Any] = []
        with self._client.stream("GET", self._url(dienst, pad), headers=self._headers) as answer:
            for line in answer.iter_lines():
                if line.startswith("data: "):
                    gevonden.append(json.loads(line.removeprefix("data: ")))
                if len(gevonden) == aantal:
                    break
        return gevonden

    def _url(self, dienst: str, pad: str) -> str:
        return f"{self._omgeving.api_url(dienst)}/v1{pad}"

    def _vraag(self, methode: str, dienst: str, pad: str, *, status: int = 200, **rest: Any) -> Any:
        answer = self._antwoord(methode, dienst, pad, **rest)
        if answer.status_code != status:
            raise VerhaalError(f"{methode} {answer.request.url.path}: {answer.status_code} {_reden(answer)}")
        return answer.json() if "json" in answer.headers.get("content-type", "") else answer.text

    def _antwoord(self, methode: str, dienst: str, pad: str, **rest: Any) -> httpx.Response:
        headers = {**self._headers, **rest.pop("headers", {})}
        return self._client.request(methode, self._url(dienst, pad), headers=headers, **rest)


def _reden(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
    except json.JSONDecodeError:
        return answer.text[:200]
    fouten = "; ".join(f"{one['veld']}: {one['melding']}" for one in problem.get("fouten", []))
    return f"{problem.get('detail', '')} {fouten}".strip()
