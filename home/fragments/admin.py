"""Reused texts in the administration: found by kind, and never deleted while a page shows them."""

from collections.abc import Sequence

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import Fragment

from .queries import pages_with


class FragmentViewSet(SnippetViewSet):
    """Reused texts, with their words in each language."""

    model = Fragment
    icon = "copy"
    menu_label = _("Reused texts")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ("code", "kind", "locale")
    list_filter = ("kind",)
    list_export = ("code", "kind", "text", "locale")
    search_fields = ("code", "text")


def refuse_while_shown(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    """Answer a wish to delete texts that pages show with the list of those pages."""
    fragments = [instance for instance in instances if isinstance(instance, Fragment)]
    pages = pages_with(fragments) if fragments else []
    if not pages:
        return None
    context = {"fragments": fragments, "pages": pages}
    return TemplateResponse(request, "home/fragments/in_use.html", context, status=409)
