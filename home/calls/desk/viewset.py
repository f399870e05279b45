"""Calls in the administration's lists, in the form, and where a page chooses its call."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import django_filters
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from city.models import Unit
from consultations.organisations.models import Organisation
from home.calls.fields import label_of
from home.calls.models import Call, CallQuerySet, DeadlineExtension, State
from home.calls.readiness import faults_before_publication
from home.calls.reading.words import contribution_words
from home.calls.refusals import shown
from home.calls.services import note_edit
from home.models import CallPage
from home.money import money_words

from .acts import steps
from .forms import CallForm, ChooserSearch
from .views import HistoryView


class StandingPanel(Panel):
    """Where the call stands, what is still missing, what readers see already, and what can be done now."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "calls/desk/standing.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            call = Call.objects.with_state().select_related("short_notice_by").get(pk=self.instance.pk)
            deadlines = list(call.deadlines.all())
            acts = DeadlineExtension.objects.filter(deadline__in=deadlines).select_related("by")
            by_deadline = {row.pk: [act for act in acts if act.deadline_id == row.pk] for row in deadlines}
            return context | {
                "call": call,
                "state": State(call.state).label,
                "deadlines": [(row, by_deadline[row.pk]) for row in deadlines],
                "announcements": list(call.announcements.all()),
                "faults": faults_before_publication(call),
                "facts": list(_relied_on(call)),
                "steps": steps(call, self.request.user, deadlines),
            }


def _relied_on(call: Call) -> Iterator[tuple[Any, Any]]:
    """Yield what is no field of the form any more: its name and its value."""
    kinds = dict(Organisation.Kind.choices)
    values = {
        "reference": call.reference,
        "kind": Call.Kind(call.kind).label,
        "opens_at": shown(call.opens_at),
        "budget": "" if call.budget is None else money_words(call.budget),
        "max_grant": "" if call.max_grant is None else money_words(call.max_grant),
        "own_contribution_pct": contribution_words(call),
        "eligible_kinds": ", ".join(str(kinds[code]) for code in call.eligible_kinds if code in kinds),
    }
    for name, value in values.items():
        yield str(label_of(Call, name)), value


STANDING = StandingPanel(heading=gettext_lazy("State of the call"))
FURTHER = [
    FieldPanel("topics"),
    FieldPanel("unit"),
    FieldPanel("contact"),
    FieldPanel("legal_basis"),
    FieldPanel("external_url"),
    FieldPanel("takes_questions_until"),
]
BEFORE = ObjectList(
    [
        STANDING,
        FieldRowPanel([FieldPanel("reference"), FieldPanel("kind")]),
        FieldPanel("name"),
        FieldPanel("opens_at"),
        InlinePanel(
            "deadlines",
            label=pgettext_lazy("row of a form", "deadline"),
            heading=gettext_lazy("Deadlines"),
            help_text=gettext_lazy(
                "As many as there are, each with its hour by the clock in the city. Once the page of the call is "
                "public they move by an extension only, with a reason that readers see."
            ),
            panels=[FieldRowPanel([FieldPanel("kind"), FieldPanel("at")])],
        ),
        InlinePanel(
            "announcements",
            label=pgettext_lazy("row of a form", "announcement"),
            heading=gettext_lazy("Announcements"),
            help_text=gettext_lazy(
                "An open contest is announced in the bulletin (BIP), on the website and on the notice board. Offers "
                "are taken for at least 21 days from the last of the three; the day of the announcement is not counted."
            ),
            panels=[FieldRowPanel([FieldPanel("place"), FieldPanel("on")]), FieldPanel("url")],
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("budget"), FieldPanel("max_grant")]),
                FieldPanel("own_contribution_pct"),
                FieldPanel("eligible_kinds"),
            ],
            heading=gettext_lazy("Money, and who may apply"),
        ),
        *FURTHER,
    ],
    base_form_class=CallForm,
)
AFTER = ObjectList([STANDING, FieldPanel("name"), *FURTHER], base_form_class=CallForm)


@cache
def _after() -> Panel:
    return AFTER.bind_to_model(Call)


class CallFilter(WagtailFilterSet):
    """By state, unit and kind."""

    state = django_filters.ChoiceFilter(label=pgettext_lazy("of a call", "State"), choices=State.choices)
    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("responsible unit"), queryset=lambda _request: Unit.objects.facts()
    )

    class Meta:
        model = Call
        fields = ["state", "kind", "unit"]


class CallCreate(CreateView):
    """The form of a new call; what is still missing is said once it is saved."""

    def get_success_url(self) -> str:
        """Return the address of the form: nobody is done with a call after the first time."""
        return str(self.get_edit_url())


class CallEdit(EditView):
    """The form of a call: all of it before readers have seen it, the rest afterwards."""

    def get_panel(self) -> Any:
        """Return the form without what readers relied on, once the call is public."""
        return _after() if self.object.published_at else super().get_panel()

    def get_form_class(self) -> Any:
        """Return the form of those fields."""
        return self.panel.get_form_class()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save with the row locked, so that nothing becomes public half-way."""
        with transaction.atomic():
            call = Call.objects.select_for_update().get(pk=self.object.pk)
            if call.published_at != self.object.published_at:
                messages.error(request, _("The call became public this very moment. Nothing was saved."))
                return redirect(self.get_edit_url())
            response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response

    def get_success_url(self) -> str:
        """Return to the form, which says what is missing."""
        return str(self.get_edit_url())

    def save_instance(self) -> Call:
        """Save, have readers see it, and withdraw a decision on dates that are no longer the same."""
        call: Call = super().save_instance()
        note_edit(call_id=call.pk, actor=self.request.user, drops_override=self.form.has_other_dates)
        return call


def _state_of(call: Call) -> str:
    return str(State(call.state).label)


def _closing_of(call: Call) -> str:
    return shown(call.closes_at) if call.closes_at else "–"


_STATE = Column("state", label=pgettext_lazy("of a call", "State"), accessor=_state_of)
_CLOSES = Column("closes_at", label=gettext_lazy("Closes"), accessor=_closing_of, sort_key="closes_at")


class _Chooser:
    """Calls to link to, with the page each has already."""

    filter_form_class = ChooserSearch

    @property
    def columns(self) -> list[Column]:
        page = Column("page_title", label=gettext_lazy("Its page"))
        return [*super().columns, _STATE, _CLOSES, page]  # type: ignore[misc]  # of Wagtail's view it is mixed into

    def get_object_list(self) -> CallQuerySet:
        pages = CallPage.objects.filter(call=OuterRef("pk"), locale__language_code=settings.LANGUAGE_CODE)
        return Call.objects.with_state().annotate(page_title=Subquery(pages.order_by("pk").values("title")[:1]))


class ChooseCall(_Chooser, ChooseView):
    """The window in which a call is chosen."""


class ChooseCallResults(_Chooser, ChooseResultsView):
    """The list in that window."""


class CallChooser(SnippetChooserViewSet):
    """How a page chooses its call."""

    choose_view_class = ChooseCall
    choose_results_view_class = ChooseCallResults


class CallViewSet(SnippetViewSet):
    """Calls for proposals."""

    model = Call
    icon = "calendar-check"
    menu_label = gettext_lazy("Calls for proposals")
    menu_order = 305
    add_to_admin_menu = True
    add_view_class = CallCreate
    edit_view_class = CallEdit
    chooser_viewset_class = CallChooser
    filterset_class = CallFilter
    search_fields = ("reference", "name")
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ("reference", "name", "kind", _STATE, _CLOSES, "unit")
    edit_handler = BEFORE

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the calls with their state and closing, in one query."""
        return Call.objects.with_state().select_related("unit")

    @property
    def history_view(self) -> Callable[..., HttpResponseBase]:
        """Return our history: that of the acts, with facts, deadlines and announcements."""
        return HistoryView.as_view()


def refuse_public(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    """Refuse to delete calls that readers have seen, or that a page is about: they are cancelled, not deleted."""
    calls = [instance for instance in instances if isinstance(instance, Call)]
    pages = set(CallPage.objects.filter(call__in=calls).values_list("call_id", flat=True)) if calls else set()
    kept = [call for call in calls if call.published_at or call.pk in pages]
    if not kept:
        return None
    return TemplateResponse(request, "calls/desk/kept.html", {"calls": kept}, status=409)
