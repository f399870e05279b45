"""Looks every morning what is new in the searches that people follow, and writes the mails about it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.addresses import absolute
from cms.outbox.failures import NotNow
from cms.outbox.registry import daily, recurring
from notifications.registry import Addressee, Draft, Entry, entry, followables, mail
from search.saved import SearchIsDown, tell_keepers

from .models import SearchNews
from .queries import news_now, titles
from .services import KIND, NEWS, forget

_AWAY = timedelta(minutes=5)

followables(KIND)(titles)


# Before the digests of the morning, so that they hold it.
@recurring("searches.look", daily(at="06:15"), lease=timedelta(hours=1))
def look() -> None:
    """Tell followers what is new; a search engine that is away is waited for, and nobody is told twice."""
    try:
        tell_keepers()
    except SearchIsDown as error:
        raise NotNow("The search does not answer.", _AWAY) from error


@recurring("searches.forget", daily(at="04:25"))
def erase() -> None:
    """Keep no search longer than somebody follows it."""
    forget()


@mail(NEWS)
def news_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write what is new in a search; nothing when all of it is gone."""
    found = _news(about)
    if found is None:
        return None
    title, url, rows = found
    return Draft("searches/mail/news", {"title": title, "url": url, "rows": rows, "count": len(rows)})


@entry(NEWS, heading=_("New in your searches"))
def news_entry(about: int, addressee: Addressee) -> Entry | None:
    """Tell the same in a digest."""
    found = _news(about)
    if found is None:
        return None
    title, url, rows = found
    return Entry(title, url, "\n".join(f"{what}\n{where}" for what, where in rows))


def _news(pk: int) -> tuple[str, str, list[tuple[str, str]]] | None:
    news = SearchNews.objects.filter(pk=pk).first()
    thing = titles([news.search_id]).get(news.search_id) if news else None
    if news is None or thing is None:
        return None
    rows = [(title, absolute(path) if path.startswith("/") else path) for title, path in news_now(news)]
    return (thing[0], absolute(thing[1]), rows) if rows else None
