import re
import unicodedata

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from cms.uploads.limits import MAX_NAME
from cms.uploads.names import clean_name, extension_of, folder_of, random_path


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Statut – wersja 2.PDF", "Statut – wersja 2.pdf"),
        ("Статут організації.docx", "Статут організації.docx"),
        ("C:\\Users\\Anna\\skan.pdf", "skan.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("umowa\u202efdp.exe", "umowafdp.exe"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("a\0b\x07.pdf", "ab.pdf"),
        ("  dużo   spacji\t.pdf", "dużo spacji.pdf"),
        (unicodedata.normalize("NFD", "zażółć.txt"), "zażółć.txt"),
        ('<img src=x onerror="alert(1)">.png', "_img src=x onerror=_alert(1)__.png"),
        (".htaccess", "htaccess"),
        ("plik.pdf. . .", "plik.pdf"),
        ("bez", "bez"),
    ],
)
def test_name_is_cleaned_and_stays_readable(given: str, kept: str):
    assert clean_name(given) == kept


@pytest.mark.parametrize("nothing", ["", "...", "///", "\u200b\u202e", "a/"])
def test_name_of_nothing_gets_one(nothing: str):
    with override("en"):
        assert clean_name(nothing) == "attachment"


def test_long_name_keeps_its_extension():
    name = clean_name("ż" * 300 + ".docx")
    assert len(name) == MAX_NAME
    assert name.endswith("ż.docx")
    assert len(clean_name("ż" * 300)) == MAX_NAME
    assert clean_name("a" * MAX_NAME) == "a" * MAX_NAME


@given(st.text(max_size=300))
def test_whatever_is_sent_the_name_is_short_visible_and_without_folders(text: str):
    name = clean_name(text)
    assert 0 < len(name) <= MAX_NAME
    assert not re.search(r'[/\\<>:"|?*\r\n]', name)
    assert not [letter for letter in name if unicodedata.category(letter).startswith("C")]
    assert clean_name(name) == name


def test_extension_is_what_stands_last():
    assert extension_of("faktura.pdf.EXE") == "exe"
    assert extension_of("bez") == ""


def test_path_on_disk_tells_nothing_of_the_sender():
    first, second = (random_path(folder_of(User)) for _ in range(2))
    assert re.fullmatch(r"accounts\.user/[0-9a-f]{2}/[0-9a-f]{32}", first)
    assert first != second
