"""Confirming writes one day into every language and nothing else; reminding happens once per stage."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from accounts.roles import Role
from home.models import InfoPage, NewsPage
from home.services import create_page, publish_page, publish_translation
from home.upkeep.models import ContentReview, ReviewReminder
from home.upkeep.reviews.services import confirm, erase_old, remind
from tests.clock import freeze_time
from tests.home.upkeep.conftest import looked_after
from tests.people import person, unit

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 26)


def verified(page: Page) -> set[date | None]:
    return set(InfoPage.objects.filter(translation_key=page.translation_key).values_list("verified_on", flat=True))


def test_confirmation_of_any_version_counts_for_all_languages(
    kept: InfoPage, owner: User, translate: Callable[..., Page]
) -> None:
    english = translate(kept, "en", title="Residence card")
    log = confirm(page_id=english.pk, actor=owner, note=" Sprawdzone ")
    assert verified(kept) == {timezone.localdate()}
    assert (log.by, log.note, log.page_key) == (owner, "Sprawdzone", kept.translation_key)


def test_confirmation_neither_publishes_a_draft_nor_outdates_a_translation(
    kept: InfoPage, owner: User, editor: User, translate: Callable[..., Page]
) -> None:
    translate(kept, "en", title="Residence card")
    kept.title = "Szkic tytułu"
    kept.save_revision(user=editor)
    source = TranslationSource.objects.get(object_id=kept.translation_key)
    before = (source.last_updated_at, source.content_json)
    published_at = InfoPage.objects.get(pk=kept.pk).last_published_at
    confirm(page_id=kept.pk, actor=owner)
    stored = InfoPage.objects.get(pk=kept.pk)
    assert stored.title == "Karta pobytu"
    assert stored.has_unpublished_changes
    assert stored.last_published_at == published_at
    source.refresh_from_db()
    assert (source.last_updated_at, source.content_json) == before


def test_draft_written_before_the_confirmation_does_not_undo_it_when_published(
    kept: InfoPage, owner: User, editor: User
) -> None:
    kept.title = "Nowy tytuł"
    kept.save_revision(user=editor)
    confirm(page_id=kept.pk, actor=owner)
    publish_page(InfoPage.objects.get(pk=kept.pk), actor=editor)
    stored = InfoPage.objects.get(pk=kept.pk)
    assert (stored.title, stored.verified_on) == ("Nowy tytuł", timezone.localdate())


def test_translation_published_from_an_older_source_keeps_the_confirmation(
    kept: InfoPage, owner: User, editor: User, translate: Callable[..., Page]
) -> None:
    translate(kept, "en", title="Residence card")
    confirm(page_id=kept.pk, actor=owner)
    publish_translation(Translation.objects.get(source__object_id=kept.translation_key), actor=editor)
    assert verified(kept) == {timezone.localdate()}


def test_owner_deputy_and_editor_may_confirm(kept: InfoPage, owner: User, deputy: User, chief_editor: User) -> None:
    for actor in (owner, deputy, chief_editor):
        confirm(page_id=kept.pk, actor=actor)
    assert ContentReview.objects.count() == 3


@pytest.mark.parametrize("role", [None, Role.OFFICIAL, Role.MODERATOR, Role.AUDITOR, Role.COORDINATOR])
def test_who_does_not_look_after_the_page_may_not_confirm(kept: InfoPage, role: Role | None) -> None:
    with pytest.raises(PermissionDenied):
        confirm(page_id=kept.pk, actor=person(*([role] if role else [])))
    assert verified(kept) == {date(2025, 11, 26)}


def test_translator_who_may_edit_one_language_may_not_confirm_for_all(
    kept: InfoPage, ukrainian_translator: User, translate: Callable[..., Page]
) -> None:
    ukrainian = translate(kept, "uk", title="Карта")
    with pytest.raises(PermissionDenied):
        confirm(page_id=ukrainian.pk, actor=ukrainian_translator)


def test_owner_who_left_may_not_confirm(kept: InfoPage, owner: User) -> None:
    owner.is_active = False
    owner.save()
    with pytest.raises(PermissionDenied):
        confirm(page_id=kept.pk, actor=owner)


def test_page_that_is_not_published_cannot_be_confirmed(kept: InfoPage, owner: User) -> None:
    kept.unpublish()
    with pytest.raises(ValidationError):
        confirm(page_id=kept.pk, actor=owner)


def addresses(mails: list) -> list[str]:
    return sorted(address for mail in mails for address in mail.to)


def test_owner_and_deputy_get_one_mail_per_stage_each_in_their_language(
    kept: InfoPage, owner: User, deputy: User, deliver: Callable[[], list]
) -> None:
    received = []
    for day in range(-32, 8):
        with freeze_time(DUE + timedelta(days=day)):
            remind(timezone.localdate())
            remind(timezone.localdate())
            received += [(day, address) for address in addresses(deliver())]
    both = sorted([owner.email, deputy.email])
    assert received == [(day, address) for day in (-30, 0, 7) for address in both]


def test_scheduler_that_slept_three_days_sends_each_stage_once(
    kept: InfoPage, owner: User, deliver: Callable[[], list]
) -> None:
    received = []
    for day in (-29, 3, 6, 9, 12):
        with freeze_time(DUE + timedelta(days=day)):
            remind(timezone.localdate())
            received.append(len(deliver()))
    assert received == [2, 2, 0, 2, 0]


def test_stage_is_not_repeated_when_the_outbox_has_forgotten_it(kept: InfoPage, deliver: Callable[[], list]) -> None:
    from cms.outbox.models import OutboxEntry
    from notifications.models import Delivery

    with freeze_time(DUE - timedelta(days=30)):
        remind(timezone.localdate())
        deliver()
    OutboxEntry.objects.all().delete()
    Delivery.objects.all().delete()
    with freeze_time(DUE - timedelta(days=2)):
        remind(timezone.localdate())
        assert deliver() == []


def test_mail_that_waits_is_dropped_when_somebody_confirms_meanwhile(
    kept: InfoPage, owner: User, deliver: Callable[[], list]
) -> None:
    remind(DUE)
    confirm(page_id=kept.pk, actor=owner)
    assert deliver() == []
    assert remind(timezone.localdate()) == 0


def test_mail_that_waits_is_dropped_for_who_looks_after_the_page_no_more(
    kept: InfoPage, deputy: User, deliver: Callable[[], list]
) -> None:
    remind(DUE)
    looked_after(kept, owner=None)
    assert addresses(deliver()) == [deputy.email]


def test_inactive_people_get_nothing(kept: InfoPage, owner: User, deputy: User, deliver: Callable[[], list]) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    remind(DUE)
    assert addresses(deliver()) == [deputy.email]


def test_mailbox_of_the_unit_is_asked_from_the_first_week_on(
    kept: InfoPage, owner: User, deputy: User, deliver: Callable[[], list]
) -> None:
    office = unit("ngo-policy")
    type(office).objects.filter(pk=office.pk).update(mailbox="office@example.org")
    looked_after(kept, unit=office)
    remind(DUE)
    assert "office@example.org" not in addresses(deliver())
    remind(DUE + timedelta(days=7))
    assert addresses(deliver()) == sorted(["office@example.org", owner.email, deputy.email])


def test_owner_who_is_their_own_deputy_gets_one_mail(kept: InfoPage, owner: User, deliver: Callable[[], list]) -> None:
    looked_after(kept, deputy=owner)
    remind(DUE)
    assert addresses(deliver()) == [owner.email]


def test_news_drafts_and_pages_with_the_interval_switched_off_remind_nobody(
    kept: InfoPage, news: NewsPage, home: Page, editor: User, owner: User
) -> None:
    looked_after(news, owner=owner, verified_on=date(2020, 1, 1))
    draft = create_page(home.specific, InfoPage(title="Szkic", verified_on=date(2020, 1, 1)), actor=editor)
    looked_after(draft, owner=owner)
    looked_after(kept, review_months=0)
    remind(DUE)
    keys = {news.translation_key, draft.translation_key, kept.translation_key}
    assert not ReviewReminder.objects.filter(page_key__in=keys).exists()


def test_mail_leads_to_the_page_on_which_one_confirms(kept: InfoPage, owner: User, deliver: Callable[[], list]) -> None:
    remind(DUE)
    mail = next(mail for mail in deliver() if mail.to == [owner.email])
    assert f"/admin/upkeep/reviews/{kept.pk}/" in mail.body
    assert "Karta pobytu" in mail.subject


def test_confirmations_go_with_their_page(kept: InfoPage, owner: User, news: NewsPage, editor: User) -> None:
    confirm(page_id=kept.pk, actor=owner)
    confirm(page_id=news.pk, actor=editor)
    Page.objects.get(pk=kept.pk).delete()
    erase_old()
    assert [row.page_key for row in ContentReview.objects.all()] == [news.translation_key]
