"""The components of the design system, each with an example of what it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from .languages import LanguageLink
from .shapes import Picture


class ExampleForm(forms.Form):
    """One field of each kind."""

    LANGUAGES: ClassVar = [("pl", "Polski"), ("uk", "Українська"), ("en", "English")]

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy("One sentence that says what should change."),
    )
    text = forms.CharField(label=gettext_lazy("What you propose"), widget=forms.Textarea)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    since = forms.DateField(
        label=gettext_lazy("Since when"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    channel = forms.ChoiceField(
        label=gettext_lazy("How should we answer?"),
        choices=[("email", gettext_lazy("By e-mail")), ("post", gettext_lazy("By post"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("We use this address only for this case."),
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        choices=[("money", gettext_lazy("Money")), ("calls", gettext_lazy("Calls for proposals"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Attachment"), required=False, help_text=gettext_lazy("PDF or ODT, at most 10 MB.")
    )
    consent = forms.BooleanField(label=gettext_lazy("I have the right to speak for the organisation."))

    def clean(self) -> dict[str, Any]:
        """Refuse everything, so that the example shows an error about the whole form."""
        raise ValidationError(_("The form was sent twice."))


@dataclass(frozen=True)
class Example:
    """A component, and a function that returns what one example of it is given."""

    template: str
    context: Callable[[HttpRequest], Mapping[str, Any]]

    @property
    def name(self) -> str:
        """Return the file name without the extension."""
        return self.template.rpartition("/")[2].removesuffix(".html")


def _wrong_form() -> ExampleForm:
    return ExampleForm(QueryDict("email=nobody&title=&since=31.02"))


def _form(request: HttpRequest) -> Mapping[str, Any]:
    return _wrong_form().get_context()


def _error_summary(request: HttpRequest) -> Mapping[str, Any]:
    return {"form": _wrong_form(), "is_example": True}


def _field(request: HttpRequest) -> Mapping[str, Any]:
    return {"field": ExampleForm(prefix="field")["title"]}


def _timeline(request: HttpRequest) -> Mapping[str, Any]:
    return {
        "events": [
            {
                "at": datetime(2026, 3, 9, 9, 30, tzinfo=UTC),
                "title": _("Submitted"),
                "actor": _("The author"),
                "text": "",
                "tone": "info",
            },
            {
                "at": datetime(2026, 3, 11, 12, 0, tzinfo=UTC),
                "title": _("Registered"),
                "actor": _("Department of Dialogue, Equality and Social Policy"),
                "text": _("The postulate has its number and is public from now on."),
                "tone": "progress",
            },
            {
                "at": datetime(2026, 4, 8, 14, 5, tzinfo=UTC),
                "title": _("Answered"),
                "actor": _("City Office"),
                "text": _("The city will analyse what the budget allows."),
                "tone": "success",
            },
        ]
    }


def _card(request: HttpRequest) -> Mapping[str, Any]:
    return {
        "title": "Powrót funduszu wkładów własnych",
        "url": "#card",
        "text": "Organizacje, które starają się o środki zewnętrzne, potrzebują wkładu własnego.",
        "meta": "POST/2026/0042",
        "language": "pl",
        "badge": {"label": _("Analysis announced"), "tone": "progress"},
        "image": Picture("", url=static("cms/mark.svg"), width=60, height=40),
    }


def _deadline(request: HttpRequest) -> Mapping[str, Any]:
    before, now = (
        {
            "words": date_format(datetime(2026, 4, day, 12), "DATETIME_FORMAT"),
            "machine": f"2026-04-{day:02}T12:00+02:00",
        }
        for day in (9, 10)
    )
    left = pgettext("time left", "today")
    return {"deadline": {"label": _("Submit by"), "moment": now, "old": [before], "left": left}}


def _summary_list(request: HttpRequest) -> Mapping[str, Any]:
    return {
        "rows": [
            {"key": _("Title"), "value": _("Longer deadlines of calls"), "href": "#title", "action": _("Change")},
            {"key": _("Topic"), "value": _("Calls for proposals"), "href": "#topic", "action": _("Change")},
            {"key": _("Attachment"), "value": ""},
        ]
    }


def _languages(request: HttpRequest) -> Mapping[str, Any]:
    notice = _("This page has not been translated yet.")
    return {
        "label": _("Language of the example"),
        "language_links": [
            LanguageLink("pl", "Polski", "#pl", is_current=True),
            LanguageLink("uk", "Українська", "#uk", is_current=False),
            LanguageLink("en", "English", "#en", is_current=False, is_available=False, notice=notice),
        ],
    }


def _breadcrumbs(request: HttpRequest) -> Mapping[str, Any]:
    return {"items": [{"title": _("Home page"), "url": "/"}, {"title": _("Postulates"), "url": "#"}, {"title": "0042"}]}


def _notice(request: HttpRequest) -> Mapping[str, Any]:
    return {
        "tone": "warning",
        "title": _("The deadline has moved"),
        "text": _("You can apply until the end of the month."),
    }


def _messages(request: HttpRequest) -> Mapping[str, Any]:
    return {"items": [_("Your draft is saved.")]}


def _search_input(request: HttpRequest) -> dict[str, Any]:
    return {"id": "example-search", "label": _("Search this site"), "value": "", "suggestions_url": ""}


def _empty(request: HttpRequest) -> Mapping[str, Any]:
    return {
        "title": _("You have no postulates yet"),
        "text": _("A draft is kept until you send it."),
        "url": "#new",
        "action": _("Submit a postulate"),
    }


EXAMPLES: tuple[Example, ...] = (
    Example("components/status_badge.html", lambda request: {"label": _("Under review"), "tone": "progress"}),
    Example("components/status_badge.html", lambda request: {"label": _("Draft"), "tone": "neutral"}),
    Example("components/status_badge.html", lambda request: {"label": _("Registered"), "tone": "info"}),
    Example("components/status_badge.html", lambda request: {"label": _("Answered"), "tone": "success"}),
    Example("components/status_badge.html", lambda request: {"label": _("Overdue"), "tone": "warning"}),
    Example("components/status_badge.html", lambda request: {"label": _("Withdrawn"), "tone": "stop"}),
    Example("components/tag.html", lambda request: {"label": _("Money"), "url": "#money"}),
    Example("components/icon.html", lambda request: {"icon": "info"}),
    Example("components/timeline.html", _timeline),
    Example("components/card.html", _card),
    Example("components/card.html", lambda request: {**_card(request), "image": None, "badge": None}),
    Example(
        "components/card.html", lambda request: {**_card(request), "caution": _("This text is behind the original.")}
    ),
    Example("components/card.html", lambda request: {**_card(request), **_deadline(request), "image": None}),
    Example("components/deadline.html", _deadline),
    Example(
        "components/deadline.html",
        lambda request: {"deadline": {**_deadline(request)["deadline"], "old": [], "left": ""}},
    ),
    Example("components/picture.html", lambda request: {"picture": _card(request)["image"]}),
    Example("components/picture.html", lambda request: {"picture": Picture(_("The picture is missing."))}),
    Example("components/notice.html", _notice),
    Example("components/notice.html", lambda request: {**_notice(request), "tone": "info"}),
    Example("components/notice.html", lambda request: {**_notice(request), "tone": "success"}),
    Example("components/notice.html", lambda request: {**_notice(request), "tone": "error"}),
    Example(
        "components/notice.html", lambda request: {**_notice(request), "link_url": "#more", "link_text": _("Read more")}
    ),
    Example("components/messages.html", _messages),
    Example("components/summary_list.html", _summary_list),
    Example("components/pagination.html", lambda request: {"page_obj": Paginator(range(80), 10).page(3)}),
    Example("components/breadcrumbs.html", _breadcrumbs),
    Example("components/language_switcher.html", _languages),
    Example("components/search_input.html", _search_input),
    Example("components/empty.html", _empty),
    Example("components/error_summary.html", _error_summary),
    Example("components/form.html", _form),
    Example("components/field.html", _field),
)


@dataclass(frozen=True)
class Drawn:
    """A component and its drawn examples."""

    name: str
    examples: tuple[str, ...]


def drawn(request: HttpRequest) -> list[Drawn]:
    """Return every component with its examples in the active language."""
    found: dict[str, list[str]] = {}
    for example in EXAMPLES:
        html = render_to_string(example.template, dict(example.context(request)), request)
        found.setdefault(example.name, []).append(html)
    return [Drawn(name, tuple(examples)) for name, examples in found.items()]
