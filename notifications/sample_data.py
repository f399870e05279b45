"""What samples of mails are about: invented, and the same in every language, as data is."""

from datetime import UTC, date, datetime

from .registry import Addressee

PAGE = "https://example.org/page/7/"
TITLE = "Cieplej w przedszkolach"
PERSON = "Oksana Kowalenko"
COLLEAGUE = "Jan Nowak"
ORGANISATION = "Fundacja Razem"
WORDS = "Dzieci marzną od listopada do marca."
DAY = date(2026, 3, 16)
LATER_DAY = date(2026, 4, 7)
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def reader(language: str) -> Addressee:
    """Return the person to whom samples are written."""
    return Addressee(key="user:0", email="reader@example.org", name=PERSON, language=language)


def follower(language: str) -> Addressee:
    """Return a follower without an account, whose mails can be stopped by a link."""
    return Addressee(
        key="subscription:0",
        email="reader@example.org",
        name="",
        language=language,
        unsubscribe_url="https://example.org/stop/",
    )
