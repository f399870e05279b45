"""Every mail the product can send, written from sample data."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import override

from .message import compose
from .registry import Addressee, find_mail, mail_kinds, samples_of
from .sample_data import reader

IDENTITY = "<0123456789abcdef0123456789abcdef@example.org>"


@dataclass(frozen=True)
class Specimen:
    """One sample mail in one language."""

    kind: str
    variant: str
    language: str
    is_by_law: bool
    message: EmailMultiAlternatives

    @property
    def html(self) -> str:
        """Return the part in HTML."""
        return str(self.message.alternatives[0][0])

    @property
    def headers(self) -> list[tuple[str, str]]:
        """Return the headers that a mail program reads, as they leave."""
        shown = ("From", "To", "Subject", "Content-Language", "Auto-Submitted", "Message-ID", "List-Unsubscribe")
        headers = {**self.message.extra_headers, "To": ", ".join(self.message.to), "Subject": self.message.subject}
        headers.setdefault("From", self.message.from_email)
        return [(name, str(headers[name])) for name in shown if name in headers]


def names() -> Iterator[tuple[str, str]]:
    """Yield kind and variant of every sample, kinds in alphabetical order."""
    for kind in sorted(mail_kinds()):
        for variant in samples_of(kind):
            yield kind, variant


def specimen(kind: str, variant: str, language: str, *, to: Addressee | None = None) -> Specimen | None:
    """Return a sample as it would leave in a language; None when there is no such sample."""
    known, write = find_mail(kind), samples_of(kind).get(variant)
    if known is None or write is None:
        return None
    addressee = to or reader(language)
    with override(language):
        message = compose(write(addressee), addressee, IDENTITY)
    return Specimen(kind, variant, language, known.by_law, message)
