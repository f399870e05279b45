"""Writes news the way the office does: an editor publishes, translators translate some of it. Never in production."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role, translator_group
from city.models import Topic
from cms.blocks.body import body_from
from cms.pages import BasePage
from consultations.postulates.synthetic.texts import LANGUAGES, TOPICS
from home.demo.texts import Text, heading, paragraphs, source, texts_in
from home.models import HomePage, NewsPage, SectionPage
from home.services import (
    create_page,
    fill_translation,
    publish_page,
    publish_translation,
    source_texts,
    submit_for_translation,
)

SECTION = "wiadomosci-przykladowe"
SECTION_TITLE = Text("Wiadomości przykładowe", "Приклади новин", "Sample news")
TRANSLATED = {"uk": 0.4, "en": 0.3}
OLDEST_DAYS = 3 * 365
LOT = 25

Tell = Callable[[str], object]


def load_pages(home: HomePage, *, count: int, seed: int, today: date, tell: Tell) -> int:
    """Write those of the first ``count`` news of the seed that are missing, a lot at a time; returns how many."""
    office = _Office(home, seed, today)
    present = set(Page.objects.child_of(office.section).values_list("slug", flat=True))
    missing = [index for index in range(count) if _slug(seed, index) not in present]
    for start in range(0, len(missing), LOT):
        with transaction.atomic():
            for index in missing[start : start + LOT]:
                office.write(index)
        tell(f"{min(start + LOT, len(missing))} of {len(missing)} pages")
    return len(missing)


def _slug(seed: int, index: int) -> str:
    return f"przyklad-{seed}-{index}"


class _Office:
    """Those who write, and the section they write for."""

    def __init__(self, home: HomePage, seed: int, today: date) -> None:
        self.home, self.seed, self.today = home, seed, today
        self.editor = _person(f"editor.s{seed}@example.org", Role.EDITOR.value)
        self.translators = {
            language: _person(f"translator-{language}.s{seed}@example.org", translator_group(language))
            for language in TRANSLATED
        }
        self.topics = {row.code: row for row in Topic.objects.facts()}
        self.section = SectionPage.objects.child_of(home).filter(slug=SECTION).first() or self._open_section()

    def _open_section(self) -> SectionPage:
        page = SectionPage(slug=SECTION, title=SECTION_TITLE.pl, listing=SectionPage.Listing.NEWS)
        with transaction.atomic():
            section = self._publish(self.home, page)
            for language in TRANSLATED:
                self._translate(section, [SECTION_TITLE], language)
        return section

    def write(self, index: int) -> None:
        """Write and publish one news, and its translations where it has any."""
        chance = Random(f"{self.seed}:{index}:page")
        title, lead, body = _news(chance)
        page = NewsPage(
            slug=_slug(self.seed, index),
            title=title.pl,
            lead=lead.pl,
            body=body_from(source(body)),
            published_on=self.today - timedelta(days=chance.randrange(OLDEST_DAYS)),
        )
        page.topics = [self.topics[code] for code in chance.sample(TOPICS, 2) if code in self.topics]
        page = self._publish(self.section, page)
        for language, share in TRANSLATED.items():
            if chance.random() < share:
                self._translate(page, [title, lead, *texts_in(body)], language)

    def _publish(self, parent: Page, page: BasePage) -> BasePage:
        return publish_page(create_page(parent, page, actor=self.editor), actor=self.editor)

    def _translate(self, page: BasePage, texts: list[Text], language: str) -> None:
        translator = self.translators[language]
        task = submit_for_translation(page, language, actor=self.editor)
        known = {text.pl: getattr(text, language) for text in texts}
        fill_translation(task, {words: known[words] for words in source_texts(task)}, actor=translator)
        publish_translation(task, actor=translator)


def _person(email: str, group: str) -> User:
    """Return the member of the office, created when missing; without a password nobody signs in as them."""
    defaults = {"password": UNUSABLE_PASSWORD_PREFIX, "first_name": "Redakcja", "last_name": "(demo)", "is_staff": True}
    person, _created = User.objects.get_or_create(email=email, defaults=defaults)
    person.groups.add(Group.objects.get(name=group))
    return person


def _news(chance: Random) -> tuple[Text, Text, list[dict[str, object]]]:
    """Return title, lead and body; every part is taken at the same place in each language."""
    topic, number = chance.choice(TOPICS), chance.randrange(2)
    place = chance.randrange(len(LANGUAGES["pl"].places))
    title = _each(lambda words: f"{words.topics[topic].titles[number]} {words.places[place]}")
    lead = _each(lambda words: words.topics[topic].problems[number])
    body: list[dict[str, object]] = []
    for _section in range(chance.choice((1, 2, 2, 3, 6))):
        about, part = chance.choice(TOPICS), chance.randrange(2)
        body.append(heading(_each(lambda words: words.topics[about].titles[part])))  # noqa: B023 - used at once
        chosen = [chance.randrange(len(LANGUAGES["pl"].contexts)) for _sentence in range(chance.randint(2, 6))]
        body.append(paragraphs(*(_each(lambda words: words.contexts[at]) for at in chosen)))  # noqa: B023
    return title, lead, body


def _each(take: Callable[..., str]) -> Text:
    return Text(*(take(LANGUAGES[language]) for language in Text._fields))
