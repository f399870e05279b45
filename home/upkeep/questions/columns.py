"""Cells of the reports on what readers looked for."""

from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
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
