"""Rows in Elasticsearch: put, taken away, compared; and a search carried out.

Nothing the server says in a failure is told to a reader: it is logged, and an EngineFailure says what kind it was.
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final, cast

from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.dsl import MultiSearch, Search
from elasticsearch.helpers import BulkIndexError, bulk

from search.documents import SearchDocument

from .elasticsearch_layout import document_row, listed_words, word_row
from .elasticsearch_lexicon import ElasticsearchLexicon
from .protocol import EngineFailure, EngineRefusal, Index

_SENT_AT_ONCE: Final = 500
_BYTES_AT_ONCE: Final = 8_000_000
_READ_AT_ONCE: Final = 5_000
_GONE, _TAKEN = 404, 409
# So long the server may wait for a part of the index that is not there.
_SHARD_AWAITED: Final = "5s"
# The index is missing or may only be read, the server is busy: it may take later what it does not take now.
_LATER: Final = frozenset({401, 403, 404, 408, 429})

logger = logging.getLogger(__name__)


@contextmanager
def failures() -> Iterator[None]:
    """Turn every failure of the server or the way to it into an EngineFailure without its words."""
    try:
        yield
    except ApiError as error:
        logger.warning("Elasticsearch: %s", error)
        raise _failure({_told(error)}) from error
    except BulkIndexError as error:
        logger.warning("Elasticsearch: %d rows refused, the first: %s", len(error.errors), error.errors[:1])
        raise _failure(set(map(_status, error.errors))) from error
    except TransportError as error:
        logger.warning("Elasticsearch: %s", error)
        raise EngineFailure(f"Elasticsearch does not answer: {type(error).__name__}") from error


class ElasticsearchIndex(Index):
    """Documents and words behind two aliases of a server."""

    # Without it the server would make an index of that name from the first row that comes.
    _is_alias = True

    def __init__(self, client: Elasticsearch, documents: str, words: str) -> None:
        self._client = client
        self._documents = documents
        self._words = words

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents, each in place of the one with its id, so that the next search sees them.

        When the server refuses some of them the others may be there: put all of them again.
        """
        given = list(documents)
        rows = ((document.id, document_row(document)) for document in given)
        with failures():
            self._send(_puts(self._documents, rows), refresh=True)
            self._count_words(sorted({word for document in given for word in listed_words(document)}))

    def remove(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are fine."""
        actions = ({"_op_type": "delete", "_index": self._documents, "_id": each} for each in ids)
        with failures():
            self._send(actions, refresh=True, fine={_GONE})

    def digests(self) -> dict[str, str]:
        """Return the digest of every document in the index by its id."""
        with failures():
            return {row["name"][0]: row["digest"][0] for row in self._each(self._documents, "name", "digest")}

    def _count_words(self, words: Iterable[str]) -> None:
        """Write down in how many documents each word stands now."""
        remaining = iter(words)
        lexicon = self.words_of(Search(using=self._client, index=self._documents))
        while some := list(islice(remaining, _SENT_AT_ONCE)):
            rows = ((word, word_row(word, count)) for word, count in lexicon.written(some).items())
            self._send(_puts(self._words, rows), refresh=False)
        self._client.indices.refresh(index=self._words)

    def words_of(self, documents: "Search[Any]") -> ElasticsearchLexicon:
        """Return the words of the documents that a search would see."""
        return ElasticsearchLexicon(documents, Search(using=self._client, index=self._words), answer)

    def _send(self, actions: Iterable[dict[str, Any]], *, refresh: bool, fine: Collection[int] = ()) -> None:
        """Send rows to the server; raises BulkIndexError for what it refuses with another status than the fine ones."""
        _count, refused = bulk(
            self._client, actions, chunk_size=_SENT_AT_ONCE, max_chunk_bytes=_BYTES_AT_ONCE, max_retries=2,
            initial_backoff=0.2, refresh=refresh, raise_on_error=False, require_alias=self._is_alias,
            timeout=_SHARD_AWAITED,
        )  # fmt: skip
        bad = [each for each in cast(list[dict[str, Any]], refused) if _status(each) not in fine]
        if bad:
            raise BulkIndexError(f"{len(bad)} rows refused", bad)

    def _each(self, index: str, *fields: str) -> Iterator[Mapping[str, list[str]]]:
        """Yield some fields of every row, as they are at one moment; nothing else of the rows is read."""
        every = Search(using=self._client, index=index).extra(
            size=_READ_AT_ONCE, docvalue_fields=list(fields), stored_fields="_none_", track_total_hits=False
        )
        with every.point_in_time() as rest:
            hits = answer(rest)["hits"]["hits"]
            while hits:
                yield from (hit["fields"] for hit in hits)
                hits = answer(rest.extra(search_after=hits[-1]["sort"]))["hits"]["hits"]


class UnfinishedIndex(ElasticsearchIndex):
    """The index of a rebuild: nobody searches it, so it may be filled in a hurry and put in order at the end."""

    _is_alias = False

    def __init__(self, client: Elasticsearch, documents: str, words: str) -> None:
        super().__init__(client, documents, words)
        self._known_words: set[str] = set()

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents; they are seen once the rebuild is finished."""
        given = list(documents)
        words = {word for document in given for word in listed_words(document)} - self._known_words
        rows = ((document.id, document_row(document)) for document in given)
        with failures():
            self._send(_puts(self._documents, rows), refresh=False)
            new = _puts(self._words, ((word, word_row(word, 0)) for word in words), kind="create")
            self._send(new, refresh=False, fine={_TAKEN})
        self._known_words |= words

    def digests(self) -> dict[str, str]:
        """Return the digest of every document that was put so far."""
        with failures():
            self._client.indices.refresh(index=self._documents)
        return super().digests()

    def settle(self) -> None:
        """Make ready to be searched; the server goes on to put the documents into one piece, which is read faster."""
        both = [self._documents, self._words]
        self._client.indices.refresh(index=both)
        self._count_words(row["word"][0] for row in self._each(self._words, "word"))
        self._client.indices.put_settings(index=both, settings={"index.refresh_interval": None})
        self._client.indices.refresh(index=both)
        self._client.indices.forcemerge(index=self._documents, max_num_segments=1, wait_for_completion=False)


def _failure(statuses: set[int]) -> EngineFailure:
    """Return what the server means when it answers with these."""
    final = any(status < 500 for status in statuses - _LATER)
    kind = EngineRefusal if final else EngineFailure
    return kind(f"Elasticsearch refuses: status {', '.join(map(str, sorted(statuses)))}")


def _told(error: ApiError) -> int:
    """Return the status of a failure; one of several searches has its own, within an answer that is well."""
    status: int = error.body.get("status", error.status_code) if isinstance(error.body, dict) else error.status_code
    return status


def _status(refused: Mapping[str, Any]) -> int:
    """Return what the server said of one row; it stands under the name of what was to be done with it."""
    [row] = refused.values()
    status: int = row["status"]
    return status


def answer(search: "Search[Any]") -> Mapping[str, Any]:
    """Carry a search out and return the answer as it came; raises EngineFailure."""
    with failures():
        return search.execute().to_dict()


def answers(client: Elasticsearch, *searches: "Search[Any]") -> list[Mapping[str, Any]]:
    """Carry searches out beside each other and return their answers; raises EngineFailure when one of them fails."""
    together = MultiSearch[Any](using=client)
    for search in searches:
        together = together.add(search)
    with failures():
        return [found.to_dict() for found in together.execute()]


def _puts(index: str, rows: Iterable[tuple[str, Mapping[str, Any]]], kind: str = "index") -> Iterator[dict[str, Any]]:
    for identifier, row in rows:
        yield {"_op_type": kind, "_index": index, "_id": identifier, "_source": row}
