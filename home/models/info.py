from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from cms.pages import BasePage, in_source_language
from cms.synchronized import SharedFrame
from home.blocks import PageBodyBlock


class InfoPage(BasePage):
    """A text that stays true for long: a guide, rules, a statement. Personal data: as every page."""

    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(PageBodyBlock(), blank=True, verbose_name=_("text"))
    must_be_accessible = models.BooleanField(
        _("must be accessible to all"), default=False,
        help_text=_("It cannot be published without an easy-to-read text and a film in sign language."),
    )  # fmt: skip
    topics = ParentalManyToManyField(
        "city.Topic", blank=True, related_name="+", limit_choices_to=in_source_language, verbose_name=_("topics")
    )

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        SharedFrame("lead"),
        SharedFrame("body"),
        SynchronizedField("must_be_accessible", overridable=False),
        SynchronizedField("topics", overridable=False),
    ]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("topics"),
    ]
    versions_panels: ClassVar[list[Any]] = [FieldPanel("must_be_accessible"), *BasePage.versions_panels]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.SectionPage", "home.InfoPage"]
    subpage_types: ClassVar[list[str]] = ["home.InfoPage", "home.GuidePage"]
    template = "home/info_page.html"

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def faults(self) -> dict[str, list[str]]:
        """Ask for an easy-to-read text and a film where the law does: what the office is and does."""
        missing: dict[str, list[str]] = {}
        if self.must_be_accessible and not self.has_easy_text:
            missing["easy_text"] = [str(_("This page must be accessible to all: write the easy-to-read text."))]
        if self.must_be_accessible and not self.sign_film:
            missing["sign_film"] = [str(_("This page must be accessible to all: add the film in sign language."))]
        return super().faults() | missing

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.queries import cards, children, topic_names, unit_name

        context = super().get_context(request, *args, **kwargs)
        return context | {
            "topics": topic_names(self.topics.all()),
            "unit": unit_name(self),
            "cards": cards(children(self)[:50]),
        }
