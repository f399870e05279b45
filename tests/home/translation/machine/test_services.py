"""What a machine wrote is a draft: labelled, and published only after a person has read it."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from accounts.models import User
from accounts.roles import translator_group
from cms.blocks.body import body_from
from home.approval.services import send_translation
from home.models import InfoPage, NewsPage
from home.services import create_page, publish_page, publish_translation, submit_for_translation
from home.translation.guard import UncheckedMachineTexts
from home.translation.machine.failures import BudgetExceeded, ServiceSilent
from home.translation.machine.services import MachineIsOff, confirm_machine_texts, translate_by_machine
from home.translation.progress import progress_of
from tests.home.translation.conftest import member
from tests.home.translation.service import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(news: NewsPage, editor: User) -> Translation:
    return submit_for_translation(news, "uk", actor=editor)


def stored(translation: Translation) -> dict[str, StringTranslation]:
    rows = StringTranslation.objects.filter(locale=translation.target_locale).select_related("translation_of")
    return {row.translation_of.data: row for row in rows}


def unchecked(translation: Translation) -> int:
    return progress_of([translation.source_id], translation.target_locale.language_code)[
        translation.source_id
    ].unchecked


def test_machine_is_off_until_an_operator_names_a_service(
    translation: Translation, ukrainian_translator: User, client: Client
) -> None:
    with pytest.raises(MachineIsOff):
        translate_by_machine(translation_id=translation.pk, actor=ukrainian_translator)
    sign_in(client, ukrainian_translator)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk]))
    assert '"machineTranslator": null' in page.context["props"]


def sign_in(client: Client, person: User) -> None:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")


def test_machine_fills_what_is_missing_and_marks_it_as_its_own(
    translation: Translation, ukrainian_translator: User, use: Callable[..., Service], news: NewsPage
) -> None:
    use()
    assert translate_by_machine(translation_id=translation.pk, actor=ukrainian_translator) == 2
    row = stored(translation)[news.title]
    assert (row.data, row.translation_type, row.tool_name) == (news.title.upper(), "machine", "LibreTranslate")


def test_machine_leaves_what_a_person_translated(
    translation: Translation, ukrainian_translator: User, use: Callable[..., Service], news: NewsPage
) -> None:
    from home.services import fill_translation

    service = use()
    fill_translation(translation, {news.title: "Зустріч"}, actor=ukrainian_translator)
    translate_by_machine(translation_id=translation.pk, actor=ukrainian_translator)
    assert stored(translation)[news.title].data == "Зустріч"
    assert service.texts == [news.lead]


def test_same_text_twice_is_sent_once_and_stored_in_both_places(
    home: Page, editor: User, use: Callable[..., Service]
) -> None:
    service = use()
    page = InfoPage(title="Powtórka", lead="Powtórka")
    publish_page(create_page(home, page, actor=editor), actor=editor)
    translation = submit_for_translation(page, "uk", actor=editor)
    assert translate_by_machine(translation_id=translation.pk, actor=editor) == 2
    assert service.texts == ["Powtórka"]


def test_tags_and_links_of_rich_text_survive_the_machine(home: Page, editor: User, use: Callable[..., Service]) -> None:
    use("DeepL")
    body = '<p>Idź do <a href="https://example.org/?a=1&amp;b=2">urzędu</a> i <b>czekaj</b>.</p>'
    page = InfoPage(title="Karta", body=body_from([{"type": "paragraph", "value": body}]))
    publish_page(create_page(home, page, actor=editor), actor=editor)
    translation = submit_for_translation(page, "uk", actor=editor)
    translate_by_machine(translation_id=translation.pk, actor=editor)
    confirm_all(translation, editor)
    published = publish_translation(translation, actor=editor).specific
    html = published.body[0].value.source
    assert '<a href="https://example.org/?a=1&amp;b=2">URZĘDU</a>' in html
    assert "<b>CZEKAJ</b>" in html


def confirm_all(translation: Translation, actor: User) -> int:
    keys = [row.pk for row in stored(translation).values()]
    return confirm_machine_texts(translation_id=translation.pk, texts=keys, actor=actor)


def test_unchecked_machine_text_is_not_published_by_any_function(
    translation: Translation, editor: User, use: Callable[..., Service]
) -> None:
    use()
    translate_by_machine(translation_id=translation.pk, actor=editor)
    with pytest.raises(UncheckedMachineTexts) as refused:
        publish_translation(translation, actor=editor)
    assert refused.value.unchecked == 2
    with pytest.raises(UncheckedMachineTexts):
        translation.save_target(user=editor, publish=True)
    assert not Page.objects.get(pk=translation.get_target_instance().pk).live


def test_translators_publish_button_says_what_nobody_has_checked(
    client: Client, translation: Translation, ukrainian_translator: User, use: Callable[..., Service]
) -> None:
    use()
    translate_by_machine(translation_id=translation.pk, actor=ukrainian_translator)
    sign_in(client, ukrainian_translator)
    address = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    client.post(address, {"action": "publish"})
    messages = [str(message) for message in client.get(address).context["messages"]]
    assert messages[0] == str(UncheckedMachineTexts(2).messages[0])


def test_page_is_published_once_a_person_has_checked_each_machine_text(
    translation: Translation, ukrainian_translator: User, use: Callable[..., Service], news: NewsPage
) -> None:
    use()
    translate_by_machine(translation_id=translation.pk, actor=ukrainian_translator)
    one = stored(translation)[news.title].pk
    assert confirm_machine_texts(translation_id=translation.pk, texts=[one], actor=ukrainian_translator) == 1
    assert unchecked(translation) == 1
    assert confirm_all(translation, ukrainian_translator) == 1
    assert publish_translation(translation, actor=ukrainian_translator).live
    row = stored(translation)[news.title]
    assert (row.tool_name, row.last_translated_by) == ("LibreTranslate", ukrainian_translator)


def test_changing_a_machine_text_in_the_editor_makes_it_the_persons(
    client: Client, translation: Translation, ukrainian_translator: User, use: Callable[..., Service]
) -> None:
    use()
    translate_by_machine(translation_id=translation.pk, actor=ukrainian_translator)
    sign_in(client, ukrainian_translator)
    for segment in translation.source.stringsegment_set.all():
        address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        response = client.put(address, "value=Моє", content_type="application/x-www-form-urlencoded")
        assert response.status_code == 200
    assert unchecked(translation) == 0


def test_person_without_the_right_neither_asks_the_machine_nor_confirms(
    translation: Translation, use: Callable[..., Service], editor: User
) -> None:
    service = use()
    stranger = member(translator_group("en"))
    with pytest.raises(PermissionDenied):
        translate_by_machine(translation_id=translation.pk, actor=stranger)
    assert not service.requests
    translate_by_machine(translation_id=translation.pk, actor=editor)
    with pytest.raises(PermissionDenied):
        confirm_all(translation, stranger)


def test_text_of_another_page_is_not_confirmed_along(
    translation: Translation, editor: User, use: Callable[..., Service], guide: InfoPage
) -> None:
    use()
    other = submit_for_translation(guide, "uk", actor=editor)
    translate_by_machine(translation_id=other.pk, actor=editor)
    keys = list(StringTranslation.objects.values_list("pk", flat=True))
    assert confirm_machine_texts(translation_id=translation.pk, texts=keys, actor=editor) == 0
    assert unchecked(other) == 2


def test_what_came_before_a_failure_is_kept(
    home: Page, editor: User, use: Callable[..., Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("home.translation.machine.services.AT_ONCE", 1)
    use(words=2)
    page = InfoPage(title="Dwa słowa", lead="Zdanie dłuższe od budżetu.")
    publish_page(create_page(home, page, actor=editor), actor=editor)
    translation = submit_for_translation(page, "uk", actor=editor)
    with pytest.raises(BudgetExceeded):
        translate_by_machine(translation_id=translation.pk, actor=editor)
    assert [row.data for row in stored(translation).values()] == ["DWA SŁOWA"]


def test_failure_of_the_service_is_told_in_the_editor(
    client: Client, translation: Translation, ukrainian_translator: User, use: Callable[..., Service]
) -> None:
    use().status = 500
    sign_in(client, ukrainian_translator)
    page = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    client.post(reverse("wagtail_localize:machine_translate", args=[translation.pk]), {"next": page})
    assert [str(message) for message in client.get(page).context["messages"]] == [str(ServiceSilent(charged=False))]
    assert not stored(translation)


def test_bulk_update_with_machine_drafts_after_the_transaction_and_publishes_nothing(
    client: Client, news: NewsPage, translation: Translation, office_editor: User, use: Callable[..., Service]
) -> None:
    use()
    sign_in(client, office_editor)
    address = reverse("wagtail_localize:update_translations", args=[translation.source.pk])
    client.post(address, {"publish_translations": "on", "use_machine_translation": "on"})
    assert {row.translation_type for row in stored(translation).values()} == {"machine"}
    assert not Page.objects.get(pk=translation.get_target_instance().pk).live


def test_unchecked_machine_text_is_not_sent_to_review_either(
    translation: Translation, ukrainian_translator: User, use: Callable[..., Service]
) -> None:
    use()
    translate_by_machine(translation_id=translation.pk, actor=ukrainian_translator)
    with pytest.raises(UncheckedMachineTexts):
        send_translation(translation_id=translation.pk, actor=ukrainian_translator)
