from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from cms.pages import BasePage, in_source_language
from home.blocks import SiteBodyBlock


class NewsPage(BasePage):
    """Something that happened or will happen. Personal data: as every page."""

    lead = models.TextField(_("lead"), help_text=_("The whole news in two or three sentences."))
    body = StreamField(SiteBodyBlock(), blank=True, verbose_name=_("text"))
    published_on = models.DateField(_("date of the news"), default=timezone.localdate, db_index=True)
    image = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("image"),
    )  # fmt: skip
    image_alt = models.CharField(
        _("what the image shows"), max_length=250, blank=True, help_text=_("Read aloud to people who do not see it.")
    )
    image_is_decorative = models.BooleanField(
        _("the image is decorative"), default=False, help_text=_("It says nothing that the text does not say.")
    )
    topics = ParentalManyToManyField(
        "city.Topic", blank=True, related_name="+", limit_choices_to=in_source_language, verbose_name=_("topics")
    )

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("published_on", overridable=False),
        SynchronizedField("image_is_decorative", overridable=False),
        SynchronizedField("topics", overridable=False),
    ]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("published_on"),
        MultiFieldPanel(
            [FieldPanel("image"), FieldPanel("image_alt"), FieldPanel("image_is_decorative")], heading=_("Image")
        ),
        FieldPanel("body"),
        FieldPanel("topics"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/news_page.html"

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def clean(self) -> None:
        """Refuse an image that says nothing to people who do not see it."""
        super().clean()
        if self.image_id and not self.image_alt and not self.image_is_decorative:
            raise ValidationError({"image_alt": _("Say what the image shows or mark it as decorative.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.queries import topic_names, unit_name

        context = super().get_context(request, *args, **kwargs)
        return context | {"topics": topic_names(self), "unit": unit_name(self)}
