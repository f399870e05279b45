from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from cms.blocks.text import TEXT_FEATURES
from cms.fallback import address_of, readers_language
from cms.pages import BasePage, in_source_language
from cms.synchronized import SharedFrame
from home.blocks import PageBodyBlock
from home.guide_parts import (
    DocumentsBlock,
    FeesBlock,
    FormsBlock,
    GroupsBlock,
    LawBlock,
    PointsBlock,
    ProcedureBlock,
    TimesBlock,
)

FRAMES = ("body", "groups", "steps", "documents", "fees", "times", "forms")
FACTS = ("points", "law", "topics")


class GuidePage(BasePage):
    """How to settle a matter with an office, step by step. Personal data: as every page."""

    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(PageBodyBlock(), blank=True, verbose_name=_("before the steps"))
    groups = StreamField(GroupsBlock(), blank=True, verbose_name=_("who it is for"))
    steps = StreamField(ProcedureBlock(), blank=True, verbose_name=_("steps"))
    documents = StreamField(DocumentsBlock(), blank=True, verbose_name=_("documents"))
    fees = StreamField(FeesBlock(), blank=True, verbose_name=_("fees"))
    times = StreamField(TimesBlock(), blank=True, verbose_name=_("how long it takes"))
    forms = StreamField(FormsBlock(), blank=True, verbose_name=_("forms"))
    points = StreamField(PointsBlock(), blank=True, verbose_name=_("where to go and whom to ask"))
    result = RichTextField(_("what you get"), features=TEXT_FEATURES, blank=True)
    refusal = RichTextField(_("if the answer is no"), features=TEXT_FEATURES, blank=True)
    law = StreamField(LawBlock(), blank=True, verbose_name=_("legal basis"))
    topics = ParentalManyToManyField(
        "city.Topic", blank=True, related_name="+", limit_choices_to=in_source_language, verbose_name=_("topics")
    )

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        *(SharedFrame(name) for name in FRAMES),
        *(SynchronizedField(name, overridable=False) for name in FACTS),
    ]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("groups"),
        FieldPanel("steps"),
        FieldPanel("documents"),
        FieldPanel("fees"),
        FieldPanel("times"),
        FieldPanel("forms"),
        FieldPanel("points"),
        MultiFieldPanel([FieldPanel("result"), FieldPanel("refusal")], heading=_("How it ends")),
        HelpPanel(_("Amounts, times and articles are the same in every language: translators see words only.")),
        FieldPanel("law"),
        FieldPanel("topics"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.SectionPage", "home.InfoPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/guide_page.html"
    pdf_template = "home/guide/pdf.html"

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.guides import guide_of
        from home.queries import topic_names, unit_name
        from home.structured import guide_data

        context = super().get_context(request, *args, **kwargs)
        guide = guide_of(self)
        unit = unit_name(self, guide.cards.units)
        return context | {
            "guide": guide,
            "topics": topic_names(self.topics.all()),
            "unit": unit,
            "structured": guide_data(guide, context["canonical"], unit),
            "pdf_address": f"{address_of(self, readers_language(), request)}pdf",
        }
