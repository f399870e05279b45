"""What every engine must do: the test module of an engine inherits ``EngineContract`` and has a fixture ``engine``."""

from collections.abc import Iterator
from datetime import date as Date
from typing import Any

import pytest

from search.asking import Answer, ask
from search.documents import SearchDocument
from search.engines.protocol import RANKED, Column, Engine, Part, Query, Reading, Results

from .texts import document

TODAY = Date(2026, 5, 4)
HOSTILE = [
    '"', "'", '"""', "*", "^", "-", "(", ")", "NEAR(", "NEAR(a b, 2", "a OR", "AND", "NOT", "OR", "title_l:",
    "{title_l}", "a* ^b -c", "a\0b", "\0", "%", "_", "\\", ";--", "' OR 1=1 --", "<script>", "𝒳", "🏳️‍🌈", "\ud800", "ё",
    "ﬁ", "İ", "ŉ", "¹²", "١٢٣", "漢字", "ʼ", "zq", "a" * 200, "a " * 100, "ą́", "e\u0301",
]  # fmt: skip


def asked(engine: Engine, text: str, *, reader: str = "pl", **fields: Any) -> Answer:
    """Search as a reader would."""
    return ask(engine, text, user_language=reader, today=TODAY, **fields)


def found(engine: Engine, text: str, **fields: Any) -> list[int]:
    """Return the keys of the documents found, best first."""
    return [int(hit.candidate.id.split(":")[1]) for hit in asked(engine, text, **fields).hits]


def word(text: str, column: Column = Column.LEMMAS, weight: float = 1.0) -> Part:
    """Return a part that is one word."""
    return Part((Reading((text,), weight, column),))


def matching(engine: Engine, *parts: Part, **fields: Any) -> set[int]:
    """Return the keys of the documents that the engine itself finds."""
    return {int(each.id.split(":")[1]) for each in engine.search(Query(parts, **fields)).candidates}


def leave_unfinished(engine: Engine, *documents: SearchDocument) -> None:
    """Begin a rebuild and let it fail."""

    def fail() -> None:
        with engine.rebuilding() as index:
            index.put(documents)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()


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
        assert matching(engine, word("краи", Column.SURFACES)) == set()
        assert matching(engine, word("край", Column.SURFACES)) == {1}

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
        assert found(engine, "pesel", filters={"language": ("en",)}) == [2]
        assert found(engine, "pesel", filters={"kind": ("map",)}) == [3]
        assert asked(engine, "pesel", filters={"kind": ("map",), "language": ("en",)}).total == 0

    def test_facet_ignores_its_own_filter_and_heeds_the_other(self, engine: Engine) -> None:
        engine.put([
            document(1, "PESEL"), document(2, "PESEL", language="en"), document(3, "PESEL", kind="map"),
        ])  # fmt: skip
        facets = asked(engine, "pesel", filters={"language": ("en",)}).facets
        assert facets["language"] == {"pl": 2, "en": 1}
        assert facets["kind"] == {"book": 1}

    def test_pages_share_no_hit_and_the_total_counts_all(self, engine: Engine) -> None:
        engine.put(document(pk, "PESEL") for pk in range(1, 8))
        pages = [asked(engine, "pesel", offset=offset, limit=3) for offset in (0, 3, 6)]
        assert [len(page.hits) for page in pages] == [3, 3, 1]
        assert len({hit.candidate.id for page in pages for hit in page.hits}) == 7
        assert {page.total for page in pages} == {7}

    def test_query_without_words_finds_nothing(self, engine: Engine) -> None:
        engine.put([document(1, "PESEL")])
        assert asked(engine, "  ?! ").total == 0
        assert engine.search(Query(())) == Results()

    @pytest.mark.parametrize("typed", HOSTILE)
    def test_nothing_typed_is_an_error(self, engine: Engine, typed: str) -> None:
        engine.put([document(1, "Dotacja")])
        asked(engine, typed)
        assert found(engine, f"{typed} dotacja") == [1]

    def test_any_text_can_be_indexed(self, engine: Engine) -> None:
        engine.put(document(pk, text) for pk, text in enumerate(HOSTILE) if text.isprintable())
        assert found(engine, "漢字")

    def test_part_is_said_by_any_of_its_readings_and_a_reading_by_all_of_its_words(self, engine: Engine) -> None:
        engine.put([document(1, "Karta", "pobytu"), document(2, "Karta"), document(3, "Посвідка", language="uk")])
        part = Part((Reading(("karta", "pobyt")), Reading(("посвідка",), 0.8)))
        assert matching(engine, part) == {1, 3}

    def test_columns_are_searched_apart(self, engine: Engine) -> None:
        engine.put([document(1, "Dzieci", "Żółci")])
        assert matching(engine, word("dziecko")) == {1}
        assert matching(engine, word("dziecko", Column.SURFACES)) == set()
        assert matching(engine, word("zolci", Column.SURFACES)) == {1}
        assert matching(engine, word("zolci")) == set()

    @pytest.mark.parametrize(("required", "pks"), [(1, {1, 2, 3}), (2, {1, 2}), (3, {1}), (9, {1})])
    def test_as_many_parts_are_asked_of_a_document_as_are_required(
        self, engine: Engine, required: int, pks: set[int]
    ) -> None:
        engine.put([document(1, "Zima lato jesień"), document(2, "Zima lato"), document(3, "Zima"), document(4)])
        parts = (word("zima"), word("lato"), word("jesień"))
        assert matching(engine, *parts, required=required) == pks

    def test_phrase_is_found_word_for_word_in_one_text_only(self, engine: Engine) -> None:
        engine.put([
            document(1, "Umowa zlecenie"), document(2, "Zlecenie", "Umowa na zlecenie"),
            document(3, "x", "Umowy zlecenie"), document(4, "x", summary="Nowa umowa", body="Zlecenie dla szkoły"),
            document(5, "x", "Oto umowa zlecenie."),
        ])  # fmt: skip
        assert matching(engine, phrases=(("umowa", "zlecenie"),)) == {1, 5}
        assert found(engine, '"umowa zlecenie"') == [1, 5]

    def test_phrase_that_nothing_has_is_looked_for_word_by_word(self, engine: Engine) -> None:
        engine.put([document(1, "Umowa na zlecenie")])
        answer = asked(engine, '"zlecenie umowa"')
        assert (answer.total, answer.is_unquoted) == (1, True)

    def test_text_of_attachments_is_found(self, engine: Engine) -> None:
        engine.put([document(1, "Uchwała", attachments="Regulamin świetlicy")])
        assert found(engine, "świetlice") == [1]

    def test_several_values_of_a_facet_widen_and_several_facets_narrow(self, engine: Engine) -> None:
        engine.put([
            document(1, "PESEL", topics=("law", "work"), units=("office",), date=Date(2026, 1, 2)),
            document(2, "PESEL", topics=("work",), state="open"),
            document(3, "PESEL", topics=("home",), date=Date(2025, 1, 2)),
        ])  # fmt: skip
        assert set(found(engine, "pesel", filters={"topic": ("law", "home")})) == {1, 3}
        assert set(found(engine, "pesel", filters={"topic": ("law", "home"), "year": ("2025",)})) == {3}
        assert set(found(engine, "pesel", filters={"unit": ("office",)})) == {1}
        assert set(found(engine, "pesel", filters={"topic": ()})) == {1, 2, 3}
        assert found(engine, "pesel", filters={"topic": ("'\" unknown",)}) == []

    def test_every_facet_counts_what_another_choice_would_give(self, engine: Engine) -> None:
        engine.put([
            document(1, "PESEL", topics=("law", "work"), units=("office",), date=Date(2026, 1, 2)),
            document(2, "PESEL", topics=("work",), state="open", language="en"),
            document(3, "Inny", topics=("law",)),
        ])  # fmt: skip
        facets = asked(engine, "pesel", filters={"topic": ("law",)}).facets
        assert facets == {
            "kind": {"book": 1}, "language": {"pl": 1}, "topic": {"law": 1, "work": 2}, "unit": {"office": 1},
            "state": {}, "year": {"2026": 1},
        }  # fmt: skip

    def test_candidate_brings_what_the_index_holds(self, engine: Engine) -> None:
        engine.put([document(
            1, "Karty pobytu", "Żółć", summary="Wnioski", keywords=("praca",), date=Date(2026, 1, 2),
            closes=Date(2026, 3, 4), is_news=True,
        )])  # fmt: skip
        (candidate,) = engine.search(Query((word("karta"),))).candidates
        assert (candidate.id, candidate.language) == ("library:1", "pl")
        assert "karta" in candidate.title_l.split()
        assert "wniosek" in candidate.summary_l.split()
        assert "żółć" in candidate.body_l.split()
        assert "praca" in candidate.keywords_l.split()
        assert candidate.title_s == "karty pobytu"
        assert {"wnioski", "zolc", "praca"} <= set(candidate.text_s.split())
        assert (candidate.date, candidate.closes, candidate.is_news) == (Date(2026, 1, 2), Date(2026, 3, 4), True)

    def test_candidates_are_bounded_and_the_total_is_not(self, engine: Engine) -> None:
        engine.put(document(pk, "PESEL") for pk in range(RANKED + 20))
        results = engine.search(Query((word("pesel"),)))
        assert (len(results.candidates), results.total) == (RANKED, RANKED + 20)
        rest = engine.search(Query((word("pesel"),), offset=RANKED))
        assert len({each.id for each in (*results.candidates, *rest.candidates)}) == RANKED + 20

    def test_frequencies_follow_the_documents(self, engine: Engine) -> None:
        engine.put([document(1, "Karta", "karty"), document(2, "x", "karta"), document(3, "x", "kartą")])
        assert engine.lexicon.size() == 3
        assert engine.lexicon.frequencies(["karta", "brak"], Column.LEMMAS) == {"karta": 3, "brak": 0}
        assert engine.lexicon.frequencies(["karta", "karty"], Column.SURFACES) == {"karta": 2, "karty": 1}
        engine.remove(["library:2"])
        assert engine.lexicon.frequencies(["karta"], Column.LEMMAS) == {"karta": 2}

    def test_lexicon_knows_words_as_they_are_written(self, engine: Engine) -> None:
        engine.put([document(1, "Żółć pobytu"), document(2, "Pobytu pobyty"), document(3, "посвідка", language="uk")])
        assert engine.lexicon.sounding_like(["pobitu", "posvidka", "xyz"]) == {
            "pobitu": ("pobytu",), "posvidka": ("посвідка",),
        }  # fmt: skip
        assert engine.lexicon.sounding_nearly("posvitka", 3) == ("посвідка",)
        assert engine.lexicon.close_to("pobytvu", 3) == ("pobytu", "pobyty")
        assert engine.lexicon.beginning_with("zol", 3) == ("żółć",)
        assert engine.lexicon.beginning_with("po", 3) == ("pobytu", "pobyty")

    def test_word_of_a_document_that_is_gone_is_suggested_no_more(self, engine: Engine) -> None:
        engine.put([document(1, "Tajemnica"), document(2, "Inny")])
        assert engine.lexicon.close_to("tajemnicaa", 3) == ("tajemnica",)
        engine.put([document(1, "Jawność")])
        assert engine.lexicon.close_to("tajemnicaa", 3) == ()
        assert engine.lexicon.beginning_with("tajem", 3) == ()
        assert engine.lexicon.sounding_like(["taiemnica"]) == {}
        engine.put([document(3, "Tajemnica")])
        assert engine.lexicon.close_to("tajemnicaa", 3) == ("tajemnica",)

    def test_titles_are_suggested_while_the_last_word_is_typed(self, engine: Engine) -> None:
        engine.put([
            document(1, "Karta pobytu"), document(2, "Karta polaka"), document(3, "Pobyt"),
            document(4, "Karta policyjna", language="en"),
        ])  # fmt: skip
        titles = engine.titles_beginning_with(("karta", "po"), "pl", 5)
        assert (set(titles[:2]), titles[2:]) == ({"library:1", "library:2"}, ("library:4",))
        assert engine.titles_beginning_with(("po",), "en", 5)[0] == "library:4"
        assert len(engine.titles_beginning_with(("karta", "po"), "pl", 2)) == 2
        assert engine.titles_beginning_with((), "pl", 5) == ()

    def test_rebuilt_index_has_exactly_what_was_put_into_it(self, engine: Engine) -> None:
        engine.put([document(1, "Dotacja"), document(2, "Dotacja")])
        with engine.rebuilding() as index:
            index.put([document(2, "Stypendium"), document(3, "Stypendium")])
        assert found(engine, "dotacja") == []
        assert sorted(found(engine, "stypendium")) == [2, 3]

    def test_search_goes_on_over_the_old_index_during_a_rebuild(self, engine: Engine) -> None:
        engine.put([document(1, "Dotacja")])
        with engine.rebuilding() as index:
            index.put([document(2, "Dotacja")])
            assert found(engine, "dotacja") == [1]
            engine.put([document(3, "Dotacja")])
            assert sorted(found(engine, "dotacja")) == [1, 3]
        assert found(engine, "dotacja") == [2]

    def test_failing_rebuild_leaves_the_index_as_it_was_and_is_gone_on_with(self, engine: Engine) -> None:
        engine.put([document(1, "Dotacja")])
        leave_unfinished(engine, document(2, "Dotacja"))
        assert found(engine, "dotacja") == [1]
        with engine.rebuilding() as index:
            assert set(index.digests()) == {"library:2"}
            index.put([document(3, "Dotacja")])
        assert sorted(found(engine, "dotacja")) == [2, 3]

    def test_rebuild_afresh_forgets_one_that_was_left_unfinished(self, engine: Engine) -> None:
        leave_unfinished(engine, document(2, "Dotacja"))
        with engine.rebuilding(afresh=True) as index:
            assert index.digests() == {}
        assert engine.digests() == {}

    def test_facets_and_words_are_those_of_the_rebuilt_index(self, engine: Engine) -> None:
        engine.put([document(pk, "Dotacja", topics=("law",)) for pk in range(3)])
        assert asked(engine, "dotacja").facets["topic"] == {"law": 3}
        assert engine.lexicon.close_to("dotacjaa", 1) == ("dotacja",)
        with engine.rebuilding() as index:
            index.put([document(5, "Stypendium", topics=("home",))])
        assert asked(engine, "stypendium").facets["topic"] == {"home": 1}
        assert engine.lexicon.close_to("dotacjaa", 1) == ()

    def test_engine_describes_itself(self, engine: Engine) -> None:
        engine.put([document(1)])
        assert engine.describe()["documents"] == "1"
        assert engine.mend() is False
