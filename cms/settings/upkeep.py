"""How often pages are reviewed, how their links are checked, and how long what readers say is kept."""

from . import env

# Months after which somebody has to look at a page of this type again; 0 means never.
REVIEW_MONTHS = {"home.newspage": 0, "home.eventpage": 0, "home.callpage": 0, "home.guidepage": 6}
REVIEW_MONTHS_OTHERWISE = 12
REVIEW_WARNING_DAYS = 30

# A link into a private network must not make our server ask there; hosts inside that may be asked, as "10.0.0.7:443".
LINK_CHECK_ALLOWED_INSIDE: list[str] = []
LINK_CHECK_SECONDS = 15
LINK_CHECK_PAUSE_SECONDS = 1.0
LINK_CHECK_PER_HOST = 100
LINK_CHECK_NIGHTS = 3
LINK_CHECK_AGENT = f"Mozilla/5.0 (compatible; link check; +{env.text('BASE_URL', 'http://127.0.0.1:8000')})"

FEEDBACK_KEPT_DAYS = 365
FEEDBACK_PER_PAGE_AND_HOUR = 20
