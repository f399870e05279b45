"""Replacing an address everywhere: as an editor would, page by page, and so that no translation brings it back."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Locale, Page, PagePermissionTester
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringTranslation, Translation

from accounts.models import User
from accounts.roles import Role
from cms.outbox.models import OutboxEntry
from home.models import InfoPage
from home.page_news import NEWS
from home.services import publish_translation, submit_for_translation
from home.upkeep.links.replacing import Fate, plan_replacement, replace_address
from home.upkeep.links.services import collect_links
from home.upkeep.models import CheckedLink, LinkUse
from tests.people import person

from .conftest import button, paragraph, steps

pytestmark = pytest.mark.django_db
OLD, NEW = "https://old.example/?a=1&b=2", "https://new.example/?c=3&d=4"
HTML = '<p>Zobacz <a href="https://old.example/?a=1&amp;b=2">stronę</a> i <a href="tel:112">112</a>.</p>'
Write = Callable[..., InfoPage]


@pytest.fixture
def page(write_guide: Write) -> InfoPage:
    return write_guide(paragraph(HTML), steps(HTML), button(OLD))


def the_link(address: str = OLD) -> CheckedLink:
    collect_links()
    return CheckedLink.objects.get(address=address)


def stored(page: Page) -> str:
    return str(InfoPage.objects.get(pk=page.pk).body.raw_data[:])


def draft_of(page: Page) -> str:
    return str(Page.objects.get(pk=page.pk).get_latest_revision_as_object().body.raw_data[:])


def fates(replacements: list) -> dict[str, str]:
    return {row.page.locale.language_code: row.fate for row in replacements}


def test_address_is_replaced_and_published_in_every_block(page: InfoPage, chief_editor: User) -> None:
    done = replace_address(link_id=the_link().pk, new=NEW, actor=chief_editor)
    assert fates(done) == {"pl": Fate.PUBLISH}
    text = stored(page)
    assert "old.example" not in text
    assert text.count("https://new.example/?c=3&amp;d=4") == 2
    assert "tel:112" in text
    assert Page.objects.get(pk=page.pk).latest_revision.user == chief_editor


def test_followers_of_a_page_are_not_told_of_a_replaced_address(page: InfoPage, chief_editor: User) -> None:
    OutboxEntry.objects.filter(topic=NEWS).delete()
    replace_address(link_id=the_link().pk, new=NEW, actor=chief_editor)
    assert not OutboxEntry.objects.filter(topic=NEWS).exists()
    changed = InfoPage.objects.get(pk=page.pk)
    assert not changed.is_minor_edit
    changed.save_revision(user=chief_editor).publish(user=chief_editor)
    assert OutboxEntry.objects.filter(topic=NEWS).exists()


def test_draft_with_a_replaced_address_is_no_minor_edit_because_the_last_publication_was(
    page: InfoPage, chief_editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.is_minor_edit = True
    page.save_revision(user=chief_editor).publish(user=chief_editor)
    monkeypatch.setattr(PagePermissionTester, "can_publish", lambda self: False)
    assert fates(replace_address(link_id=the_link().pk, new=NEW, actor=chief_editor)) == {"pl": Fate.DRAFT}
    assert not Page.objects.get(pk=page.pk).get_latest_revision_as_object().is_minor_edit


def test_plan_names_each_place_and_changes_nothing(page: InfoPage, chief_editor: User) -> None:
    before = (stored(page), Page.objects.get(pk=page.pk).latest_revision_id)
    (row,) = plan_replacement(link_id=the_link().pk, new=NEW, actor=chief_editor)
    assert [place.block for place in row.places] == ["paragraph", "steps", "call_to_action"]
    assert row.fate == Fate.PUBLISH
    assert (stored(page), Page.objects.get(pk=page.pk).latest_revision_id) == before


def test_translations_are_replaced_and_keep_their_words(
    page: InfoPage, chief_editor: User, translate: Callable[..., Page]
) -> None:
    ukrainian = translate(page, "uk")
    done = replace_address(link_id=the_link().pk, new=NEW, actor=chief_editor)
    assert fates(done) == {"pl": Fate.PUBLISH, "uk": Fate.PUBLISH}
    assert "old.example" not in stored(ukrainian)
    assert "uk Zobacz" in stored(ukrainian)


def test_next_publishing_by_translators_does_not_bring_the_address_back(
    page: InfoPage, chief_editor: User, editor: User, translate: Callable[..., Page]
) -> None:
    ukrainian = translate(page, "uk")
    words = set(StringTranslation.objects.values_list("data", flat=True))
    replace_address(link_id=the_link().pk, new=NEW, actor=chief_editor)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    publish_translation(translation, actor=editor)
    assert "old.example" not in stored(ukrainian)
    assert stored(ukrainian).count("new.example") == 3
    assert "uk Zobacz" in stored(ukrainian)
    assert set(StringTranslation.objects.values_list("data", flat=True)) == words
    submit_for_translation(InfoPage.objects.get(pk=page.pk), "uk", actor=editor)
    assert translation.get_progress() == (translation.get_progress()[0],) * 2


def test_choice_of_a_language_survives_under_the_new_address(
    page: InfoPage, chief_editor: User, editor: User, translate: Callable[..., Page]
) -> None:
    """The Ukrainian button leads elsewhere than the source's link, and goes on doing so."""
    ukrainian = translate(page, "uk")
    locale = Locale.objects.get(language_code="uk")
    for segment in OverridableSegment.objects.filter(context__path__contains="old.example"):
        SegmentOverride.objects.create(locale=locale, context=segment.context, data_json='"https://own.example/"')
    translation = Translation.objects.get(source__object_id=page.translation_key)
    publish_translation(translation, actor=editor)
    assert stored(ukrainian).count("own.example") == 2
    replace_address(link_id=the_link().pk, new=NEW, actor=chief_editor)
    publish_translation(Translation.objects.get(pk=translation.pk), actor=editor)
    assert stored(ukrainian).count("own.example") == 2
    assert "old.example" not in stored(ukrainian)


def test_address_that_only_a_translation_has_is_replaced_there(
    page: InfoPage, chief_editor: User, editor: User, translate: Callable[..., Page]
) -> None:
    ukrainian = translate(page, "uk")
    segment = OverridableSegment.objects.filter(context__path__contains="tel:112").first()
    locale = Locale.objects.get(language_code="uk")
    SegmentOverride.objects.create(locale=locale, context=segment.context, data_json='"tel:999"')
    translation = Translation.objects.get(source__object_id=page.translation_key)
    publish_translation(translation, actor=editor)
    replace_address(link_id=the_link("tel:999").pk, new="tel:997", actor=chief_editor)
    publish_translation(Translation.objects.get(pk=translation.pk), actor=editor)
    assert "tel:997" in stored(ukrainian)
    assert "tel:999" not in stored(ukrainian)
    assert "tel:997" not in stored(page)


def test_page_with_somebodys_draft_is_not_published(page: InfoPage, chief_editor: User, editor: User) -> None:
    page.title = "Cudzy szkic"
    page.save_revision(user=editor)
    assert fates(replace_address(link_id=the_link().pk, new=NEW, actor=chief_editor)) == {"pl": Fate.DRAFT}
    assert "old.example" in stored(page)
    assert "old.example" not in draft_of(page)
    assert InfoPage.objects.get(pk=page.pk).title == "Poradnik"
    assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Cudzy szkic"


def test_page_locked_by_a_colleague_stays(page: InfoPage, chief_editor: User, editor: User) -> None:
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=editor)
    assert fates(replace_address(link_id=the_link().pk, new=NEW, actor=chief_editor)) == {"pl": Fate.LOCKED}
    assert "old.example" in draft_of(page)


def test_page_that_waits_for_approval_stays(page: InfoPage, chief_editor: User, editor: User) -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

    task = GroupApprovalTask.objects.create(name="Sprawdzenie")
    task.groups.add(Group.objects.get(name=Role.EDITOR))
    workflow = Workflow.objects.create(name="Dwie osoby")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page.save_revision(user=editor)
    workflow.start(page, editor)
    assert fates(replace_address(link_id=the_link().pk, new=NEW, actor=chief_editor)) == {"pl": Fate.REVIEWED}


def test_page_with_another_fault_stays_whole(page: InfoPage, chief_editor: User, write_guide: Write) -> None:
    InfoPage.objects.filter(pk=page.pk).update(title="")
    revision = Page.objects.get(pk=page.pk).latest_revision
    revision.content["title"] = ""
    revision.save()
    assert fates(replace_address(link_id=the_link().pk, new=NEW, actor=chief_editor)) == {"pl": Fate.REFUSED}
    assert "old.example" in stored(page)
    assert Page.objects.get(pk=page.pk).latest_revision_id == revision.pk


def test_report_knows_the_new_address_at_once(page: InfoPage, chief_editor: User) -> None:
    link = the_link()
    replace_address(link_id=link.pk, new=NEW, actor=chief_editor)
    assert not LinkUse.objects.filter(link=link).exists()
    assert LinkUse.objects.filter(link__address=NEW, link__status="new").count() == 3


@pytest.mark.parametrize("role", [None, Role.OFFICIAL, Role.TRANSLATOR, Role.AUDITOR])
def test_only_editors_replace(page: InfoPage, role: Role | None) -> None:
    with pytest.raises(PermissionDenied):
        replace_address(link_id=the_link().pk, new=NEW, actor=person(*([role] if role else [])))
    assert "old.example" in stored(page)


@pytest.mark.parametrize("new", ["", "javascript:alert(1)", "mailto:a@example.org", "https://", "foo", OLD, "page:1"])
def test_new_address_that_cannot_stand_there_is_refused(page: InfoPage, chief_editor: User, new: str) -> None:
    with pytest.raises(ValidationError):
        replace_address(link_id=the_link().pk, new=new, actor=chief_editor)


def test_quotes_in_a_new_address_cannot_break_out_of_the_link(page: InfoPage, chief_editor: User) -> None:
    new = "https://new.example/?q='x'"
    replace_address(link_id=the_link().pk, new=new, actor=chief_editor)
    assert 'href="https://new.example/?q=&#x27;x&#x27;"' in InfoPage.objects.get(pk=page.pk).body.raw_data[0]["value"]
