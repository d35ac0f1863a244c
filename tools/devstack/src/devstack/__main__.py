"""Command line: up, demo, token, volg, post, klok, geschiedenis."""

import argparse
import datetime as dt
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType

from risb_kern.clock import AMSTERDAM, MovableClock

from devstack.environment import CLOCK_FILE, PORTS_FILE, POST, STATE_FILE, Devstack
from devstack.errors import DevstackError, of_system
from devstack.issuer import Issuer
from devstack.paths import data_dir
from devstack.ports import PortBook
from devstack.post import messages, shown
from devstack.processes import read_processes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    options = _parser().parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        return int(options.run(options))
    except DevstackError as error:
        print(f"\nFout: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\nFout: {of_system(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m devstack", description="Het hele platform op een machine.")
    commands = parser.add_subparsers(required=True, metavar="opdracht")
    up = commands.add_parser("up", help="start alles en blijf draaien tot Ctrl-C")
    up.set_defaults(run=_up)
    demo = commands.add_parser("demo", help="start alles, speel een verhaal en stop")
    demo.set_defaults(run=_demo)
    demo.add_argument("--verhaal", default="keten", choices=("keten", "contracting"), help="welk verhaal")
    for command in (up, demo):
        command.add_argument("--vrije-poorten", action="store_true", help="neem overal een vrije poort")
    up.add_argument("--alleen-motoren", action="store_true", help="alleen Kafka, PostgreSQL en de uitgever")
    up.add_argument("--diensten", type=lambda text: text.split(","), help="alleen deze diensten, met komma's")
    token = commands.add_parser("token", help="maak een ontwikkeltoken")
    token.set_defaults(run=_token)
    token.add_argument("--rol", required=True, action="append")
    token.add_argument("--agb", default=[], action="append")
    token.add_argument("--gemeente", default=[], action="append")
    token.add_argument("--wie", default="", help="nog iemand met deze rol, voor wat twee personen vraagt")
    volg = commands.add_parser("volg", help="toon de gebeurtenissen op een topic")
    volg.set_defaults(run=_volg)
    volg.add_argument("--topic", required=True)
    volg.add_argument("--nieuw", action="store_true", help="alleen wat vanaf nu komt")
    volg.add_argument("--aantal", type=int, help="stop na zoveel gebeurtenissen")
    post = commands.add_parser("post", help="toon de brieven die per e-mail zijn verstuurd")
    post.set_defaults(run=_post)
    klok = commands.add_parser("klok", help="zet de klok van alle processen vooruit")
    klok.set_defaults(run=_klok)
    klok.add_argument("--dag", required=True, help="een dag (2027-03-01) of een aantal dagen erbij (+14d)")
    geschiedenis = commands.add_parser("geschiedenis", help="controleer de tijdlijnen van een dienst")
    geschiedenis.set_defaults(run=_geschiedenis)
    geschiedenis.add_argument("--dienst", required=True, choices=read_processes())
    geschiedenis.add_argument("--anker", default=[], action="append", help="een anker uit het logboek, nummer:hash")
    return parser


def _up(options: argparse.Namespace) -> int:
    stack = Devstack(services=() if options.alleen_motoren else options.diensten, vrije_poorten=options.vrije_poorten)
    with stack:
        asked = _note_signals()
        print(_overview(stack))
        print("\nStoppen: Ctrl-C.", flush=True)
        while not asked:
            _report_ended(stack)
            time.sleep(0.2)
        print("\nStoppen ...", flush=True)
    print("Gestopt.")
    return 0


def _note_signals() -> list[int]:
    """From now on a request to stop is noted in this list; an exception could be lost in a finalizer that runs then."""
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: asked.append(number))
    return asked


def _demo(options: argparse.Namespace) -> int:
    from devstack.verhaal import VerhaalError, speel  # noqa: PLC0415 - only the demo needs it

    # The story checks exact figures, so it always starts from nothing, beside the data of `up`.
    with Devstack(data_dir() / "demo", vrije_poorten=options.vrije_poorten, vers=True) as stack:
        print(_overview(stack), flush=True)
        try:
            speel(stack, options.verhaal)
        except VerhaalError as error:
            raise DevstackError(f"Het verhaal klopt niet. {error}", f"Zie {stack.directory / 'logs'}.") from error
    print("Alles is gestopt.")
    return 0


def _token(options: argparse.Namespace) -> int:
    port = PortBook(data_dir() / PORTS_FILE).known("uitgever")
    if port is None:
        raise DevstackError("Er is nog geen ontwikkelomgeving.", "Start die eerst: make up")
    print("LET OP: dit is een ontwikkeltoken; het bewijst niets en werkt alleen op deze machine.", file=sys.stderr)
    print(
        Issuer(data_dir(), port=port).maak_token(
            options.rol, agb=options.agb, gemeenten=options.gemeente, wie=options.wie
        )
    )
    return 0


def _volg(options: argparse.Namespace) -> int:
    from devstack.follow import follow  # noqa: PLC0415 - brings the client library

    follow(_bootstrap(), options.topic, from_start=not options.nieuw, limit=options.aantal)
    return 0


def _post(options: argparse.Namespace) -> int:
    del options
    found = messages(data_dir() / POST)
    print("\n\n".join(shown(one) for one in found) or "Er is nog niets verstuurd.")
    return 0


def _klok(options: argparse.Namespace) -> int:
    directory = data_dir()
    directory.mkdir(parents=True, exist_ok=True)
    clock = MovableClock(directory / CLOCK_FILE)
    try:
        clock.move(_moment(options.dag, clock.nu().astimezone(AMSTERDAM)))
    except ValueError as error:
        remedy = "Geef een dag na vandaag (2027-03-01) of een aantal dagen (+14d); make clean begint opnieuw."
        raise DevstackError(f"De klok kan niet naar '{options.dag}'.", remedy) from error
    print(f"Het is nu {clock.nu().astimezone(AMSTERDAM):%d-%m-%Y %H:%M}.")
    return 0


def _moment(dag: str, nu: dt.datetime) -> dt.datetime:
    """The given day at the time of day that it is now; ValueError when it is no day."""
    if dag.startswith("+"):
        return nu + dt.timedelta(days=int(dag.removeprefix("+").removesuffix("d")))
    return dt.datetime.combine(dt.date.fromisoformat(dag), nu.timetz())


def _geschiedenis(options: argparse.Namespace) -> int:
    if not (data_dir() / STATE_FILE).exists():
        raise DevstackError("Er draait geen ontwikkelomgeving.", "Start die eerst: make up")
    return Devstack(services=[options.dienst]).command(options.dienst, "geschiedenis", *options.anker)


def _bootstrap() -> str:
    given = os.environ.get("KAFKA_BOOTSTRAP")
    state = data_dir() / STATE_FILE
    if given:
        return given
    if not state.exists():
        raise DevstackError("Er draait geen ontwikkelomgeving.", "Start die eerst: make up")
    return str(json.loads(state.read_text())["kafka"])


def _overview(stack: Devstack) -> str:
    lines = ["", f"Kafka        {stack.kafka.bootstrap}", f"PostgreSQL   {stack.postgres.url()}"]
    if stack.processes:
        lines += ["", "API's, met hun beschrijving:"]
        lines += [f"  {service:<22} {stack.api_url(service)}/v1/docs" for service in stack.services]
        lines += ["", "Metingen en gezondheid per proces (/metrics, /levend, /gereed):"]
        lines += [f"  {process!s:<22} {process.management_url}/metrics" for process in stack.processes]
    lines += ["", f"Logboeken    {stack.directory / 'logs'}"]
    return "\n".join(lines)


def _report_ended(stack: Devstack) -> None:
    for process in stack.processes:
        if not process.running:
            raise DevstackError(f"Proces '{process}' is onverwacht gestopt.", f"Zie {process.log}.")


if __name__ == "__main__":
    sys.exit(main())
