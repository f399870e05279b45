"""Writes the pages of the demo the way the office does: an editor publishes, translators translate and publish."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from city.models import Topic, Unit
from cms.blocks.body import body_from
from home.blocks import Destination, EntriesBlock, PageBodyBlock
from home.models import HomePage, SectionPage
from home.services import (
    create_page,
    fill_translation,
    publish_page,
    publish_translation,
    source_texts,
    submit_for_translation,
)
from home.situation.blocks import ItemsBlock, QuestionsBlock

from .accessible import accessible_page, reused_contact
from .calls import CALLS, CALLS_SECTION, GOOD_NEIGHBOURHOOD, DemoCall, calls
from .clock import day_of, moment, set_to
from .drawing import round_table
from .events import EVENTS, EVENTS_SECTION, events
from .guide_page import guide_fields
from .guides_life import HEALTH_INSURANCE, POLISH_COURSES, SCHOOL
from .guides_papers import DRIVING_LICENCE, PESEL, RESIDENCE_CARD
from .news import news
from .page_data import PageText
from .people import people
from .site import (
    ABOUT,
    ABOUT_PAGES,
    ENTRIES,
    GUIDES,
    HOME_BODY,
    HOME_LEAD,
    HOME_TITLE,
    NEWS_SECTION,
    SECTIONS,
)
from .situation import QUESTIONS, items, situation
from .texts import Text, source, texts_in
from .upkeep import OLD_FORMS

GUIDE_PAGES = (RESIDENCE_CARD, PESEL, HEALTH_INSURANCE, SCHOOL, POLISH_COURSES, DRIVING_LICENCE, OLD_FORMS)
VERIFIED = -12
LANGUAGES = Text._fields[1:]


@transaction.atomic
def load_pages(home: HomePage) -> int:
    """Write and translate the pages that are missing; returns how many. What an editor changed stays."""
    office = _Office(home, timezone.localdate())
    written = sum(office.write(home, text) for text in SECTIONS)
    written += sum(office.write(office.section(ABOUT), text) for text in ABOUT_PAGES)
    written += sum(office.write(office.section(GUIDES), text) for text in GUIDE_PAGES)
    written += office.write(office.section(ABOUT), accessible_page(reused_contact()))
    written += office.write_situation(office.section(GUIDES))
    written += office.write(home, CALLS)
    written += sum(office.write_call(office.section(CALLS_SECTION), each) for each in calls(office.today))
    written += sum(office.write(office.section(NEWS_SECTION), text) for text in office.news())
    written += office.write(home, EVENTS)
    written += sum(office.write(office.section(EVENTS_SECTION), text) for text in events(office.today))
    return written + office.write_home()


class _Office:
    """The people who write, and the rows their pages point at."""

    def __init__(self, home: HomePage, today: date) -> None:
        self.home = home
        self.today = today
        everybody = people()
        self.editor = everybody["editor"]
        self.translators: dict[str, User] = {code: everybody[f"translator.{code}"] for code in LANGUAGES}
        self.units = {row.code: row for row in Unit.objects.facts()}
        self.topics = {row.code: row for row in Topic.objects.facts()}

    def section(self, slug: str) -> SectionPage:
        return SectionPage.objects.child_of(self.home).get(slug=slug)

    def write(self, parent: Page, text: PageText) -> int:
        if Page.objects.child_of(parent).filter(slug=text.slug).exists():
            return 0
        page = text.type(
            slug=text.slug,
            title=text.title.pl,
            owner_unit=self.units.get(text.unit),
            content_owner=self.editor,
            **self._texts(text),
            **guide_fields(text),
            **text.fields,
        )
        if text.topics:
            page.topics = [self.topics[code] for code in text.topics]
        page = publish_page(create_page(parent, page, actor=self.editor), actor=self.editor)
        further = [*text.further, *([text.shows] if text.shows else [])]
        words = texts_in((text.title, text.lead, text.body, text.parts, text.words, further))
        self._translate(page, list(words), text.languages)
        return 1

    def write_situation(self, parent: SectionPage) -> int:
        """Write the questions for people who have just come; they lead to the guides."""
        guides = {page.slug: page.pk for page in Page.objects.child_of(parent)}
        unit = self.units.get("embassy")
        checklist = items(guides, unit.pk if unit else None)
        fields = {
            "questions": body_from(source(QUESTIONS), QuestionsBlock()),
            "items": body_from(source(checklist), ItemsBlock()),
        }
        return self.write(parent, situation(fields, (*texts_in(QUESTIONS), *texts_in(checklist))))

    def write_call(self, parent: SectionPage, demo: DemoCall) -> int:
        """Write a call and its page on the day it was published, then let happen what happened since."""
        if Page.objects.child_of(parent).filter(slug=demo.page.slug).exists():
            return 0
        call = demo.create(self.today, self.units, self.topics)
        with set_to(moment(demo.published, 2, self.today)):
            written = self.write(parent, replace(demo.page, fields={"call": call}))
        demo.play(call, self.today, self.editor)
        return written

    def news(self) -> tuple[PageText, ...]:
        """Return the news; the one about a moved deadline leads to its call."""
        page = Page.objects.child_of(self.section(CALLS_SECTION)).filter(slug=GOOD_NEIGHBOURHOOD).first()
        return news(self.today, about=page)

    def write_home(self) -> int:
        """Fill the front page unless somebody has written one."""
        if self.home.lead:
            return 0
        self.home.lead = HOME_LEAD.pl
        self.home.body = body_from(source(HOME_BODY))
        self.home.entries = EntriesBlock().to_python([self._entry(*entry) for entry in ENTRIES])
        self.home.save_revision(user=self.editor)
        home = publish_page(self.home, actor=self.editor)
        words = [HOME_TITLE, HOME_LEAD, *texts_in(HOME_BODY), *texts_in([entry[:3] for entry in ENTRIES])]
        self._translate(home, words, LANGUAGES)
        return 1

    def _texts(self, text: PageText) -> dict[str, Any]:
        fields: dict[str, Any] = {"lead": text.lead.pl} | source(text.words)
        if text.shows:
            fields |= {"image": round_table(), "image_alt": text.shows.pl}
        if text.body:
            fields |= {"body": body_from(source(text.body), PageBodyBlock())}
        if (text.body or text.parts) and not text.fields.keys() & {"published_on", "starts_on"}:
            fields |= {"verified_on": day_of(VERIFIED, self.today)}
        return fields

    def _entry(self, title: Text, text: Text, link_text: Text, target: str) -> dict[str, Any]:
        is_place = target in Destination.values
        value = {
            "title": title.pl,
            "text": text.pl,
            "link_text": link_text.pl,
            "page": None if is_place else self.section(target).pk,
            "destination": target if is_place else "",
        }
        return {"type": "entry", "value": value}

    def _translate(self, page: Page, texts: list[Text], languages: tuple[str, ...]) -> None:
        for language in languages:
            translator = self.translators[language]
            task = submit_for_translation(page, language, actor=self.editor)
            known = {text.pl: getattr(text, language) for text in texts}
            wanted = {words: known[words] for words in source_texts(task)}
            fill_translation(task, wanted, actor=translator)
            publish_translation(task, actor=translator)
