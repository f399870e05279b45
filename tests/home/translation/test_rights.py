"""A translator does everything in one language and nothing in another, whatever address is tried."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.models import User
from accounts.roles import Role
from city.models import District, Topic, Unit
from consultations.postulates.services import load_case_texts
from home.models import NewsPage
from home.services import submit_for_translation
from home.translation.exchange import xliff
from home.translation.rights import translatable_snippets
from tests.home.translation.conftest import member
from tests.home.translation.service import Service

pytestmark = pytest.mark.django_db
Act = Callable[[Client, Translation], object]


@dataclass
class Thing:
    """A page or row in the three languages, with its translations."""

    source: Page | Topic
    translations: dict[str, Translation]

    def pk(self, language: str) -> int:
        if language == "pl":
            return int(self.source.pk)
        return int(self.translations[language].get_target_instance().pk)


@pytest.fixture
def page(news: NewsPage, editor: User) -> Thing:
    return Thing(news, {code: submit_for_translation(news, code, actor=editor) for code in ("uk", "en")})


@pytest.fixture
def topic(city: None, editor: User) -> Thing:
    row = Topic.objects.facts().first()
    assert row is not None
    source, _created = TranslationSource.update_or_create_from_instance(row)
    locales = Locale.objects.filter(language_code__in=["uk", "en"])
    return Thing(
        row,
        {locale.language_code: Translation.objects.create(source=source, target_locale=locale) for locale in locales},
    )


@pytest.fixture
def desk(client: Client, ukrainian_translator: User) -> Client:
    client.force_login(ukrainian_translator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def is_refused(response: object) -> bool:
    """Wagtail answers a missing right with 403 or by going home with a message."""
    status, url = response.status_code, getattr(response, "url", "")  # type: ignore[attr-defined]
    return status == 403 or (status == 302 and url == reverse("wagtailadmin_home"))


def segment(client: Client, translation: Translation, method: str) -> object:
    row = translation.source.stringsegment_set.first()
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, row.pk])
    return getattr(client, method)(address, "value=x", content_type="application/x-www-form-urlencoded")


def get(name: str) -> Act:
    return lambda client, translation: client.get(reverse(name, args=[translation.pk]))


def post(name: str, **data: object) -> Act:
    return lambda client, translation: client.post(reverse(name, args=[translation.pk]), data)


def upload(name: str) -> Act:
    def act(client: Client, translation: Translation) -> object:
        content = xliff.write([translation]).replace(b"</source>", b"</source><target>x</target>")
        return client.post(reverse(name, args=[translation.pk]), {"file": SimpleUploadedFile("it.xlf", content)})

    return act


ACTS: dict[str, Act] = {
    "write a text": lambda client, translation: segment(client, translation, "put"),
    "take a text back": lambda client, translation: segment(client, translation, "delete"),
    "download PO": get("wagtail_localize:download_pofile"),
    "download XLIFF": get("translation:download_xliff"),
    "upload in the editor": upload("wagtail_localize:upload_pofile"),
    "upload side by side": upload("translation:upload_for_one"),
    "machine in the editor": post("wagtail_localize:machine_translate"),
    "machine side by side": post("translation:machine_translate"),
    "confirm machine texts": post("translation:confirm_machine", text=["1"]),
    "stop the translation": post("wagtail_localize:stop_translation", next="/admin/reports/"),
}


@pytest.mark.parametrize("kind", ["page", "topic"])
@pytest.mark.parametrize("what", ACTS)
def test_translator_acts_on_own_translations_only(
    request: pytest.FixtureRequest, desk: Client, use: Callable[..., Service], kind: str, what: str
) -> None:
    use()
    thing: Thing = request.getfixturevalue(kind)
    assert is_refused(ACTS[what](desk, thing.translations["en"])), "English"
    english = StringTranslation.objects.filter(locale__language_code="en")
    assert not english.exists()
    assert thing.translations["en"].__class__.objects.get(pk=thing.translations["en"].pk).enabled
    # Their own, of which they may do everything.
    assert not is_refused(ACTS[what](desk, thing.translations["uk"])), "Ukrainian"


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
@pytest.mark.parametrize("name", ["edit", "unpublish", "delete", "set_privacy", "move", "history"])
def test_addresses_of_pages_are_closed_in_other_languages(desk: Client, page: Thing, language: str, name: str) -> None:
    address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk(language)])
    response = desk.get(address)
    if language != "uk":
        assert response.status_code in {302, 403, 404}, name
    if name == "edit" and language == "uk":
        assert response.status_code == 200


@pytest.mark.parametrize("language", ["pl", "en"])
def test_publishing_in_another_language_changes_nothing(desk: Client, page: Thing, language: str) -> None:
    before = Page.objects.get(pk=page.pk(language))
    desk.post(reverse("wagtailadmin_pages:edit", args=[before.pk]), {"action": "publish", "title": "Moje"})
    after = Page.objects.get(pk=before.pk)
    assert (after.live, after.title, after.latest_revision_id) == (before.live, before.title, before.latest_revision_id)


def test_translator_edits_and_publishes_rows_of_the_own_language(desk: Client, topic: Thing) -> None:
    address = reverse("wagtailsnippets_city_topic:edit", args=[topic.pk("uk")])
    assert desk.get(address).status_code == 200
    translation = topic.translations["uk"]
    for row in translation.source.stringsegment_set.all():
        url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, row.pk])
        desk.put(url, "value=Нова назва", content_type="application/x-www-form-urlencoded")
    desk.post(address, {"action": "publish"})
    assert Topic.objects.get(pk=topic.pk("uk")).name == "Нова назва"


def test_row_with_a_text_missing_is_not_published_in_the_source_language(desk: Client, topic: Thing) -> None:
    before = Topic.objects.get(pk=topic.pk("uk")).name
    desk.post(reverse("wagtailsnippets_city_topic:edit", args=[topic.pk("uk")]), {"action": "publish"})
    assert Topic.objects.get(pk=topic.pk("uk")).name == before


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("model", translatable_snippets(), ids=lambda model: model.__name__)
def test_every_address_of_rows_in_another_language_is_closed(
    desk: Client, city: None, model: type[Any], language: str
) -> None:
    load_case_texts()
    row = model._default_manager.filter(locale__language_code=language).first()
    for name in ("edit", "delete", "copy"):
        address = reverse(model.snippet_viewset.get_url_name(name), args=[row.pk if row else 0])
        for method in (desk.get, desk.post):
            assert method(address).status_code in {302, 403, 404, 405}, address


@pytest.mark.parametrize("model", [Topic, Unit, District])
def test_no_address_takes_a_row_of_another_language(desk: Client, city: None, model: type[Any]) -> None:
    row = model._default_manager.filter(locale__language_code="en").first()
    reading = {"usage", "history", "history_results", "inspect"}
    names = {pattern.name for pattern in model.snippet_viewset.get_urlpatterns()} - reading
    for name in sorted(filter(None, names)):
        try:
            address = reverse(model.snippet_viewset.get_url_name(name), args=[row.pk])
        except NoReverseMatch:
            continue
        assert {desk.get(address).status_code, desk.post(address).status_code} <= {302, 403, 404, 405}, address
    assert model._default_manager.get(pk=row.pk).name == row.name


def test_list_of_rows_offers_the_translator_only_the_own_language(desk: Client, city: None) -> None:
    page = desk.get(reverse("wagtailsnippets_city_topic:list"), {"locale": "uk"})
    assert page.status_code == 200
    assert desk.get(reverse("wagtailsnippets_city_topic:add")).status_code in {302, 403}


def test_translator_sends_pages_into_the_own_language_only(desk: Client, news: NewsPage) -> None:
    locales = {locale.language_code: locale.pk for locale in Locale.objects.all()}
    address = reverse("wagtail_localize:submit_page_translation", args=[news.pk])
    desk.post(address, {"locales": [locales["en"]]})
    assert not news.get_translations().filter(locale__language_code="en").exists()
    desk.post(address, {"locales": [locales["uk"]]})
    assert news.get_translations().filter(locale__language_code="uk").exists()


def test_bulk_update_publishes_the_own_language_only(desk: Client, page: Thing, editor: User) -> None:
    from home.services import fill_translation, source_texts

    for translation in page.translations.values():
        fill_translation(translation, {text: f"x {text}" for text in source_texts(translation)}, actor=editor)
    source = page.translations["uk"].source
    desk.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"})
    live = {code: Page.objects.get(pk=page.pk(code)).live for code in ("uk", "en")}
    assert live == {"uk": True, "en": False}


def test_translation_does_not_become_a_copy_that_poses_as_one(desk: Client, page: Thing) -> None:
    desk.post(reverse("wagtail_localize:convert_to_alias", args=[page.pk("uk")]))
    assert Page.objects.get(pk=page.pk("uk")).alias_of_id is None


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OFFICIAL, Role.AUDITOR, Role.ORGANISATION_MEMBER])
@pytest.mark.parametrize("what", ["write a text", "download XLIFF", "machine side by side"])
def test_other_roles_translate_nothing(
    client: Client, page: Thing, use: Callable[..., Service], role: Role, what: str
) -> None:
    use()
    client.force_login(member(role), backend="django.contrib.auth.backends.ModelBackend")
    response = ACTS[what](client, page.translations["uk"])
    assert response.status_code in {302, 403}  # type: ignore[attr-defined]
    assert not StringTranslation.objects.exists()


def test_editor_translates_in_every_language(client: Client, page: Thing, office_editor: User) -> None:
    client.force_login(office_editor, backend="django.contrib.auth.backends.ModelBackend")
    for translation in page.translations.values():
        assert client.get(reverse("translation:download_xliff", args=[translation.pk])).status_code == 200
