"""Which page types have topics, and by what path a query reaches them."""

from collections.abc import Mapping

from cms.pages import BasePage

from .models import CallPage, EventPage, GuidePage, InfoPage, NewsPage

TOPICS: Mapping[type[BasePage], str] = {
    NewsPage: "topics",
    InfoPage: "topics",
    EventPage: "topics",
    GuidePage: "topics",
    CallPage: "call__topics",  # a fact of the call, whatever page tells of it
}
