"""A page for people who read with difficulty or who sign: a version in easy language, and a film in sign language."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField, TranslatableField

from .alternates import Alternate
from .blocks.facts import StepsBlock
from .blocks.text import HeadingBlock, ParagraphBlock
from .languages import LanguageLink
from .synchronized import SharedFrame

EASY = "easy"
"""The value of ``version`` in the address of the easy-to-read version."""
EASY_QUERY = f"?version={EASY}"


class EasyTextBlock(StreamBlock):
    """What an easy-to-read text is made of: headings, short paragraphs, pictures, steps."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = ImageBlock(label=_("Image"), template="cms/blocks/image.html")
    steps = StepsBlock()


class SignLanguage(models.TextChoices):
    """Sign languages by their code in ISO 639-3."""

    POLISH = "pso", _("Polish Sign Language (PJM)")
    UKRAINIAN = "ukl", _("Ukrainian Sign Language")
    INTERNATIONAL = "ils", _("International Sign")


def refuse_unknown_host(address: str) -> None:
    """Refuse a film at a place the city has not agreed to: readers' data would go there."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    allowed = settings.SIGN_FILM_HOSTS
    if parts.scheme != "https" or not any(host == one or host.endswith(f".{one}") for one in allowed):
        raise ValidationError(
            _("Use an address that begins with https:// at one of: %(hosts)s.") % {"hosts": ", ".join(allowed)}
        )


class Versions(models.Model):
    """The easy-to-read text of a page and its film in sign language. The page itself is the film's transcript."""

    easy_text = StreamField(EasyTextBlock(), blank=True, default=list, verbose_name=_("easy-to-read text"))
    sign_film = models.URLField(
        _("film in sign language"), blank=True, validators=[refuse_unknown_host],
        help_text=_("Readers get a link. Nothing is loaded from there before they follow it."),
    )  # fmt: skip
    sign_film_title = models.CharField(_("title of the film"), max_length=150, blank=True)
    sign_film_length = models.DurationField(
        _("length of the film"), null=True, blank=True, validators=[MinValueValidator(timedelta(seconds=1))],
        help_text=_("Minutes and seconds, for example 3:20."),
    )  # fmt: skip
    sign_language = models.CharField(_("language of signs"), max_length=3, choices=SignLanguage, default="pso")

    versions_fields: ClassVar[list[BaseTranslatableField]] = [
        SharedFrame("easy_text"),
        SynchronizedField("sign_film", overridable=False),
        TranslatableField("sign_film_title"),
        SynchronizedField("sign_film_length", overridable=False),
        SynchronizedField("sign_language", overridable=False),
    ]
    versions_panels: ClassVar[list[Any]] = [
        FieldPanel("easy_text"),
        MultiFieldPanel(
            [
                FieldPanel("sign_film"),
                FieldPanel("sign_film_title"),
                FieldPanel("sign_film_length"),
                FieldPanel("sign_language"),
            ],
            heading=_("Film in sign language"),
        ),
    ]

    class Meta:
        abstract = True

    @property
    def has_easy_text(self) -> bool:
        """Whether there is an easy-to-read version."""
        return len(self.easy_text) > 0

    def languages_with_easy_text(self) -> frozenset[str]:
        """Return the languages of the live versions of this page that have an easy-to-read text. One query."""
        rows = type(self)._default_manager.filter(translation_key=self.translation_key, live=True)  # type: ignore[attr-defined]
        return frozenset(row.language for row in rows.select_related("locale") if row.has_easy_text)

    def faults_of_versions(self) -> dict[str, list[str]]:
        """Return what is missing to tell readers about a film before they follow the link."""
        if not self.sign_film:
            return {}
        sentence = str(_("Tell readers the title and the length of the film."))
        needed = {"sign_film_title": self.sign_film_title, "sign_film_length": self.sign_film_length}
        return {name: [sentence] for name, value in needed.items() if not value}

    def film(self) -> dict[str, Any] | None:
        """Return what readers are told of the film; ``host`` is whose site they come to."""
        if not self.sign_film:
            return None
        seconds = int(self.sign_film_length.total_seconds()) if self.sign_film_length else 0
        return {
            "url": self.sign_film,
            "host": urlsplit(self.sign_film).hostname,
            "title": self.sign_film_title,
            "length": f"{seconds // 60}:{seconds % 60:02d}" if seconds else "",
            "language": self.get_sign_language_display(),
        }


def easy_links(links: Iterable[LanguageLink], versions: Mapping[str, Page], easy: frozenset[str]) -> list[LanguageLink]:
    """Let the switcher stay on the easy-to-read version wherever the reader of a language gets one."""
    shown = {link.code: link.code if link.code in versions else settings.LANGUAGE_CODE for link in links}
    return [replace(link, url=link.url + EASY_QUERY) if shown[link.code] in easy else link for link in links]


def easy_alternates(alternates: Iterable[Alternate], easy: frozenset[str]) -> list[Alternate]:
    """Keep of the ``hreflang`` entries those of languages with an easy-to-read version, and lead there."""
    source = {"x-default": settings.LANGUAGE_CODE}
    kept = [one for one in alternates if source.get(one.language, one.language) in easy]
    return [replace(one, url=one.url + EASY_QUERY) for one in kept]
