"""A second calendar that shares nothing with the first: Easter by lunar tables, days one by one."""

import datetime as dt


def plain_easter(jaar: int) -> dt.date:
    golden, century = jaar % 19, jaar // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (jaar + jaar // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    maand = 3 + (offset + 40) // 44
    return dt.date(jaar, maand, offset + 28 - 31 * (maand // 4))


def plain_is_free(dag: dt.date) -> bool:
    if dag.isoweekday() in {6, 7}:
        return True
    vast = {(1, 1), (5, 5), (12, 25), (12, 26)}
    kings = dt.date(dag.year, 4, 27)
    if kings.isoweekday() == 7:
        kings = dt.date(dag.year, 4, 26)
    na_pasen = (dag - plain_easter(dag.year)).days
    return (dag.month, dag.day) in vast or dag == kings or na_pasen in {-2, 1, 39, 50}
