"""Weekdays as they stand in a sentence. Whole phrases, because other languages bend each word after the weekday."""

from django.utils.translation import gettext_lazy as _

from .recurrence import LAST

EVERY = (
    _("every Monday"),
    _("every Tuesday"),
    _("every Wednesday"),
    _("every Thursday"),
    _("every Friday"),
    _("every Saturday"),
    _("every Sunday"),
)
EVERY_SECOND = (
    _("every second Monday"),
    _("every second Tuesday"),
    _("every second Wednesday"),
    _("every second Thursday"),
    _("every second Friday"),
    _("every second Saturday"),
    _("every second Sunday"),
)
ON = (
    _("on Monday"),
    _("on Tuesday"),
    _("on Wednesday"),
    _("on Thursday"),
    _("on Friday"),
    _("on Saturday"),
    _("on Sunday"),
)
ON_POSITION = {
    1: (
        _("on the first Monday"),
        _("on the first Tuesday"),
        _("on the first Wednesday"),
        _("on the first Thursday"),
        _("on the first Friday"),
        _("on the first Saturday"),
        _("on the first Sunday"),
    ),
    2: (
        _("on the second Monday"),
        _("on the second Tuesday"),
        _("on the second Wednesday"),
        _("on the second Thursday"),
        _("on the second Friday"),
        _("on the second Saturday"),
        _("on the second Sunday"),
    ),
    3: (
        _("on the third Monday"),
        _("on the third Tuesday"),
        _("on the third Wednesday"),
        _("on the third Thursday"),
        _("on the third Friday"),
        _("on the third Saturday"),
        _("on the third Sunday"),
    ),
    4: (
        _("on the fourth Monday"),
        _("on the fourth Tuesday"),
        _("on the fourth Wednesday"),
        _("on the fourth Thursday"),
        _("on the fourth Friday"),
        _("on the fourth Saturday"),
        _("on the fourth Sunday"),
    ),
    LAST: (
        _("on the last Monday"),
        _("on the last Tuesday"),
        _("on the last Wednesday"),
        _("on the last Thursday"),
        _("on the last Friday"),
        _("on the last Saturday"),
        _("on the last Sunday"),
    ),
}
