from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.roles import Role
from search.concepts import services
from search.concepts.book import Kind, Label
from search.concepts.files import Entry, FaultyFile, read_folder
from search.concepts.importing import Outcome, Present
from search.concepts.models import Concept, ConceptLabel, ConceptLink
from search.concepts.queries import all_keys, entries, topics
from search.concepts.services import add_label, delete_concept, import_concepts, load_shipped, save_concept
from tests.people import person

SAMPLES = Path(__file__).parent / "samples"
CARD = Entry("card", (Label("pl", "karta"), Label("pl", "plastik", Kind.HIDDEN)), topic="residence")


@pytest.fixture
def editor(city: None) -> User:
    return person(Role.EDITOR)


def outcomes(lines: list[Any]) -> dict[str, Outcome]:
    return {line.entry.key: line.outcome for line in lines}


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    concepts = [CARD, Entry("permit", (Label("pl", "zezwolenie"),))]
    monkeypatch.setattr(services, "starting", lambda: concepts)
    return concepts


def test_what_is_imported_is_read_back_as_it_was_in_the_file(editor: User) -> None:
    concepts = read_folder(SAMPLES)
    lines = import_concepts(incoming=concepts, actor=editor)
    assert set(outcomes(lines).values()) == {Outcome.NEW}
    assert entries() == sorted(concepts, key=lambda entry: entry.key)
    assert (all_keys(), topics()) == (["pesel", "residence-card", "residence-permit"], ["papers", "residence"])


def test_a_dry_run_tells_the_same_and_changes_nothing(editor: User) -> None:
    lines = import_concepts(incoming=[CARD], actor=editor, dry_run=True)
    assert outcomes(lines) == {"card": Outcome.NEW}
    assert not Concept.objects.exists()


def test_an_import_keeps_what_is_there_unless_told_otherwise(editor: User) -> None:
    save_concept(entry=CARD, actor=editor)
    other = Entry("card", (Label("pl", "karta pobytu"), Label("pl", "plastik", Kind.HIDDEN)), topic="papers")
    (kept,) = import_concepts(incoming=[other], actor=editor)
    assert kept.outcome is Outcome.KEPT
    assert entries() == [CARD]
    (changed,) = import_concepts(incoming=[other], actor=editor, present=Present.OVERWRITE)
    assert changed.outcome is Outcome.CHANGED
    assert len(changed.differences) == 3
    assert entries() == [other]
    assert outcomes(import_concepts(incoming=[other], actor=editor)) == {"card": Outcome.SAME}


def test_each_row_that_an_import_touches_is_in_the_history_once_with_who_did_it(editor: User) -> None:
    save_concept(entry=CARD, actor=editor)
    save_concept(entry=Entry("card", (Label("pl", "plastik", Kind.HIDDEN), Label("uk", "картка"))), actor=editor)
    history = ConceptLabel.history.order_by("history_id").values_list("text", "history_type", "history_user")
    assert sorted(history) == sorted([
        ("karta", "+", editor.pk), ("plastik", "+", editor.pk),
        ("karta", "-", editor.pk), ("plastik", "~", editor.pk), ("картка", "+", editor.pk),
    ])  # fmt: skip
    assert [row.history_type for row in Concept.history.order_by("history_id")] == ["+", "~"]


def test_an_import_needs_the_same_number_of_queries_for_few_and_for_many(
    editor: User, django_assert_max_num_queries: Any
) -> None:
    few = [Entry("a", (Label("pl", "a"),))]
    many = [Entry(f"k{i}", (Label("pl", f"słowo {i}"),), related=("a",)) for i in range(40)]
    with django_assert_max_num_queries(30) as first:
        import_concepts(incoming=few, actor=editor)
    with django_assert_max_num_queries(len(first) + 2):  # links are written for the first time
        import_concepts(incoming=many, actor=editor)
    other = [Entry(entry.key, (Label("pl", f"inne {entry.key}"),)) for entry in many]
    with django_assert_max_num_queries(30) as changing:
        import_concepts(incoming=other[:2], actor=editor, present=Present.OVERWRITE)
    with django_assert_max_num_queries(len(changing)):
        import_concepts(incoming=other, actor=editor, present=Present.OVERWRITE)


def test_a_concept_with_a_fault_is_refused_whole(editor: User) -> None:
    with pytest.raises(FaultyFile):
        import_concepts(incoming=[CARD, Entry("empty", ())], actor=editor)
    assert not Concept.objects.exists()


def test_only_editors_write_the_dictionary(city: None) -> None:
    author = person(Role.AUTHOR)
    for act in (
        lambda: import_concepts(incoming=[CARD], actor=author, dry_run=True),
        lambda: save_concept(entry=CARD, actor=author),
        lambda: add_label(concept_id=1, language="pl", text="x", actor=author),
        lambda: delete_concept(key="card", actor=author),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_label_is_added_at_the_end_once(editor: User) -> None:
    save_concept(entry=CARD, actor=editor)
    pk = Concept.objects.get().pk
    assert add_label(concept_id=pk, language="uk", text=" карта  побита ", actor=editor)
    assert entries()[0].labels[-1] == Label("uk", "карта побита", Kind.HIDDEN)
    assert not add_label(concept_id=pk, language="pl", text="KARTA", actor=editor)
    assert ConceptLabel.history.latest("history_id").history_user == editor


def test_a_deleted_concept_takes_labels_and_links_with_it_and_leaves_its_history(editor: User) -> None:
    import_concepts(incoming=read_folder(SAMPLES), actor=editor)
    delete_concept(key="pesel", actor=editor)
    assert not ConceptLink.objects.filter(other__key="pesel").exists()
    last = Concept.history.latest("history_id")
    assert (last.key, last.history_type, last.history_user) == ("pesel", "-", editor)


def test_loading_what_is_shipped_twice_changes_nothing(db: None, shipped: list[Entry]) -> None:
    assert set(outcomes(load_shipped()).values()) == {Outcome.NEW}
    assert set(outcomes(load_shipped()).values()) == {Outcome.SAME}


def test_a_new_version_renews_what_nobody_touched_and_leaves_the_rest(editor: User, shipped: list[Entry]) -> None:
    shipped += [Entry("gone", (Label("pl", "znikło"),)), Entry("own", (Label("pl", "własne"),))]
    load_shipped()
    pk = Concept.objects.get(key="permit").pk
    add_label(concept_id=pk, language="pl", text="pozwolenie", actor=editor)
    delete_concept(key="gone", actor=editor)
    shipped[0] = Entry("card", (Label("pl", "karta pobytu"),))
    shipped[1] = Entry("permit", (Label("pl", "zgoda"),))
    assert outcomes(load_shipped()) == {
        "card": Outcome.CHANGED, "permit": Outcome.KEPT, "gone": Outcome.DELETED, "own": Outcome.SAME,
    }  # fmt: skip
    assert [label.text for label in entries()[2].labels] == ["zezwolenie", "pozwolenie"]
    assert outcomes(load_shipped(overwrite=True)) == {
        "card": Outcome.SAME, "permit": Outcome.CHANGED, "gone": Outcome.NEW, "own": Outcome.SAME,
    }  # fmt: skip


def test_a_concept_renamed_by_an_editor_does_not_come_back_under_its_old_key(
    editor: User, shipped: list[Entry]
) -> None:
    load_shipped()
    concept = Concept.objects.get(key="card")
    concept.key = "residence-card"
    concept.save()
    assert outcomes(load_shipped())["card"] is Outcome.DELETED
