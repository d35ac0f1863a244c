"""Read a topic again: what was handled has its mark and counts once, what was not is handled now."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import psycopg
from risb_schemas.readers import has_members, offsets_since

from risb_kern.clock import AMSTERDAM

_BEGIN = dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
_PLACES = "SELECT partitie, positie FROM leespositie WHERE topic = %s ORDER BY partitie"
_BACK = "UPDATE leespositie SET positie = %s WHERE topic = %s AND partitie = %s AND positie > %s"
_USAGE = "gebruik: lees_opnieuw topic=<topic> vanaf=<begin of 2026-05-01T00:00> [partitie=<nummer>] [--ja]; topics: {}"
_TOLD = """
Wat al verwerkt is, heeft een merk en telt niet nog eens mee. Verwerkt wordt wat toen een dode letter werd, en wat deze
dienst toen nog niet kende. Gebeurtenissen van voor de ondertekening worden dode letters."""


async def reread(
    words: Sequence[str],
    dienst: str,
    topics: Collection[str],
    *,
    database_url: str,
    bootstrap: str,
    oldest: dt.datetime,
) -> str:
    """Put the stored places back and tell what that means; ends the process with the reason when it may not be.

    Nothing older than `oldest`: its mark may be gone, and it would count twice.
    """
    asked = {name: value for name, _, value in (word.partition("=") for word in words)}
    topic, only = asked.get("topic", ""), asked.get("partitie", "")
    moment = _moment(asked.get("vanaf", ""))
    wrong = asked.keys() - {"topic", "vanaf", "partitie", "--ja"} or asked.get("--ja") or len(asked) < len(words)
    if wrong or topic not in topics or moment is None or not (only.isdecimal() or "partitie" not in asked):
        raise SystemExit(_USAGE.format(", ".join(sorted(topics))))
    places = await offsets_since(bootstrap, topic, moment)
    if only:
        places = {one: offset for one, offset in places.items() if str(one) == only}
    if not places:
        raise SystemExit(f"{topic} heeft geen partitie {only}")
    reach = await offsets_since(bootstrap, topic, oldest)
    if any(offset < reach[one] for one, offset in places.items()):
        raise SystemExit(
            f"zo ver terug weet {dienst} niet meer wat al verwerkt is, en zou het dubbel tellen: kies vanaf="
            f"{oldest.astimezone(AMSTERDAM):%Y-%m-%dT%H:%M} of later. Alles vanaf het begin leest een lege database."
        )
    if await has_members(bootstrap, dienst):
        raise SystemExit(f"de consumer van {dienst} draait nog: stop die eerst, en start hem hierna weer")
    return await _put_back(database_url, topic, places, really="--ja" in asked)


async def _put_back(database_url: str, topic: str, places: Mapping[int, int], *, really: bool) -> str:
    async with await psycopg.AsyncConnection.connect(database_url) as database:
        known = await (await database.execute(_PLACES, [topic])).fetchall()
        back = [(one, here, places[one]) for one, here in known if places.get(one, here) < here]
        if really:
            for one, _, there in back:
                await database.execute(_BACK, [there, topic, one, there])
    lines = [f"{topic}, partitie {one}: van {here} terug naar {there}." for one, here, there in back]
    end = "Gedaan. Start de consumer." if really else "Er is nog niets veranderd; herhaal de opdracht met --ja."
    return "\n".join([*lines, _TOLD.strip(), end]) if back else f"{topic}: daarvoor is nog niets gelezen."


def _moment(text: str) -> dt.datetime | None:
    if text == "begin":
        return _BEGIN
    try:
        found = dt.datetime.fromisoformat(text)
        return max(_BEGIN, found if found.tzinfo else found.replace(tzinfo=AMSTERDAM))
    except (ValueError, OverflowError):
        return None
