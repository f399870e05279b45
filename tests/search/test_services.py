"""How the index follows the site."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.transaction import TransactionManagementError
from pytest_django import Settings

from cms.outbox.models import OutboxEntry, State
from cms.outbox.registry import find as handler_of
from cms.outbox.registry import job_topic, timetables
from cms.outbox.worker import drain
from search.engines.protocol import Engine, EngineFailure
from search.models import IndexCheck
from search.services import TOPIC, Progress, mend_if_damaged, rebuild, reconcile, refresh, refresh_later

from .contract import found, leave_unfinished
from .texts import Library, document

pytestmark = pytest.mark.django_db


def test_refresh_brings_in_what_became_public(library: Library, index: Engine) -> None:
    library.add(document(1, "Dotacja"))
    refresh("library", 1)
    assert found(index, "dotacja") == [1]


def test_refresh_takes_out_what_is_public_no_more(library: Library, index: Engine) -> None:
    index.put([document(1, "Dotacja")])
    refresh("library", 1)
    assert index.digests() == {}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_change_reaches_the_index_through_the_outbox(library: Library, index: Engine) -> None:
    library.add(document(1, "Dotacja"))
    with transaction.atomic():
        refresh_later("library", 1)
    drain()
    assert found(index, "dotacja") == [1]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_refresh_later_belongs_to_the_transaction_of_the_change(library: Library) -> None:
    with pytest.raises(TransactionManagementError):
        refresh_later("library", 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_of_a_source_that_is_gone_is_given_up(library: Library) -> None:
    with transaction.atomic():
        refresh_later("attic", 1)
    drain()
    assert OutboxEntry.objects.get().state == State.DEAD


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_waits_for_an_engine_that_does_not_work(library: Library, index: Engine, settings: Settings) -> None:
    library.add(document(1, "Dotacja"))
    settings.SEARCH_ENGINE["OPTIONS"]["path"].write_bytes(b"this is no database" * 200)
    with transaction.atomic():
        refresh_later("library", 1)
    drain()
    row = OutboxEntry.objects.get(topic=TOPIC)
    assert (row.state, row.attempts) == (State.PENDING, 0)
    assert "cannot be used" in row.last_error


def test_rebuild_takes_exactly_what_is_public(library: Library, index: Engine) -> None:
    index.put([document(9, "Dotacja")])
    library.add(document(1, "Dotacja"), document(2, "Dotacja"))
    assert rebuild() == 2
    assert sorted(found(index, "dotacja")) == [1, 2]


def test_rebuild_tells_how_far_it_is(library: Library, index: Engine) -> None:
    library.add(*(document(pk) for pk in range(450)))
    told: list[Progress] = []
    rebuild(told.append)
    assert told == [Progress(200, 450, 200), Progress(400, 450, 400), Progress(450, 450, 450)]


def test_rebuild_that_was_broken_off_is_gone_on_with(library: Library, index: Engine) -> None:
    library.add(*(document(pk, "Dotacja") for pk in range(450)))

    def break_off(progress: Progress) -> None:
        if progress.done == 400:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(break_off)
    assert index.digests() == {}
    library.add(document(7, "Stypendium"))
    del library.shelf[8]
    told: list[Progress] = []
    assert rebuild(told.append) == 449
    assert told[-1] == Progress(449, 449, 51)
    assert found(index, "stypendium") == [7]
    assert "library:8" not in index.digests()


def test_rebuild_afresh_reads_everything_again(library: Library, index: Engine) -> None:
    library.add(*(document(pk) for pk in range(3)))
    leave_unfinished(index, document(0))
    told: list[Progress] = []
    rebuild(told.append, afresh=True)
    assert told == [Progress(3, 3, 3)]


def test_rebuild_keeps_what_changed_meanwhile(library: Library, index: Engine) -> None:
    library.add(*(document(pk, "Dotacja") for pk in range(250)))

    def change(_progress: Progress) -> None:
        library.add(document(0, "Stypendium"))
        refresh("library", 0)

    rebuild(change)
    assert found(index, "stypendium") == [0]


def test_reconcile_names_every_difference_and_changes_nothing(library: Library, index: Engine) -> None:
    index.put([document(1, "Dotacja"), document(2, "Stypendium")])
    library.add(document(2, "Nagroda"), document(3, "Karta"))
    drift = reconcile(repair=False)
    assert (drift.missing, drift.outdated, drift.superfluous) == (("library:3",), ("library:2",), ("library:1",))
    assert found(index, "dotacja") == [1]


def test_reconcile_mends_every_difference_when_asked(library: Library, index: Engine) -> None:
    index.put([document(1, "Dotacja"), document(2, "Stypendium")])
    library.add(document(2, "Nagroda"), document(3, "Karta"))
    assert reconcile(repair=True)
    assert not reconcile(repair=False)
    assert set(index.digests()) == {"library:2", "library:3"}


def test_check_is_kept_with_what_it_found_and_mended(library: Library, index: Engine) -> None:
    index.put([document(1, "Dotacja"), document(2, "Stypendium")])
    library.add(document(2, "Nagroda"), document(3, "Karta"))
    reconcile(repair=True)
    reconcile(repair=False)
    kept = IndexCheck.objects.order_by("checked_at").values_list("missing", "outdated", "superfluous", "mended")
    assert list(kept) == [(1, 1, 1, True), (0, 0, 0, False)]


def test_damaged_index_is_filled_again_and_a_good_one_left_alone(
    library: Library, index: Engine, settings: Settings
) -> None:
    library.add(document(1, "Dotacja"))
    settings.SEARCH_ENGINE["OPTIONS"]["path"].write_bytes(b"this is no database" * 200)
    assert mend_if_damaged()
    assert found(index, "dotacja") == [1]
    assert not mend_if_damaged()
    assert IndexCheck.objects.count() == 1


def test_index_is_compared_every_night() -> None:
    assert "search.reconcile" in timetables()
    assert handler_of(job_topic("search.reconcile"))


def test_check_command_fails_on_a_difference_and_mends_it_on_request(library: Library, index: Engine) -> None:
    library.add(document(1, "Dotacja"))
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_search_index", stdout=out)
    assert "missing: 1 (library:1)" in out.getvalue()
    call_command("check_search_index", "--repair", stdout=out)
    call_command("check_search_index", stdout=out)
    assert found(index, "dotacja") == [1]


def test_rebuild_command_says_how_many(library: Library, index: Engine) -> None:
    library.add(document(1, "Dotacja"))
    out = StringIO()
    call_command("rebuild_search_index", stdout=out)
    assert "1 documents" in out.getvalue()


def test_status_command_counts_by_source(library: Library, index: Engine) -> None:
    index.put([document(1), document(2), document(3, source="attic")])
    out = StringIO()
    call_command("search_status", stdout=out)
    assert "library: 2 documents" in out.getvalue()
    assert "attic: 1 documents, but no installed app" in out.getvalue()
    assert "last check: never" in out.getvalue()


def test_status_command_tells_of_the_last_check_and_fails_when_changes_wait(library: Library, index: Engine) -> None:
    index.put([document(1)])
    reconcile(repair=True)
    OutboxEntry.objects.create(topic=TOPIC, last_error="the engine is away")
    out = StringIO()
    with pytest.raises(CommandError, match="not taken every change"):
        call_command("search_status", stdout=out)
    assert "last mended: " in out.getvalue()
    assert "0 missing, 0 outdated, 1 superfluous" in out.getvalue()
    assert "changes waiting for the index: 1, given up: 0" in out.getvalue()


def test_status_command_fails_when_the_engine_does_not_work(index: Engine, settings: Settings) -> None:
    path = settings.SEARCH_ENGINE["OPTIONS"]["path"]
    path.write_bytes(b"this is no database" * 200)
    with pytest.raises(CommandError, match="Does not work: engine"):
        call_command("search_status", stdout=StringIO())


def test_reconciler_makes_a_broken_index_anew(library: Library, index: Engine, settings: Settings) -> None:
    library.add(document(1, "Dotacja"))
    path = settings.SEARCH_ENGINE["OPTIONS"]["path"]
    path.write_bytes(b"this is no database" * 200)
    reconcile(repair=True)
    assert found(index, "dotacja") == [1]


def test_check_without_repair_leaves_a_broken_index_alone(library: Library, index: Engine, settings: Settings) -> None:
    path = settings.SEARCH_ENGINE["OPTIONS"]["path"]
    path.write_bytes(b"this is no database" * 200)
    with pytest.raises(EngineFailure):
        reconcile(repair=False)
    assert path.read_bytes().startswith(b"this is no database")
