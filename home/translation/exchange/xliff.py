"""XLIFF 1.2. Texts travel as the HTML fragments they are; what XML cannot hold becomes ``<x id="u000b"/>``."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from wagtail_localize.models import Translation

from .delivered import Delivered, Text, UnreadableFile
from .export import Outgoing, outgoing

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What XML 1.0 cannot say, and the carriage return and line ends that a parser or a program may replace.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_CODE = re.compile(r"u([0-9a-f]{4})")


def write(translations: Iterable[Translation]) -> bytes:
    """Return a document with one ``<file>`` for each translation, its present texts included."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE}, version="1.2")
    for translation in translations:
        _add_file(root, translation)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)
    return content


def _add_file(root: Any, translation: Translation) -> None:
    file = _add(
        root,
        "file",
        original=str(translation.uuid),
        datatype="html",
        **{
            "source-language": translation.source.locale.language_code,
            "target-language": translation.target_locale.language_code,
        },
    )
    _put_text(_add(_add(file, "header"), "note"), translation.source.object_repr)
    body = _add(file, "body")
    for text in outgoing(translation):
        _add_unit(body, text)


def _add_unit(body: Any, text: Outgoing) -> None:
    unit = _add(body, "trans-unit", id=f"{text.path}:{text.key.hex}", resname=text.path)
    unit.set(_SPACE, "preserve")
    _put_text(_add(unit, "source"), text.source)
    if text.target:
        state = "needs-review-translation" if text.by_machine else "translated"
        target = _add(unit, "target", state=state)
        if text.by_machine:
            target.set("state-qualifier", "mt-suggestion")
        _put_text(target, text.target)


def _add(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)


def _put_text(element: Any, text: str) -> None:
    start, last = 0, None
    for match in [*_UNSAFE.finditer(text), None]:
        piece = text[start : match.start() if match else len(text)]
        if last is None:
            element.text = piece
        else:
            last.tail = piece
        if match:
            last = _add(element, "x", id=f"u{ord(match[0]):04x}")
            start = match.end()


def read(content: bytes) -> list[Delivered]:
    """Return what the document says. Entities, DTDs and the network are never touched. Raises ``UnreadableFile``."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            _("This is not XML: %(why)s. Save it in your program as XLIFF 1.2 once more.") % {"why": error}
        ) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile(_("The file declares a document type. Save it as plain XLIFF 1.2 and upload it again."))
    if root.tag != f"{{{NAMESPACE}}}xliff":
        raise UnreadableFile(_("This is not XLIFF 1.2. In your program, save the file as “XLIFF 1.2”."))
    return [_read_file(file) for file in root.iterfind(f"{{{NAMESPACE}}}file")]


def _read_file(file: Any) -> Delivered:
    units = file.iter(f"{{{NAMESPACE}}}trans-unit")
    return Delivered(
        key=file.get("original", ""),
        source_language=file.get("source-language", ""),
        target_language=file.get("target-language", ""),
        texts=[_read_unit(unit) for unit in units],
    )


def _read_unit(unit: Any) -> Text:
    path = unit.get("id", "").rpartition(":")[0]
    source, target = (_text_of(unit.find(f"{{{NAMESPACE}}}{name}")) for name in ("source", "target"))
    return Text(path, source, target)


def _text_of(element: Any) -> str:
    if element is None:
        return ""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):  # comments and instructions of a program are no text
            pieces.append(_character(child) or _text_of(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _character(element: Any) -> str:
    code = _CODE.fullmatch(element.get("id", "")) if element.tag == f"{{{NAMESPACE}}}x" else None
    character = chr(int(code[1], 16)) if code else ""
    return character if _UNSAFE.fullmatch(character) else ""
