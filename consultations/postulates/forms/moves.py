"""The form of a move, derived from its row of the table: what it needs and takes becomes its fields."""

import re
import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from city.models import Topic, Unit
from city.queries import names, proposed_units
from consultations.postulates.deadlines import transfer_terms
from consultations.postulates.models import Postulate
from consultations.postulates.workflow import Move, ResponseStatus

from .details import detail_field, units
from .fields import DateInput, NamedChoiceField

DAYS_TO_CORRECT = 14
CONTRIBUTION_ROWS = 3
MOST_CONTRIBUTIONS = 20
_ROW = re.compile(r"contribution_(\d{1,2})_unit")
SET_BY_THE_SITE = frozenset({"way", "batch"})
OWN_FIELDS = frozenset({"version", "submission_key"})


class MoveForm(forms.Form):
    """What one move needs and takes, with the version the person saw and a key against double sending."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, move: Move, postulate: Postulate, rows: int = CONTRIBUTION_ROWS, **kwargs: Any
    ) -> None:
        typed = kwargs.pop("initial", {})
        kwargs["initial"] = {"version": postulate.version, "submission_key": uuid.uuid4()}
        super().__init__(*args, **kwargs)
        self.rows = range(1, max(rows, self._sent_rows()) + 1)
        self.takes_contributions = "contributions" in move.takes
        for name in (*move.needs, *move.takes):
            if name == "contributions":
                self._add_contribution_rows()
            elif name not in SET_BY_THE_SITE:
                self.fields[name] = detail_field(name, postulate)
                self.fields[name].required = name in move.needs
        self._suggest(move, postulate)
        self.initial.update({name: value for name, value in typed.items() if name in self.fields})

    def _sent_rows(self) -> int:
        """Return the number of the last row for a contributing unit that was sent."""
        sent = [_ROW.fullmatch(name) for name in self.data]
        return min(max((int(found[1]) for found in sent if found), default=0), MOST_CONTRIBUTIONS)

    def details(self) -> dict[str, Any]:
        """Return what was filled in, by the names of the table."""
        own = self.cleaned_data.items()
        details = {name: value for name, value in own if name not in OWN_FIELDS and not name.startswith("contribution")}
        if self.takes_contributions:
            details["contributions"] = self._contributions()
        return details

    def _add_contribution_rows(self) -> None:
        """Offer room for some units, each with its own question and date; more can be asked later."""
        for row in self.rows:
            self.fields[f"contribution_{row}_unit"] = NamedChoiceField(
                label=_("Contributing unit %(row)s") % {"row": row}, queryset=units(), required=False
            )
            self.fields[f"contribution_{row}_question"] = forms.CharField(
                label=_("Question to contributing unit %(row)s") % {"row": row},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[f"contribution_{row}_due_on"] = forms.DateField(
                label=_("Contributing unit %(row)s answers by") % {"row": row}, required=False, widget=DateInput()
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a question to nobody, and a unit that is asked nothing."""
        cleaned = super().clean() or {}
        for row in self.rows if self.takes_contributions else ():
            unit, question = cleaned.get(f"contribution_{row}_unit"), cleaned.get(f"contribution_{row}_question")
            if unit and not question:
                self.add_error(f"contribution_{row}_question", _("Say what the contributing unit should answer."))
            if question and not unit:
                self.add_error(f"contribution_{row}_unit", _("Choose the unit that should answer this question."))
        return cleaned

    def _contributions(self) -> list[dict[str, Any]]:
        rows = [
            {key: self.cleaned_data.get(f"contribution_{row}_{key}") for key in ("unit", "question", "due_on")}
            for row in self.rows
        ]
        return [row for row in rows if row["unit"]]

    def _suggest(self, move: Move, postulate: Postulate) -> None:
        if move.name == "return":
            self.initial["due_on"] = timezone.localdate() + timedelta(days=DAYS_TO_CORRECT)
        if move.name in {"route", "reroute"}:
            self._propose_units(postulate)
        if move.name == "transfer_out":
            self.initial["legal_basis"] = transfer_terms(postulate).legal_basis
        if move.name in {"draft_response", "propose_response", "propose_correction"}:
            self._suggest_response(postulate)

    def _propose_units(self, postulate: Postulate) -> None:
        """Propose the unit that is competent for most topics, and say why; a person decides."""
        present = postulate.lead.unit_id if postulate.lead else None
        topics = [topic.pk for topic in postulate.topics.all()]
        proposed = [(unit, found) for unit, found in proposed_units(topics) if unit.pk != present]
        if not proposed:
            self.fields["lead_unit"].help_text = _("No unit is competent for the topics of the case. Choose one.")
            return
        self.initial["lead_unit"] = proposed[0][0]
        self.fields["lead_unit"].help_text = " ".join(_reasons_for(proposed))

    def _suggest_response(self, postulate: Postulate) -> None:
        response = postulate.current_response
        if response is None:
            return
        self.initial.update(outcome=response.outcome, response=response.body)
        commitment = next(iter(response.commitments.all()), None)
        if commitment and response.status != ResponseStatus.PUBLISHED:
            self.initial.update(
                commitment=commitment.text,
                commitment_condition=commitment.condition,
                commitment_due_on=commitment.due_on,
            )


def _reasons_for(proposed: list[tuple[Unit, list[Topic]]]) -> list[str]:
    """Say in the active language why the first unit is proposed, and who else could be asked to contribute."""
    unit_names, topic_names = names(Unit), names(Topic)
    first, topics = proposed[0]
    because = ngettext(
        "Proposed: %(unit)s, because of the topic: %(topics)s.",
        "Proposed: %(unit)s, because of the topics: %(topics)s.",
        len(topics),
    )
    said = [
        because
        % {
            "unit": unit_names[first.translation_key],
            "topics": ", ".join(str(topic_names[topic.translation_key]) for topic in topics),
        }
    ]
    if others := [str(unit_names[unit.translation_key]) for unit, _topics in proposed[1:]]:
        said.append(gettext("Also competent: %(units)s.") % {"units": ", ".join(others)})
    return said
