"""An office that edits, publishes, moves and translates at random, and a second opinion on every translation.

The second opinion knows nothing of digests and records: it reads the revisions that are live, word by word, and
remembers which translation was written for which text.
"""

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any

from wagtail.models import Page, Revision

from accounts.models import User
from cms.blocks.body import body_from
from home.models import NewsPage
from home.services import fill_translation, publish_translation, submit_for_translation
from home.translation.guard import IncompleteTranslation
from home.translation.services import NothingToConfirm, confirm_translation
from home.translation.states import State

LANGUAGES = ("uk", "en")
ACTS = ("edit", "edit_minor", "draft", "publish_again", "restructure", "unpublish", "move", "translate", "fill",
        "withdraw", "confirm")  # fmt: skip
Words = dict[tuple[str, int], str]


class Office:
    """Does one thing at a time to the pages and remembers what each translation was written for."""

    def __init__(self, pages: list[NewsPage], sections: list[Page], actor: User, seed: int) -> None:
        self.keys = [page.translation_key for page in pages]
        self.sections, self.actor, self.chance = sections, actor, Random(seed)
        self.made_from: dict[int, Words] = {}
        self.structure_of: dict[int, Any] = {}
        self.accepted: dict[tuple[Any, str], dict[tuple[tuple[str, int], str], str]] = defaultdict(dict)
        self.words_of: dict[int, Words] = {}
        self.last: dict[tuple[Any, str], int] = {}
        self.number = 0
        for page in pages:
            self._learn(page.translation_key)

    def act(self, name: str, which: int) -> None:
        """Do one thing to one page, then note which translations the system wrote again by itself."""
        key = self.keys[which % len(self.keys)]
        getattr(self, f"_{name}")(key)
        self._learn(key)

    # What the office does

    def _edit(self, key: Any, is_minor: bool = False) -> None:
        page = self._source(key)
        self.number += 1
        if self.chance.random() < 0.5:
            page.lead = f"Lead numer {self.number}."
        else:
            page.title = f"Tytuł numer {self.number}"
        page.is_minor_edit = is_minor
        page.save_revision().publish()

    def _edit_minor(self, key: Any) -> None:
        before = _words(self._source(key))
        held = [language for language in LANGUAGES if self.expected(key, language) is State.UP_TO_DATE]
        self._edit(key, is_minor=True)
        now = _words(self._source(key))
        for language in held:
            live = _words(self._translation(key, language))
            for place in before:
                if now[place] != before[place]:
                    self.accepted[key, language][place, now[place]] = live[place]

    def _draft(self, key: Any) -> None:
        page = self._source(key)
        page.lead = "Tego nikt nie opublikował."
        page.save_revision()

    def _publish_again(self, key: Any) -> None:
        self._source(key).save_revision().publish()

    def _restructure(self, key: Any) -> None:
        page = self._source(key)
        raw = list(page.body.raw_data)
        self.chance.shuffle(raw)
        if len(raw) > 1 and self.chance.random() < 0.5:
            raw = raw[1:]
        elif self.chance.random() < 0.3:
            self.number += 1
            value = {"text": f"Nagłówek {self.number}", "level": "h2"}
            raw += list(body_from([{"type": "heading", "value": value}]).raw_data)
        page.body = page.body.stream_block.to_python(raw)
        page.save_revision().publish()

    def _unpublish(self, key: Any) -> None:
        page = self._source(key)
        page.unpublish()
        NewsPage.objects.get(pk=page.pk).save_revision().publish()

    def _move(self, key: Any) -> None:
        self._source(key).move(self.chance.choice(self.sections), pos="last-child")

    def _fill(self, key: Any) -> Any:
        language = self.chance.choice(LANGUAGES)
        task = submit_for_translation(self._source(key), language, actor=self.actor)
        wording = self.chance.randrange(3)
        texts = {}
        for place, text in _words(task.source.as_instance()).items():
            texts[text] = f"{language}{wording} {text}"
            self.accepted[key, language][place, text] = texts[text]
        fill_translation(task, texts, actor=self.actor)
        return task

    def _translate(self, key: Any) -> None:
        task = self._fill(key)
        publish_translation(task, actor=self.actor)
        live = self._translation(key, task.target_locale.language_code)
        self._note(live, self._source(key))

    def _withdraw(self, key: Any) -> None:
        page = self._translation(key, self.chance.choice(LANGUAGES))
        if page:
            page.unpublish()

    def _confirm(self, key: Any) -> None:
        language = self.chance.choice(LANGUAGES)
        try:
            confirm_translation(translation_key=key, language=language, actor=self.actor)
        except (NothingToConfirm, IncompleteTranslation):
            return
        live = self._translation(key, language)
        now = _words(self._source(key))
        self.accepted[key, language] |= {(place, text): _words(live)[place] for place, text in now.items()}
        self._note(live, self._source(key))

    # The second opinion

    def expected(self, key: Any, language: str) -> State:
        """Return up to date or outdated for what is live, else missing; found in the live revisions alone."""
        live = self._translation(key, language)
        if live is None:
            return State.MISSING
        source = self._source(key)
        says, now = _words(live), _words(source)
        made, shape = self.made_from[live.live_revision_id], self.structure_of[live.live_revision_id]
        if shape != _structure(source) or says.keys() != now.keys():
            return State.OUTDATED
        accepted = self.accepted[key, language]
        is_right = made == now or all(
            accepted.get((place, now[place])) == says[place] or (made.get(place) == now[place]) for place in now
        )
        return State.UP_TO_DATE if is_right else State.OUTDATED

    def _learn(self, key: Any) -> None:
        """A live revision nobody of us published was written by the system: its words were made for what they were."""
        for language in LANGUAGES:
            live = self._translation(key, language)
            if live and live.live_revision_id not in self.made_from:
                before = self.last.get((key, language))
                self._note(live, self._source(key))
                if before:
                    self.made_from[live.live_revision_id] = self._made_for(before, _words(live))

    def _made_for(self, before: int, says: Words) -> Words:
        """Return for which text of the source each word was written that a revision took from the one before it."""
        kept = {place for place, word in says.items() if self.words_of[before].get(place) == word}
        return {place: text for place, text in self.made_from[before].items() if place in kept}

    def _note(self, live: Page, source: Page) -> None:
        self.made_from[live.live_revision_id] = _words(source)
        self.structure_of[live.live_revision_id] = _structure(source)
        self.words_of[live.live_revision_id] = _words(live)
        self.last[live.translation_key, live.locale.language_code] = live.live_revision_id

    def _source(self, key: Any) -> NewsPage:
        return _as_live(NewsPage.objects.get(translation_key=key, locale__language_code="pl"))

    def _translation(self, key: Any, language: str) -> NewsPage | None:
        page = NewsPage.objects.filter(translation_key=key, locale__language_code=language, live=True).first()
        return page and _as_live(page)


def _as_live(page: NewsPage) -> NewsPage:
    """Return the page as its live revision has it, not as the row of the table has it."""
    live: NewsPage = Revision.objects.get(pk=page.live_revision_id).as_object()
    live.live_revision_id = page.live_revision_id
    return live


def _words(page: Any) -> Words:
    return {("title", 0): page.title, ("lead", 0): page.lead} | dict(_words_of_body(page))


def _words_of_body(page: Any) -> Iterator[tuple[tuple[str, int], str]]:
    for block in page.body.raw_data:
        value = block["value"]
        if block["type"] == "heading":
            yield (block["id"], 0), value["text"]
        else:
            for number, text in enumerate(value.replace("</p>", "").split("<p>")[1:]):
                yield (block["id"], number), text


def _structure(page: Any) -> Any:
    return [(block["id"], block["type"], block["value"]["level"] if block["type"] == "heading" else "")
            for block in page.body.raw_data]  # fmt: skip
