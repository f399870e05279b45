from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.pages import BasePage

PER_PAGE = 12


class SectionPage(BasePage):
    """A part of the site that lists what is below it. Personal data: as every page."""

    class Listing(models.TextChoices):
        PAGES = "pages", _("pages in their order")
        NEWS = "news", _("news, newest first")

    lead = models.TextField(_("lead"), blank=True)
    listing = models.CharField(_("lists"), max_length=10, choices=Listing, default=Listing.PAGES)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("listing")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.SectionPage"]
    subpage_types: ClassVar[list[str]] = ["home.SectionPage", "home.NewsPage", "home.InfoPage", "home.GuidePage"]
    template = "home/section_page.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.queries import cards, children, news_in

        context = super().get_context(request, *args, **kwargs)
        below = news_in(self) if self.listing == self.Listing.NEWS else children(self)
        page = Paginator(below, PER_PAGE).get_page(request.GET.get("page"))
        return context | {"page_obj": page, "cards": cards(page.object_list)}
