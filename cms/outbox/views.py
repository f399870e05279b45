"""The page on which an administrator gives dead rows another chance."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .forms import RequeueForm
from .models import OutboxEntry
from .queries import dead_entries
from .services import requeue

MOST_AT_ONCE = 200


class RequeueView(PermissionRequiredMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Shows the dead rows, or the one named by ``?entry=``, each with a box; posting runs the ticked ones again."""

    permission_required = "outbox.requeue_outboxentry"
    raise_exception = True
    template_name = "outbox/requeue.html"
    success_url = reverse_lazy("outbox:index")
    page_title = _("Requeue dead entries")
    header_icon = "resubmit"

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        """Return the way back to the list, and the title of this page."""
        items: list[dict[str, object]] = super().get_breadcrumbs_items()
        return [
            *items,
            {"url": self.success_url, "label": capfirst(OutboxEntry._meta.verbose_name_plural)},
            {"url": "", "label": self.page_title},
        ]

    def get_form(self, form_class: type[RequeueForm] | None = None) -> RequeueForm:
        """Return the form over the rows offered; posted rows may be any that are still dead."""
        if self.request.method == "POST":
            return RequeueForm(self.request.POST, offered=dead_entries())
        return RequeueForm(offered=self._offered())

    def form_valid(self, form: RequeueForm) -> HttpResponse:
        """Requeue what was ticked and say how many rows that were."""
        count = requeue([entry.pk for entry in form.cleaned_data["entries"]], actor=self.request.user)
        text = ngettext("%(count)d entry runs again.", "%(count)d entries run again.", count) % {"count": count}
        messages.success(self.request, text)
        return super().form_valid(form)

    def _offered(self) -> QuerySet[OutboxEntry]:
        entry = self.request.GET.get("entry", "")
        if entry.isdecimal():
            return dead_entries().filter(pk=int(entry))
        return dead_entries().filter(pk__in=list(dead_entries().values_list("pk", flat=True)[:MOST_AT_ONCE]))
