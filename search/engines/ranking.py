"""The one statement with which the embedded engine ranks, counts and cuts.

score = sum over the query's words of max(weight x BM25 of each way to read the word)
        x share of the words that the document has
        x 1.1 when the document is in the reader's language
"""

from collections.abc import Iterator

from .columns import encoded
from .protocol import Query, Word

# title_l, body_l, title_s, body_s, keywords_l
_COLUMN_WEIGHTS = "5.0, 1.0, 2.5, 0.5, 3.0"
_LEMMA_COLUMNS = "{title_l body_l keywords_l}"
_SURFACE_COLUMNS = "{title_s body_s}"
_OWN_LANGUAGE = 1.1
# SQLite allows 500 parts in a compound select.
_MOST_PARTS = 400

# bm25() is unknown outside the select that matches, so that part must be computed first: MATERIALIZED.
_RANKING = """
WITH reading (word, row, score) AS MATERIALIZED ({parts}),
best (word, row, score) AS (SELECT word, row, max(score) FROM reading GROUP BY word, row),
found (id, kind, language, score) AS MATERIALIZED (
    SELECT document.id, document.kind, document.language,
           sum(best.score) * count(*) / :words * CASE document.language WHEN :reader THEN :own ELSE 1.0 END
    FROM best JOIN document ON document.row = best.row GROUP BY document.row
)
SELECT 'language', language, count(*) FROM found WHERE :kind IN ('', kind) GROUP BY language
UNION ALL
SELECT 'kind', kind, count(*) FROM found WHERE :language IN ('', language) GROUP BY kind
UNION ALL
SELECT 'total', '', count(*) FROM found WHERE :kind IN ('', kind) AND :language IN ('', language)
UNION ALL
SELECT * FROM (
    SELECT 'hit', id, score FROM found WHERE :kind IN ('', kind) AND :language IN ('', language)
    ORDER BY score DESC, id LIMIT :limit OFFSET :offset
)
"""


def ranking_sql(query: Query) -> tuple[str, dict[str, object]]:
    """Return the statement for the query and its values; its rows are (part, name, number)."""
    values: dict[str, object] = {
        "words": float(len(query.words)),
        "reader": query.readers_language,
        "own": _OWN_LANGUAGE,
        "kind": query.kind,
        "language": query.language,
        "limit": query.limit,
        "offset": query.offset,
    }
    parts = []
    for number, (position, weight, match) in enumerate(_parts(query)):
        values |= {f"p{number}": position, f"w{number}": weight, f"m{number}": match}
        parts.append(
            f"SELECT :p{number}, rowid, :w{number} * -bm25(words, {_COLUMN_WEIGHTS}) FROM words "
            f"WHERE words MATCH :m{number}"
        )
    return _RANKING.format(parts=" UNION ALL ".join(parts)), values


def _parts(query: Query) -> list[tuple[int, float, str]]:
    every = [(position, *reading) for position, word in enumerate(query.words) for reading in _readings(word)]
    return every[:_MOST_PARTS]


def _readings(word: Word) -> Iterator[tuple[float, str]]:
    yield 1.0, f'{_SURFACE_COLUMNS} : "{encoded(word.surface)}"'
    for key, weight in word.lemmas.items():
        yield weight, f'{_LEMMA_COLUMNS} : "{encoded(key)}"'
