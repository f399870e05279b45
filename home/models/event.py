from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from cms.blocks.body import BodyBlock
from cms.pages import BasePage, in_source_language
from home.events.blocks import ChangesBlock
from home.events.checks import check
from home.events.facts import schedule_of, spoken_languages
from home.events.fields import CodesField, RecurrenceField
from home.events.recurrence import UnknownRule
from home.events.schedule import Schedule

FACTS = (
    "starts_on", "starts_at", "ends_on", "ends_at", "recurrence", "last_on", "is_cancelled", "address", "online_url",
    "registration_url", "registration_until", "is_free", "languages_spoken", "has_interpreter", "has_sign_language",
    "has_hearing_loop", "is_step_free", "contact", "imported_uid", "topics",
)  # fmt: skip


class EventPage(BasePage):
    """Something people may come to. Its facts stand once for all languages, its words are translated.

    ``place_name`` and ``address`` are plain text; a place with data of its own may join them later. Personal data:
    as every page, and in ``contact`` the public contact of whoever runs the event; erased with the page.
    """

    lead = models.TextField(_("lead"), help_text=_("What it is and what it is good for, in two or three sentences."))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    topics = ParentalManyToManyField(
        "city.Topic", blank=True, related_name="+", limit_choices_to=in_source_language, verbose_name=_("topics")
    )

    starts_on = models.DateField(_("day, or first day"), db_index=True)
    starts_at = models.TimeField(
        _("begins at"), null=True, blank=True, help_text=_("The clock in the city. Leave empty for a whole day.")
    )
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only if it lasts for more than one day.")
    )
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    recurrence = RecurrenceField(verbose_name=_("repetition"))
    changes = StreamField(
        ChangesBlock(), blank=True, verbose_name=_("single dates"),
        help_text=_("Dates that are cancelled, moved, added or left out."),
    )  # fmt: skip
    last_on = models.DateField(_("last day of the last date"), null=True, editable=False, db_index=True)

    is_cancelled = models.BooleanField(_("the event is cancelled"), default=False)
    cancellation_reason = models.CharField(_("why it is cancelled"), max_length=250, blank=True)

    place_name = models.CharField(_("name of the place"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    online_url = models.URLField(_("address for taking part online"), blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    capacity_note = models.CharField(_("number of places"), max_length=200, blank=True)
    registration_url = models.URLField(_("address for registering"), blank=True)
    registration_until = models.DateField(_("last day to register"), null=True, blank=True)
    is_free = models.BooleanField(_("free of charge"), default=True)
    price = models.CharField(_("price"), max_length=150, blank=True)
    languages_spoken = CodesField(choices_of=spoken_languages, verbose_name=_("languages spoken"))
    has_interpreter = models.BooleanField(_("an interpreter is there"), default=False)
    has_sign_language = models.BooleanField(_("interpreted into Polish Sign Language (PJM)"), default=False)
    has_hearing_loop = models.BooleanField(_("induction loop"), default=False)
    is_step_free = models.BooleanField(_("step-free access"), default=False)
    organiser = models.CharField(_("who organises it"), max_length=200, blank=True)
    contact = models.CharField(_("contact for questions"), max_length=200, blank=True)
    imported_uid = models.CharField(
        _("identifier in the imported calendar"), max_length=250, blank=True, editable=False
    )

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in FACTS),
    ]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("starts_at")]),
                FieldRowPanel([FieldPanel("ends_on"), FieldPanel("ends_at")]),
                FieldPanel("recurrence"),
                FieldPanel("changes"),
                FieldPanel("is_cancelled"),
                FieldPanel("cancellation_reason"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [FieldPanel("place_name"), FieldPanel("address"), FieldPanel("online_url")], heading=_("Where")
        ),
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("languages_spoken"),
                FieldPanel("has_interpreter"),
                FieldPanel("has_sign_language"),
                FieldPanel("has_hearing_loop"),
                FieldPanel("is_step_free"),
            ],
            heading=_("For whom"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("registration_url"),
                FieldPanel("registration_until"),
                FieldPanel("capacity_note"),
                FieldPanel("is_free"),
                FieldPanel("price"),
                FieldPanel("organiser"),
                FieldPanel("contact"),
            ],
            heading=_("Taking part"),
        ),
        FieldPanel("body"),
        FieldPanel("topics"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/event_page.html"

    class Meta:
        verbose_name = pgettext_lazy("something people come to", "event")
        verbose_name_plural = pgettext_lazy("something people come to", "events")

    @cached_property
    def schedule(self) -> Schedule:
        """Return when the event takes place; the reasons in it are in the language of the page."""
        return schedule_of(self)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Work out the last day, by which lists know what is over, then check everything."""
        self._find_last_day()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Work out the last day of a draft too."""
        self._find_last_day()
        super().minimal_clean()

    def clean(self) -> None:
        """Refuse dates that contradict each other, and a cancellation or a price without words.

        A translation is not asked: its facts are those of the source, its words may still be on their way.
        """
        super().clean()
        if not self._is_translation():
            check(self)

    def _is_translation(self) -> bool:
        if not self.locale_id or self.language == settings.LANGUAGE_CODE:
            return False
        source = EventPage.objects.filter(translation_key=self.translation_key)
        return source.filter(locale__language_code=settings.LANGUAGE_CODE).exists()

    def _find_last_day(self) -> None:
        self.__dict__.pop("schedule", None)
        try:
            self.last_on = schedule_of(self).last_on
        except (UnknownRule, TypeError):  # the field that is wrong, or empty, says so itself
            self.last_on = None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.events.showing import event_facts
        from home.queries import topic_names, unit_name

        context = super().get_context(request, *args, **kwargs)
        facts = event_facts(self, request, timezone.now())
        return context | {"topics": topic_names(self.topics.all()), "unit": unit_name(self), "event": facts}
