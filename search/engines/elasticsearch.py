"""An engine for several hosts: Elasticsearch 8. Documents and their words are two indices behind an alias each.

The readings of words, the order of hits and the marks in them are ours (``search.planning``, ``search.ranking``).
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from elastic_transport.client_utils import DEFAULT
from elasticsearch import Elasticsearch
from elasticsearch.dsl import Search

from search.documents import SearchDocument

from .elasticsearch_index import ElasticsearchIndex, UnfinishedIndex, answer, answers, failures
from .elasticsearch_layout import Names, templates
from .elasticsearch_lexicon import ElasticsearchLexicon
from .elasticsearch_query import numbers_of, results, slice_of, titled
from .protocol import Engine, Index, Query, Results

# The last step of a rebuild may keep the server busy for so long.
_SETTLING_SECONDS: Final = 60.0

logger = logging.getLogger(__name__)


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
        self.prefix = prefix
        self._names = Names(prefix)
        self._hosts = list(hosts)
        self._templates = templates(self._names, shards=shards, replicas=replicas)
        client = Elasticsearch(
            self._hosts,
            api_key=api_key or None,
            basic_auth=(user, password) if user else None,
            ca_certs=ca_certificate or DEFAULT,
            request_timeout=write_seconds,
            max_retries=len(self._hosts),
            retry_on_timeout=False,
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

    def put(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents, each in place of the one with its id, so that the next search sees them."""
        super().put(documents)
        self._lexicon.forget()

    def remove(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are fine."""
        super().remove(ids)
        self._lexicon.forget()

    def search(self, query: Query) -> Results:
        """Return what matches; a query without parts and phrases matches nothing."""
        if not (query.parts or query.phrases):
            return Results()
        return results(*answers(self._quick, slice_of(self._searched, query), numbers_of(self._searched, query)))

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
            if afresh:
                self.discard_unfinished()
            documents, words = self._unfinished() or self._create(in_a_hurry=True)
            successor = UnfinishedIndex(self._client, documents, words)
        yield successor
        patient = UnfinishedIndex(self._client.options(request_timeout=_SETTLING_SECONDS), documents, words)
        with failures():
            patient.settle()
            self._go_live(documents, words)
            self._forget_all_but(documents, words)
        self._lexicon.forget()

    def discard_unfinished(self) -> None:
        """Delete what a rebuild left behind that was broken off."""
        with failures():
            if left := self._unfinished():
                self._client.indices.delete(index=list(left))

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


def _without_password(host: str) -> str:
    parts = urlsplit(host)
    return f"{parts.scheme}://{parts.hostname}:{parts.port}" if parts.port else f"{parts.scheme}://{parts.hostname}"
