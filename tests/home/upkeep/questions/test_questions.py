"""Editors are shown and mailed what readers looked for in vain; nobody else is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from home.upkeep.questions.services import send_reports
from search.models import Question
from tests.clock import freeze_time
from tests.people import person

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
MONDAY = timezone.datetime(2026, 11, 23, 6, 50, tzinfo=timezone.get_default_timezone())


def asked(text: str, *, count: int = 2, days_ago: int = 0, language: str = "pl") -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    Question.objects.create(day=day, language=language, text=text, searches=count, in_vain=count)


def shown(client: Client, **parameters: str) -> list[str]:
    response = client.get(reverse("upkeep:questions"), parameters)
    return [row.text for row in response.context["page_obj"].object_list]


def test_editor_sees_what_was_asked_twice_the_most_frequent_first(chief_editor: User, sign_in: SignIn) -> None:
    asked("joga")
    asked("basen", count=5, language="uk")
    asked("raz", count=1)
    asked("dawno", days_ago=40)
    desk = sign_in(chief_editor)
    assert shown(desk) == ["basen", "joga"]
    assert shown(desk, language="uk") == ["basen"]
    assert shown(desk, days="90") == ["basen", "dawno", "joga"]
    assert shown(desk, days="x") == ["basen", "joga"]
    assert "dawno" not in b"".join(desk.get(reverse("upkeep:questions"), {"export": "csv"}).streaming_content).decode()


def test_editor_sees_what_is_seldom_opened(chief_editor: User, sign_in: SignIn) -> None:
    today = timezone.localdate()
    Question.objects.create(day=today, language="pl", text="praca", searches=10, opened=2)
    Question.objects.create(day=today, language="pl", text="lekarz", searches=10, opened=9)
    response = sign_in(chief_editor).get(reverse("upkeep:seldom_opened"))
    assert [row.text for row in response.context["page_obj"].object_list] == ["praca"]
    export = sign_in(chief_editor).get(reverse("upkeep:seldom_opened"), {"export": "csv"})
    assert "praca,pl,10,20," in b"".join(export.streaming_content).decode()


@pytest.mark.parametrize("report", ["upkeep:questions", "upkeep:seldom_opened"])
@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.MODERATOR, Role.AUDITOR])
def test_nobody_else_sees_it(role: Role, report: str, sign_in: SignIn, city: None) -> None:
    asked("joga")
    Question.objects.create(day=timezone.localdate(), language="pl", text="joga dla kota", searches=10)
    response = sign_in(person(role)).get(reverse(report), follow=True)
    assert "joga" not in response.content.decode()


def test_editors_get_one_mail_a_week_while_there_is_something_to_tell(
    chief_editor: User, deliver: Callable[[], list]
) -> None:
    person(Role.MODERATOR)
    received = []
    for day in range(8):
        with freeze_time(MONDAY + timedelta(days=day)):
            if day == 1:
                asked("joga dla psów")
            send_reports()
            received.append([(mail.to[0], "joga dla psów" in mail.body) for mail in deliver()])
    told = [(chief_editor.email, True)]
    assert received == [[], told, [], [], [], [], [], told]


def test_mail_that_waits_is_dropped_for_who_is_no_editor_any_more(
    chief_editor: User, deliver: Callable[[], list]
) -> None:
    asked("joga")
    send_reports()
    chief_editor.groups.clear()
    assert deliver() == []
