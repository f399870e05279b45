"""A stored file is whole or absent, and goes with the transaction it belongs to."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import IntegrityError, transaction
from django.test import override_settings

from accounts.models import User
from cms.uploads.names import folder_of, random_path
from cms.uploads.storage import WholeFileStorage, kept_files, private_storage, remove_after_commit, sweep_orphans

ROOT = Path(__file__).resolve().parents[3]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Iterator[Path]:
    """A private storage of this test's own."""
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / "private"}}
    with override_settings(STORAGES={**settings.STORAGES, "private": private}):
        yield tmp_path / "private"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_private_files_lie_apart_from_what_the_web_server_shows(settings):
    assert isinstance(storages["private"], WholeFileStorage)
    private, media = Path(settings.PRIVATE_ROOT), Path(settings.MEDIA_ROOT)
    assert not private.is_relative_to(media)
    assert not media.is_relative_to(private)


@pytest.mark.django_db
def test_private_file_has_no_public_address(client, folder: Path):
    name = private_storage().save(random_path("x"), ContentFile(b"secret"))
    for path in (f"/media/{name}", f"/media/../private/{name}", f"/media/%2e%2e/private/{name}"):
        assert client.get(path, follow=True).status_code in {400, 404}


def test_saved_file_is_whole_and_nothing_lies_beside_it(folder: Path):
    name = private_storage().save(random_path("x"), ContentFile(b"a" * 200_000))
    assert [path.relative_to(folder).as_posix() for path in files(folder)] == [name]
    assert private_storage().open(name).read() == b"a" * 200_000


def test_large_upload_that_lies_in_a_file_already_is_moved(folder: Path):
    upload = TemporaryUploadedFile("a.pdf", "application/pdf", 3, None)
    upload.write(b"abc")
    upload.flush()
    name = private_storage().save(random_path("x"), upload)
    upload.close()
    assert private_storage().open(name).read() == b"abc"


@pytest.mark.django_db
def test_file_stays_with_the_row_that_was_committed(folder: Path):
    with kept_files() as keep, transaction.atomic():
        name = keep(ContentFile(b"abc"), of=User)
        Group.objects.create(name=name)
    assert [path.relative_to(folder).as_posix() for path in files(folder)] == [name]
    assert name.startswith("accounts.user/")


@pytest.mark.django_db
def test_no_file_remains_after_a_rollback(folder: Path):
    def send() -> None:
        with kept_files() as keep, transaction.atomic():
            Group.objects.create(name=keep(ContentFile(b"abc"), of=User))
            keep(ContentFile(b"def"), of=User)
            assert len(files(folder)) == 2
            raise IntegrityError("the second signature of the same organisation")

    with pytest.raises(IntegrityError):
        send()
    assert files(folder) == []
    assert not Group.objects.filter(name__startswith="accounts.user/").exists()


@pytest.mark.django_db
def test_removed_file_goes_only_when_the_change_is_committed(folder: Path, django_capture_on_commit_callbacks):
    name = private_storage().save(random_path("x"), ContentFile(b"abc"))

    def remove(*, fail: bool) -> None:
        with transaction.atomic():
            remove_after_commit(name)
            if fail:
                raise IntegrityError

    with django_capture_on_commit_callbacks(execute=True), suppress(IntegrityError):
        remove(fail=True)
    assert private_storage().exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        remove(fail=False)
        assert private_storage().exists(name)
    assert not private_storage().exists(name)


def grow_old(folder: Path, name: str, age: timedelta) -> None:
    path = folder / name
    then = path.stat().st_mtime - age.total_seconds()
    os.utime(path, (then, then))


def test_sweep_removes_old_files_that_no_row_names_and_no_others(folder: Path):
    def stored(of: type, age: timedelta) -> str:
        name = private_storage().save(random_path(folder_of(of)), ContentFile(b"abc"))
        grow_old(folder, name, age)
        return name

    named, orphan, young = stored(User, 3 * DAY), stored(User, 3 * DAY), stored(User, DAY / 2)
    of_others = stored(Group, 3 * DAY)
    (folder / f"{orphan}.part").write_bytes(b"ab")
    grow_old(folder, f"{orphan}.part", 3 * DAY)
    removed = sweep_orphans(of=User, referenced=[named], older_than=DAY)
    assert sorted(removed) == sorted([orphan, f"{orphan}.part"])
    assert {path.relative_to(folder).as_posix() for path in files(folder)} == {named, young, of_others}
    assert sweep_orphans(of=User, referenced=[named], older_than=DAY) == []


def test_sweep_of_a_model_that_has_no_files_yet_finds_nothing():
    assert sweep_orphans(of=Group, referenced=[], older_than=DAY) == []


# The limit on the size of files is what a full disk looks like to a process: a write in the middle fails.
FULL = """
    import json, resource, sys
    from pathlib import Path
    import django
    django.setup()
    from django.conf import settings
    from django.core.files.base import ContentFile
    from django.test import override_settings
    from accounts.models import User
    from cms.uploads.storage import NoRoom, kept_files

    folder = Path(sys.argv[1])
    private = {"BACKEND": "cms.uploads.storage.WholeFileStorage", "OPTIONS": {"location": folder}}
    told = ""
    with override_settings(STORAGES={**settings.STORAGES, "private": private}):
        with kept_files() as keep:
            kept = keep(ContentFile(b"b" * 1000), of=User)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
        try:
            with kept_files() as keep:
                keep(ContentFile(b"c" * 1000), of=User)
                keep(ContentFile(b"a" * 900_000), of=User)
        except NoRoom:
            told = "no room"
    files = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    print(json.dumps([told, kept, files]))
"""


def test_full_disk_is_told_and_leaves_no_part_of_a_file(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL), str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told, kept, files = json.loads(done.stdout)
    assert told == "no room"
    assert files == {kept: 1000}
