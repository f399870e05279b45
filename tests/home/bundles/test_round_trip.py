"""What is exported and imported into an empty site is exported again byte for byte."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import StringTranslation, Translation

from accounts.models import User
from accounts.roles import Role
from city.models import Topic, Unit
from cms.blocks.body import body_from
from home.bundles.exporting import export
from home.bundles.importing import Outcome
from home.bundles.richtext import inward, outward
from home.models import HomePage, InfoPage, NewsPage, SectionPage
from home.services import create_page, publish_page, source_texts, submit_for_translation, translate_page
from home.translation.states import statuses
from tests.people import person

from .conftest import codes, empty_the_site

pytestmark = pytest.mark.django_db
Bring = Callable[..., Outcome]
Translate = Callable[..., Page]


def files_of(root: Path) -> dict[str, bytes]:
    return {it.relative_to(root).as_posix(): it.read_bytes() for it in sorted(root.rglob("*")) if it.is_file()}


def there_and_back(tmp_path: Path, bring: Bring) -> Outcome:
    export(tmp_path / "first")
    empty_the_site()
    outcome = bring(tmp_path / "first")
    told = [f"{it.place} {it.text}" for it in outcome.problems if it.code != "alt"]
    assert not told, "\n".join(told)
    export(tmp_path / "second")
    first, second = files_of(tmp_path / "first"), files_of(tmp_path / "second")
    assert first.keys() == second.keys()
    for name, content in first.items():
        assert second[name].decode(errors="replace") == content.decode(errors="replace"), name
    return outcome


@pytest.fixture
def full_site(  # noqa: PLR0917 - fixtures are arguments
    city: None, home: HomePage, editor: User, section: SectionPage, guide: InfoPage, news: NewsPage,
    translate: Translate, image: Image, document: Document, write_news: Callable[..., NewsPage],
) -> None:  # fmt: skip
    """A site with everything a bundle carries."""
    guide.owner_unit = Unit.objects.facts().first()
    guide.topics = list(Topic.objects.facts()[:2])
    guide.content_owner = person(Role.EDITOR)
    guide.body = body_from(
        [
            {"type": "heading", "value": {"text": "Krok & „krok”", "level": "h2"}},
            {
                "type": "paragraph",
                "value": f'<p data-block-key="k1x">It\'s <b>ważne</b> &amp; <a linktype="page" id="{news.pk}">tu</a>, '
                f'<a id="{document.pk}" linktype="document">wniosek</a>, '
                '<a href="https://example.org/?a=1&amp;b=2">tam</a></p>',
            },
            {"type": "image", "value": {"image": image.pk, "decorative": False, "alt_text": "Sala obrad"}},
            {"type": "call_to_action", "value": {"text": "Dalej", "page": section.pk, "url": ""}},
            {"type": "steps", "value": {"title": "", "steps": [{"title": "Idź", "text": "<p>Prosto.</p>"}]}},
        ]
    )
    guide.save_revision(user=editor)
    publish_page(guide, actor=editor)
    for page in (section, guide, news):
        translate(page, "uk")
    translate(guide, "en", title="Residence card")
    with_picture = write_news("Zdjęcie", image=image, image_alt="Sala")
    _outdate(guide, editor)
    _half_translate(with_picture, editor)
    _plan_and_withdraw(section, editor)
    _close(guide, news)
    Page.objects.get(pk=guide.pk).move(section, pos="left", user=editor)
    Redirect.objects.create(old_path="/stare", redirect_page=guide, is_permanent=True)
    Redirect.objects.create(old_path="/gdzie-indziej", redirect_link="https://example.org/", is_permanent=False)


def _outdate(guide: InfoPage, editor: User) -> None:
    """The Polish page goes on; its translations stay with what it said before, and a further draft waits."""
    guide = InfoPage.objects.get(pk=guide.pk)
    guide.lead = "Jak ją dostać w 2027 roku."
    guide.save_revision(user=editor)
    publish_page(guide, actor=editor)
    guide.lead = "Szkic, którego nikt jeszcze nie widzi."
    guide.save_revision(user=editor)


def _half_translate(page: Page, editor: User) -> None:
    task = submit_for_translation(page, "en", actor=editor)
    first = task.source.stringsegment_set.order_by("order").first()
    StringTranslation.objects.create(
        translation_of=first.string, context=first.context, locale=task.target_locale, data="Photo",
        translation_type="machine", tool_name="Local",
    )  # fmt: skip
    second = task.source.stringsegment_set.order_by("order")[1]
    StringTranslation.objects.create(
        translation_of=second.string, context=second.context, locale=task.target_locale, data="Checked",
        translation_type="manual", tool_name="Local",
    )  # fmt: skip


def _plan_and_withdraw(section: SectionPage, editor: User) -> None:
    planned = NewsPage(title="Jutro", lead="Będzie.", go_live_at=timezone.now() + timedelta(days=9))
    publish_page(create_page(section, planned, actor=editor), actor=editor)
    ends = NewsPage(title="Do końca", lead="Jest.", expire_at=timezone.now() + timedelta(days=9))
    publish_page(create_page(section, ends, actor=editor), actor=editor)
    create_page(section, NewsPage(title="Szkic", lead="Nikt nie widzi."), actor=editor)
    gone = publish_page(create_page(section, NewsPage(title="Było", lead="Już nie."), actor=editor), actor=editor)
    gone.unpublish(user=editor)


def _close(guide: InfoPage, news: NewsPage) -> None:
    PageViewRestriction.objects.create(page=news, restriction_type="password", password="sezam")
    rule = PageViewRestriction.objects.create(page=guide, restriction_type="groups")
    rule.groups.add(Group.objects.get(name="editor"))


def test_an_empty_site_imports_to_the_same_bundle(full_site: None, tmp_path: Path, bring: Bring) -> None:
    outcome = there_and_back(tmp_path, bring)
    assert not outcome.has_errors
    assert {code for _file, _line, code in codes(outcome)} <= {"alt"}
    assert outcome.written == 9


def test_the_state_of_each_translation_survives(
    full_site: None, guide: InfoPage, news: NewsPage, section: SectionPage, tmp_path: Path, bring: Bring
) -> None:
    keys = list(Page.objects.filter(depth__gt=2).values_list("translation_key", flat=True))
    before = {name: (it.state, it.texts_left, it.since) for name, it in statuses(keys).items()}
    there_and_back(tmp_path, bring)
    after = {name: (it.state, it.texts_left, it.since) for name, it in statuses(keys).items()}
    assert {name: it[:2] for name, it in after.items()} == {name: it[:2] for name, it in before.items()}
    assert before[guide.translation_key, "uk"][0] == "outdated"
    since = after[guide.translation_key, "uk"][2], before[guide.translation_key, "uk"][2]
    assert abs(since[0] - since[1]) < timedelta(milliseconds=1)


def test_translators_find_their_work_again(full_site: None, guide: InfoPage, tmp_path: Path, bring: Bring) -> None:
    there_and_back(tmp_path, bring)
    task = Translation.objects.get(source__object_id=guide.translation_key, target_locale__language_code="uk")
    assert "Jak ją dostać w 2027 roku." in source_texts(task)
    page = InfoPage.objects.get(translation_key=guide.translation_key, locale__language_code="pl")
    publish_page(page, actor=User.objects.get(email="chief@example.org"))
    texts = {text: f"nowe {text}" for text in source_texts(task)}
    translated = translate_page(page, "uk", texts, actor=User.objects.get(email="chief@example.org"))
    assert translated.specific.lead == "nowe Szkic, którego nikt jeszcze nie widzi."


def test_a_closed_page_stays_closed_in_every_language(
    full_site: None, news: NewsPage, tmp_path: Path, bring: Bring
) -> None:
    there_and_back(tmp_path, bring)
    pages = Page.objects.filter(translation_key=news.translation_key)
    assert pages.count() == 2
    assert {page.get_view_restrictions().first().password for page in pages} == {"sezam"}


def test_a_zip_is_the_same_twice_and_imports_like_a_folder(full_site: None, tmp_path: Path, bring: Bring) -> None:
    export(tmp_path / "a.zip")
    export(tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    empty_the_site()
    assert not bring(tmp_path / "a.zip").has_errors
    export(tmp_path / "c.zip")
    assert (tmp_path / "c.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()


def test_a_second_import_of_the_same_changes_nothing(full_site: None, tmp_path: Path, bring: Bring) -> None:
    there_and_back(tmp_path, bring)
    again = bring(tmp_path / "first")
    assert (again.written, again.unchanged, again.refused) == (0, 9, 0)


def test_importing_over_the_site_it_came_from_changes_nothing(full_site: None, tmp_path: Path, bring: Bring) -> None:
    export(tmp_path / "own")
    outcome = bring(tmp_path / "own")
    assert (outcome.written, outcome.unchanged, outcome.has_errors) == (0, 9, False)


letters = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)


@given(words=st.lists(letters, min_size=1, max_size=4), bold=letters)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was(words: list[str], bold: str) -> None:
    from html import escape

    html = "".join(f"<p>{escape(word)}<b>{escape(bold)}</b></p>" for word in words)
    once = outward(html, lambda kind, pk: None)
    stored, left_out = inward(once, ["bold"], lambda scheme, name: None)
    assert left_out == []
    assert outward(stored, lambda kind, pk: None) == once


@given(html=st.text(st.sampled_from("<>/=\"'& apscriptbjvx:on!-"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_whatever_html_comes_in_is_stable_and_harmless(html: str) -> None:
    from bs4 import BeautifulSoup

    from home.bundles.problems import Refused

    try:
        stored, _left_out = inward(html, ["bold", "link"], lambda scheme, name: None)
    except Refused:
        return
    assert {tag.name for tag in BeautifulSoup(stored, "html.parser").find_all(True)} <= {"p", "b", "strong", "a", "br"}
    assert inward(stored, ["bold", "link"], lambda scheme, name: None)[0] == stored
