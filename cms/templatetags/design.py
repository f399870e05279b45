"""What the components of the design system need to know about a form."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.forms import BaseForm, BoundField

register = template.Library()


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; ``label`` and the id ``target`` are empty when it is about the whole form."""

    text: str
    label: str = ""
    target: str = ""


@register.simple_tag
def problems(form: BaseForm | str | None = None, forms: Iterable[BaseForm] | str | None = None) -> list[Problem]:
    """Return everything wrong in one form or several, in the order in which the fields are shown."""
    every = forms if forms and not isinstance(forms, str) else [form]
    return [problem for each in every if isinstance(each, BaseForm) for problem in _of(each)]


def _of(form: BaseForm) -> list[Problem]:
    whole = [Problem(str(text)) for text in form.non_field_errors()]
    hidden = [Problem(str(text)) for field in form.hidden_fields() for text in field.errors]
    shown = [
        Problem(str(text), str(field.label), first_input(field))
        for field in form.visible_fields()
        for text in field.errors
    ]
    return whole + hidden + shown


@register.filter
def first_input(field: BoundField) -> str:
    """Return the id of the first input of a field: choices and split inputs have one id per part."""
    return field.id_for_label or f"{field.auto_id}_0"
