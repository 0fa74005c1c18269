"""Numbers of subscribers and wishes, which links and Message-IDs name and sign.

Each is a random step above the last, so that they tell the order in which people came, and none is given
again: not after a deletion, and not when a backup was put back that knows nothing of the numbers given out
since. The links of those people then lead nowhere, instead of to somebody else.
"""

import secrets
from itertools import accumulate

from sqlalchemy import Connection, Table, func, select

STEP = 2**32
"""Largest step. Of a thousand numbers given out after a backup was put back, one is a lost one in one of two
million cases; 10^8 rows fit into the 18 digits that a link may have."""


def next_numbers(connection: Connection, table: Table, count: int = 1) -> list[int]:
    """Return numbers for new rows of a table with an "id", growing."""
    last = connection.scalar(select(func.max(table.c.id))) or 0
    steps = (1 + secrets.randbelow(STEP) for _ in range(count))
    return list(accumulate(steps, initial=last))[1:]
