"""Cells of the reports on what readers looked for."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column

from home.upkeep.reports import in_language
from search.questions import Asked


class WordsColumn(Column):
    """The words that were looked for, in their language."""

    def get_value(self, instance: Asked) -> SafeString:
        return in_language(instance.text, instance.language)


class DateColumn(Column):
    """A day, as people write it."""

    def get_value(self, instance: Any) -> str:
        return date_format(super().get_value(instance), "SHORT_DATE_FORMAT")


class ConceptColumn(Column):
    """What an editor can do about words: teach the search what they mean."""

    def get_value(self, instance: Asked) -> SafeString:
        words = urlencode({"text": instance.text, "language": instance.language})
        links = (
            (reverse("concepts:from_question"), _("Make it a concept")),
            (reverse("concepts:add_label"), _("Add to a concept")),
        )
        return format_html_join(" · ", '<a href="{}?{}">{}</a>', ((url, words, text) for url, text in links))
