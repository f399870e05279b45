"""Texts put together from parts of sentences; the same source of chance gives the same text."""

from dataclasses import dataclass
from random import Random

from .words import Words, pl
from .words.en import EN
from .words.pl import PL
from .words.uk import UK

LANGUAGES: dict[str, Words] = {"pl": PL, "uk": UK, "en": EN}
SHARES = {"pl": 80, "uk": 12, "en": 8}
TOPICS = tuple(PL.topics)
LONGEST = 4800


@dataclass(frozen=True)
class CaseText:
    """What an author writes."""

    language: str
    topic: str
    title: str
    problem: str
    request: str


def case_text(chance: Random) -> CaseText:
    """Return a postulate on one of the topics: most are short, some fill a page."""
    language = chance.choices(list(SHARES), list(SHARES.values()))[0]
    words = LANGUAGES[language]
    topic = chance.choice(TOPICS)
    about = words.topics[topic]
    place = chance.choice(words.places)
    number = chance.randrange(len(about.titles))
    problem = [chance.choice(words.openers).format(place=place), about.problems[number]]
    request = [about.requests[number], chance.choice(words.closings)]
    return CaseText(
        language=language,
        topic=topic,
        title=f"{about.titles[number]} {place}",
        problem=paragraphs(chance, problem, words.contexts),
        request=paragraphs(chance, request, words.contexts[6:]),
    )


def paragraphs(chance: Random, sentences: list[str], more: tuple[str, ...]) -> str:
    """Return the sentences with further ones, broken into paragraphs; lengths vary as those of people do."""
    count = min(int(chance.lognormvariate(1.0, 0.8)), 4 * len(more))
    written = sentences + [chance.choice(more) for _number in range(count)]
    breaks = {number for number in range(2, len(written)) if chance.random() < 0.25}
    text = "".join(("\n\n" if number in breaks else " ") + sentence for number, sentence in enumerate(written))
    return text.strip()[:LONGEST]


def answer_text(chance: Random, outcome: str) -> str:
    """Return an answer of the office with the outcome."""
    return paragraphs(chance, [chance.choice(pl.ANSWERS[outcome])], pl.ANSWER_MIDDLES)


def translated_answer(chance: Random, language: str) -> str:
    """Return an answer in another language; what matters of it here is that it is there and how long it is."""
    words = LANGUAGES[language]
    return paragraphs(chance, [chance.choice(words.closings)], words.contexts)


def organisation_name(number: int, kind: str) -> str:
    """Return a name for an organisation, plainly marked as invented; no two numbers share one."""
    form = pl.ORGANISATION_KINDS[kind][number % len(pl.ORGANISATION_KINDS[kind])]
    first = pl.ORGANISATION_FIRST[number % len(pl.ORGANISATION_FIRST)]
    second = pl.ORGANISATION_SECOND[number // len(pl.ORGANISATION_FIRST) % len(pl.ORGANISATION_SECOND)]
    return f"{form} „{first} {second}” nr {number + 1} (demo)"


def person_name(chance: Random, language: str) -> tuple[str, str]:
    """Return a first name and a surname, plainly marked as invented."""
    words = LANGUAGES[language]
    mark = "(демо)" if language == "uk" else "(demo)"
    return chance.choice(words.first_names), f"{chance.choice(words.surnames)} {mark}"
