"""Where people go and whom they ask. Facts are those of the row in the source language; words are translated."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from city.blocks import BarrierFreeBlock
from cms.pages import in_source_language
from cms.synchronized import SharedFrame

from .hours import WithHours
from .named import Named, NamedQuerySet

# A rectangle around the city and its neighbours: a place outside of it is a slip of the pen.
SOUTH, NORTH = Decimal("49.85"), Decimal("50.25")
WEST, EAST = Decimal("19.60"), Decimal("20.40")

is_telephone = RegexValidator(
    r"^\+?[0-9][0-9 ()/-]{1,28}$",
    _("Write digits and spaces only, with the code of the country first: +48 12 000 00 00."),
)


class Place(Named, WithHours):
    """A building people go to, with all one should know before going. No personal data: it is an office, not a home."""

    street = models.CharField(_("street"), max_length=120)
    number = models.CharField(_("number of the house"), max_length=20)
    postcode = models.CharField(
        _("postcode"),
        max_length=6,
        validators=[RegexValidator(r"^[0-9]{2}-[0-9]{3}$", _("Write the postcode like this: 31-004."))],
    )
    town = models.CharField(_("town"), max_length=80, default="Kraków")
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    way_there = models.TextField(_("how to get there"), blank=True)
    barrier_free = StreamField(BarrierFreeBlock(), blank=True, verbose_name=_("barrier-free facts"))

    objects = NamedQuerySet.as_manager()
    panels = [
        FieldPanel("code"),
        FieldPanel("name"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("street"), FieldPanel("number")]),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("way_there"),
            ],
            heading=_("Address"),
        ),
        WithHours.hours_panel,
        FieldPanel("barrier_free"),
        FieldPanel("languages"),
    ]
    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        TranslatableField("name"),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("street", "number", "postcode", "town", "latitude", "longitude")
        ),
        TranslatableField("way_there"),
        SharedFrame("barrier_free"),
        *WithHours.hours_fields,
    ]

    class Meta(Named.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def clean(self) -> None:
        """Refuse half a position, and one that is not near the city."""
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("Give latitude and longitude, or neither.")})
        if self.latitude is None or self.longitude is None:
            return
        if not (SOUTH <= self.latitude <= NORTH and WEST <= self.longitude <= EAST):
            raise ValidationError(
                {"latitude": _("This is not near Kraków. The latitude is about 50.06, the longitude about 19.94.")}
            )

    @property
    def address(self) -> str:
        """Return the address in one line, as one writes it on an envelope."""
        return f"{self.street} {self.number}, {self.postcode} {self.town}"


class ContactPoint(Named, WithHours, ClusterableModel):
    """Whom to ask about what. No personal data: telephone and address are those of an office, not of a person."""

    responsibility = models.TextField(_("what it helps with"))
    unit = models.ForeignKey(
        "city.Unit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        limit_choices_to=in_source_language, verbose_name=_("unit"),
    )  # fmt: skip
    topics = ParentalManyToManyField(
        "city.Topic", blank=True, related_name="+", limit_choices_to=in_source_language, verbose_name=_("topics")
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True, validators=[is_telephone])
    email = models.EmailField(_("e-mail address"), blank=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        limit_choices_to=in_source_language, verbose_name=_("place"),
    )  # fmt: skip
    booking_url = models.URLField(_("address for booking a visit"), blank=True)
    website = models.URLField(_("website"), blank=True)
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_to = models.DateField(_("active until"), null=True, blank=True)
    verified_on = models.DateField(_("last verified"), null=True, blank=True)

    objects = NamedQuerySet.as_manager()
    panels = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("responsibility"),
        FieldPanel("unit"),
        FieldPanel("topics"),
        MultiFieldPanel(
            [
                FieldPanel("phone"),
                FieldPanel("email"),
                FieldPanel("place"),
                FieldPanel("booking_url"),
                FieldPanel("website"),
                FieldPanel("languages"),
            ],
            heading=_("How to reach it"),
        ),
        WithHours.hours_panel,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("active_from"), FieldPanel("active_to")]), FieldPanel("verified_on")],
            heading=_("Is it still true?"),
        ),
    ]
    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        TranslatableField("name"),
        TranslatableField("responsibility"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "unit",
                "topics",
                "phone",
                "email",
                "place",
                "booking_url",
                "website",
                "active_from",
                "active_to",
                "verified_on",
            )
        ),
        *WithHours.hours_fields,
    ]

    class Meta(Named.Meta):
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")

    def clean(self) -> None:
        """Refuse a contact nobody can reach, and one that ends before it begins."""
        super().clean()
        if self.active_from and self.active_to and self.active_to < self.active_from:
            raise ValidationError({"active_to": _("The last day is before the first.")})
        if not (self.phone or self.email or self.place_id or self.booking_url or self.website):
            raise ValidationError(_("Give at least one way to reach it: telephone, e-mail, place or address."))
