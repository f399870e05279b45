"""What follows from a change of a page, after the commit."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.addresses import absolute
from cms.alternates import language_name
from cms.fallback import readers_language
from cms.images import make_renditions
from cms.outbox.registry import daily, handler, recurring
from notifications.registry import Addressee, Draft, Entry, entry, followables, mail
from search.services import refresh_later

from .calls.reading.moving import moved_since
from .calls.reading.pages import pages_of
from .documents import PageSource
from .models import EventPage
from .page_news import (
    FOLLOWED_AS,
    NEWS,
    PUBLISHED,
    followed_pages,
    tell_of_change,
    tell_of_publication,
    version_for_reader,
)
from .pictures import pictures_of

PATIENCE = timedelta(minutes=10)
A_DAY = timedelta(days=1)  # what an hour missed, the next one still finds


@handler("home.renditions", lease=PATIENCE)
def prepare_pictures(page_id: int) -> None:
    """Make the renditions of every image of a page; those there are already are left alone."""
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    if page is not None:
        for image, shapes in pictures_of(page):
            make_renditions(image, shapes)


@recurring("home.calls_moved", every=timedelta(hours=1))
@transaction.atomic
def note_calls_moved() -> None:
    """Have the search say of calls that the clock has opened, closed or brought near their end how far they are."""
    for pk in pages_of(moved_since(timezone.now() - A_DAY)):
        refresh_later(PageSource.name, pk)


@recurring("home.events_over", daily(at="00:05"))
@transaction.atomic
def note_events_over() -> None:
    """Have the search say of yesterday's events that they are over."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for pk in EventPage.objects.live().filter(last_on=yesterday).values_list("pk", flat=True):
        refresh_later(PageSource.name, pk)


@handler(NEWS)
def tell_followers_of_page(*, page_id: int, day: str) -> None:
    """Have the followers of a page told that it was changed."""
    tell_of_change(page_id=page_id, day=day)


@mail(NEWS)
def page_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write that a page was changed; nothing when it is not public any more."""
    found = version_for_reader(about)
    if found is None:
        return None
    page, path = found
    return Draft("home/mail/page_changed", {"title": page.title, "url": absolute(path)})


@entry(NEWS, heading=gettext_lazy("Pages"))
def page_entry(about: int, addressee: Addressee) -> Entry | None:
    """Tell the same in a digest."""
    found = version_for_reader(about)
    return Entry(found[0].title, absolute(found[1]), _("The page was changed.")) if found else None


@handler(PUBLISHED)
def tell_followers_of_news(*, page_id: int) -> None:
    """Have the followers of its topics and its unit told of news."""
    tell_of_publication(page_id=page_id)


@mail(PUBLISHED)
def news_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write that there is news; nothing when it is not public any more."""
    found = _news(about)
    if found is None:
        return None
    title, url, lead = found
    return Draft("home/mail/news_published", {"title": title, "url": url, "lead": lead})


@entry(PUBLISHED, heading=gettext_lazy("News"))
def news_entry(about: int, addressee: Addressee) -> Entry | None:
    """Tell the same in a digest."""
    found = _news(about)
    return Entry(*found) if found else None


def _news(page_id: int) -> tuple[str, str, str] | None:
    """Return title, address and lead of news; of untranslated news, in place of the lead, in which language it is."""
    found = version_for_reader(page_id)
    if found is None:
        return None
    page, path = found[0].specific, found[1]
    notice = _("Not translated yet (%(language)s).") % {"language": language_name(page.language)}
    return page.title, absolute(path), page.lead if page.language == readers_language() else notice


followables(FOLLOWED_AS)(followed_pages)
