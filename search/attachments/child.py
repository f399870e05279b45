"""Reads the words of one file in a process of its own, with little memory and time.

A file made to harm can harm nothing but this process: it knows no settings, no database and no secret. Run as
``python -m search.attachments.child KIND`` with the file on standard input; the words come out on standard output.
"""

import io
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from search.attachments.limits import LARGEST_FILE, MOST_MEMORY, MOST_PAGES, MOST_WORDS, SECONDS

READ, BROKEN, ENCRYPTED, TOO_MUCH = 0, 1, 3, 4
_BROKEN_WORD = re.compile(r"(\w)(?:\u00ad|-)\s*\n\s*([a-ząćęłńóśźżа-яіїєґ])")
_ODF_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


class Encrypted(Exception):
    """The file is protected by a password."""


def _pdf(data: bytes) -> Iterator[str]:
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Encrypted
    for page in islice(reader.pages, MOST_PAGES):
        yield page.extract_text()


def _docx(data: bytes) -> Iterator[str]:
    import docx
    from docx.oxml.ns import qn

    for paragraph in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p")):
        yield "".join(part.text or " " for part in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")))


def _odt(data: bytes) -> Iterator[str]:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Encrypted
        content = archive.read("content.xml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for paragraph in etree.fromstring(content, parser).iter(f"{{{_ODF_TEXT}}}p", f"{{{_ODF_TEXT}}}h"):
        yield " ".join(paragraph.itertext())


def _txt(data: bytes) -> Iterator[str]:
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield data.decode("cp1250", errors="replace")


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": _pdf,
    "docx": _docx,
    "odt": _odt,
    "txt": _txt,
    "csv": _txt,
}


def words_of(pieces: Iterable[str]) -> str:
    """Return the first words of the pieces, joined where a line ends within one; nothing is read after the last."""
    words: list[str] = []
    for piece in pieces:
        words += _BROKEN_WORD.sub(r"\1\2", piece).split()
        if len(words) >= MOST_WORDS:
            break
    return " ".join(words[:MOST_WORDS])


def _be_modest() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(kind: str) -> int:
    """Read, write and return what the parent must know; whatever else happens means that the file is broken."""
    _be_modest()
    try:
        text = words_of(READERS[kind](sys.stdin.buffer.read(LARGEST_FILE)))
    except Encrypted:
        return ENCRYPTED
    except MemoryError:
        return TOO_MUCH
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return READ


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
