"""What every engine must do: the test module of an engine inherits ``EngineContract`` and has a fixture ``engine``."""

from collections.abc import Iterator
from typing import Any

import pytest

from search.documents import SearchDocument
from search.engines.protocol import Engine, Query, Results
from search.planning import plan

from .texts import document

HOSTILE = [
    '"', "'", '"""', "*", "^", "-", "(", ")", "NEAR(", "NEAR(a b, 2", "a OR", "AND", "NOT", "OR", "title_l:",
    "{title_l}", "a* ^b -c", "a\0b", "\0", "%", "_", "\\", ";--", "' OR 1=1 --", "<script>", "𝒳", "🏳️‍🌈", "\ud800", "ё",
    "ﬁ", "İ", "ŉ", "¹²", "١٢٣", "漢字", "ʼ", "zq", "a" * 200, "a " * 100, "ą́", "e\u0301",
]  # fmt: skip


def ask(engine: Engine, text: str, *, reader: str = "pl", **fields: Any) -> Results:
    """Search as a reader would."""
    return engine.search(Query(plan(text, reader).words, readers_language=reader, **fields))


def found(engine: Engine, text: str, **fields: Any) -> list[int]:
    """Return the keys of the documents found, best first."""
    return [int(hit.id.split(":")[1]) for hit in ask(engine, text, **fields).hits]


class EngineContract:
    """Rules of the protocol."""

    def test_document_is_found_once_it_is_put(self, engine: Engine) -> None:
        assert found(engine, "dotacja") == []
        engine.put([document(1, "Dotacja")])
        assert found(engine, "dotacja") == [1]

    def test_put_replaces_the_document_of_the_same_id(self, engine: Engine) -> None:
        engine.put([document(1, "Dotacja")])
        engine.put([document(1, "Stypendium")])
        assert found(engine, "dotacja") == []
        assert found(engine, "stypendium") == [1]
        assert len(engine.digests()) == 1

    def test_failing_put_changes_nothing(self, engine: Engine) -> None:
        def broken() -> Iterator[SearchDocument]:
            yield document(1, "Dotacja")
            raise RuntimeError

        with pytest.raises(RuntimeError):
            engine.put(broken())
        assert engine.digests() == {}

    def test_removed_document_is_not_found(self, engine: Engine) -> None:
        engine.put([document(1, "Dotacja"), document(2, "Dotacja")])
        engine.remove(["library:1", "library:99"])
        assert found(engine, "dotacja") == [2]
        assert set(engine.digests()) == {"library:2"}

    def test_digests_are_those_of_the_documents(self, engine: Engine) -> None:
        first = document(1, "Dotacja")
        engine.put([first])
        assert engine.digests() == {first.id: first.digest}

    def test_title_ranks_before_keyword_and_keyword_before_body(self, engine: Engine) -> None:
        engine.put([
            document(1, "Zupełnie inna sprawa", "Piszemy tutaj, że dotacja czeka"),
            document(2, "Zupełnie inna sprawa", "Piszemy tutaj, że nagroda czeka", keywords=("dotacja",)),
            document(3, "Zupełnie inna dotacja", "Piszemy tutaj, że nagroda czeka"),
            *(document(pk, "Coś", "Całkiem odmiennego") for pk in range(4, 12)),
        ])  # fmt: skip
        assert found(engine, "dotacja") == [3, 2, 1]

    @pytest.mark.parametrize(
        ("typed", "title", "language"),
        [
            ("dotacjami", "Dotacja", "pl"), ("stypendiów", "Stypendium", "pl"), ("kartę", "Karta", "pl"),
            ("kraków", "Spotkanie w Krakowie", "pl"), ("стипендій", "Стипендія", "uk"), ("біженців", "Біженець", "uk"),
            ("child", "Children", "en"), ("обєкт", "Об’єкт", "uk"),
        ],
    )  # fmt: skip
    def test_any_form_of_a_word_finds_it(self, engine: Engine, typed: str, title: str, language: str) -> None:
        engine.put([document(1, title, language=language), document(2, "Inny", language=language)])
        assert found(engine, typed, reader=language) == [1]

    @pytest.mark.parametrize(("typed", "title"), [("zolc", "Żółcią"), ("lodz", "Łódź"), ("gzegzolka", "Gżegżółka")])
    def test_word_typed_without_its_marks_is_found(self, engine: Engine, typed: str, title: str) -> None:
        engine.put([document(1, title), document(2, "Inny")])
        assert found(engine, typed) == [1]

    def test_polish_word_is_found_by_a_ukrainian_reader(self, engine: Engine) -> None:
        engine.put([document(1, "Karty pobytu")])
        assert found(engine, "karta", reader="uk") == [1]

    def test_keyword_of_another_language_is_found(self, engine: Engine) -> None:
        engine.put([document(1, "Dotacja", keywords=("гранти", "grants")), document(2, "Inny")])
        assert found(engine, "грант", reader="uk") == [1]
        assert found(engine, "grant", reader="en") == [1]

    def test_short_i_is_not_folded_away(self, engine: Engine) -> None:
        engine.put([document(1, "Край", language="uk")])
        assert found(engine, "краи", reader="uk") == []

    def test_document_with_more_of_the_words_ranks_first(self, engine: Engine) -> None:
        engine.put([document(1, "Karta"), document(2, "Karta pobytu"), document(3, "Pobyt"), document(4, "Inny")])
        assert found(engine, "karta pobytu")[0] == 2
        assert set(found(engine, "karta pobytu")) == {1, 2, 3}

    def test_two_common_words_together_rank_before_a_rare_one_in_a_title(self, engine: Engine) -> None:
        engine.put([
            document(1, "Żyrafa", "Zupełnie coś innego"),
            *(document(pk, "Zupełnie coś", "Karta pobytu") for pk in range(2, 7)),
            *(document(pk, "Zupełnie coś", "Całkiem odmiennego") for pk in range(7, 31)),
        ])  # fmt: skip
        assert found(engine, "karta pobytu żyrafa")[-1] == 1

    def test_readers_language_ranks_first_but_not_alone(self, engine: Engine) -> None:
        filler = [document(pk, "Coś") for pk in range(3, 8)]
        engine.put([document(1, "PESEL", language="pl"), document(2, "PESEL", language="en"), *filler])
        assert found(engine, "pesel", reader="en") == [2, 1]
        assert found(engine, "pesel", reader="pl") == [1, 2]

    def test_filters_narrow_the_hits_and_the_total(self, engine: Engine) -> None:
        engine.put([
            document(1, "PESEL"), document(2, "PESEL", language="en"), document(3, "PESEL", kind="map"),
        ])  # fmt: skip
        assert found(engine, "pesel", language="en") == [2]
        assert found(engine, "pesel", kind="map") == [3]
        assert ask(engine, "pesel", kind="map", language="en").total == 0

    def test_facet_ignores_its_own_filter_and_heeds_the_other(self, engine: Engine) -> None:
        engine.put([
            document(1, "PESEL"), document(2, "PESEL", language="en"), document(3, "PESEL", kind="map"),
        ])  # fmt: skip
        facets = ask(engine, "pesel", language="en").facets
        assert facets["language"] == {"pl": 2, "en": 1}
        assert facets["kind"] == {"book": 1}

    def test_pages_share_no_hit_and_the_total_counts_all(self, engine: Engine) -> None:
        engine.put(document(pk, "PESEL") for pk in range(1, 8))
        pages = [ask(engine, "pesel", offset=offset, limit=3) for offset in (0, 3, 6)]
        assert [len(page.hits) for page in pages] == [3, 3, 1]
        assert len({hit.id for page in pages for hit in page.hits}) == 7
        assert {page.total for page in pages} == {7}

    def test_query_without_words_finds_nothing(self, engine: Engine) -> None:
        engine.put([document(1, "PESEL")])
        assert ask(engine, "  ?! ") == Results()

    @pytest.mark.parametrize("typed", HOSTILE)
    def test_nothing_typed_is_an_error(self, engine: Engine, typed: str) -> None:
        engine.put([document(1, "Dotacja")])
        ask(engine, typed)
        assert found(engine, f"{typed} dotacja") == [1]

    def test_any_text_can_be_indexed(self, engine: Engine) -> None:
        engine.put(document(pk, text) for pk, text in enumerate(HOSTILE) if text.isprintable())
        assert found(engine, "漢字")

    def test_replace_all_leaves_exactly_the_given(self, engine: Engine) -> None:
        engine.put([document(1, "Dotacja"), document(2, "Dotacja")])
        assert engine.replace_all(iter([document(2, "Stypendium"), document(3, "Stypendium")])) == 2
        assert found(engine, "dotacja") == []
        assert sorted(found(engine, "stypendium")) == [2, 3]

    def test_search_goes_on_over_the_old_index_during_a_rebuild(self, engine: Engine) -> None:
        engine.put([document(1, "Dotacja")])
        seen: list[list[int]] = []

        def documents() -> Iterator[SearchDocument]:
            yield document(2, "Dotacja")
            seen.append(found(engine, "dotacja"))

        engine.replace_all(documents())
        assert seen == [[1]]
        assert found(engine, "dotacja") == [2]

    def test_failing_rebuild_leaves_the_index_as_it_was(self, engine: Engine) -> None:
        def broken() -> Iterator[SearchDocument]:
            yield document(2, "Dotacja")
            raise RuntimeError

        engine.put([document(1, "Dotacja")])
        with pytest.raises(RuntimeError):
            engine.replace_all(broken())
        assert found(engine, "dotacja") == [1]
        assert engine.replace_all([document(3, "Dotacja")]) == 1
