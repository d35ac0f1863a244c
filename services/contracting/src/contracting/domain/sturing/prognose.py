"""What a year is expected to cost: what became payable, and what may still come of the obligations (D19).

The rule, per post (see `Boekregel.post`) of a gemeente, programmalijn and year:

- care: the obligation on days that may still be declared, less what became payable about those days; and never more
  than what of the whole obligation did not become payable yet;
- a term: once it became payable that counts, as long as it is not above the obligation; until then the obligation;
- a subsidy: what of it did not become payable yet;
- payables without an obligation (continuity, extra cost): nothing more is expected;
- a payable of a term that was told without its number lies within the obligations of terms as long as the year runs;
- a year that is over (its care can no longer be declared): nothing is expected any more, but that a term that was paid
  above its obligation comes back.

So an obligation and its payment are never both counted.
"""

import datetime as dt
from dataclasses import dataclass

from risb_recht.bedrag import naar_rato

from contracting.domain.sturing.grootboek import LOS, TERMIJN_ONBEKEND, ZORG, Boekregel, Boeksoort, Plek


@dataclass(frozen=True, slots=True, kw_only=True)
class Poststand:
    """One post of a place in a year, in eurocents.

    `open_cent` is the obligation on days that may still be declared, `recent_cent` what is payable about such days;
    `gesteld` tells whether anything of it became payable at all.
    """

    plek: Plek
    post: str
    verplicht_cent: int
    betaalbaar_cent: int
    open_cent: int
    recent_cent: int
    gesteld: bool


def open_vanaf(vandaag: dt.date) -> dt.date:
    """First day whose care may not have been declared yet: that of the previous month.

    Care is declared at the latest in the month after it (SAP 2.5.1), so what lies before is paid or will not come.
    """
    return (vandaag.replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def open_deel(regel: Boekregel, vanaf: dt.date) -> int:
    """The part of an obligation on days from `vanaf`, rounded half-up; without days it lies on its whole year."""
    van, tot = regel.van or dt.date(regel.jaar, 1, 1), regel.tot or dt.date(regel.jaar, 12, 31)
    tot = max(van, tot)
    dagen = max(0, (tot - max(van, vanaf)).days + 1)
    return naar_rato(regel.verplicht_cent, dagen, (tot - van).days + 1)


def nog_te_komen(stand: Poststand, jaar: int, vandaag: dt.date) -> int:
    """What may still become payable of a post, in eurocents; negative when it has to come back."""
    over = open_vanaf(vandaag).year > jaar
    if stand.post.startswith(f"{Boeksoort.TERMIJN}:"):
        return _van_termijn(stand, over=over)
    if over or stand.post == LOS:
        return 0
    rest = stand.verplicht_cent - stand.betaalbaar_cent
    if stand.post == ZORG:
        rest = min(rest, stand.open_cent - stand.recent_cent)
    return max(0, rest)


def _van_termijn(stand: Poststand, *, over: bool) -> int:
    if over and stand.post == TERMIJN_ONBEKEND:
        return 0
    if not stand.gesteld:
        return 0 if over else stand.verplicht_cent
    return min(0, stand.verplicht_cent - stand.betaalbaar_cent)
