"""Whose an application is, seen from the person who acts on it."""

import uuid
from dataclasses import replace
from typing import Protocol

from risb_kern.act import Handeling

from subsidies.application.uow import Uow
from subsidies.domain.regelingen.opgave import Opgave


class Betreft(Protocol):
    """An application, as far as it belongs to somebody."""

    @property
    def id(self) -> uuid.UUID: ...  # noqa: D102 -- the type says it
    @property
    def opgave(self) -> Opgave: ...  # noqa: D102 -- the type says it


async def belang_van(handeling: Handeling, aanvraag: Betreft, uow: Uow) -> frozenset[str]:
    """The marks of this person that the application belongs to; none when it is of others.

    By the login, or by an application that this login filed for the same organisation, person or account; or by the
    aanbieder that this person speaks for.
    """
    gevonden = set()
    if await uow.aanvragen.is_filed_by(aanvraag.id, handeling.door):
        gevonden.add(f"sub:{handeling.door}")
    for merk in handeling.kenmerken:
        kvk_nummer = await uow.zorgcontracten.find_kvk(merk.removeprefix("agb:"))
        if kvk_nummer is not None and kvk_nummer == aanvraag.opgave.kvk_nummer:
            gevonden.add(merk)
    return frozenset(gevonden)


async def met_organisatie(uow: Uow, handeling: Handeling) -> Handeling:
    """The act with the marks of every aanbieder of the organisation that this person speaks for."""
    codes = [one.removeprefix("agb:") for one in handeling.kenmerken]
    zelfde = await uow.zorgcontracten.list_with_same_kvk(codes) if codes else frozenset()
    return replace(handeling, kenmerken=handeling.kenmerken | {f"agb:{one}" for one in zelfde})
