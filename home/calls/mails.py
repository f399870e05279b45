"""What every mail about a call holds, read anew when it is written and in the language of its recipient."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from cms.addresses import absolute
from notifications.queries import split_key
from notifications.registry import Addressee, Draft, Entry, entry, mail

from .fields import in_words
from .models import Call
from .preparing.models import CallPreparation
from .words import words_for

HEADING = _("Calls for proposals")


@dataclass(frozen=True, slots=True)
class News:
    """What is to be said about a call now: the template, what it needs, and the same as one sentence for a digest."""

    call: Call
    template: str
    sentence: str
    context: dict[str, object] = field(default_factory=dict)
    # Which of the offers that the recipient's organisations prepare it concerns.
    concerns: Callable[[CallPreparation], bool] = lambda preparation: True


Reader: TypeAlias = Callable[[int], News | None]


def to_holders(kind: str) -> str:
    """Return the kind of mail that tells the same to organisations which prepare an offer for the call."""
    return f"{kind}_to_holders"


def tells_followers(kind: str) -> Callable[[Reader], Reader]:
    """Register what reads the present state as the writer of a mail to followers, and of an entry in their digests.

    It is called with ``about`` in the recipient's language, and returns None when there is nothing to say any more.
    """

    def register(read: Reader) -> Reader:
        @mail(kind)
        def write(about: int, addressee: Addressee) -> Draft | None:
            news = read(about)
            return _draft(news) if news else None

        @entry(kind, heading=HEADING)
        def write_entry(about: int, addressee: Addressee) -> Entry | None:
            news = read(about)
            words = words_for(news.call) if news else None
            return Entry(words.title, absolute(words.path), news.sentence) if news and words else None

        return read

    return register


def tells_holders(kind: str) -> Callable[[Reader], Reader]:
    """Register the same for people whose organisation prepares an offer, who are led on to it; nothing to others."""

    def register(read: Reader) -> Reader:
        @mail(to_holders(kind))
        def write(about: int, addressee: Addressee) -> Draft | None:
            news = read(about)
            rows = [row for row in _preparations(addressee, news.call) if news.concerns(row)] if news else []
            return _draft(news, rows) if news and rows else None

        return read

    return register


def in_their_language(words: dict[str, str]) -> dict[str, str] | None:
    """Return a text for the recipient; with the name of its language where it is not theirs. None without words."""
    name = in_words(words)
    if name is None:
        return None
    if name.language == get_language():
        return {"text": name.text}
    return {
        "text": name.text,
        "language": name.language,
        "language_name": get_language_info(name.language)["name_translated"],
    }


def _draft(news: News, preparations: Iterable[CallPreparation] = ()) -> Draft | None:
    words = words_for(news.call)
    if words is None:
        return None
    rows = [{"title": row.title, "url": absolute(row.get_absolute_url())} for row in preparations]
    context = {"call": news.call, "words": words, "url": absolute(words.path), "preparations": rows}
    return Draft(news.template, context | news.context)


def _preparations(addressee: Addressee, call: Call) -> list[CallPreparation]:
    """Return the offers for the call that the recipient's organisations prepare, as it is now."""
    kind, person_id = split_key(addressee.key)
    rows = CallPreparation.objects.held_by(person_id) if kind == "user" else CallPreparation.objects.none()
    return list(rows.filter(call=call).order_by("pk"))
