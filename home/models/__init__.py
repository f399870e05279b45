from .event import EventPage
from .home import HomePage
from .info import InfoPage
from .news import NewsPage
from .section import SectionPage

__all__ = ["EventPage", "HomePage", "InfoPage", "NewsPage", "SectionPage"]
