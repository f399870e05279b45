"""Sets of rows as large numbers, compared with the same reckoned row by row."""

from hypothesis import given
from hypothesis import strategies as st

from search.engines.rowsets import at_least, best, counts, intersection, newest, rowset, union

ROWS = st.frozensets(st.integers(1, 90), max_size=60)
LEVELS = st.lists(st.tuples(ROWS, st.integers(0, 120)), max_size=6)


def of(rows: frozenset[int]) -> int:
    return rowset(sorted(rows))


def rows_of(found: int) -> set[int]:
    return set(newest(found))


@given(ROWS)
def test_newest_gives_back_the_rows_the_highest_number_first(rows: frozenset[int]) -> None:
    assert list(newest(of(rows))) == sorted(rows, reverse=True)


@given(st.lists(ROWS, min_size=1, max_size=5), st.integers(1, 6))
def test_rows_in_at_least_so_many_sets(sets: list[frozenset[int]], number: int) -> None:
    expected = {row for row in range(1, 91) if sum(row in each for each in sets) >= number}
    assert rows_of(at_least(number, map(of, sets))) == expected


@given(ROWS, ROWS, ROWS)
def test_union_intersection_and_counts_are_those_of_sets(
    one: frozenset[int], two: frozenset[int], three: frozenset[int]
) -> None:
    assert rows_of(union(map(of, (one, two, three)))) == one | two | three
    assert rows_of(intersection(of(one), map(of, (two, three)))) == one & two & three
    expected = {name: len(one & each) for name, each in (("two", two), ("three", three)) if one & each}
    assert counts(of(one), {"two": of(two), "three": of(three)}) == expected


@given(ROWS, LEVELS, st.integers(0, 70))
def test_best_rows_are_those_worth_most_and_the_newest_of_equal_ones(
    rows: frozenset[int], levels: list[tuple[frozenset[int], int]], most: int
) -> None:
    worth = {row: sum(points for each, points in levels if row in each) for row in rows}
    expected = sorted(worth.items(), key=lambda pair: (-pair[1], -pair[0]))[:most]
    assert best(of(rows), [(of(each), points) for each, points in levels], most) == expected


def test_set_without_rows_is_nothing() -> None:
    assert rowset([]) == 0
    assert list(newest(0)) == []
    assert best(0, [(0, 5)], 10) == []
