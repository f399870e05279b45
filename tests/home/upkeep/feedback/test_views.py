"""The queue of answers: for who looks after the page; dealt with, archived, mailed once a week, erased in time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role
from home.models import InfoPage, NewsPage
from home.upkeep.feedback.services import archive, deal_with, erase_old, send_digests
from home.upkeep.models import Feedback
from tests.clock import freeze_time
from tests.home.upkeep.conftest import looked_after
from tests.people import person

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def said(page: Page, comment: str = "Brakuje ceny.", **fields: object) -> Feedback:
    facts = {"language": "pl", "language_read": "pl", "is_helpful": False, **fields}
    return Feedback.objects.create(page=page, comment=comment, **facts)


def comments(client: Client, **parameters: str) -> list[str]:
    response = client.get(reverse("upkeep:feedback"), parameters)
    return [row.comment for row in response.context["page_obj"].object_list]


def test_owner_and_deputy_see_answers_about_every_version_of_their_page(
    kept: InfoPage, news: NewsPage, owner: User, deputy: User, chief_editor: User, sign_in: SignIn,
    translate: Callable[..., Page],
) -> None:  # fmt: skip
    said(translate(kept, "uk"), "Немає ціни.")
    said(news, "O czym innym.")
    assert comments(sign_in(owner)) == comments(sign_in(deputy)) == ["Немає ціни."]
    assert len(comments(sign_in(chief_editor))) == 2
    assert comments(sign_in(person(Role.MODERATOR))) == []


def test_answer_about_a_page_of_others_does_not_exist_for_me(kept: InfoPage, sign_in: SignIn) -> None:
    row = said(kept)
    address = reverse("upkeep:answer", args=[row.pk])
    desk = sign_in(person(Role.OFFICIAL))
    assert desk.get(address, follow=True).status_code == 404
    desk.post(address, {"action": "archive"})
    row.refresh_from_db()
    assert row.archived_at is None
    for act in (deal_with, archive):
        with pytest.raises(PermissionDenied):
            act(feedback_id=row.pk, actor=person(Role.OFFICIAL))


def test_dealing_with_an_answer_notes_who_was_first(kept: InfoPage, owner: User, deputy: User, sign_in: SignIn) -> None:
    row = said(kept)
    address = reverse("upkeep:answer", args=[row.pk])
    assert "Brakuje ceny." in sign_in(owner).get(address).content.decode()
    sign_in(owner).post(address, {"action": "handled"})
    sign_in(deputy).post(address, {"action": "handled"})
    sign_in(deputy).post(address, {"action": "nonsense"})
    row.refresh_from_db()
    assert (row.handled_by, row.archived_at) == (owner, None)
    sign_in(deputy).post(address, {"action": "archive"})
    assert comments(sign_in(owner)) == []
    assert comments(sign_in(owner), state="archived") == ["Brakuje ceny."]


def test_queue_is_narrowed(kept: InfoPage, owner: User, sign_in: SignIn) -> None:
    said(kept, "Nowa.")
    said(kept, "Pomogło.", is_helpful=True, language="uk")
    said(kept, "Stara.", handled_at=timezone.now(), handled_by=owner)
    desk = sign_in(owner)
    assert comments(desk, state="new", answer="no") == ["Nowa."]
    assert comments(desk, state="handled") == ["Stara."]
    assert comments(desk, language="uk") == ["Pomogło."]
    assert comments(desk, title="nie ma takiej") == []
    assert len(comments(desk, state="all")) == 3


def test_queue_is_downloaded_and_runs_no_formula(kept: InfoPage, owner: User, sign_in: SignIn) -> None:
    said(kept, "=HYPERLINK(1)")
    said(kept, "Brak <ceny> & adresu")
    InfoPage.objects.filter(pk=kept.pk).update(title="Karta & <pobyt>")
    response = sign_in(owner).get(reverse("upkeep:feedback"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "'=HYPERLINK(1)" in text
    assert "Brak <ceny> & adresu" in text
    assert "Karta & <pobyt>" in text
    assert "<span" not in text


def test_comment_is_shown_as_text(kept: InfoPage, owner: User, sign_in: SignIn) -> None:
    row = said(kept, "<script>alert(1)</script>")
    desk = sign_in(owner)
    for address in (reverse("upkeep:feedback"), reverse("upkeep:answer", args=[row.pk])):
        assert "<script>alert" not in desk.get(address).content.decode()


def test_queries_of_the_queue_do_not_grow(
    kept: InfoPage, owner: User, sign_in: SignIn, django_assert_max_num_queries
) -> None:
    desk = sign_in(owner)
    said(kept, handled_by=owner, handled_at=timezone.now())
    comments(desk)

    def count() -> int:
        with django_assert_max_num_queries(60) as seen:
            comments(desk)
        return len(seen)

    few = count()
    for number in range(8):
        said(kept, f"Nr {number}", handled_by=person(Role.OFFICIAL), handled_at=timezone.now())
    assert count() == few


def test_digest_comes_once_a_week_to_who_looks_after_the_page(
    kept: InfoPage, owner: User, deputy: User, deliver: Callable[[], list]
) -> None:
    monday = timezone.datetime(2026, 11, 23, 6, 40, tzinfo=timezone.get_default_timezone())
    received = []
    for day in range(9):
        with freeze_time(monday + timedelta(days=day)):
            if day in {0, 7}:
                said(kept)
            send_digests()
            received.append(sorted(mail.to[0] for mail in deliver()))
    both = sorted([owner.email, deputy.email])
    assert received == [both, [], [], [], [], [], [], both, []]


def test_digest_says_nothing_of_what_was_dealt_with_or_is_old_or_has_no_words(
    kept: InfoPage, owner: User, deliver: Callable[[], list]
) -> None:
    said(kept, "")
    said(kept, "Stara.", hour=timezone.now() - timedelta(days=8))
    said(kept, "Z archiwum.", archived_at=timezone.now())
    send_digests()
    assert deliver() == []
    row = said(kept, "Nowa.")
    send_digests()
    deal_with(feedback_id=row.pk, actor=owner)
    assert deliver() == []


def test_digest_quotes_the_comment(kept: InfoPage, owner: User, deliver: Callable[[], list]) -> None:
    looked_after(kept, deputy=None)
    said(kept, "Brakuje ceny & adresu.")
    send_digests()
    (mail,) = deliver()
    assert "Brakuje ceny & adresu." in mail.body
    assert "/admin/upkeep/answers/?state=new" in mail.body


def test_answers_are_erased_after_a_year(kept: InfoPage) -> None:
    said(kept, "Stara.", hour=timezone.now() - timedelta(days=366))
    said(kept, "Świeża.", hour=timezone.now() - timedelta(days=364))
    erase_old()
    assert [row.comment for row in Feedback.objects.all()] == ["Świeża."]
