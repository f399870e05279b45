"""Pages of the administration beside the list and the form: files, and words of readers that become labels."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from cms.spreadsheets import CSV_TYPE

from .files import FaultyFile, lines_of, read
from .forms import ImportForm, QuestionForm
from .importing import Line, Outcome, Present
from .models import Concept
from .permissions import may_read, may_write
from .queries import all_keys, entries
from .services import add_label, import_concepts

_MOST_FOUND = 20


class _ForEditors(WagtailAdminTemplateMixin):
    """A page for who may write the dictionary; others do not learn of it."""

    header_icon = "search"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_write(request.user):
            raise PermissionDenied
        return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        dictionary = {"url": reverse(Concept.snippet_viewset.get_url_name("list")), "label": _("Concepts")}
        return [*super().get_breadcrumbs_items(), dictionary, {"url": "", "label": self.page_title}]


class ImportView(_ForEditors, FormView):  # type: ignore[type-arg]
    """A file of concepts: first what it would change, then, on a second press, it does."""

    form_class = ImportForm
    template_name = "concepts/import.html"
    page_title = _("Import concepts")

    def form_valid(self, form: ImportForm) -> HttpResponse:
        """Import, or only look, and show what becomes of each concept."""
        is_real = "import" in self.request.POST
        content, present = form.cleaned_data["content"], Present(form.cleaned_data["present"])
        shown = ImportForm(initial={"content": content, "present": present})
        try:
            lines = import_concepts(
                incoming=read(content.splitlines(keepends=True), known=all_keys()),
                actor=cast("User", self.request.user),
                present=present,
                dry_run=not is_real,
            )
        except FaultyFile as faulty:
            context = self.get_context_data(form=shown, faults=faulty.faults)
            return self.render_to_response(context, status=422)
        if is_real:
            messages.success(self.request, _told(lines))
            return redirect(Concept.snippet_viewset.get_url_name("list"))
        return self.render_to_response(self.get_context_data(form=shown, **_grouped(lines)))


def _grouped(lines: list[Line]) -> dict[str, Any]:
    """Return how many lines have each outcome, and those that say more than that nothing happens."""
    counts = [(each.label, sum(line.outcome is each for line in lines)) for each in Outcome]
    return {
        "counts": [(label, number) for label, number in counts if number],
        "lines": [line for line in lines if line.outcome is not Outcome.SAME],
        "changes": any(line.outcome in {Outcome.NEW, Outcome.CHANGED} for line in lines),
        "is_looked_at": True,
    }


def _told(lines: list[Line]) -> str:
    number = sum(line.outcome in {Outcome.NEW, Outcome.CHANGED} for line in lines)
    text = ngettext("%(count)d concept was written.", "%(count)d concepts were written.", number)
    return text % {"count": number}


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Answer with the whole dictionary as CSV."""
    if not may_read(request.user):
        raise PermissionDenied
    response = StreamingHttpResponse(lines_of(entries()), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="concepts-{timezone.localdate()}.csv"'
    return response


@require_safe
def from_question(request: HttpRequest) -> HttpResponse:
    """Lead to the form of a new concept with the words of a reader in it (``?text=…&language=…``)."""
    return redirect(f"{reverse(Concept.snippet_viewset.get_url_name('add'))}?{request.GET.urlencode()}")


class AddLabelView(_ForEditors, TemplateView):
    """Words of a reader become a hidden label of a concept that is looked for and chosen."""

    template_name = "concepts/add_label.html"
    page_title = _("Add words to a concept")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the concepts found; first of all those that have a word of the question."""
        asked = kwargs.pop("asked", None) or QuestionForm(self.request.GET or None)
        wanted = self.request.GET.get("q", "").strip()
        found = Paginator(Concept.objects.with_names().named(wanted), _MOST_FOUND).page(1) if wanted else None
        return super().get_context_data(asked=asked, wanted=wanted, found=found, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add the label and lead to the concept."""
        asked = QuestionForm(request.POST)
        concept = Concept.objects.filter(pk=_number(request.POST.get("concept", ""))).first()
        if not asked.is_valid() or concept is None:
            if concept is None:
                messages.error(request, _("This concept no longer exists. Choose another one."))
            return self.render_to_response(self.get_context_data(asked=asked), status=422)
        words = {"text": asked.cleaned_data["text"], "key": concept.key}
        is_new = add_label(
            concept_id=concept.pk,
            language=asked.cleaned_data["language"],
            text=asked.cleaned_data["text"],
            actor=cast("User", request.user),
        )
        if is_new:
            messages.success(request, _("“%(text)s” now leads to “%(key)s”. The next search knows it.") % words)
        else:
            messages.info(request, _("“%(key)s” had “%(text)s” among its labels already.") % words)
        return redirect(Concept.snippet_viewset.get_url_name("edit"), concept.pk)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
