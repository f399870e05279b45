"""What waits for a translator."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.translation.rights import works_in
from home.translation.worklist import counts, worklist

PER_PAGE = 50


class MyWorkView(WagtailAdminTemplateMixin, TemplateView):
    """The list of one language, the most urgent first; for those who translate into it."""

    template_name = "translation/my_work.html"
    page_title = gettext_lazy("My translations")
    header_icon = "tasks"

    @cached_property
    def language(self) -> str:
        """Return the language asked for, else the first of the person's own. 403 for people without any."""
        own = works_in(self.request.user)
        asked = self.request.GET.get("language", "")
        if not own or (asked and asked not in own):
            raise PermissionDenied
        return asked or own[0]

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        items: list[dict[str, object]] = super().get_breadcrumbs_items()
        return [*items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        entries = worklist(self.language)
        paginator = Paginator(entries, PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        names = dict(settings.LANGUAGES)
        return context | {
            "language": self.language,
            "language_name": names[self.language],
            "languages": [(code, names[code]) for code in works_in(self.request.user)],
            "counts": counts(entries),
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "source_language": settings.LANGUAGE_CODE,
        }
