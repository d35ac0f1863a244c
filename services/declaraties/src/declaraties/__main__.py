import sys
from typing import Any


def _api(settings: Any) -> Any:
    from declaraties.bootstrap import build_api

    return build_api(settings)


def _handlers(settings: Any) -> Any:
    from declaraties.bootstrap import build_handlers

    return build_handlers(settings)


def _worker(settings: Any) -> Any:
    from declaraties.bootstrap import worker_process

    return worker_process(settings)


def _agenda(settings: Any) -> Any:
    from declaraties.bootstrap import build_agenda

    return build_agenda(settings)


def _start() -> None:
    from chassis.cli import Service, main
    from risb_zaak.timeline.check import geschiedenis

    from declaraties.settings import Settings

    main(
        Service(
            dienst="declaraties",
            settings=Settings,
            api=_api,
            handlers=_handlers,
            extra={"agenda": _agenda, "worker": _worker},
            commands={"geschiedenis": geschiedenis},
        )
    )


def _controleer() -> int:
    # starts at once on any machine: the web framework and the database stay unread
    from declaraties.controleer import main

    return main(sys.argv[2:])


if __name__ == "__main__":
    if sys.argv[1:2] == ["controleer"]:
        sys.exit(_controleer())
    _start()
