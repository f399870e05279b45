"""However a page comes to be, its address is its title in plain Latin letters as readers of its language expect."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from home.models import HomePage, InfoPage, NewsPage, SectionPage, SituationPage
from home.services import create_page, submit_for_translation

pytestmark = pytest.mark.django_db
TITLE, SLUG = "Згода та єднання у Києві", "zghoda-ta-yednannia-u-kyievi"


@pytest.fixture
def ukrainian(home: HomePage) -> HomePage:
    return HomePage.objects.get(translation_key=home.translation_key, locale__language_code="uk")


def by_service(parent: Page, page: Page, editor: User) -> Page:
    return create_page(parent, page, actor=editor)


def by_import_as_draft(parent: Page, page: Page, editor: User) -> Page:
    page.live = False
    return parent.add_child(instance=page)


def by_import_at_once_live(parent: Page, page: Page, editor: User) -> Page:
    return parent.add_child(instance=page)


def beside_another(parent: Page, page: Page, editor: User) -> Page:
    first = parent.add_child(instance=InfoPage(title="Перша", locale=parent.locale))
    return first.add_sibling(pos="right", instance=page)


WAYS = [by_service, by_import_as_draft, by_import_at_once_live, beside_another]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", [InfoPage, SectionPage, SituationPage])
def test_new_ukrainian_page_gets_a_ukrainian_address(
    ukrainian: HomePage, editor: User, way: Callable[..., Page], model: type[Page]
) -> None:
    if model is SituationPage and way in {by_import_at_once_live, beside_another}:
        pytest.skip("questions are needed before it can be live")
    page = way(ukrainian, model(title=TITLE, locale=ukrainian.locale), editor)
    assert Page.objects.get(pk=page.pk).slug == SLUG


@pytest.mark.parametrize("way", WAYS[:3])
def test_second_page_of_the_same_title_gets_a_number(
    ukrainian: HomePage, editor: User, way: Callable[..., Page]
) -> None:
    for slug in (SLUG, f"{SLUG}-1"):
        page = way(ukrainian, InfoPage(title=TITLE, locale=ukrainian.locale), editor)
        assert Page.objects.get(pk=page.pk).slug == slug


def test_long_title_is_cut_so_that_a_number_still_fits(ukrainian: HomePage, editor: User) -> None:
    for _time in range(2):
        page = create_page(ukrainian, InfoPage(title="Щ" * 200, locale=ukrainian.locale), actor=editor)
        assert len(page.slug) <= 255
        assert page.slug.isascii()


def test_translation_gets_the_address_of_its_translated_title(
    news: NewsPage, translate: Callable[..., Page], editor: User
) -> None:
    draft = submit_for_translation(news, "uk", actor=editor).get_target_instance()
    assert draft.slug.isascii()
    assert Page.objects.get(pk=translate(news, "uk", title=TITLE).pk).slug == SLUG


def test_two_translations_of_the_same_title_get_different_addresses(
    write_news: Callable[..., NewsPage], translate: Callable[..., Page]
) -> None:
    slugs = [translate(write_news(title), "uk", title=TITLE).slug for title in ("Pierwsza", "Druga")]
    assert slugs == [SLUG, f"{SLUG}-1"]


def test_page_copied_in_the_administration_keeps_plain_letters(
    client: Client, ukrainian: HomePage, editor: User
) -> None:
    page = create_page(ukrainian, InfoPage(title=TITLE, locale=ukrainian.locale), actor=editor)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    offered = client.get(address).context["form"].initial["new_slug"]
    assert offered.isascii()
    sent = {"new_title": TITLE, "new_slug": "київ", "new_parent_page": ukrainian.pk, "copy_subpages": "", "alias": ""}
    assert client.post(address, sent).status_code == 200
    assert Page.objects.filter(title=TITLE).count() == 1


def test_address_with_other_letters_typed_by_hand_is_refused(ukrainian: HomePage, editor: User) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as refused:
        InfoPage(title=TITLE, slug="київ", locale=ukrainian.locale, path="x", depth=3).full_clean()
    assert "slug" in refused.value.message_dict
