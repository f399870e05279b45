"""Form and model fields of an event: the rule in parts an editor knows, and several codes out of a few."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .recurrence import LAST, Frequency, Recurrence, UnknownRule

WHICH = (
    ("", "---"),
    ("1", gettext_lazy("the first in the month")),
    ("2", gettext_lazy("the second in the month")),
    ("3", gettext_lazy("the third in the month")),
    ("4", gettext_lazy("the fourth in the month")),
    (str(LAST), gettext_lazy("the last in the month")),
)
_LABELS = (
    gettext_lazy("It repeats"),
    gettext_lazy("Only every … day, week, month or year"),
    gettext_lazy("On these weekdays"),
    gettext_lazy("Which of the month (for “every month on the same weekday”)"),
    gettext_lazy("Until (the last possible day)"),
    gettext_lazy("or this many times"),
)


def validate_rule(text: str) -> None:
    """Refuse a rule that nobody could have entered here."""
    try:
        Recurrence.parse(text)
    except UnknownRule as error:
        raise ValidationError(
            gettext_lazy("This repetition is not one that this site knows: %(part)s"), params={"part": error.part}
        ) from error


class RecurrenceWidget(forms.MultiWidget):
    """A choice, numbers and boxes, each with its own words."""

    template_name = "home/recurrence_widget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"min": 1, "max": 9999}
        super().__init__(
            [
                forms.Select(choices=[("", gettext_lazy("not at all")), *Frequency.choices]),
                forms.NumberInput(number),
                forms.CheckboxSelectMultiple(choices=list(WEEKDAYS.items())),
                forms.Select(choices=WHICH),
                forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
                forms.NumberInput(number),
            ],
            attrs,
        )

    def decompress(self, value: str | None) -> list[Any]:
        """Return the parts of the rule; those of an unknown one are empty."""
        try:
            rule = Recurrence.parse(value or "")
        except UnknownRule:
            rule = None
        if rule is None:
            return ["", 1, [], "", None, None]
        position = str(rule.position or "")
        return [rule.frequency, rule.interval, list(rule.weekdays), position, rule.until, rule.count]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each part its words; the boxes are a group with a legend."""
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        context["parts"] = [
            {"label": label, "widget": part, "is_group": part["template_name"].endswith("checkbox_select.html")}
            for label, part in zip(_LABELS, parts, strict=True)
        ]
        return context


class RecurrenceFormField(forms.MultiValueField):
    """The parts of a rule; cleans to an RRULE, empty when nothing repeats."""

    widget = RecurrenceWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("max_length", None)
        fields: tuple[forms.Field, ...] = (
            forms.ChoiceField(choices=[("", ""), *Frequency.choices], required=False),
            forms.IntegerField(min_value=1, max_value=9999, required=False),
            forms.TypedMultipleChoiceField(choices=list(WEEKDAYS.items()), coerce=int, required=False),
            forms.ChoiceField(choices=WHICH, required=False),
            forms.DateField(required=False),
            forms.IntegerField(min_value=1, max_value=9999, required=False),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[Any]) -> str:
        """Return the rule, or say which part is missing or one too many."""
        if not data_list or not data_list[0]:
            return ""
        chosen, interval, weekdays, position, until, count = data_list
        frequency = Frequency(chosen)
        by_weekday = frequency == Frequency.MONTHLY_WEEKDAY
        if by_weekday and not (weekdays and position):
            raise ValidationError(_("Choose the weekday and which one in the month it is."))
        if until and count:
            raise ValidationError(_("Give either the last day or how many times, not both."))
        return Recurrence(
            frequency=frequency,
            interval=interval or 1,
            weekdays=tuple(weekdays) if by_weekday or frequency == Frequency.WEEKLY else (),
            position=int(position) if by_weekday else 0,
            until=until,
            count=count,
        ).rrule()


class RecurrenceField(models.CharField):  # type: ignore[type-arg]
    """An RRULE; edited in its parts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_rule]

    def formfield(self, **kwargs: Any) -> Any:
        """Return the parts as a form field."""
        return RecurrenceFormField(label=self.verbose_name, help_text=self.help_text, required=False)


class CodesField(models.JSONField):
    """Several of a few codes, stored as a list; ticked in boxes."""

    def __init__(self, *args: Any, choices_of: Any = (), **kwargs: Any) -> None:
        self.choices_of = choices_of
        kwargs |= {"default": list, "blank": True}
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Return a box for each choice."""
        return forms.MultipleChoiceField(
            choices=self.choices_of,
            label=self.verbose_name,
            help_text=self.help_text,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
