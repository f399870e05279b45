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
from cms.synchronized import SharedFrame
from home.blocks import CorrectionsBlock, PageBodyBlock, RelatedBlock


class NewsPage(BasePage):
    """Something that happened or will happen.

    Personal data: as every page, and in ``press_contact`` the public contact of an office; erased with the page.
    """

    lead = models.TextField(_("lead"), help_text=_("The whole news in two or three sentences."))
    body = StreamField(PageBodyBlock(), blank=True, verbose_name=_("text"))
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

    corrections = StreamField(
        CorrectionsBlock(), blank=True, verbose_name=_("corrections"),
        help_text=_("Say openly what you changed after publishing and why. Readers see it above the text."),
    )  # fmt: skip
    relevant_until = models.DateField(
        _("up to date until"), null=True, blank=True,
        help_text=_("After this day readers are told that the news is out of date."),
    )  # fmt: skip
    superseded_by = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("what is true now"), help_text=_("The page readers of the outdated news are led to."),
    )  # fmt: skip
    pinned_until = models.DateField(
        _("first on the front page until"), null=True, blank=True, db_index=True,
        help_text=_("Until the end of this day the news stands before newer ones."),
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=200, blank=True)
    press_contact = models.CharField(
        _("contact for the press"), max_length=200, blank=True, help_text=_("Name, telephone, e-mail of the office.")
    )
    related = StreamField(RelatedBlock(), blank=True, verbose_name=_("read on"))

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        SharedFrame("lead"),
        SharedFrame("body"),
        SynchronizedField("published_on", overridable=False),
        SynchronizedField("image_is_decorative", overridable=False),
        SynchronizedField("relevant_until", overridable=False),
        SynchronizedField("superseded_by", overridable=False),
        SynchronizedField("pinned_until", overridable=False),
        SynchronizedField("press_contact", overridable=False),
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
        FieldPanel("related"),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("press_contact")], heading=_("For the press")),
        MultiFieldPanel(
            [
                FieldPanel("corrections"),
                FieldPanel("relevant_until"),
                FieldPanel("superseded_by"),
                FieldPanel("pinned_until"),
            ],
            heading=_("After publishing"),
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/news_page.html"

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def clean(self) -> None:
        """Refuse a news that would be replaced by itself."""
        super().clean()
        if self.superseded_by_id and self.superseded_by_id == self.pk:
            raise ValidationError({"superseded_by": _("A news cannot be replaced by itself. Choose another page.")})

    @property
    def is_outdated(self) -> bool:
        """Say whether the day until which the news was true has passed."""
        return self.relevant_until is not None and self.relevant_until < timezone.localdate()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.queries import further_pages, topic_names, unit_name

        context = super().get_context(request, *args, **kwargs)
        topics = list(self.topics.all())
        cards, successor = further_pages(self)
        return context | {
            "topics": topic_names(topics),
            "unit": unit_name(self),
            "topic_feeds": topics,
            "cards": cards,
            "successor": successor,
        }
