"""Texts that were stored before: a burgerservicenummer in them gets stars, by the rule of today (`met_sterren`)."""

import json
from collections.abc import Callable

from risb_recht.vormen.vrije_tekst import met_sterren


def sterren_v1(*velden: str) -> Callable[[str], str]:
    """What puts stars in the texts of a JSON that stand under these names, or in all; the rest stays as it is."""

    def clean(tekst: str) -> str:
        inhoud = json.loads(tekst)
        nieuw = _in(inhoud, frozenset(velden), vrij=not velden)
        return tekst if nieuw == inhoud else json.dumps(nieuw, ensure_ascii=False)

    return clean


def _in(waarde: object, velden: frozenset[str], *, vrij: bool) -> object:
    if isinstance(waarde, dict):
        return {naam: _in(one, velden, vrij=not velden or naam in velden) for naam, one in waarde.items()}
    if isinstance(waarde, list):
        return [_in(one, velden, vrij=vrij) for one in waarde]
    return met_sterren(waarde) if vrij and isinstance(waarde, str) else waarde
