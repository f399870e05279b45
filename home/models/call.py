from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from cms.pages import BasePage
from cms.synchronized import SharedFrame
from home.blocks import PageBodyBlock


class CallPage(BasePage):
    """The words of a call for proposals. Every date, amount and state on it is read from ``call``.

    Personal data: as every page.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="+", verbose_name=_("call"))
    lead = models.TextField(_("lead"), help_text=_("What is paid for, and for whom, in two or three sentences."))
    body = StreamField(PageBodyBlock(), blank=True, verbose_name=_("text"))

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("call", overridable=False),
        SharedFrame("lead"),
        SharedFrame("body"),
    ]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("call"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/call_page.html"

    class Meta:
        verbose_name = _("call for proposals")
        verbose_name_plural = _("calls for proposals")

    def faults(self) -> dict[str, list[str]]:
        """Add what the call itself still lacks, such as the 21 days of its announcement."""
        from home.calls.readiness import faults_of_page

        return super().faults() | faults_of_page(self)
