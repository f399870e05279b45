from .call import CallPage
from .event import EventPage
from .fragment import Fragment
from .guide import GuidePage
from .home import HomePage
from .info import InfoPage
from .news import NewsPage
from .section import SectionPage
from .situation import SituationPage

__all__ = [
    "CallPage",
    "EventPage",
    "Fragment",
    "GuidePage",
    "HomePage",
    "InfoPage",
    "NewsPage",
    "SectionPage",
    "SituationPage",
]
