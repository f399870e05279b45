"""Takes the words out of a PDF the way a reader's program does: glyphs, by their font, through its map to letters."""

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\nendstream", re.DOTALL)  # a packed stream may itself end with \r
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)


def unpacked(pdf: bytes) -> dict[int, bytes]:
    """Return every object of the file by number, streams and bundles of objects unpacked."""
    found: dict[int, bytes] = {}
    for match in _OBJECT.finditer(pdf):
        body = match[2]
        if (stream := _STREAM.search(body)) and b"FlateDecode" in body:
            content = zlib.decompress(stream[1])
            if b"/ObjStm" in body:
                found |= _bundle(content, int(re.search(rb"/First (\d+)", body)[1]))  # type: ignore[index]
            body = body[: stream.start()] + content
        found[int(match[1])] = body
    return found


def _bundle(content: bytes, first: int) -> dict[int, bytes]:
    numbers = [int(part) for part in content[:first].split()]
    starts = list(zip(numbers[::2], numbers[1::2], strict=True))
    ends = [start for _number, start in starts[1:]] + [len(content)]
    return {number: content[first + start : first + end] for (number, start), end in zip(starts, ends, strict=True)}


def text_of(pdf: bytes) -> str:
    """Return the words in the order in which they are drawn, a line for each run."""
    objects = unpacked(pdf)
    fonts = {
        name: _letters(objects[int(letters[1])])
        for body in objects.values()
        for name, number in re.findall(rb"/(\w+) (\d+) 0 R", body)
        if (letters := re.search(rb"/ToUnicode (\d+) 0 R", objects.get(int(number), b"")))
        and b"/Font" in objects[int(number)]
    }
    return "\n".join(run for body in objects.values() if b"\nBT\n" in body for run in _runs(body, fonts))


def _letters(cmap: bytes) -> dict[str, str]:
    pairs = re.findall(r"<(\w{4})> <(\w+)>", cmap.decode("latin-1"))
    return {glyph: bytes.fromhex(letters).decode("utf-16-be") for glyph, letters in pairs}


def _runs(content: bytes, fonts: dict[bytes, dict[str, str]]) -> list[str]:
    runs, font = [], dict[str, str]()
    for name, shown in re.findall(rb"/(\w+) [\d.]+ Tf|\[([^\]]*)\] TJ", content):
        if name:
            font = fonts.get(name, {})
        else:
            glyphs = "".join(part.decode() for part in re.findall(rb"<(\w+)>", shown))
            runs.append("".join(font.get(glyphs[at : at + 4], "?") for at in range(0, len(glyphs), 4)))
    return runs
