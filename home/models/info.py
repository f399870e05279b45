from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from cms.pages import BasePage, in_source_language
from home.blocks import SiteBodyBlock


class InfoPage(BasePage):
    """A text that stays true for long: a guide, rules, a statement. Personal data: as every page."""

    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(SiteBodyBlock(), blank=True, verbose_name=_("text"))
    topics = ParentalManyToManyField(
        "city.Topic", blank=True, related_name="+", limit_choices_to=in_source_language, verbose_name=_("topics")
    )

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("topics", overridable=False),
    ]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("topics"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.SectionPage", "home.InfoPage"]
    subpage_types: ClassVar[list[str]] = ["home.InfoPage", "home.GuidePage"]
    template = "home/info_page.html"

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.queries import cards, children, topic_names, unit_name

        context = super().get_context(request, *args, **kwargs)
        return context | {"topics": topic_names(self), "unit": unit_name(self), "cards": cards(children(self)[:50])}
