from .event import EventPage
from .fragment import Fragment
from .home import HomePage
from .info import InfoPage
from .news import NewsPage
from .section import SectionPage
from .situation import SituationPage

__all__ = ["EventPage", "Fragment", "HomePage", "InfoPage", "NewsPage", "SectionPage", "SituationPage"]
