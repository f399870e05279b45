"""Calendars of others come in as drafts, whole or not at all."""

from collections.abc import Callable
from datetime import date, time
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role, translator_group
from home.events.calendar_file import BrokenCalendar, entries_of
from home.events.calendar_in import Outcome, Row, import_calendar
from home.models import EventPage, SectionPage
from home.services import publish_page

pytestmark = pytest.mark.django_db

SINGLE = """BEGIN:VEVENT
UID:one@example.org
DTSTART;TZID=Europe/Warsaw:20261201T180000
DTEND;TZID=Europe/Warsaw:20261201T193000
SUMMARY:Kawiarenka integracyjna
DESCRIPTION:Herbata i rozmowy\\, co tydzień.
LOCATION:Klub\\, Rynek 1
END:VEVENT"""
REPEATED = """BEGIN:VEVENT
UID:two@example.org
DTSTART;TZID=Europe/Warsaw:20261201T180000
DURATION:PT1H
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270630T160000Z
EXDATE;TZID=Europe/Warsaw:20261229T180000
RDATE;TZID=Europe/Warsaw:20261210T180000
SUMMARY:Rozmowy
END:VEVENT
BEGIN:VEVENT
UID:two@example.org
RECURRENCE-ID;TZID=Europe/Warsaw:20261215T180000
DTSTART;TZID=Europe/Warsaw:20261216T170000
DTEND;TZID=Europe/Warsaw:20261216T180000
SUMMARY:Rozmowy
END:VEVENT"""


def calendar(*events: str) -> bytes:
    return "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//PL", *events, "END:VCALENDAR", "")).encode()


@pytest.fixture
def bring_in(calendar_section: SectionPage, editor: User) -> Callable[..., list[Row]]:
    def act(*events: str, dry_run: bool = False, actor: User = editor) -> list[Row]:
        return import_calendar(section_id=calendar_section.pk, content=calendar(*events), actor=actor, dry_run=dry_run)

    return act


Bring = Callable[..., list[Row]]


def test_event_of_the_file_becomes_a_draft(bring_in: Bring) -> None:
    (row,) = bring_in(SINGLE)
    page = EventPage.objects.get()
    assert (row.outcome, row.page_id, row.line) == (Outcome.NEW, page.pk, 4)
    assert not page.live
    assert (page.title, page.lead) == ("Kawiarenka integracyjna", "Herbata i rozmowy, co tydzień.")
    assert (page.starts_on, page.starts_at, page.ends_at) == (date(2026, 12, 1), time(18), time(19, 30))
    assert page.place_name == "Klub, Rynek 1"


def test_rule_and_its_single_dates_come_in_with_the_event(bring_in: Bring) -> None:
    bring_in(REPEATED)
    page = EventPage.objects.get()
    assert page.recurrence == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270630"
    assert page.ends_at == time(19)
    kinds = {child.block_type: child.value["day"] for child in page.changes}
    assert kinds == {"left_out": date(2026, 12, 29), "extra": date(2026, 12, 10), "moved": date(2026, 12, 15)}


def test_dry_run_says_the_same_and_stores_nothing(bring_in: Bring) -> None:
    assert [row.outcome for row in bring_in(SINGLE, REPEATED, dry_run=True)] == [Outcome.NEW, Outcome.NEW]
    assert not EventPage.objects.exists()


def test_second_import_changes_the_draft_and_leaves_what_is_live(bring_in: Bring, editor: User) -> None:
    bring_in(SINGLE)
    page = publish_page(EventPage.objects.get(), actor=editor)
    assert [row.outcome for row in bring_in(SINGLE)] == [Outcome.UNCHANGED]
    (row,) = bring_in(SINGLE.replace("T193000", "T200000"))
    assert row.outcome == Outcome.CHANGED
    assert row.detail == EventPage._meta.get_field("ends_at").verbose_name
    page.refresh_from_db()
    assert page.ends_at == time(19, 30)
    assert page.get_latest_revision_as_object().ends_at == time(20)


def test_our_own_calendar_finds_its_event_again_and_keeps_its_words(
    client: Client, bring_in: Bring, write_event: Callable[..., EventPage], calendar_section: SectionPage, editor: User
) -> None:
    page = write_event(recurrence="FREQ=WEEKLY;UNTIL=20261222", address="Rynek 1")
    sent = client.get(reverse("events:one", args=[page.translation_key])).content
    rows = import_calendar(section_id=calendar_section.pk, content=sent, actor=editor, dry_run=False)
    assert [(row.outcome, row.page_id) for row in rows] == [(Outcome.UNCHANGED, page.pk)]


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (SINGLE.replace("SUMMARY:Kawiarenka integracyjna\n", ""), "SUMMARY"),
        (SINGLE.replace("DTSTART;TZID=Europe/Warsaw:20261201T180000\n", ""), "DTSTART"),
        (SINGLE.replace("UID:one@example.org\n", ""), "UID"),
        (REPEATED.replace("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1"), "BYDAY"),
        (REPEATED.replace("TZID=Europe/Warsaw", "TZID=America/New_York"), ""),
        (SINGLE.replace("T193000", "T170000"), ""),
        (SINGLE + "\n" + SINGLE, "one@example.org"),
    ],
)
def test_event_that_we_could_not_tell_truly_is_skipped_with_its_reason(bring_in: Bring, event: str, says: str) -> None:
    skipped, taken = bring_in(event, SINGLE.replace("one@", "other@"))
    assert (skipped.outcome, taken.outcome) == (Outcome.SKIPPED, Outcome.NEW)
    assert skipped.detail
    assert says in skipped.detail
    assert EventPage.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (calendar(SINGLE, "BEGIN:VEVENT\nUID:x\nnonsense\nEND:VEVENT"), 14),
        (calendar(SINGLE, "BEGIN:VEVENT\nUID:x\nDTSTART:20261399\nSUMMARY:x\nEND:VEVENT"), 14),
        (calendar(SINGLE, "BEGIN:VEVENT\nUID:x"), 14),
        (calendar(SINGLE, "END:VEVENT"), 12),
        (calendar(SINGLE).replace(b"Kawiarenka", b"\xff\xfe"), 8),
        (calendar(), 0),
        (b"", 0),
        (b"<html>", 1),
        (calendar(SINGLE) + b"X" * 1024 * 1024, 0),
        (calendar(*[SINGLE] * 501), 0),
    ],
)
def test_broken_file_is_named_by_its_line_and_nothing_is_taken(
    calendar_section: SectionPage, editor: User, content: bytes, line: int
) -> None:
    with pytest.raises(BrokenCalendar) as caught:
        import_calendar(section_id=calendar_section.pk, content=content, actor=editor, dry_run=False)
    assert caught.value.faults[0].line == line
    assert caught.value.faults[0].text
    assert not EventPage.objects.exists()


def test_line_that_goes_on_in_the_next_is_one_line() -> None:
    (entry,) = entries_of(calendar(SINGLE.replace("integracyjna", "integra\n cyjna")))
    assert entry.event["summary"] == "Kawiarenka integracyjna"


@pytest.mark.parametrize("group", [Role.MODERATOR, Role.OFFICIAL, Role.AUDITOR, translator_group("uk")])
def test_who_may_not_write_in_the_section_may_not_import(bring_in: Bring, group: str) -> None:
    person = User.objects.create_user("other@example.org")
    person.groups.add(Group.objects.get(name=group))
    with pytest.raises(PermissionDenied):
        bring_in(SINGLE, actor=person)
    assert not EventPage.objects.exists()


def test_editor_looks_first_and_imports_then_without_choosing_the_file_again(
    client: Client, calendar_section: SectionPage, editor: User
) -> None:
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("import_events")
    file = SimpleUploadedFile("kalendarz.ics", calendar(SINGLE))
    looked = client.post(address, {"section": calendar_section.pk, "file": file, "look": ""})
    assert "Kawiarenka integracyjna" in looked.content.decode()
    assert not EventPage.objects.exists()
    content = looked.context["form"].initial["content"]
    client.post(address, {"section": calendar_section.pk, "content": content, "import": ""})
    assert EventPage.objects.get().title == "Kawiarenka integracyjna"
    broken = SimpleUploadedFile("kalendarz.ics", calendar("nonsense"))
    answer = client.post(address, {"section": calendar_section.pk, "file": broken, "import": ""})
    assert answer.status_code == 422
    assert "nonsense" in answer.content.decode()


def test_import_is_not_offered_to_people_without_a_section(client: Client, calendar_section: SectionPage) -> None:
    person = User.objects.create_user("other@example.org")
    person.groups.add(Group.objects.get(name=Role.MODERATOR))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("import_events")).status_code != 200


def test_operator_imports_a_file_from_the_command_line(
    calendar_section: SectionPage, editor: User, tmp_path: Path
) -> None:
    file = tmp_path / "kalendarz.ics"
    file.write_bytes(calendar(SINGLE))
    said = StringIO()
    options = {"section": calendar_section.slug, "editor": editor.email, "stdout": said}
    call_command("import_events", str(file), dry_run=True, **options)
    assert not EventPage.objects.exists()
    call_command("import_events", str(file), **options)
    assert EventPage.objects.count() == 1
    assert said.getvalue().count("line 4: Kawiarenka integracyjna") == 2
    file.write_bytes(b"nothing")
    with pytest.raises(CommandError, match="line 1"):
        call_command("import_events", str(file), **options)
