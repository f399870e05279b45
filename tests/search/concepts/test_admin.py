"""The dictionary in the administration, as an editor uses it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import Role
from search.concepts.book import Kind, Label
from search.concepts.files import Entry, read_folder
from search.concepts.models import Concept, ConceptUse
from search.concepts.queries import entries
from search.concepts.services import import_concepts, save_concept
from search.concepts.usage import first_day_shown
from tests.people import person

SAMPLES = Path(__file__).parent / "samples"
LIST = "wagtailsnippets_concepts_concept:list"
ADD = "wagtailsnippets_concepts_concept:add"
EDIT = "wagtailsnippets_concepts_concept:edit"
HISTORY = "wagtailsnippets_concepts_concept:history"
DELETE = "wagtailsnippets_concepts_concept:delete"


@pytest.fixture
def editor(city: None) -> User:
    editor = person(Role.EDITOR, language="en")
    UserProfile.objects.create(user=editor, preferred_language="en")
    return editor


@pytest.fixture
def admin(editor: User, sign_in: Any) -> Client:
    return sign_in(editor)


@pytest.fixture
def dictionary(editor: User) -> list[Entry]:
    concepts = read_folder(SAMPLES)
    import_concepts(incoming=concepts, actor=editor)
    return concepts


def text_of(response: Any) -> str:
    return response.content.decode()


def form_data(key: str, *labels: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    """Return what the form of a new concept sends."""
    data = {
        "key": key, "topic": "", "note": "", "source": "", "question": "",
        "labels-TOTAL_FORMS": len(labels), "labels-INITIAL_FORMS": 0, "labels-MIN_NUM_FORMS": 0,
        "links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0, "links-MIN_NUM_FORMS": 0,
    }  # fmt: skip
    for number, (language, text, kind) in enumerate(labels):
        data |= {
            f"labels-{number}-language": language, f"labels-{number}-text": text, f"labels-{number}-kind": kind,
            f"labels-{number}-ORDER": number, f"labels-{number}-id": "",
        }  # fmt: skip
    return data | more


# The list


def test_the_list_shows_names_in_each_language_and_how_often_searches_met_a_concept(
    admin: Client, dictionary: list[Entry]
) -> None:
    ConceptUse.objects.create(concept=Concept.objects.get(key="pesel"), day=first_day_shown(), count=77)
    page = text_of(admin.get(reverse(LIST)))
    for text in ("karta pobytu", "посвідка на проживання", "residence permit", "77"):
        assert text in page
    assert '<span lang="uk">посвідка на проживання</span>' in page


@pytest.mark.parametrize("words", ["PLASTIK", "песель", "Картка", "pobytu card", "residence-c", "karta stalego"])
def test_the_list_is_searched_by_every_label_whatever_its_letters(
    admin: Client, dictionary: list[Entry], words: str
) -> None:
    page = admin.get(reverse(LIST), {"q": words})
    assert len(page.context["object_list"]) == 1


def test_the_list_is_narrowed_by_field_of_life_and_by_a_missing_language(admin: Client, editor: User) -> None:
    save_concept(entry=Entry("a", (Label("pl", "a"), Label("uk", "а", Kind.HIDDEN)), topic="work"), actor=editor)
    save_concept(entry=Entry("b", (Label("pl", "b"), Label("uk", "б"))), actor=editor)

    def found(**query: str) -> list[str]:
        return [concept.key for concept in admin.get(reverse(LIST), query).context["object_list"]]

    assert found(topic="work") == ["a"]
    assert found(lacking="uk") == ["a"]
    assert found(lacking="en") == ["a", "b"]
    assert found(lacking="pl") == []


def test_the_list_takes_as_many_queries_for_many_concepts_as_for_one(
    admin: Client, editor: User, django_assert_num_queries: DjangoAssertNumQueries, django_assert_max_num_queries: Any
) -> None:
    save_concept(entry=Entry("a", (Label("pl", "a"),)), actor=editor)
    admin.get(reverse(LIST))
    with django_assert_max_num_queries(100) as one:
        admin.get(reverse(LIST))
    import_concepts(incoming=[Entry(f"k{i}", (Label("pl", f"k{i}"),)) for i in range(30)], actor=editor)
    with django_assert_max_num_queries(len(one)):
        admin.get(reverse(LIST))


# The form


def test_a_concept_written_in_the_form_is_known_to_the_next_search(admin: Client) -> None:
    response = admin.post(reverse(ADD), form_data(
        "card", ("pl", " karta  pobytu ", "preferred"), ("uk", "карта побиту", "hidden"), topic="residence",
    ))  # fmt: skip
    assert response.status_code == 302, response.context["form"].errors
    assert entries() == [
        Entry("card", (Label("pl", "karta pobytu"), Label("uk", "карта побиту", Kind.HIDDEN)), topic="residence")
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (form_data("card"), "There is no label in any language."),
        (form_data("Karta", ("pl", "karta", "preferred")), "Use small Latin letters, digits and single hyphens."),
        (form_data("card", ("pl", "karta", "preferred"), ("pl", "Karta", "hidden")), "stands twice among the labels"),
        (
            form_data("card", ("pl", "karta", "preferred"), ("pl", "plastik", "preferred")),
            "Only one label in “pl” can be the preferred one.",
        ),
        (form_data("pesel", ("pl", "numer", "preferred")), "There is a concept with this key already."),
    ],
)
def test_what_is_wrong_in_the_form_is_said_and_what_was_typed_stays(
    admin: Client, dictionary: list[Entry], data: dict[str, Any], text: str
) -> None:
    response = admin.post(reverse(ADD), data | {"note": "typed before"})
    assert response.status_code == 200
    assert text in text_of(response)
    assert "typed before" in text_of(response)
    assert entries() == sorted(dictionary, key=lambda entry: entry.key)


def test_a_concept_is_not_linked_to_itself_or_twice(admin: Client, dictionary: list[Entry]) -> None:
    pesel = Concept.objects.get(key="pesel")
    data = form_data("pesel", ("pl", "PESEL", "preferred"), **{"links-TOTAL_FORMS": 2})
    for number in range(2):
        data |= {f"links-{number}-other": pesel.pk, f"links-{number}-kind": "related", f"links-{number}-ORDER": number}
    page = text_of(admin.post(reverse(EDIT, args=[pesel.pk]), data))
    assert "A concept cannot be linked to itself." in page
    assert "“pesel” is linked twice in the same way." in page


def test_the_form_loads_with_all_labels_and_links(admin: Client, dictionary: list[Entry]) -> None:
    card = Concept.objects.get(key="residence-card")
    page = admin.get(reverse(EDIT, args=[card.pk]))
    assert page.context["form"].formsets["labels"].initial_form_count() == 8
    assert "посвідка на проживання" in text_of(page)
    assert "<script>" not in text_of(page)


def test_a_concept_to_link_to_is_looked_for_by_its_names(admin: Client, dictionary: list[Entry]) -> None:
    url = reverse("wagtailsnippetchoosers_concepts_concept:choose_results")
    page = text_of(admin.get(url, {"q": "песель"}))
    assert "pesel" in page
    assert "residence-card" not in page


def test_deleting_a_concept_is_asked_for_and_done(admin: Client, dictionary: list[Entry]) -> None:
    pk = Concept.objects.get(key="pesel").pk
    assert admin.get(reverse(DELETE, args=[pk])).status_code == 200
    admin.post(reverse(DELETE, args=[pk]))
    assert [entry.key for entry in entries()] == ["residence-card", "residence-permit"]


# History


def test_the_history_tells_who_changed_which_label(admin: Client, editor: User) -> None:
    admin.post(reverse(ADD), form_data("card", ("pl", "karta", "preferred"), ("pl", "plastik", "hidden")))
    concept = Concept.objects.get()
    first, second = concept.labels.all()
    data = form_data("card", ("pl", "karta pobytu", "preferred"), ("pl", "plastik", "hidden"), topic="papers")
    data |= {
        "labels-INITIAL_FORMS": 2, "labels-0-id": first.pk, "labels-1-id": second.pk, "labels-1-DELETE": "on",
    }  # fmt: skip
    assert admin.post(reverse(EDIT, args=[concept.pk]), data).status_code == 302
    page = text_of(admin.get(reverse(HISTORY, args=[concept.pk])))
    for text in (
        "Created the concept “card”.",
        "Added “plastik” (pl, hidden).",
        "Changed “karta” (pl, preferred) to “karta pobytu” (pl, preferred).",
        "Removed “plastik” (pl, hidden).",
        "Changed the field of life from “” to “papers”.",
        str(editor),
    ):
        assert text in page


# Files


def upload(content: bytes | str, **more: str) -> dict[str, Any]:
    data = content.encode() if isinstance(content, str) else content
    return {"file": SimpleUploadedFile("own.csv", data), "present": "keep", **more}


def test_an_import_is_shown_first_and_done_on_the_second_press(admin: Client, dictionary: list[Entry]) -> None:
    url = reverse("concepts:import")
    content = "key,preferred_pl\npesel,numer\nmos,portal MOS\n"
    looked = admin.post(url, upload(content, look=""))
    assert "numer PESEL" in text_of(looked)  # what the file would leave out
    assert not Concept.objects.filter(key="mos").exists()
    typed = looked.context["form"].initial
    done = admin.post(url, {"content": typed["content"], "present": "overwrite", "import": ""})
    assert done.status_code == 302
    assert {entry.key: entry.labels for entry in entries()}["pesel"] == (Label("pl", "numer"),)
    assert Concept.objects.filter(key="mos").exists()


def test_a_faulty_file_is_refused_with_its_lines_and_can_be_mended_in_place(admin: Client) -> None:
    response = admin.post(reverse("concepts:import"), upload("key,preferred_pl\nmos,\nkrs,KRS\n", **{"import": ""}))
    assert response.status_code == 422
    assert "Line 2: There is no label in any language." in text_of(response)
    assert "krs,KRS" in text_of(response)
    assert not Concept.objects.exists()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"present": "keep"}, "Choose a CSV file."),
        (upload("key,preferred_pl\ncard,żółć\n".encode("cp1250")), "The file is not in UTF-8."),
        (upload("x" * (1024 * 1024 * 2 + 1)), "The file is larger than"),
        (upload("\n" * 5001 + "x"), "The file has more than 5000 lines."),
        (upload("%PDF-1.4"), "The first line must name the columns"),
        (upload("key,preferred_pl\n\0\0\0"), "Line 2"),
    ],
)
def test_what_is_no_file_of_concepts_is_said_to_be_none(admin: Client, data: dict[str, Any], text: str) -> None:
    response = admin.post(reverse("concepts:import"), data)
    assert text in text_of(response)
    assert not Concept.objects.exists()


def test_an_export_can_be_imported_again_without_a_change(admin: Client, dictionary: list[Entry]) -> None:
    exported = b"".join(admin.get(reverse("concepts:export")).streaming_content)
    page = admin.post(reverse("concepts:import"), upload(exported, look=""))
    with override("en"):
        assert page.context["counts"] == [("is the same already", 3)]
    assert not page.context["changes"]


# Words of readers


def test_words_of_a_reader_open_a_form_with_its_label_filled_in(admin: Client) -> None:
    response = admin.get(reverse("concepts:from_question"), {"text": "картка мешканця", "language": "uk"}, follow=True)
    form = response.context["form"]
    assert form["key"].value() == "kartka-meshkantsia"
    (label,) = form.formsets["labels"].forms
    assert (label["text"].value(), label["language"].value()) == ("картка мешканця", "uk")
    data = form_data("kartka-meshkantsia", ("uk", "картка мешканця", "preferred"))
    assert admin.post(response.request["PATH_INFO"], data).status_code == 302
    assert entries()[0].labels == (Label("uk", "картка мешканця"),)


@pytest.mark.parametrize(
    "query", [{}, {"text": "", "language": "uk"}, {"text": "x", "language": "xx"}, {"text": "y" * 999}]
)
def test_words_that_make_no_sense_open_an_empty_form(admin: Client, query: dict[str, str]) -> None:
    response = admin.get(reverse("concepts:from_question"), query, follow=True)
    assert response.status_code == 200
    assert response.context["form"]["key"].value() in {None, ""}


def test_a_key_made_of_words_is_one_that_is_free(admin: Client, dictionary: list[Entry]) -> None:
    response = admin.get(reverse(ADD), {"text": "PESEL", "language": "pl"})
    assert response.context["form"]["key"].value() == "pesel-2"


def test_words_of_a_reader_are_given_to_a_concept_found_by_its_name(admin: Client, dictionary: list[Entry]) -> None:
    url = reverse("concepts:add_label")
    query = {"text": "пластик на руках", "language": "uk"}
    page = admin.get(url, query | {"q": "karta pobytu"})
    (card,) = page.context["found"]
    done = admin.post(url, query | {"concept": card.pk}, follow=True)
    assert "now leads to “residence-card”" in text_of(done)
    assert Label("uk", "пластик на руках", Kind.HIDDEN) in {e.key: e.labels for e in entries()}["residence-card"]
    again = admin.post(url, query | {"concept": card.pk}, follow=True)
    assert "among its labels already" in text_of(again)


def test_looking_for_a_concept_in_vain_offers_to_make_one(admin: Client) -> None:
    page = text_of(admin.get(reverse("concepts:add_label"), {"text": "abc", "language": "pl", "q": "nothing"}))
    assert "No concept has this name." in page
    assert reverse("concepts:from_question") in page


def test_words_without_a_concept_or_a_language_are_refused(admin: Client, dictionary: list[Entry]) -> None:
    url = reverse("concepts:add_label")
    for concept in ("x", "0", "9" * 30, ""):
        gone = admin.post(url, {"text": "abc", "language": "pl", "concept": concept})
        assert gone.status_code == 422
        assert "This concept no longer exists." in text_of(gone)
        assert "abc" in text_of(gone)
    assert admin.post(url, {"text": "", "language": "xx", "concept": "1"}).status_code == 422


# Rights


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.MODERATOR, Role.ORGANISATION_MEMBER])
def test_others_than_editors_do_not_reach_the_dictionary(city: None, sign_in: Any, role: Role) -> None:
    save_concept(entry=Entry("card", (Label("pl", "karta"),)), actor=None)
    client = sign_in(person(role))
    pk = Concept.objects.get().pk
    addresses = [
        reverse(LIST), reverse(ADD), reverse(EDIT, args=[pk]), reverse(HISTORY, args=[pk]),
        *(reverse(f"concepts:{name}") for name in ("import", "export", "add_label")),
    ]  # fmt: skip
    for address in addresses:
        assert client.get(address).status_code in {302, 403}, address
    for name in ("import", "add_label"):
        assert client.post(reverse(f"concepts:{name}"), {"text": "x"}).status_code in {302, 403}


def test_an_administrator_writes_the_dictionary_too(city: None, sign_in: Any) -> None:
    client = sign_in(person(Role.ADMINISTRATOR))
    assert client.get(reverse(ADD)).status_code == 200
    assert client.get(reverse("concepts:import")).status_code == 200


def test_a_concept_that_is_called_exactly_so_stands_first(admin: Client, editor: User) -> None:
    for key, text in (("a-card", "karta pobytu po brexicie"), ("z-card", "Karta  pobytu")):
        save_concept(entry=Entry(key, (Label("pl", text),)), actor=editor)

    def found(**query: str) -> list[str]:
        return [
            concept.key for concept in admin.get(reverse(LIST), {"q": "karta pobytu"} | query).context["object_list"]
        ]

    assert found() == ["z-card", "a-card"]
    assert found(ordering="key") == ["a-card", "z-card"]
