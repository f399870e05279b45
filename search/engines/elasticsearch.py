"""An engine for several hosts: Elasticsearch 8. Documents and their words are two indices behind an alias each.

The order of hits, the readings of words and the marks are ours; see ``search.ranking``. Nothing the server says in a
failure is told to a reader: it is logged, and an EngineFailure says what kind of failure it was.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.dsl import Search
from elasticsearch.helpers import BulkIndexError, bulk

from search.documents import SearchDocument

from .elasticsearch_layout import Names, document_row, listed_words, templates, word_row
from .elasticsearch_lexicon import ElasticsearchLexicon
from .elasticsearch_query import asked, results, titled
from .protocol import Engine, EngineFailure, Index, Query, Results

_SENT_AT_ONCE = 500
_BYTES_AT_ONCE = 8_000_000
_READ_AT_ONCE = 5_000
_MERGE_SECONDS = 60.0
_NOWHERE = 404
_TAKEN = 409

logger = logging.getLogger(__name__)


@contextmanager
def failures() -> Iterator[None]:
    """Turn every failure of the server or the way to it into an EngineFailure without its words."""
    try:
        yield
    except ApiError as error:
        logger.warning("Elasticsearch: %s", error)
        raise EngineFailure(f"Elasticsearch refuses: status {error.meta.status}") from error
    except BulkIndexError as error:
        logger.warning("Elasticsearch: %d rows refused, the first: %s", len(error.errors), error.errors[:1])
        raise EngineFailure(f"Elasticsearch refuses {len(error.errors)} rows") from error
    except TransportError as error:
        logger.warning("Elasticsearch: %s", error)
        raise EngineFailure(f"Elasticsearch does not answer: {type(error).__name__}") from error


class ElasticsearchIndex(Index):
    """Documents and words in two indices, or behind two aliases, of a server."""

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
            self._send(actions, refresh=True, fine={_NOWHERE})

    def digests(self) -> dict[str, str]:
        """Return the digest of every document in the index by its id."""
        with failures():
            return dict(self._each(self._documents, "digest"))

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

    def _send(self, actions: Iterable[Mapping[str, Any]], *, refresh: bool, fine: Iterable[int] = ()) -> None:
        """Send rows to the server; raises BulkIndexError for what it refuses with another status than the fine ones."""
        alias = {} if self._is_of_one_index else {"require_alias": True}
        _count, refused = bulk(
            self._client, actions, chunk_size=_SENT_AT_ONCE, max_chunk_bytes=_BYTES_AT_ONCE, max_retries=2,
            initial_backoff=0.2, refresh=refresh, raise_on_error=False, **alias,
        )  # fmt: skip
        assert isinstance(refused, list)
        bad = [each for each in refused if next(iter(each.values()))["status"] not in set(fine)]
        if bad:
            raise BulkIndexError(f"{len(bad)} rows refused", bad)

    _is_of_one_index = False

    def _each(self, index: str, field: str) -> Iterator[tuple[str, str]]:
        """Yield the id and a field of every row, as they are at one moment."""
        search = Search(using=self._client, index=index).source(False)
        search = search.extra(size=_READ_AT_ONCE, docvalue_fields=[field], track_total_hits=False)
        for hit in search.iterate():
            yield hit.meta.id, hit[field][0]


class UnfinishedIndex(ElasticsearchIndex):
    """The index of a rebuild: nobody searches it, so it may be filled in a hurry and put in order at the end."""

    _is_of_one_index = True

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
        """Make ready to be searched."""
        both = [self._documents, self._words]
        self._client.indices.refresh(index=both)
        self._count_words(word for word, _same in self._each(self._words, "word"))
        self._client.indices.put_settings(index=both, settings={"index.refresh_interval": None})
        self._client.indices.refresh(index=both)


class ElasticsearchEngine(ElasticsearchIndex, Engine):
    """The documents of one site on a cluster that other sites may use too, told apart by ``prefix``.

    A search is given up after ``search_seconds``; another host is tried when one cannot be reached.
    """

    def __init__(  # noqa: PLR0913
        self,
        hosts: Sequence[str],
        *,
        prefix: str = "wspolna-sprawa",
        api_key: str = "",
        user: str = "",
        password: str = "",
        ca_certificate: str = "",
        shards: int = 1,
        replicas: int = 0,
        search_seconds: float = 0.3,
        write_seconds: float = 10.0,
    ) -> None:
        self._names = Names(prefix)
        self._hosts = list(hosts)
        self._templates = templates(self._names, shards=shards, replicas=replicas)
        trust = {"ca_certs": ca_certificate} if ca_certificate else {}
        who: dict[str, Any] = {"api_key": api_key} if api_key else {"basic_auth": (user, password)} if user else {}
        client = Elasticsearch(
            self._hosts, request_timeout=write_seconds, max_retries=len(self._hosts), retry_on_timeout=False, **trust, **who
        )
        super().__init__(client, self._names.documents, self._names.words)
        self._quick = client.options(request_timeout=search_seconds)
        self._searched = Search(using=self._quick, index=self._documents).params(allow_partial_search_results=False)
        words = Search(using=self._quick, index=self._words).params(allow_partial_search_results=False)
        self._lexicon = ElasticsearchLexicon(self._searched, words, answer)

    @property
    def lexicon(self) -> ElasticsearchLexicon:
        """Return the words of the index."""
        return self._lexicon

    def search(self, query: Query) -> Results:
        """Return what matches; a query without parts and phrases matches nothing."""
        if not (query.parts or query.phrases):
            return Results()
        return results(answer(asked(self._searched, query)))

    def titles_beginning_with(self, words: tuple[str, ...], language: str, most: int) -> tuple[str, ...]:
        """Return ids of documents whose title has all folded words, the last one only begun; the language's first."""
        if not words:
            return ()
        found = answer(titled(self._searched, words, language, most))
        return tuple(hit["_id"] for hit in found["hits"]["hits"])

    def mend(self) -> bool:
        """Make an empty index when there is none; return whether there was none."""
        with failures():
            if self._client.indices.exists_alias(name=self._documents):
                return False
            self._go_live(*self._create())
        logger.warning("Elasticsearch: there was no index; an empty one was made.")
        return True

    @contextmanager
    def rebuilding(self, *, afresh: bool = False) -> Iterator[Index]:
        """Return an index that takes the place of this one when the context ends without an error.

        Searches see the present index until then. One that was left unfinished is gone on with, unless ``afresh``.
        """
        with failures():
            left = self._unfinished()
            if left and afresh:
                self._client.indices.delete(index=list(left))
            documents, words = left if left and not afresh else self._create(in_a_hurry=True)
            successor = UnfinishedIndex(self._client, documents, words)
        yield successor
        patient = UnfinishedIndex(self._client.options(request_timeout=_MERGE_SECONDS), documents, words)
        with failures():
            patient.settle()
            self._go_live(documents, words)
            self._forget_all_but(documents, words)

    def describe(self) -> Mapping[str, str]:
        """Return where the index is, how large it is and how well the cluster feels."""
        with failures():
            health = self._client.cluster.health()
            index = ", ".join(self._client.indices.get_alias(name=self._documents))
            total = self._client.indices.stats(index=self._documents, metric=["docs", "store"])["_all"]["total"]
            left = self._unfinished()
        return {
            "engine": "elasticsearch",
            "hosts": ", ".join(_without_password(host) for host in self._hosts),
            "cluster": health["status"],
            "index": index,
            "documents": str(self.lexicon.size()),
            "megabytes": f"{total['store']['size_in_bytes'] / 1e6:.1f}",
            "unfinished rebuild": left[0] if left else "none",
        }

    def _create(self, *, in_a_hurry: bool = False) -> tuple[str, str]:
        """Make two new indices and return their names."""
        for template in self._templates:
            template.save(using=self._client)
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
        names = f"{self._documents}.{stamp}", f"{self._words}.{stamp}"
        for name in names:
            self._client.indices.create(
                index=name, settings={"index.refresh_interval": "-1"} if in_a_hurry else None,
                wait_for_active_shards="1",
            )  # fmt: skip
        return names

    def _go_live(self, documents: str, words: str) -> None:
        """Turn both aliases at once."""
        actions: list[dict[str, Any]] = []
        for alias, name in ((self._documents, documents), (self._words, words)):
            actions += [
                {"remove": {"index": f"{alias}.*", "alias": alias, "must_exist": False}},
                {"add": {"index": name, "alias": alias}},
            ]
        self._client.indices.update_aliases(actions=actions)

    def _forget_all_but(self, *kept: str) -> None:
        """Delete every other index of the site, also those of an older layout."""
        others = [name for name in self._client.indices.get_alias(index=self._names.every()) if name not in kept]
        if others:
            self._client.indices.delete(index=others)

    def _unfinished(self) -> tuple[str, str] | None:
        """Return the newest pair of indices that is behind no alias."""
        known = self._client.indices.get_alias(index=f"{self._documents}.*,{self._words}.*")
        idle = {name for name, row in known.items() if not row["aliases"]}
        for name in sorted((name for name in idle if name.startswith(f"{self._documents}.")), reverse=True):
            words = f"{self._words}.{name.rpartition('.')[2]}"
            if words in idle:
                return name, words
        return None


def answer(search: "Search[Any]") -> Mapping[str, Any]:
    """Carry a search out and return the answer as it came; raises EngineFailure."""
    with failures():
        return search.execute().to_dict()


def _puts(index: str, rows: Iterable[tuple[str, Mapping[str, Any]]], kind: str = "index") -> Iterator[dict[str, Any]]:
    for identifier, row in rows:
        yield {"_op_type": kind, "_index": index, "_id": identifier, "_source": row}


def _without_password(host: str) -> str:
    parts = urlsplit(host)
    return f"{parts.scheme}://{parts.hostname}:{parts.port}" if parts.port else f"{parts.scheme}://{parts.hostname}"
