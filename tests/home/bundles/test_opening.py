"""A bundle is not trusted: nothing lands outside, nothing grows without measure, no trace stays."""

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from home.bundles import opening
from home.bundles.opening import opened
from home.bundles.problems import BundleRefused


def packed(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(BundleRefused) as refused, opened(path):
        pass
    return refused.value.problems[0].file, refused.value.problems[0].code


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def test_a_zip_with_damaged_content_is_refused_in_words(tmp_path: Path) -> None:
    path = packed(tmp_path / "b.zip", ("pages.jsonl", b"wiersz tekstu " * 200))
    content = bytearray(path.read_bytes())
    content[45:60] = b"\xff" * 15
    path.write_bytes(bytes(content))
    assert refusal(path)[1] == "no_zip"


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil", "images/../../evil", "images\\..\\evil", "C:/evil"])
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "b.zip", ("pages.jsonl", b""), (name, b"x"))
    assert refusal(path)[1] == "path"
    assert not (tmp_path / "evil").exists()


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "b.zip", ("pages.jsonl", b""), (link("images/x.png"), b"/etc/passwd"))
    assert refusal(path) == ("images/x.png", "link")


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "b"
    (root / "images").mkdir(parents=True)
    (root / "pages.jsonl").write_text("")
    (root / "images" / "x.png").symlink_to("/etc/passwd")
    assert refusal(root) == ("images/x.png", "link")


def test_a_bomb_is_refused_unopened(tmp_path: Path) -> None:
    assert refusal(packed(tmp_path / "b.zip", ("pages.jsonl", b"0" * 40 * 2**20)))[1] == "bomb"


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    content = packed(tmp_path / "b.zip", ("pages.jsonl", b"0" * 100_000)).read_bytes()
    lie = content.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (tmp_path / "b.zip").write_bytes(lie)
    assert refusal(tmp_path / "b.zip")[1] in ("no_zip", "bomb")


def test_what_comes_out_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_UNPACKED_MB", 1)
    path = packed(tmp_path / "b.zip", ("pages.jsonl", b"0" * (2**20 + 1)))
    assert refusal(path)[1] == "too_large"


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    assert refusal(tmp_path / "b.zip")[1] == "no_zip"


def test_a_cut_zip_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "b.zip", ("pages.jsonl", b"x" * 5000))
    path.write_bytes(path.read_bytes()[:-30])
    assert refusal(path)[1] == "no_zip"


def test_a_bundle_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.zip") == ("nowhere.zip", "missing")


@pytest.mark.parametrize(("names", "code"), [((), "no_pages"), (("pages.csv", "pages.jsonl"), "two_pages")])
def test_one_file_of_pages_is_needed(tmp_path: Path, names: tuple[str, ...], code: str) -> None:
    path = packed(tmp_path / "b.zip", ("manifest.json", b"{}"), *((name, b"") for name in names))
    assert refusal(path)[1] == code


def test_a_folder_packed_whole_is_understood(tmp_path: Path) -> None:
    entries = [("strony/pages.csv", b"key"), ("strony/notes.txt", b"x"), ("__MACOSX/._pages.csv", b"x")]
    with opened(packed(tmp_path / "b.zip", *entries)) as bundle:
        assert bundle.names == {"pages.csv"}
        assert [it.code for it in bundle.notes.found] == ["unknown_file"]


def test_no_trace_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work"))
    (tmp_path / "work").mkdir()
    with opened(packed(tmp_path / "b.zip", ("pages.jsonl", b"x"))) as bundle:
        assert (bundle.root / "pages.jsonl").read_bytes() == b"x"
    assert list((tmp_path / "work").iterdir()) == []


def test_the_same_content_has_the_same_checksum_packed_or_not(tmp_path: Path, make: Callable[[], Path]) -> None:
    with opened(make()) as folder, opened(packed(tmp_path / "b.zip", ("pages.jsonl", b"x"))) as archive:
        assert folder.digest == archive.digest


@pytest.fixture
def make(tmp_path: Path) -> Callable[[], Path]:
    def act() -> Path:
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "pages.jsonl").write_bytes(b"x")
        return tmp_path / "folder"

    return act
