"""A page for each act: what it means, who will be told, and the button."""

from typing import Any, ClassVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from home.calls import services
from home.calls.models import Announcement, Call, CallDeadline, State
from home.calls.permissions import Act, may
from home.calls.readiness import dates_of, notice_of
from home.calls.refusals import CallRefused, shown
from home.models import CallPage
from home.services import create_page

from .acts import extendable, is_possible, page_of, told
from .changes import changes_of
from .forms import ActForm, ExtendForm, NoticeForm, PageForm, ReasonForm
from .sections import sections_for

CONFLICT, UNPROCESSABLE = 409, 422


class AboutCall(WagtailAdminTemplateMixin):
    """Shared by the pages about one call: who may come, and the way back."""

    act: ClassVar[Act] = Act.PREPARE
    header_icon = "calendar-check"
    _show_breadcrumbs = True
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse people who may not do this."""
        if not may(self.person, self.act):
            raise PermissionDenied
        return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))

    @property
    def person(self) -> User:
        """Return who sits in front of the page."""
        return cast("User", self.request.user)

    @cached_property
    def call(self) -> Call:
        """Return the call with its ``state`` now."""
        key = str(self.kwargs["pk"])
        found: Call = get_object_or_404(Call.objects.with_state(), pk=int(key) if key.isdecimal() else None)
        return found

    @cached_property
    def deadlines(self) -> list[CallDeadline]:
        """Return its deadlines, the first one first."""
        return list(CallDeadline.objects.filter(call=self.call))

    @property
    def back(self) -> str:
        """Return the address of the form of the call."""
        return reverse(Call.snippet_viewset.get_url_name("edit"), args=[self.call.pk])

    def get_page_subtitle(self) -> str:
        """Return the call."""
        return str(self.call)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way back through the list."""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        calls = {"url": reverse(Call.snippet_viewset.get_url_name("list")), "label": _("Calls for proposals")}
        return [*items, calls, {"url": self.back, "label": str(self.call)}, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"call": self.call, "back": self.back}


class PageOfAct(AboutCall):
    """Shared by the pages of acts: none of them is shown for what cannot be done now."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, or lead back and say why not."""
        if is_possible(self.act, self.call, self.deadlines):
            return cast("HttpResponse", super().get(request, *args, **kwargs))
        text = _("This cannot be done now. The state of the call: %(state)s. The buttons below show what can be done.")
        messages.warning(request, text % {"state": State(self.call.state).label})
        return redirect(self.back)


class ActView(PageOfAct, FormView):  # type: ignore[type-arg]
    """A form whose button does something that readers see; whatever is refused keeps what was typed."""

    form_class: type[ActForm] = ActForm
    button: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"button": self.button, "told": told(self.call)}

    def do(self, form: Any) -> str:
        """Do it, and return what to tell the person."""
        raise NotImplementedError

    def form_valid(self, form: ActForm) -> HttpResponse:
        """Do it, or say why not."""
        try:
            text = self.do(form)
        except CallRefused as refusal:
            form.add_error(None, refusal.sentence)
            return self._again(form, CONFLICT)
        except ValidationError as error:
            form.take(error)
            return self._again(form, UNPROCESSABLE)
        messages.success(self.request, text)
        return redirect(self.back)

    def form_invalid(self, form: ActForm) -> HttpResponse:
        return self._again(form, UNPROCESSABLE)

    def _again(self, form: ActForm, status: int) -> HttpResponse:
        self.__dict__.pop("call", None)
        self.__dict__.pop("deadlines", None)
        return self.render_to_response(self.get_context_data(form=form), status=status)


class ExtendView(ActView):
    """Moves a deadline to a later moment."""

    act = Act.EXTEND
    form_class = ExtendForm
    template_name = "calls/desk/extend.html"
    page_title = gettext_lazy("Extend a deadline")
    button = gettext_lazy("Extend the deadline and tell everybody")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"deadlines": extendable(self.call, self.deadlines)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"extendable": extendable(self.call, self.deadlines)}

    def do(self, form: ExtendForm) -> str:
        deadline, seen = form.cleaned_data["deadline"]
        extension = services.extend_deadline(
            deadline_id=deadline,
            new=form.cleaned_data["new"],
            reason=form.reason(),
            decision_number=form.cleaned_data["decision_number"],
            actor=self.person,
            seen=seen,
        )
        self._warn_of_earlier_confirmation()
        return _("The deadline is extended until %(new)s. Everybody who follows the call is told.") % {
            "new": shown(extension.new)
        }

    def _warn_of_earlier_confirmation(self) -> None:
        rows = list(CallDeadline.objects.filter(call=self.call))
        last = max((row.at for row in rows if row.kind == CallDeadline.Kind.SUBMISSION), default=None)
        for row in rows:
            if last and row.kind == CallDeadline.Kind.CONFIRMATION and row.at < last:
                text = _("Offers must still be confirmed by %(at)s, before the last of them come in. Extend that too.")
                messages.warning(self.request, text % {"at": shown(row.at)})


class EvaluateView(ActView):
    """Says that offers are being evaluated."""

    act = Act.EVALUATE
    template_name = "calls/desk/evaluate.html"
    page_title = gettext_lazy("Begin the evaluation")
    button = gettext_lazy("The evaluation begins now")

    def do(self, form: ActForm) -> str:
        services.begin_evaluation(call_id=self.call.pk, actor=self.person)
        return _("Readers see that the offers are being evaluated.")


class CancelView(ActView):
    """Cancels a call for good."""

    act = Act.CANCEL
    form_class = ReasonForm
    template_name = "calls/desk/cancel.html"
    page_title = gettext_lazy("Cancel the call")
    button = gettext_lazy("Cancel the call and tell everybody")

    def do(self, form: ReasonForm) -> str:
        services.cancel_call(call_id=self.call.pk, reason=form.reason(), actor=self.person)
        return _("The call is cancelled. Everybody who follows it is told why.")


class NoticeView(ActView):
    """Decides that a call may be announced for a shorter time than the law asks for."""

    act = Act.SHORTEN_NOTICE
    form_class = NoticeForm
    template_name = "calls/desk/notice.html"
    page_title = gettext_lazy("Decide on a shorter announcement")
    button = gettext_lazy("Let the call be published so")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice = notice_of(self.call)
        missing = [Announcement.Place(place).label for place in notice.missing]
        return super().get_context_data(**kwargs) | {"notice": notice, "missing": missing}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"seen": dates_of(self.call)}

    def do(self, form: NoticeForm) -> str:
        """Decide on the dates that were shown; once others are shown, the same button sent again counts."""
        try:
            services.override_short_notice(
                call_id=self.call.pk,
                reason=form.cleaned_data["reason"],
                actor=self.person,
                seen=form.cleaned_data["seen"],
            )
        except CallRefused:
            form.data = {**self.request.POST.dict(), "seen": dates_of(self.call)}
            raise
        return _("It is recorded. The page of the call may be published now.")


class PageView(ActView):
    """Begins the page of a call: a draft in which only the words are missing."""

    form_class = PageForm
    template_name = "calls/desk/page.html"
    page_title = gettext_lazy("Write the page of the call")
    button = gettext_lazy("Begin the page")

    def get_form_kwargs(self) -> dict[str, Any]:
        sections = sections_for(self.person)
        kwargs = super().get_form_kwargs() | {"sections": [(str(page.pk), page.title) for page in sections]}
        kwargs["initial"] = {"title": self.call.name}
        return kwargs

    def form_valid(self, form: ActForm) -> HttpResponse:
        """Save the draft and lead to it; where there is a page already, lead there."""
        page = page_of(self.call)
        if page is None:
            section = next(row for row in sections_for(self.person) if str(row.pk) == form.cleaned_data["section"])
            draft = CallPage(title=form.cleaned_data["title"], call=self.call, owner_unit=self.call.unit)
            page = create_page(section, draft, actor=self.person, unfinished=True)
        return redirect("wagtailadmin_pages:edit", page.pk)


class HistoryView(AboutCall, TemplateView):
    """Everything that happened to a call, by whom and when."""

    template_name = "calls/desk/history.html"
    page_title = gettext_lazy("History of the call")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"changes": changes_of(self.call)}
