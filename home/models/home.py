from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import BaseTranslatableField

from cms.pages import BasePage
from cms.synchronized import SharedFrame
from home.blocks import EntriesBlock, PageBodyBlock


class HomePage(BasePage):
    """The front page of one language and the root of its tree. Personal data: as every page."""

    lead = models.TextField(_("lead"), blank=True)
    entries = StreamField(EntriesBlock(), blank=True, verbose_name=_("ways in"))
    body = StreamField(PageBodyBlock(), blank=True, verbose_name=_("text"))

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        SharedFrame("lead"),
        SharedFrame("entries"),
        SharedFrame("body"),
    ]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("entries"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["home.SectionPage", "home.InfoPage", "home.GuidePage", "home.SituationPage"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page in the reader's language, else the source page at the same path as a marked fallback."""
        from home.routing import find

        return find(self, request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.calls.reading.pages import closing_next
        from home.queries import entries, latest_cases, latest_news

        context = super().get_context(request, *args, **kwargs)
        return context | {
            "closing_calls": closing_next(timezone.now()),
            "news": latest_news(),
            "entries": entries(self, request),
            "latest_cases": latest_cases(),
        }
