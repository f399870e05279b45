from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from cms.blocks.text import TEXT_FEATURES
from cms.fallback import address_of, readers_language
from cms.pages import BasePage
from cms.synchronized import SharedFrame
from home.blocks import PageBodyBlock, RelatedBlock
from home.call_parts import AttachmentsBlock, CallDocumentsBlock

FRAMES = ("lead", "body", "attachments", "documents")


class CallPage(BasePage):
    """The words of a call for proposals. Every date, amount and state on it is read from ``call``.

    Personal data: as every page.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="+", verbose_name=_("call"))
    lead = models.TextField(_("lead"), help_text=_("What is paid for, and for whom, in two or three sentences."))
    body = StreamField(PageBodyBlock(), blank=True, verbose_name=_("text"))
    applicants = RichTextField(
        _("who may apply, in words"), features=TEXT_FEATURES, blank=True,
        help_text=_("What the kinds of organisations of the call do not say."),
    )  # fmt: skip
    attachments = StreamField(AttachmentsBlock(), blank=True, verbose_name=_("what must be attached"))
    documents = StreamField(
        CallDocumentsBlock(), blank=True, verbose_name=_("documents"),
        help_text=_("Readers get the file in their language; where there is none, they are told in which one it is."),
    )  # fmt: skip
    related = StreamField(RelatedBlock(), blank=True, verbose_name=_("read on"))

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("call", overridable=False),
        *(SharedFrame(name) for name in FRAMES),
    ]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        HelpPanel(_("Dates, amounts and states are those of the call, the same in every language.")),
        FieldPanel("call"),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("applicants"),
        FieldPanel("attachments"),
        FieldPanel("documents"),
        FieldPanel("related"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/call_page.html"
    pdf_template = "home/call/pdf.html"

    class Meta:
        verbose_name = _("call for proposals")
        verbose_name_plural = _("calls for proposals")

    def faults(self) -> dict[str, list[str]]:
        """Add what the call itself still lacks, such as the 21 days of its announcement."""
        from home.calls.readiness import faults_of_page

        return super().faults() | faults_of_page(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.calls.reading.page import shown

        context = super().get_context(request, *args, **kwargs)
        return context | shown(self, context["canonical"], timezone.now()) | {
            "pdf_address": f"{address_of(self, readers_language(), request)}pdf"
        }  # fmt: skip
