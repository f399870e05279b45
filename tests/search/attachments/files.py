"""Real files of every kind, made here, each saying what it is told."""

import io
import zipfile
from collections.abc import Callable
from functools import partial

import docx
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from search.attachments.sources import PublicFile

_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def pdf(text: str, *, password: str = "", pages: int = 1) -> bytes:
    page = HTML(string=f"<style>@page {{ size: A5 }}</style><p>{text}</p>").write_pdf()
    writer = PdfWriter()
    for _number in range(pages):
        writer.append(PdfReader(io.BytesIO(page)))
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    return _written(writer.write)


def scanned_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return _written(writer.write)


def word(*paragraphs: str, cells: str = "") -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        document.add_table(1, 1).cell(0, 0).text = cells
    return _written(document.save)


def libre(text: str, *, manifest: str = "<manifest/>", declaration: str = "") -> bytes:
    content = (
        f'{declaration}<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0">'
        f"<office:body><office:text><text:h>Tytuł</text:h><text:p>{text}</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def public(content: bytes, name: str, *, pk: int = 1, thing: int = 1, digest: str = "d1") -> PublicFile:
    return PublicFile(thing, pk, digest, name, partial(io.BytesIO, content))


def lost(name: str = "zagubiony.pdf") -> PublicFile:
    def gone() -> io.BytesIO:
        raise FileNotFoundError(name)

    return PublicFile(1, 1, "d1", name, gone)


def _written(write: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    write(buffer)
    return buffer.getvalue()
