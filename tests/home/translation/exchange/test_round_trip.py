"""What leaves as a file comes back the same, whatever stands in it; an independent program agrees on the format."""

from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from translate.storage.xliff import xlifffile
from wagtail_localize.models import String, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from accounts.models import User
from home.models import NewsPage
from home.services import fill_translation, submit_for_translation
from home.translation.exchange import po, xliff
from home.translation.exchange.services import import_file

pytestmark = pytest.mark.django_db

NASTY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60),
    st.sampled_from(
        [
            "Zażółć „gęślą” jaźń & <jaźń> \"cudzysłów\" 'apostrof'",
            "Їжак і ґанок — п’ять",
            "👩‍👩‍👧 emoji \u200d zwj",
            "  brzegi  ",
            "tab\tnowa\nlinia\r\nwindows",
            "]]> <!-- nie komentarz --> <?pi?> &amp;lt; &#x0;",
            "\\n \\t \\\\ %(name)s {0} %s",
            "\u2028\u2029\x85\x0b\x0c\x1c\ufeff\ufffe",
            "عربي עברית",
        ]
    ),
).filter(lambda text: text.strip() != "")
FRAGMENTS = st.builds(
    lambda text, form: form.format(StringValue.from_plaintext(text).data.replace("{", "{{").replace("}", "}}")),
    NASTY,
    st.sampled_from(["{}", "<b>{}</b>", '<a id="a1">{}</a> dalej', "<i>x</i>{}<br/>"]),
).map(lambda text: text.replace("{{", "{").replace("}}", "}"))


@pytest.fixture
def translation(news: NewsPage, editor: User) -> Translation:
    return submit_for_translation(news, "uk", actor=editor)


def put(translation: Translation, source: str, target: str) -> None:
    """Make the first text of the page this one, translated as given."""
    segment = translation.source.stringsegment_set.order_by("order").first()
    segment.string = String.from_value(translation.source.locale, StringValue(source))
    segment.save()
    StringTranslation.objects.filter(context=segment.context).delete()
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data=target,
        translation_type="manual",
    )


@pytest.mark.parametrize(("form", "extension"), [(xliff, "xlf"), (po, "po")])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=FRAGMENTS, target=FRAGMENTS)
def test_every_text_comes_back_as_it_left(
    translation: Translation, editor: User, form: ModuleType, extension: str, source: str, target: str
) -> None:
    put(translation, source, target)
    content = form.write([translation]) if form is xliff else form.write(translation)
    delivered = form.read(content)[0]
    assert (delivered.texts[0].source, delivered.texts[0].target) == (source, target)
    StringTranslation.objects.all().delete()
    outcome = import_file(name=f"it.{extension}", content=content, actor=editor, only=translation)[0]
    expected_problem = '<a id="a1">' in target and '<a id="a1">' not in source
    if expected_problem:
        assert [item.text for item in outcome.not_taken]
        return
    assert not outcome.not_taken
    assert StringTranslation.objects.get().data == target


def test_program_of_a_translator_reads_the_same_and_what_it_saves_is_taken_in(
    translation: Translation, editor: User, news: NewsPage
) -> None:
    fill_translation(translation, {news.title: "<b>Зустріч</b> & кава"}, actor=editor)
    store = xlifffile.parsestring(xliff.write([translation]))
    assert [(unit.source, unit.target) for unit in store.units] == [
        (news.title, "<b>Зустріч</b> & кава"),
        (news.lead, None),
    ]
    store.units[1].target = "Розмова <i>про плани</i>."
    outcome = import_file(name="saved.xlf", content=bytes(store), actor=editor, only=translation)[0]
    assert (outcome.stored, outcome.same, outcome.not_taken) == (1, 1, [])
    assert StringTranslation.objects.get(translation_of__data=news.lead).data == "Розмова <i>про плани</i>."


def test_two_equal_texts_of_one_page_come_back_each_in_its_place(
    translate: Callable[..., object], home: object, editor: User
) -> None:
    from home.models import InfoPage
    from home.services import create_page, publish_page

    page = InfoPage(title="Powtórka", lead="Powtórka")
    publish_page(create_page(home, page, actor=editor), actor=editor)
    translation = submit_for_translation(page, "uk", actor=editor)
    content = xliff.write([translation]).replace(b"</source>", "</source><target>Повтор</target>".encode())
    assert import_file(name="it.xlf", content=content, actor=editor)[0].stored == 2
