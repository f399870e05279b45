"""What files say. Each is really opened, by the process that opens them on the site."""

import pytest

from search.attachments import child, reading
from search.attachments.limits import LARGEST_FILE, MOST_PAGES, MOST_WORDS
from search.attachments.models import Refusal
from search.attachments.reading import Reading, read
from tests.cms.uploads.samples import bomb, ooxml, picture

from . import files

SAID = "Zażółć gęślą jaźń: послуги для всіх"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("uchwala.pdf", files.pdf(SAID)),
        ("wniosek.docx", files.word(SAID)),
        ("tabela.docx", files.word("Koszty", cells=SAID)),
        ("statut.odt", files.libre(SAID)),
        ("notatka.txt", SAID.encode()),
        ("lista.csv", f"lp;opis\n1;{SAID}".encode()),
    ],
)
def test_words_of_a_file_are_read(name: str, content: bytes) -> None:
    assert SAID in read(files.public(content, name)).text


def test_text_in_the_old_windows_encoding_is_read() -> None:
    assert read(files.public("Zażółć gęślą jaźń".encode("cp1250"), "stary.txt")).text == "Zażółć gęślą jaźń"


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("zaszyfrowany.pdf", files.pdf(SAID, password="sekret"), Refusal.ENCRYPTED),
        ("zaszyfrowany.odt", files.libre(SAID, manifest="<encryption-data/>"), Refusal.ENCRYPTED),
        ("skan.pdf", files.scanned_pdf(), Refusal.EMPTY),
        ("urwany.pdf", files.pdf(SAID)[:300], Refusal.BROKEN),
        ("pusty.pdf", b"%PDF-1.7\n%%EOF\n", Refusal.BROKEN),
        ("zepsuty.docx", ooxml(), Refusal.BROKEN),
        ("zepsuty.odt", files.libre("<text:p>"), Refusal.BROKEN),
        ("bomba.docx", bomb(), Refusal.TOO_MUCH),
        ("zdjecie.png", picture("PNG"), Refusal.KIND),
        ("strona.html", b"<html>", Refusal.KIND),
        ("program.pdf", b"MZ\x90\x00", Refusal.KIND),
        ("ogromny.txt", b"a " * (LARGEST_FILE // 2 + 1), Refusal.TOO_MUCH),
    ],
)
def test_file_without_text_is_refused_with_the_reason(name: str, content: bytes, refusal: Refusal) -> None:
    assert read(files.public(content, name)) == Reading(refusal=refusal)


def test_file_that_is_not_there_is_refused_with_the_reason() -> None:
    assert read(files.lost()) == Reading(refusal=Refusal.MISSING)


def test_entities_that_multiply_are_not_followed() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    found = read(files.public(files.libre("&b;", declaration=laughs), "smiech.odt"))
    assert "aaaaaaaaaa" not in found.text


def test_entity_of_a_file_of_ours_is_not_followed() -> None:
    ours = '<!DOCTYPE x [<!ENTITY ours SYSTEM "file:///etc/passwd">]>'
    assert "root:" not in read(files.public(files.libre("&ours;", declaration=ours), "podsluch.odt")).text


def test_words_end_with_the_most_that_is_kept() -> None:
    found = read(files.public(("słowo " * (MOST_WORDS + 500)).encode(), "dlugi.txt"))
    assert len(found.text.split()) == MOST_WORDS


def test_pages_after_the_most_that_are_read_are_left_alone() -> None:
    many = read(files.public(files.pdf("strona", pages=MOST_PAGES + 5), "gruby.pdf"))
    assert many.text.split().count("strona") == MOST_PAGES


def test_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    assert read(files.public(files.pdf(SAID), "wolny.pdf")) == Reading(refusal=Refusal.TOO_MUCH)


def test_process_that_reads_gets_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "tajne")
    seen: list[object] = []
    run = reading.subprocess.run
    monkeypatch.setattr(reading.subprocess, "run", lambda *args, **more: seen.append(more["env"]) or run(*args, **more))
    assert read(files.public(files.pdf(SAID), "uchwala.pdf")).text
    assert seen == [{}]


def test_word_broken_at_the_end_of_a_line_is_joined() -> None:
    assert child.words_of(["prze-\nprowadzka", "biało-\nCzerwony", "a\u00ad\nb"]) == "przeprowadzka biało- Czerwony ab"


def test_nothing_is_read_after_the_last_word() -> None:
    def endless():
        while True:
            yield "słowo " * 1000

    assert len(child.words_of(endless()).split()) == MOST_WORDS
