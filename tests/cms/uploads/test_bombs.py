"""A small file that would become enormous is refused by its own claims; memory does not grow."""

import io
import json
import os
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from cms.uploads.kinds import kind_of
from cms.uploads.limits import MAX_ENTRIES, MAX_MEGAPIXELS, MAX_UNPACKED_MB, MB
from tests.cms.uploads.samples import (
    DOCX_TYPE,
    Part,
    bomb,
    forged,
    jpeg_claiming,
    odf,
    ooxml,
    png_claiming,
    webp_claiming,
    zeros_packed,
    zipped,
)

ROOT = Path(__file__).resolve().parents[3]
TYPES = Part("[Content_Types].xml", DOCX_TYPE.encode(), len(DOCX_TYPE), method=0)


def code(content: bytes, name: str = "pismo.docx") -> str | None:
    with pytest.raises(ValidationError) as caught:
        kind_of(io.BytesIO(content), name)
    return caught.value.code


def test_the_bomb_of_the_test_is_one_megabyte_that_claims_five_gigabytes():
    content = bomb(5)
    assert len(content) < 1.2 * MB
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sum(entry.file_size for entry in archive.infolist()) > 5 * 2**30
        with archive.open("word/document.xml") as part:
            assert part.read(5 * MB) == bytes(5 * MB)
    assert code(content) == "bomb"


def test_unpacked_size_is_bounded():
    limit = MAX_UNPACKED_MB * MB
    rest = len(DOCX_TYPE)
    assert code(forged([TYPES, Part("word/document.xml", bytes(2 * MB), limit - rest + 1)])) == "bomb"
    fits = forged([TYPES, Part("word/document.xml", bytes(2 * MB), limit - rest)])
    assert kind_of(io.BytesIO(fits), "a.docx").name == "docx"


def test_packing_is_bounded_where_it_matters():
    zeros = zeros_packed(64 * 1024)
    assert code(forged([TYPES, Part("word/document.xml", zeros, 64 * MB)])) == "bomb"
    tidy = zipped({"[Content_Types].xml": DOCX_TYPE, "word/document.xml": bytes(4 * MB)})
    assert kind_of(io.BytesIO(tidy), "a.docx").name == "docx"


def test_parts_may_not_share_their_bytes():
    body = b"x" * 50_000
    own = Part("word/document.xml", body, len(body))
    shared = Part("word/second.xml", b"", len(body), packed=len(body), at=30 + len(TYPES.name) + len(TYPES.content))
    assert code(forged([TYPES, own, shared])) == "bomb"


def test_part_that_claims_to_be_smaller_than_packed_is_a_lie():
    assert code(forged([TYPES, Part("word/document.xml", zeros_packed(64 * 1024), 10)])) == "broken"


def test_number_of_parts_is_bounded_even_when_the_count_lies():
    parts = {f"word/{i}": "" for i in range(MAX_ENTRIES - 2)}
    whole = {"[Content_Types].xml": DOCX_TYPE, "word/document.xml": "", **parts}
    assert kind_of(io.BytesIO(zipped(whole)), "a.docx").name == "docx"
    assert code(zipped({**whole, "word/more": ""})) == "bomb"
    many = [Part(str(i), b"", 0, method=0) for i in range(MAX_ENTRIES + 1)]
    assert code(forged(many, count=3)) == "bomb"


def test_table_of_contents_is_bounded_before_it_is_read():
    many = [Part("n" * 1000, b"", 0, method=0) for _ in range(1200)]
    assert code(forged(many)) == "bomb"


def test_archive_with_a_second_table_of_contents_is_refused():
    content = ooxml()
    end = content.rindex(b"PK\x05\x06")
    assert code(content[:end] + b"PK\x06\x07" + bytes(16) + content[end:]) == "broken"


def test_part_that_names_the_type_is_never_read_beyond_a_limit():
    assert code(zipped({"[Content_Types].xml": bytes(2 * MB), "word/document.xml": "x"})) == "bomb"
    assert code(odf(main="x" * (2 * MB)), "a.odt") == "bomb"


@pytest.mark.parametrize("name", ["42.zip", "42.docx"])
def test_archive_of_archives_is_refused(name: str):
    inner = zipped({"0.dll": bytes(2 * MB)})
    for _ in range(3):
        inner = zipped({f"lib {i}.zip": inner for i in range(16)})
    assert code(inner, name) == "archive"


@pytest.mark.parametrize(
    ("make", "name"), [(png_claiming, "a.png"), (jpeg_claiming, "a.jpg"), (webp_claiming, "a.webp")]
)
def test_picture_of_too_many_pixels_is_refused_unseen(make, name: str):
    assert code(make(16_000, 16_000), name) == "pixels"
    assert code(make(MAX_MEGAPIXELS * 100 + 1, 10_000), name) == "pixels"


def test_picture_at_the_limit_is_taken():
    assert kind_of(io.BytesIO(png_claiming(MAX_MEGAPIXELS * 100, 10_000)), "a.png").name == "png"
    assert kind_of(io.BytesIO(jpeg_claiming(MAX_MEGAPIXELS * 100, 10_000)), "a.jpg").name == "jpeg"


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + "a" * 1000 + '">'
LAUGHS = ENTITIES + "".join(f'<!ENTITY b{i} "{"&a;" * 1000}">' for i in range(50)) + "]><x>&b1;</x>"


def outside(address: str) -> bytes:
    entity = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]><x>&e;</x>'
    return ooxml({"word/document.xml": entity, "word/settings.xml": LAUGHS})


def test_document_is_never_parsed_so_entities_reach_nobody(tmp_path: Path):
    pipe = tmp_path / "opening me would block for ever"
    os.mkfifo(pipe)
    assert kind_of(io.BytesIO(outside(pipe.as_uri())), "a.docx").name == "docx"


# In a process of its own: only there is the highest mark of memory that of the checks alone.
MEASURE = r"""
    import json, re, sys
    from django.core.exceptions import ValidationError
    from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin
    from cms.uploads.kinds import kind_of

    def code(path, name):
        try:
            with open(path, "rb") as file:
                kind_of(file, name)
        except ValidationError as error:
            return error.code
        return "taken"

    def highest_mark():
        with open("/proc/self/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1])

    before = highest_mark()
    codes = [code(path, name) for path, name in json.loads(sys.argv[1])]
    print(json.dumps([codes, highest_mark() - before]))
"""

BOMBS = {
    "docx of 5 GB": (lambda: bomb(5), "a.docx", "bomb"),
    "table of 9 MB": (lambda: forged([Part("n", b"", 0, method=0)] * 190_000, count=9), "a.docx", "bomb"),
    "entities": (lambda: outside("file:///etc/passwd"), "a.docx", "taken"),
    "type of 900 MB": (
        lambda: forged(
            [
                Part("[Content_Types].xml", zeros_packed(900 * 1024), 900 * 1024),
                Part("word/document.xml", b"", 0),
            ]
        ),
        "a.docx",
        "broken",
    ),
    "PNG": (lambda: png_claiming(30_000, 30_000), "a.png", "pixels"),
    "JPEG": (lambda: jpeg_claiming(65_000, 65_000), "a.jpg", "pixels"),
    "WebP": (lambda: webp_claiming(16_000, 16_000), "a.webp", "pixels"),
    "9 MB of text": (lambda: b"Zdanie. <" * MB, "a.txt", "taken"),
}


def test_memory_grows_by_less_than_100_mb(tmp_path: Path):
    files = []
    for number, (make, name, _expected) in enumerate(BOMBS.values()):
        (tmp_path / str(number)).write_bytes(make())
        files.append((str(tmp_path / str(number)), name))
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MEASURE), json.dumps(files)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    codes, kilobytes = json.loads(done.stdout)
    assert dict(zip(BOMBS, codes, strict=True)) == {what: expected for what, (_, _, expected) in BOMBS.items()}
    assert 9 * 1024 < kilobytes < 100 * 1024  # the text is read whole, so the measure must show at least that
