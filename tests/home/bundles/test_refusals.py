"""Whatever is wrong with a bundle is named with its file and line, and nothing of the page comes in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.bundles.importing import Outcome
from home.bundles.problems import BundleRefused
from home.models import InfoPage

from .conftest import Write, codes, page, picture, titles

pytestmark = pytest.mark.django_db
Bring = Callable[..., Outcome]
RICH = "<p><b>Dobre</b>{}</p>"


def paragraph(html: str) -> dict[str, Any]:
    return {"body": [{"type": "paragraph", "value": html}]}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"key": "z spacją"}, "key"),
        ({"language": "de"}, "unknown_language"),
        ({"type": "home.NoPage"}, "unknown_type"),
        ({"titel": "x"}, "unknown_name"),
        ({"title": ""}, "title"),
        ({"slug": "zażółć"}, "slug"),
        ({"state": "published"}, "state"),
        ({"position": 0}, "position"),
        ({"parent": None}, "parent"),
        ({"parent": "nie-ma-takiej"}, "missing_parent"),
        ({"owner": "nobody"}, "owner"),
        ({"first_published_at": "31.12.2026"}, "date"),
        ({"fields": {"verified_on": "2026-02-30"}}, "date"),
        ({"fields": {"go_live_at": "jutro"}}, "date"),
        ({"fields": {"laed": "x"}}, "unknown_field"),
        ({"fields": {"owner_unit": "nie-ma"}}, "unknown_row"),
        ({"fields": {"topics": ["nie-ma"]}}, "unknown_row"),
        ({"fields": {"topics": "zdrowie"}}, "list"),
        ({"fields": {"lead": {"a": 1}}}, "text"),
        ({"fields": {"show_in_menus": "może"}}, "value"),
        ({"fields": {"body": "tekst"}}, "block"),
        ({"fields": {"body": [{"type": "no-such-block", "value": ""}]}}, "unknown_block"),
        ({"fields": {"body": [{"type": "heading", "value": {"tekst": ""}}]}}, "unknown_part"),
        ({"fields": {"body": [{"type": "heading", "value": {"text": "", "level": "h2"}}]}}, "block"),
        ({"fields": {"body": [{"type": "heading", "value": {"text": "x", "level": "h9"}}]}}, "block"),
        ({"fields": {"body": [{"type": "heading", "value": {"text": {"a": 1}, "level": "h2"}}]}}, "block"),
        ({"fields": {"body": [{"type": "table", "value": {"data": "x"}}]}}, "block"),
        ({"fields": {"verified_on": [1]}}, "date"),
        ({"fields": {"owner_unit": {"a": 1}}}, "reference"),
        ({"fields": {"body": [{"type": "image", "value": {"image": "brak"}}]}}, "missing_file"),
        ({"fields": paragraph('<p><a href="javascript:alert(1)">x</a></p>')}, "link"),
        ({"fields": paragraph('<p><a href="JaVa\tscript:alert(1)">x</a></p>')}, "link"),
        ({"fields": paragraph('<p><a href="data:text/html,x">x</a></p>')}, "link"),
        ({"privacy": {"type": "secret"}}, "privacy"),
        ({"privacy": {"type": "password"}}, "privacy"),
        ({"privacy": {"type": "groups", "groups": ["nie-ma"]}}, "unknown_group"),
        ({"translation": {"texts": [{"path": "title"}]}}, "translation"),
        ({"truth": {"made_from": 7}}, "truth"),
    ],
)
def test_each_fault_keeps_its_page_out(
    city: None, write: Write, bring: Bring, given: dict[str, Any], code: str
) -> None:
    outcome = bring(write(page("dobra"), page("zla", **given)))
    assert ("pages.jsonl", 2, code) in codes(outcome)
    assert all(problem.text for problem in outcome.problems)
    assert titles() == {"Strona dobra"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"key": "a", ', "json"),
        ('["a"]', "json"),
        ('{"key": "a", "key": "b"}', "twice"),
        ('{"key": NaN}', "json"),
        ('{"key": "a\\u0000b"}', "zero"),
        ("[" * 100_000, "deep"),
        ('{"a":' * 60 + "1" + "}" * 60, "deep"),
    ],
)
def test_a_broken_line_is_named_and_the_others_come_in(write: Write, bring: Bring, line: str, code: str) -> None:
    outcome = bring(write(page("a"), line, page("b")))
    assert codes(outcome) == [("pages.jsonl", 2, code)]
    assert titles() == {"Strona a", "Strona b"}


def test_a_fault_in_one_language_keeps_all_languages_out(write: Write, bring: Bring) -> None:
    outcome = bring(write(page("a"), page("a", language="uk", state="bad")))
    assert codes(outcome) == [("pages.jsonl", 2, "state")]
    assert titles() == set()


def test_pages_below_a_refused_page_stay_out_and_say_so(write: Write, bring: Bring) -> None:
    outcome = bring(write(page("a", state="bad"), page("b", parent="a"), page("c", parent="b"), page("d")))
    assert {("pages.jsonl", 2, "parent_out"), ("pages.jsonl", 3, "parent_out")} <= set(codes(outcome))
    assert titles() == {"Strona d"}


def test_pages_in_a_circle_stay_out(write: Write, bring: Bring) -> None:
    outcome = bring(write(page("a", parent="b"), page("b", parent="c"), page("c", parent="a"), page("d")))
    assert [code for _file, _line, code in codes(outcome)] == ["cycle"] * 3
    assert titles() == {"Strona d"}


def test_the_same_page_twice_is_refused(write: Write, bring: Bring) -> None:
    assert codes(bring(write(page("a"), page("a")))) == [("pages.jsonl", 2, "twice")]
    assert titles() == set()


def test_clashing_addresses_are_refused_with_both_lines(write: Write, bring: Bring) -> None:
    outcome = bring(write(page("a", slug="x"), page("b", slug="x")))
    assert codes(outcome) == [("pages.jsonl", 2, "slug_clash")]
    assert "1" in outcome.problems[0].text
    assert titles() == {"Strona a"}


def test_an_address_taken_on_the_site_is_refused(write: Write, bring: Bring, guide: InfoPage) -> None:
    outcome = bring(write(page("a", slug=guide.slug)))
    assert codes(outcome) == [("pages.jsonl", 1, "slug")]


def test_a_page_of_another_type_is_refused(write: Write, bring: Bring) -> None:
    bring(write(page("a")))
    outcome = bring(write(page("a", type="home.SectionPage", fields={})))
    assert ("pages.jsonl", 1, "type") in codes(outcome) or ("pages.jsonl", 1, "unknown_field") in codes(outcome)
    assert isinstance(Page.objects.get(title="Strona a").specific, InfoPage)


def test_a_page_where_its_type_may_not_stand_is_refused(write: Write, bring: Bring) -> None:
    outcome = bring(write(page("a", type="home.NewsPage", fields={})))
    assert ("pages.jsonl", 1, "wrong_parent") in codes(outcome)


def test_a_translation_of_nothing_is_refused(write: Write, bring: Bring) -> None:
    assert codes(bring(write(page("a", language="uk")))) == [("pages.jsonl", 1, "no_source")]


def test_a_live_translation_must_be_whole(write: Write, bring: Bring) -> None:
    ukrainian = page("a", language="uk")
    del ukrainian["fields"]["lead"]
    assert codes(bring(write(page("a"), ukrainian))) == [("pages.jsonl", 2, "untranslated")]
    assert titles() == set()


def test_a_translation_with_other_parts_than_its_source_is_refused(write: Write, bring: Bring) -> None:
    ukrainian = page("a", language="uk", fields=paragraph("<p>Один.</p><p>Два.</p>"))
    assert codes(bring(write(page("a"), ukrainian))) == [("pages.jsonl", 2, "shape")]


def test_code_in_a_text_is_removed_and_reported(write: Write, bring: Bring) -> None:
    html = RICH.format('<script>alert(1)</script><img src=x onerror="alert(1)"><i onclick="x()">ok</i><h1>Duże</h1>')
    outcome = bring(write(page("a", fields=paragraph(html))))
    assert codes(outcome) == [("pages.jsonl", 1, "formatting")] * 2
    assert InfoPage.objects.get().body.raw_data[0]["value"] == "<p><b>Dobre</b><i>ok</i>Duże</p>"


def test_a_lost_person_leaves_the_place_empty(write: Write, bring: Bring) -> None:
    outcome = bring(write(page("a", owner="gone@example.org", fields={"content_owner": "gone@example.org"})))
    assert codes(outcome) == [("pages.jsonl", 1, "unknown_person")]
    assert InfoPage.objects.get().content_owner is None


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"{}\n" + "Zażółć".encode("cp1250"), 2),
        ("Zażółć".encode("utf-16"), 1),
        ("Zażółć".encode("utf-16-le"), 1),
    ],
)
def test_another_encoding_is_named_with_its_line(write: Write, bring: Bring, content: bytes, line: int) -> None:
    with pytest.raises(BundleRefused) as refused:
        bring(write(files={"pages.jsonl": content}))
    assert [(it.file, it.line, it.code) for it in refused.value.problems] == [("pages.jsonl", line, "encoding")]


def test_a_byte_order_mark_does_no_harm(write: Write, bring: Bring) -> None:
    line = json.dumps(page("a")).encode()
    assert codes(bring(write(files={"pages.jsonl": b"\xef\xbb\xbf" + line}))) == []


@pytest.mark.parametrize("manifest", [None, [], {"format": "other"}, {"format": "wspolna-sprawa-pages", "version": 2}])
def test_a_bundle_of_another_format_is_refused(write: Write, bring: Bring, manifest: Any) -> None:
    with pytest.raises(BundleRefused):
        bring(write(page("a"), manifest=manifest))


IMAGES = ("key", "file", "title", "alt")


@pytest.mark.parametrize(
    ("row", "content", "code"),
    [
        (("i", "images/i.png", "I", "Opis"), b"<svg onload='x'/>", "file"),
        (("i", "images/i.png", "I", "Opis"), picture(kind="JPEG"), "file"),
        (("i", "images/i.gif", "I", "Opis"), picture(kind="GIF"), "file"),
        (("i", "images/i.csv", "I", "Opis"), b"a,b\n", "no_picture"),
        (("i", "images/brak.png", "I", "Opis"), picture(), "missing_file"),
        (("i", "../manifest.json", "I", "Opis"), picture(), "missing_file"),
        (("i", "manifest.json", "I", "Opis"), picture(), "missing_file"),
    ],
)
def test_a_file_that_is_no_picture_keeps_its_page_out(
    write: Write, bring: Bring, row: tuple[str, ...], content: bytes, code: str
) -> None:
    body = {"body": [{"type": "image", "value": {"image": "i", "decorative": False, "alt_text": "x"}}]}
    name = row[1] if row[1].startswith("images/") and "brak" not in row[1] else "images/i.png"
    outcome = bring(write(page("a", fields=body), tables={"images.csv": [IMAGES, row]}, files={name: content}))
    assert ("pages.jsonl", 1, code) in codes(outcome)
    assert titles() == set()


def test_a_picture_without_words_is_named_and_its_page_stays_out(write: Write, bring: Bring) -> None:
    body = {"body": [{"type": "image", "value": {"image": "i", "decorative": False, "alt_text": ""}}]}
    rows = [IMAGES, ("i", "images/i.png", "I", "")]
    outcome = bring(write(page("a", fields=body), tables={"images.csv": rows}, files={"images/i.png": picture()}))
    assert ("images.csv", 2, "alt") in codes(outcome)
    assert any(line == 1 and file == "pages.jsonl" for file, line, _code in codes(outcome))
    assert titles() == set()


REDIRECTS = ("from", "page", "route", "address", "permanent", "automatic")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("stare", "a", "", "", "", "")], [(2, "old_address")]),
        ([("/", "a", "", "", "", "")], [(2, "old_address")]),
        ([("/stare", "", "", "", "", "")], [(2, "target")]),
        ([("/stare", "a", "", "/x", "", "")], [(2, "target")]),
        ([("/stare", "nie-ma", "", "", "", "")], [(2, "missing_page")]),
        ([("/stare", "", "", "javascript:alert(1)", "", "")], [(2, "address")]),
        ([("/stare", "", "", "//evil.example.org", "", "")], [(2, "address")]),
        ([("/stare", "a", "", "", "może", "")], [(2, "yes_or_no")]),
        ([("/a", "", "", "/b", "", ""), ("/b/", "", "", "/a", "", "")], [(2, "loop"), (3, "loop")]),
        ([("/a", "", "", "/a/", "", "")], [(2, "loop")]),
        ([("/stare", "a", "", "", "", ""), ("/stare/", "", "", "/x", "", "")], [(3, "twice")]),
        ([("/pl/strona-a", "a", "", "", "", "")], [(2, "hidden")]),
    ],
)
def test_a_wrong_redirect_is_named_and_not_written(
    write: Write, bring: Bring, rows: list[tuple[str, ...]], found: list[tuple[int, str]]
) -> None:
    outcome = bring(write(page("a"), tables={"redirects.csv": [REDIRECTS, *rows]}))
    assert codes(outcome) == [("redirects.csv", line, code) for line, code in found]
    assert Redirect.objects.count() == len(rows) - len(found)


def test_a_redirect_of_the_site_is_not_replaced_silently(write: Write, bring: Bring) -> None:
    Redirect.objects.create(old_path="/stare", redirect_link="/gdzie")
    path = write(page("a"), tables={"redirects.csv": [REDIRECTS, ("/stare", "a", "", "", "", "")]})
    assert codes(bring(path)) == [("redirects.csv", 2, "conflict")]
    assert bring(path, overwrite=True).problems == []
    assert Redirect.objects.get().redirect_page is not None


def test_the_report_can_be_read_by_programs_and_by_spreadsheets(write: Write, bring: Bring, tmp_path: Path) -> None:
    from home.bundles.problems import as_csv, as_json

    problems = bring(write(page("a", state="=cmd()"))).problems
    assert json.loads(as_json(problems))[0]["line"] == 1
    assert "pages.jsonl,1,error,a,pl,state," in as_csv(problems)
