"""Single dates that differ from the rule of an event; the days are facts, the reasons are words to translate."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, DateBlock, StreamBlock, StructBlock, TimeBlock


class CancelledDateBlock(StructBlock):
    """A date that was announced and will not take place."""

    day = DateBlock(label=_("Day"))
    reason = CharBlock(label=_("Why it is cancelled"), max_length=200)

    class Meta:
        icon = "cross"
        label = _("Cancelled date")


class MovedDateBlock(StructBlock):
    """A date that takes place on another day or at another hour."""

    day = DateBlock(label=_("Day it was planned for"))
    to_day = DateBlock(label=_("New day"))
    starts_at = TimeBlock(label=_("New start"), required=False)
    ends_at = TimeBlock(label=_("New end"), required=False)
    reason = CharBlock(label=_("Why it is moved"), max_length=200)

    class Meta:
        icon = "redirect"
        label = _("Moved date")


class ExtraDateBlock(StructBlock):
    """A date beside the rule."""

    day = DateBlock(label=_("Day"))
    starts_at = TimeBlock(label=_("Start, if another"), required=False)
    ends_at = TimeBlock(label=_("End, if another"), required=False)
    note = CharBlock(label=_("Note"), required=False, max_length=200)

    class Meta:
        icon = "plus"
        label = _("Additional date")


class LeftOutDateBlock(StructBlock):
    """A day of the rule on which there was never meant to be anything: a holiday, a break."""

    day = DateBlock(label=_("Day"))

    class Meta:
        icon = "no-view"
        label = _("Day left out")


class ChangesBlock(StreamBlock):
    """What differs from the rule, date by date."""

    cancelled = CancelledDateBlock()
    moved = MovedDateBlock()
    extra = ExtraDateBlock()
    left_out = LeftOutDateBlock()
