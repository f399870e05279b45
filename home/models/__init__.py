from .guide import GuidePage
from .home import HomePage
from .info import InfoPage
from .news import NewsPage
from .section import SectionPage

__all__ = ["GuidePage", "HomePage", "InfoPage", "NewsPage", "SectionPage"]
