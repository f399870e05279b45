"""How a query is put to Elasticsearch, and what its answer says."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from typing import Any, Final

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query as Clause

from search.documents import FACETS

from .columns import COLUMNS
from .protocol import Candidate, Column, Part, Query, Reading, Results

FIELDS: Final = {Column.LEMMAS: "lemmas", Column.SURFACES: "surfaces"}
# A word as it is typed counts less than one that is understood, since that is found by it as well.
_COLUMN_WEIGHTS: Final = {Column.LEMMAS: 1.0, Column.SURFACES: 0.5}
_MOST_VALUES = 500
_LONGEST_WORD = 255


def slice_of(search: "Search[Any]", query: Query) -> "Search[Any]":
    """Return the search for that slice of what matches which the query wants; how much there is, is not asked.

    So the server need not look at what cannot be among the best.
    """
    matching = Q("bool", must=[_matching(query)], filter=list(_filters(query).values()))
    return search.query(matching).sort("_score", "name").extra(
        from_=query.offset, size=query.limit, track_total_hits=False
    )  # fmt: skip


def numbers_of(search: "Search[Any]", query: Query) -> "Search[Any]":
    """Return the search for how much matches, by facets, each without its own filter."""
    filters = _filters(query)
    search = search.query("constant_score", filter=_matching(query)).extra(size=0, track_total_hits=True)
    if filters:
        search = search.post_filter(Q("bool", filter=list(filters.values())))
    for name in FACETS:
        others = [clause for other, clause in filters.items() if other != name]
        counted = search.aggs.bucket(name, "filter", filter=Q("bool", filter=others)) if others else search.aggs
        counted.bucket("values" if others else name, "terms", field=name, size=_MOST_VALUES)
    return search


def results(found: Mapping[str, Any], numbers: Mapping[str, Any]) -> Results:
    """Return what the answers to both searches say."""
    counted = ((name, numbers["aggregations"][name]) for name in FACETS)
    facets = {
        name: {bucket["key"]: bucket["doc_count"] for bucket in row.get("values", row)["buckets"]}
        for name, row in counted
    }
    return Results(tuple(map(_candidate, found["hits"]["hits"])), numbers["hits"]["total"]["value"], facets)


def counting(search: "Search[Any]", fields: Iterable[str], words: Iterable[str]) -> "Search[Any]":
    """Return the search that counts, for each word and field, the documents with the word in the field."""
    search = search.extra(size=0, track_total_hits=False)
    clauses = [_has(field, word) for word in words for field in fields]
    search.aggs.bucket("words", "filters", filters={str(number): clause for number, clause in enumerate(clauses)})
    return search


def counted(answer: Mapping[str, Any], fields: Sequence[str]) -> list[int]:
    """Return for each word of such a search the number of documents in the field with most of them."""
    buckets = answer["aggregations"]["words"]["buckets"]
    numbers = [buckets[str(number)]["doc_count"] for number in range(len(buckets))]
    return [max(numbers[at : at + len(fields)]) for at in range(0, len(numbers), len(fields))]


def titled(search: "Search[Any]", words: tuple[str, ...], language: str, most: int) -> "Search[Any]":
    """Return the search for titles with all of the words, the last one only begun."""
    *whole, begun = words
    clauses = [*(_has("title_s", word) for word in whole), Q("prefix", title_s=begun)]
    own = Q("constant_score", filter=Q("term", language=language))
    query = Q("bool", filter=clauses, should=[own], minimum_should_match=0)
    return search.query(query).source(False).sort("_score", "name").extra(size=most, track_total_hits=False)


def _filters(query: Query) -> dict[str, Clause]:
    return {name: Q("terms", **{name: list(values)}) for name, values in query.filters.items() if values}


def _matching(query: Query) -> Clause:
    phrases = [_phrase(words) for words in query.phrases]
    if not query.parts:
        return Q("bool", must=phrases)
    parts = [_part(part) for part in query.parts]
    return Q("bool", must=phrases, should=parts, minimum_should_match=min(query.required, len(parts)))


def _part(part: Part) -> Clause:
    return Q("dis_max", queries=[_reading(reading) for reading in part.readings], boost=part.weight)


def _reading(reading: Reading) -> Clause:
    """Return the clause of a reading; one of several words weighs as much as its average word."""
    words = [_has(FIELDS[reading.column], word) for word in reading.words]
    weight = reading.weight * _COLUMN_WEIGHTS[reading.column] / len(words)
    return Q("bool", must=words, boost=weight)


def _phrase(words: tuple[str, ...]) -> Clause:
    return Q("match_phrase", surfaces=" ".join(words))


def _has(field: str, word: str) -> Clause:
    """Return the clause of a word; of a very long one the server has only pieces."""
    if len(word) <= _LONGEST_WORD:
        return Q("term", **{field: word})
    return Q("match", **{field: {"query": word, "operator": "and"}})


def _candidate(hit: Mapping[str, Any]) -> Candidate:
    row = hit["_source"]
    return Candidate(
        id=hit["_id"],
        language=row["language"][0],
        score=hit["_score"],
        date=_date(row.get("date")),
        closes=_date(row.get("closes")),
        is_news=row["is_news"],
        **{name: row[name] for name in COLUMNS},
    )


def _date(value: str | None) -> Date | None:
    return Date.fromisoformat(value) if value else None
