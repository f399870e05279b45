from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import BaseTranslatableField

from cms.pages import BasePage
from cms.synchronized import SharedFrame


class SectionPage(BasePage):
    """A part of the site that lists what is below it. Personal data: as every page."""

    class Listing(models.TextChoices):
        PAGES = "pages", _("pages in their order")
        NEWS = "news", _("news, newest first")
        EVENTS = "events", _("events, the next one first")
        CALLS = "calls", _("calls for proposals, what closes next first")

    lead = models.TextField(_("lead"), blank=True)
    listing = models.CharField(_("lists"), max_length=10, choices=Listing, default=Listing.PAGES)

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        SharedFrame("lead"),
    ]
    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("listing")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.SectionPage"]
    subpage_types: ClassVar[list[str]] = [
        "home.SectionPage",
        "home.NewsPage",
        "home.InfoPage",
        "home.GuidePage",
        "home.EventPage",
        "home.CallPage",
        "home.SituationPage",
    ]
    template = "home/section_page.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.listing.shown import shown

        context = super().get_context(request, *args, **kwargs)
        lists = {"lists_events": self.Listing.EVENTS, "lists_calls": self.Listing.CALLS}
        return (
            context | vars(shown(self, request.GET.dict())) | {name: self.listing == it for name, it in lists.items()}
        )
