"""Files as people send them, and as nobody should: made here byte by byte."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000)
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(500)

_MAIN = "application/vnd.openxmlformats-officedocument"
DOCX_TYPE = f"{_MAIN}.wordprocessingml.document.main+xml"
XLSX_TYPE = f"{_MAIN}.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
ODT_TYPE = "application/vnd.oasis.opendocument.text"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    """Return the file as Django receives it."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


def zipped(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an honest archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def ooxml(
    parts: Mapping[str, bytes | str] | None = None, *, main: str = DOCX_TYPE, document: str = "word/document.xml"
) -> bytes:
    """Return a small document of Word or Excel."""
    types = f'<?xml version="1.0"?><Types><Override PartName="/{document}" ContentType="{main}"/></Types>'
    return zipped({"[Content_Types].xml": types, "_rels/.rels": "<r/>", document: "<document/>", **(parts or {})})


def odf(parts: Mapping[str, bytes | str] | None = None, *, main: str = ODT_TYPE) -> bytes:
    """Return a small document of LibreOffice."""
    manifest = {"content.xml": "<office/>", "META-INF/manifest.xml": "<manifest/>"}
    return zipped({"mimetype": main, **manifest, **(parts or {})})


def picture(format: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a real picture."""
    out = io.BytesIO()
    image = Image.new("RGB", size, "teal")
    image.paste("white", (5, 5, 20, 20))
    image.save(out, format)
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """Return a PNG whose header claims a size; its few bytes of content are no matter."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))

    header = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def jpeg_claiming(width: int, height: int) -> bytes:
    """Return a JPEG whose header claims a size."""
    content = bytearray(picture("JPEG"))
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack("!HH", height, width)
    return bytes(content)


def webp_claiming(width: int, height: int) -> bytes:
    """Return an extended WebP whose header claims a canvas."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


@dataclass(frozen=True)
class Part:
    """A part of an archive with whatever its table of contents is to claim."""

    name: str
    content: bytes
    unpacked: int
    packed: int | None = None
    at: int | None = None
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0


def forged(parts: list[Part], *, count: int | None = None) -> bytes:
    """Return an archive whose table of contents claims what each part says; ``at`` points to other parts' bytes."""
    body, table = io.BytesIO(), io.BytesIO()
    for part in parts:
        offset = body.tell() if part.at is None else part.at
        packed = len(part.content) if part.packed is None else part.packed
        name = part.name.encode()
        sizes = struct.pack("<LLL", zlib.crc32(part.content), packed, part.unpacked)
        rest = struct.pack("<HHHHH", 20, part.flags, part.method, 0, 0x21) + sizes
        if part.at is None:
            body.write(b"PK\x03\x04" + rest + struct.pack("<HH", len(name), 0) + name + part.content)
        table.write(b"PK\x01\x02" + struct.pack("<H", 20) + rest)
        table.write(struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, offset) + name)
    number = len(parts) if count is None else count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, table.tell(), body.tell(), 0)
    return body.getvalue() + table.getvalue() + end


def zeros_packed(packed: int) -> bytes:
    """Return about so many bytes that unpack to a thousand times as many zeros, made without making the zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start * (packed // len(start)) + packer.flush()


def bomb(gigabytes: int = 5) -> bytes:
    """Return a document of Word of 1 MB that unpacks to so many gigabytes: its parts share their bytes."""
    zeros = zeros_packed(2**20)
    types = f'<Types><Override ContentType="{DOCX_TYPE}"/></Types>'.encode()
    first = [Part("[Content_Types].xml", types, len(types), method=0)]
    first += [Part("word/document.xml", zeros, 2**30)]
    at = 30 + len("[Content_Types].xml") + len(types)
    shared = [Part(f"word/{i}.xml", b"", 2**30, packed=len(zeros), at=at) for i in range(gigabytes - 1)]
    return forged([*first, *shared])
