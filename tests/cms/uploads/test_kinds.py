"""The content of a file decides what it is; its name must agree; everything else is refused with a reason."""

import io
import zipfile
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.uploads import refusals
from cms.uploads.kinds import BY_EXTENSION, KINDS, accept, kind_of, listing
from tests.cms.uploads.samples import *
from tests.cms.uploads.samples import picture

XLSX = ooxml(main=XLSX_TYPE, document="xl/workbook.xml")
TAKEN = [
    (PDF, "Statut stowarzyszenia.pdf", "pdf"),
    (ooxml(), "pismo.docx", "docx"),
    (ooxml(), "PISMO.DOCX", "docx"),
    (ooxml({"word/embeddings/Sheet1.xlsx": XLSX}), "wykres.docx", "docx"),
    (XLSX, "budżet.xlsx", "xlsx"),
    (odf(), "pismo.odt", "odt"),
    (odf({"Basic/script-lc.xml": "<x/>", "Basic/Standard/script-lb.xml": "<x/>"}), "pismo.odt", "odt"),
    (odf(main=ODS_TYPE), "budżet.ods", "ods"),
    ("Zażółć gęślą jaźń – Київ".encode(), "tekst.txt", "txt"),
    (b"\xef\xbb\xbfZa\xc5\xbc", "notatnik.txt", "txt"),
    ("Zażółć gęślą jaźń".encode("cp1250"), "stary.txt", "txt"),
    (b"From Monday on, MZK runs more buses. 2 < 3 and a <b> is no tag.", "text.txt", "txt"),
    (b"MZK Krakow prosi o wiecej autobusow", "mzk.txt", "txt"),
    (b"nazwa;kwota\nprojekt;1200\n", "tabela.csv", "csv"),
    (picture("JPEG"), "zdjęcie.jpg", "jpeg"),
    (picture("JPEG"), "zdjęcie.jpeg", "jpeg"),
    (picture("JPEG") + b"\0\0\0\x18ftypmp42 a film of the phone", "ruchome.jpg", "jpeg"),
    (picture("PNG"), "mapa.png", "png"),
    (picture("WEBP"), "mapa.webp", "webp"),
]


def refusal(content: bytes, name: str) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        kind_of(io.BytesIO(content), name)
    return caught.value


@pytest.mark.parametrize(("content", "name", "kind"), TAKEN, ids=[name for _, name, _ in TAKEN])
def test_honest_file_is_recognised_and_stands_at_its_beginning(content: bytes, name: str, kind: str):
    file = io.BytesIO(content)
    assert kind_of(file, name).name == kind
    assert file.tell() == 0


def test_the_samples_show_every_kind_we_take():
    assert {kind for _, _, kind in TAKEN} == {kind.name for kind in KINDS}


def test_second_picture_of_a_phone_does_not_matter():
    out = io.BytesIO()
    first, second = (Image.open(io.BytesIO(picture("JPEG", size))) for size in ((40, 30), (8, 6)))
    first.save(out, "MPO", save_all=True, append_images=[second])
    assert kind_of(io.BytesIO(out.getvalue()), "DSC_0001.JPG").name == "jpeg"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("rysunek.svg", "picture"),
        ("strona.html", "markup"),
        ("program.exe", "program"),
        ("faktura.pdf.exe", "program"),
        ("pismo.docm", "macros"),
        ("tabela.xlsm", "macros"),
        ("pismo.doc", "old"),
        ("wszystko.zip", "archive"),
        ("IMG_0001.HEIC", "picture"),
        ("prezentacja.pptx", "kind"),
        ("bez rozszerzenia", "kind"),
        (".pdf.", "kind"),
    ],
)
def test_name_we_do_not_take_is_refused_with_what_to_do(name: str, code: str):
    error = refusal(PDF, name)
    assert error.code == code
    assert not set(error.messages) & {"", name}


WRONG = {
    "HTML named png": (HTML, "obraz.png", "markup"),
    "HTML named pdf": (HTML, "pismo.pdf", "markup"),
    "HTML named txt": (HTML, "pismo.txt", "markup"),
    "HTML behind a byte order mark": (b"\xef\xbb\xbf  " + HTML, "a.txt", "markup"),
    "HTML behind innocent words": (b"Dzien dobry.\n" * 9 + b"<ScRiPt src=//evil>", "a.txt", "markup"),
    "SVG named png": (SVG, "obraz.png", "markup"),
    "SVG named jpg": (b'<?xml version="1.0"?>' + SVG, "obraz.jpg", "markup"),
    "SVG named pdf": (SVG, "obraz.pdf", "markup"),
    "SVG in a table": (b"a;b\n1;" + SVG, "t.csv", "markup"),
    "program named pdf": (EXE, "pismo.pdf", "kind"),
    "program named txt": (EXE, "pismo.txt", "kind"),
    "script named txt": (b"#!/bin/sh\nrm -rf ~\n", "a.txt", "kind"),
    "rich text named txt": (b"{\\rtf1\\ansi hello}", "a.txt", "kind"),
    "zero bytes in a text": (b"abc\0def", "a.txt", "kind"),
    "text in UTF-16": ("Zażółć".encode("utf-16"), "a.txt", "kind"),
    "text in no encoding": (b"abc \x81\x83\x88", "a.txt", "kind"),
    "GIF named png": (picture("GIF"), "a.png", "kind"),
    "JPEG named png": (picture("JPEG"), "a.png", "disagreement"),
    "PDF named txt": (PDF, "a.txt", "disagreement"),
    "PDF named docx": (PDF, "a.docx", "disagreement"),
    "Excel named docx": (XLSX, "a.docx", "disagreement"),
    "LibreOffice named docx": (odf(), "a.docx", "disagreement"),
    "text named csv is fine, but not the other way": (ooxml(), "a.csv", "disagreement"),
    "old Word named docx": (OLE, "a.docx", "old"),
    "packed files named docx": (zipped({"a.txt": "a", "b.txt": "b"}), "a.docx", "archive"),
    "program of Java named odt": (
        zipped({"META-INF/MANIFEST.MF": "Main-Class: X", "X.class": "x"}),
        "a.odt",
        "archive",
    ),
    "drawing of LibreOffice": (odf(main="application/vnd.oasis.opendocument.graphics"), "a.odt", "archive"),
    "empty": (b"", "a.txt", "kind"),
    "PDF cut short": (PDF[:-7], "a.pdf", "broken"),
    "document cut short": (ooxml()[:-30], "a.docx", "broken"),
    "PNG cut short": (picture("PNG")[:-20], "a.png", "broken"),
    "JPEG cut short": (picture("JPEG")[:-2], "a.jpg", "broken"),
    "WebP cut short": (picture("WEBP")[:-9], "a.webp", "broken"),
    "PNG with a changed byte": (picture("PNG").replace(b"IDAT", b"IDAT\x01", 1), "a.png", "broken"),
    "PDF that is an archive too": (PDF + zipped({"a.class": "x"}), "a.pdf", "two"),
    "PNG that is an archive too": (picture("PNG") + zipped({"a.class": "x"}), "a.png", "two"),
    "JPEG that is a web page too": (picture("JPEG") + HTML, "a.jpg", "two"),
}


@pytest.mark.parametrize(("content", "name", "code"), WRONG.values(), ids=WRONG)
def test_file_that_is_not_what_it_says_is_refused(content: bytes, name: str, code: str):
    assert refusal(content, name).code == code


MACROS = {
    "macro part": ooxml({"word/vbaProject.bin": b"\0"}),
    "macro part in capitals": ooxml({"word/VBAPROJECT.BIN": b"\0"}),
    "type with macros": ooxml(main=MACRO_TYPE),
    "macro part under another name": ooxml(
        {"word/a.bin": b"\0"}, main=f'{DOCX_TYPE}"/><x ContentType="application/vnd.ms-office.vbaProject'
    ),
    "types in UTF-16": zipped(
        {"[Content_Types].xml": f"<t>{MACRO_TYPE}</t>".encode("utf-16"), "word/document.xml": "<x/>"}
    ),
    "embedded document with macros": ooxml({"word/embeddings/a.xlsm": b"x"}),
}


@pytest.mark.parametrize("content", MACROS.values(), ids=MACROS)
def test_document_with_macros_is_refused_whatever_its_name(content: bytes):
    assert refusal(content, "pismo.docx").code == "macros"


@pytest.mark.parametrize("path", ["Basic/Standard/Module1.xml", "Scripts/python/evil.py"])
def test_macros_of_libreoffice_are_refused(path: str):
    assert refusal(odf({path: "<x/>"}), "pismo.odt").code == "macros"


def test_encrypted_document_is_refused_with_the_remedy():
    content = forged([Part("word/document.xml", b"xxxx", 4, flags=1)])
    error = refusal(content, "a.docx")
    assert error.code == "old"


def test_archive_inside_a_document_is_refused():
    assert refusal(ooxml({"word/media/more.zip": zipped({"a": "b"})}), "a.docx").code == "archive"


def test_unknown_packing_is_refused():
    content = zipped({"[Content_Types].xml": DOCX_TYPE, "word/document.xml": "x"}, zipfile.ZIP_LZMA)
    assert refusal(content, "a.docx").code == "broken"


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_wrong_end_of_a_name_is_told_with_the_right_one(language: str):
    with override(language):
        [message] = refusal(picture("WEBP"), "zdjęcie.jpg").messages
    assert ".jpg" in message
    assert ".webp" in message
    assert "%" not in message


def test_refusal_of_an_unknown_kind_names_what_we_take():
    [message] = refusal(PDF, "a.pptx").messages
    assert listing() in message


def test_no_extension_is_taken_and_refused_by_name_at_once():
    assert not set(BY_EXTENSION) & set(refusals._BY_EXTENSION)
    assert {"svg", "html", "docm", "xlsm", "exe", "zip"} <= set(refusals._BY_EXTENSION)
    assert accept().split(",") == [f".{extension}" for extension in BY_EXTENSION]


SEEDS = [(content, name) for content, name, _ in TAKEN]


@settings(max_examples=400, deadline=None)
@given(seed=st.sampled_from(SEEDS), data=st.data())
def test_damaged_file_is_taken_or_refused_but_never_an_error(seed: tuple[bytes, str], data: st.DataObject):
    content, name = bytearray(seed[0]), seed[1]
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for each in (bytes(content), bytes(content[:cut])):
        with suppress(ValidationError):
            assert kind_of(io.BytesIO(each), name) in KINDS
