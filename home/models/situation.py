from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import BaseTranslatableField

from cms.pages import BasePage
from cms.synchronized import SharedFrame
from home.blocks import PageBodyBlock
from home.situation.blocks import ItemsBlock, QuestionsBlock
from home.situation.checklist import checklist
from home.situation.faults import faults_of
from home.situation.plan import Plan, plan_of
from home.situation.visit import Visit


class SituationPage(BasePage):
    """Questions about one's situation, and the checklist that follows from the answers.

    Personal data: as every page. Nothing is kept about readers: their answers are in the address of the page only.
    """

    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(PageBodyBlock(), blank=True, verbose_name=_("text before the first question"))
    questions = StreamField(QuestionsBlock(), blank=True, verbose_name=_("questions"))
    items = StreamField(ItemsBlock(), blank=True, verbose_name=_("what a checklist can hold"))

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        SharedFrame("lead"),
        SharedFrame("body"),
        SharedFrame("questions"),
        SharedFrame("items"),
    ]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("questions", help_text=_("The first question is asked first. Answers lead to further questions.")),
        FieldPanel("items", help_text=_("Answers add these by their codes. Readers see them in this order.")),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/situation_page.html"
    allowed_http_methods: ClassVar[list[str]] = ["GET", "HEAD", "OPTIONS"]

    PLAN = "plan"

    class Meta:
        verbose_name = _("your situation")
        verbose_name_plural = _("your situation")

    @cached_property
    def plan(self) -> Plan:
        """The questions and items as plain data."""
        return plan_of(self.questions, self.items)

    def faults(self) -> dict[str, list[str]]:
        """Return what keeps the page from being published; a way that leads nowhere helps nobody."""
        return super().faults() | faults_of(plan_of(self.questions, self.items))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the open question or the checklist; an answer just given is taken into a clean address first."""
        visit = Visit(self.plan, request.GET)
        if visit.is_settled and not kwargs.get("moved"):
            response: HttpResponse = redirect(request.path + visit.clean_query(visit.stand))
        else:
            response = super().serve(request, *args, **kwargs)
        if visit.is_inner:
            response["X-Robots-Tag"] = "noindex"
            response["Cache-Control"] = "no-store"
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.queries import unit_name

        context = super().get_context(request, *args, **kwargs)
        visit = Visit(self.plan, request.GET)
        query = visit.clean_query(visit.stand)
        if links := getattr(request, "language_links", None):
            request.language_links = [  # type: ignore[attr-defined]
                replace(link, url=link.url + query) for link in links
            ]
        return context | {
            "unit": unit_name(self),
            "visit": visit,
            "question": visit.question,
            "form": visit.form(),
            "summary": visit.summary(),
            "back": visit.summary()[-1]["change"] if visit.stand.path else "",
            "checklist": [] if visit.question else checklist(self.plan.checklist(visit.stand.answers), request),
            "keep": request.build_absolute_uri(request.path + query),
        }

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """As the reader begins, or everything on one page to be proofread."""
        return [*self.DEFAULT_PREVIEW_MODES, (self.PLAN, _("all questions and results"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template of the way it is looked at."""
        return "home/situation_plan.html" if mode_name == self.PLAN else str(self.template)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return what the templates need; the plan also names what keeps the page from being published."""
        context = self.get_context(request)
        if mode_name != self.PLAN:
            return context
        faults = [sentence for sentences in self.faults().values() for sentence in sentences]
        return context | {"plan": self.plan, "faults": faults, "everything": checklist(self.plan.items, request)}
