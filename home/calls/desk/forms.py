"""What the office types about a call and its acts."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm

from cms.alternates import language_name
from home.calls.limits import LONGEST_REASON
from home.calls.lines import LinesField
from home.calls.models import CallDeadline, CallQuerySet
from home.calls.refusals import shown

REASON = "reason_"


class CallForm(WagtailAdminModelForm):
    """A call with its deadlines and announcements; once it is public, without them and what else readers relied on."""

    def clean(self) -> dict[str, Any]:
        """Check the rows against each other and against the opening."""
        cleaned: dict[str, Any] = super().clean()
        if self.instance.published_at:
            self._refuse_late_dates()
            self._refuse_earlier_end_of_questions(cleaned.get("takes_questions_until"))
            return cleaned
        for text in (*self._faults_of_deadlines(cleaned.get("opens_at")), *self._faults_of_announcements()):
            self.add_error(None, text)
        return cleaned

    @property
    def has_other_dates(self) -> bool:
        """Say whether deadlines or announcements were changed."""
        return any(formset.has_changed() for formset in self.formsets.values())

    def _refuse_late_dates(self) -> None:
        if "deadlines-TOTAL_FORMS" in self.data:
            text = gettext(
                "The call became public after you opened this form, so nothing was saved. Open it again: from now on "
                "a deadline moves by an extension only."
            )
            self.add_error(None, text)

    def _refuse_earlier_end_of_questions(self, until: datetime | None) -> None:
        before = type(self.instance).objects.get(pk=self.instance.pk).takes_questions_until
        if until and (before is None or until < before):
            text = gettext(
                "Readers count on asking for as long as it said. Give a later moment, or leave it as it was."
            )
            self.add_error("takes_questions_until", text)

    def _faults_of_deadlines(self, opens_at: datetime | None) -> Iterator[str]:
        seen = set[tuple[str, datetime]]()
        for data in _rows(self.formsets.get("deadlines")):
            kind, at = data.get("kind"), data.get("at")
            if not kind or not at:
                continue
            if opens_at and at <= opens_at:
                text = gettext("The deadline %(at)s is not later than the opening of the call. Correct one of them.")
                yield text % {"at": shown(at)}
            if (kind, at) in seen:
                yield gettext("The deadline %(at)s is given twice. Keep one.") % {"at": shown(at)}
            seen.add((kind, at))

    def _faults_of_announcements(self) -> Iterator[str]:
        seen = set[tuple[Any, Any]]()
        for data in _rows(self.formsets.get("announcements")):
            key = (data.get("place"), data.get("on"))
            if all(key) and key in seen:
                yield gettext("An announcement is given twice. Keep one.")
            seen.add(key)


def _rows(formset: Any) -> Iterator[dict[str, Any]]:
    """Yield what was typed into each row that stays."""
    if formset is None:
        return
    formset.is_valid()
    for form in formset.forms:
        data = getattr(form, "cleaned_data", {})
        if data and not data.get("DELETE"):
            yield data


class ChooserSearch(BaseFilterForm):
    """What is looked for where a call is chosen."""

    q = forms.CharField(label=_("Search term"), required=False)

    def filter(self, objects: CallQuerySet) -> CallQuerySet:
        """Keep calls named so."""
        words = self.cleaned_data["q"]
        self.is_searching, self.search_query = bool(words), words
        return objects.named(words) if words else objects


class ActForm(forms.Form):
    """The form of an act; with nothing to type, the button is the act."""

    def take(self, error: ValidationError) -> None:
        """Put what a service found wrong beside the fields that are meant."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, texts in error.message_dict.items():
            self.add_error(self.place_of(name), texts)

    def place_of(self, name: str) -> str | None:
        """Return the field of this form in which a detail of the service is typed."""
        return name if name in self.fields else None


class ReasonForm(ActForm):
    """Why something is done, in Polish and, if somebody writes it, in the other languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        for code in (settings.LANGUAGE_CODE, *others):
            is_source = code == settings.LANGUAGE_CODE
            self.fields[f"{REASON}{code}"] = LinesField(
                label=gettext("Reason (%(language)s)") % {"language": language_name(code)},
                required=is_source,
                max_length=LONGEST_REASON,
                widget=forms.Textarea({"rows": 3, "lang": code}),
                help_text=_("Readers see it beside the change, and in the mail.") if is_source else "",
                error_messages={"required": _("Say why: people have planned for it.")},
            )

    def reason(self) -> dict[str, str]:
        """Return the words by language."""
        texts = ((code, self.cleaned_data.get(f"{REASON}{code}", "")) for code, _name in settings.LANGUAGES)
        return {code: text for code, text in texts if text}

    def place_of(self, name: str) -> str | None:
        return f"{REASON}{settings.LANGUAGE_CODE}" if name == "reason" else super().place_of(name)


class ExtendForm(ReasonForm):
    """Which deadline, and until when. Each choice carries the moment that stood there when the page was shown."""

    deadline = forms.CharField(label=_("Deadline"), error_messages={"required": _("Choose the deadline.")})
    new_on = forms.DateField(
        label=_("New day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only later than now and than the old one."),
    )  # fmt: skip
    new_at = forms.TimeField(
        label=_("New hour"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        help_text=_("The clock in the city."),
    )  # fmt: skip
    decision_number = forms.CharField(
        label=_("Number of the decision"), required=False, max_length=60, help_text=_("If there is one.")
    )

    def __init__(self, *args: Any, deadlines: Iterable[CallDeadline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deadlines = {row.pk: row for row in deadlines}
        choices = [(f"{row.pk}@{row.at.isoformat()}", _named(row)) for row in self.deadlines.values()]
        self.fields["deadline"].widget = forms.RadioSelect(choices=choices)
        if len(choices) == 1:
            self.initial.setdefault("deadline", choices[0][0])
            self.initial.setdefault("new_at", _in_the_city(next(iter(self.deadlines.values()))).time())

    def clean_deadline(self) -> tuple[int, datetime]:
        """Return the deadline's key and the moment that the editor saw."""
        key, _at, moment = self.cleaned_data["deadline"].partition("@")
        try:
            chosen, seen = int(key), datetime.fromisoformat(moment)
        except ValueError as error:
            raise ValidationError(_("Choose the deadline.")) from error
        if chosen not in self.deadlines or timezone.is_naive(seen):
            raise ValidationError(_("Choose the deadline."))
        return chosen, seen

    def clean(self) -> dict[str, Any]:
        """Return the new moment as ``new``; an hour that the clock leaves out or has twice is refused."""
        cleaned: dict[str, Any] = super().clean() or {}
        day, hour = cleaned.get("new_on"), cleaned.get("new_at")
        if day and hour:
            try:
                with timezone.override(timezone.get_default_timezone()):
                    cleaned["new"] = from_current_timezone(datetime.combine(day, hour))
            except ValidationError:
                text = _("The clock changes at this hour, so it does not say one moment. Choose another hour.")
                self.add_error("new_at", text)
        return cleaned

    def place_of(self, name: str) -> str | None:
        return "new_on" if name == "new" else super().place_of(name)


def _in_the_city(row: CallDeadline) -> datetime:
    return timezone.localtime(row.at, timezone.get_default_timezone())


def _named(row: CallDeadline) -> str:
    local = _in_the_city(row)
    return gettext("%(kind)s: until %(day)s, %(hour)s") % {
        "kind": CallDeadline.Kind(row.kind).label,
        "day": date_format(local, "DATE_FORMAT"),
        "hour": date_format(local, "TIME_FORMAT"),
    }


class NoticeForm(ActForm):
    """Why a call may be announced for a shorter time than the law asks for; kept in the office."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = LinesField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Kept with your name and the time. Whoever checks the call will ask for it."),
    )


class PageForm(ActForm):
    """Where the page of a call is written, and what it is called at first."""

    section = forms.ChoiceField(label=_("Section"))
    title = forms.CharField(label=_("Title of the page"), max_length=255)

    def __init__(self, *args: Any, sections: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = list(sections)  # type: ignore[attr-defined]
