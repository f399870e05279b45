"""Sets of rows, each one large number with a bit for every row: whole indices are compared in a few microseconds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

# A set of rows and what a row in it is worth.
Level = tuple[int, int]
_ONE = ord("1")


def rowset(rows: Sequence[int]) -> int:
    """Return the set of some rows."""
    if not rows:
        return 0
    digits = bytearray(b"0") * (max(rows) + 1)
    for row in rows:
        digits[row] = _ONE
    digits.reverse()
    return int(digits, 2)


def newest(rows: int) -> Iterator[int]:
    """Yield the rows of a set, the highest number first."""
    digits = f"{rows:b}"
    at = digits.find("1")
    while at >= 0:
        yield len(digits) - 1 - at
        at = digits.find("1", at + 1)


def at_least(number: int, sets: Iterable[int]) -> int:
    """Return the rows that are in so many of the sets; the number is positive."""
    in_at_least = [-1] + [0] * number
    for some in sets:
        for count in range(number, 0, -1):
            in_at_least[count] |= in_at_least[count - 1] & some
    return in_at_least[number]


def union(sets: Iterable[int]) -> int:
    """Return the rows that are in any of the sets."""
    rows = 0
    for some in sets:
        rows |= some
    return rows


def intersection(rows: int, others: Iterable[int]) -> int:
    """Return those of the rows that are in all of the other sets."""
    for other in others:
        rows &= other
    return rows


def counts(rows: int, sets: Mapping[str, int]) -> dict[str, int]:
    """Return how many of the rows are in each of the sets, without those that have none."""
    found = {name: (rows & some).bit_count() for name, some in sets.items()}
    return {name: count for name, count in found.items() if count}


def best(rows: int, levels: Iterable[Level], most: int) -> list[tuple[int, int]]:
    """Return so many of the rows, if there are, with what the levels they are in are worth together; best first.

    Of those that are worth the same the newest come first. No row is looked at by itself but those returned.
    """
    digits = _sums(levels)
    chosen = sorted(newest(_highest(rows, digits, most)), reverse=True)
    columns = [digit.to_bytes(rows.bit_length() // 8 + 1, "little") for digit in (each & rows for each in digits)]
    worths = {
        row: sum((column[row >> 3] >> (row & 7) & 1) << place for place, column in enumerate(columns)) for row in chosen
    }
    return sorted(worths.items(), key=lambda pair: -pair[1])


def _sums(levels: Iterable[Level]) -> list[int]:
    """Return what every row is worth as binary digits, the last one first: each is the set of rows that have it."""
    digits: list[int] = []
    for rows, worth in levels:
        for place in range(worth.bit_length()):
            if worth >> place & 1:
                _carry(digits, rows, place)
    return digits


def _carry(digits: list[int], rows: int, place: int) -> None:
    while rows:
        digits += [0] * (place + 1 - len(digits))
        digits[place], rows = digits[place] ^ rows, digits[place] & rows
        place += 1


def _highest(rows: int, digits: Sequence[int], most: int) -> int:
    """Return so many of the rows with the highest sums; the newest of those that tie for the last places."""
    chosen, wanted = 0, most
    for digit in reversed(digits):
        above = rows & digit
        count = above.bit_count()
        if count >= wanted:
            rows = above
        else:
            chosen, wanted, rows = chosen | above, wanted - count, rows & ~digit
    if rows.bit_count() <= wanted:
        return chosen | rows
    return chosen | rowset([row for row, _place in zip(newest(rows), range(wanted), strict=False)])
