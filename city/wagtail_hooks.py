from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Competence, ContactPoint, DeadlineRule, District, Place, Post, Topic, Unit


class TopicViewSet(SnippetViewSet):
    """Topics, with their names in each language."""

    model = Topic
    icon = "tag"
    menu_order = 10
    list_display = ("name", "code", "parent", "locale")
    list_export = ("code", "name", "parent", "locale")
    search_fields = ("name", "code")


class UnitViewSet(SnippetViewSet):
    """Departments, sections and units."""

    model = Unit
    icon = "group"
    menu_order = 20
    list_display = ("name", "code", "parent", "is_active")
    list_filter = ("is_active", "is_dialogue_department")
    list_export = ("code", "name", "aliases", "parent", "mailbox", "phone", "address", "is_active", "locale")
    search_fields = ("name", "code", "aliases")


class DistrictViewSet(SnippetViewSet):
    """Districts of the city."""

    model = District
    icon = "site"
    menu_order = 25
    list_display = ("name", "number", "locale")
    search_fields = ("name", "code")


class _UsesColumn(UsageCountColumn):
    """How often a row is used, as a link to where."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        name = instance.snippet_viewset.get_url_name("usage")
        instance.usage_url = reverse(name, args=[quote(instance.pk)])
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context


class _UsedViewSet(SnippetViewSet):
    """Rows that pages show, with the number of pages, in all languages, that do."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the rows with their number of uses, counted in the same query."""
        rows = self.model._default_manager.select_related("locale")
        return rows.annotate(uses=ReferenceIndex.usage_count_subquery(self.model))


class PlaceViewSet(_UsedViewSet):
    """Places with their address, hours and barrier-free facts."""

    model = Place
    icon = "site"
    menu_order = 26
    list_display = (
        "name",
        "address",
        "locale",
        _UsesColumn("usages", label=_("Used"), accessor="uses"),
    )
    list_filter = ("town",)
    list_export = ("code", "name", "street", "number", "postcode", "town", "latitude", "longitude", "locale")
    search_fields = ("name", "code", "street")


class ContactPointViewSet(_UsedViewSet):
    """Contact points with how and when to reach them."""

    model = ContactPoint
    icon = "mail"
    menu_order = 27
    list_display = (
        "name",
        "phone",
        "email",
        "verified_on",
        "locale",
        _UsesColumn("usages", label=_("Used"), accessor="uses"),
    )
    list_filter = ("unit", "place", "topics")
    list_export = ("code", "name", "phone", "email", "unit", "place", "active_to", "verified_on", "locale")
    search_fields = ("name", "code", "responsibility", "phone", "email")


class CompetenceViewSet(SnippetViewSet):
    """Which unit is competent for which topic."""

    model = Competence
    icon = "link"
    menu_order = 30
    list_display = ("topic", "unit", "note")
    list_export = ("topic", "unit", "note")
    list_filter = ("topic", "unit")


class PostViewSet(SnippetViewSet):
    """Who works where."""

    model = Post
    icon = "user"
    menu_order = 40
    list_display = ("person", "unit", "kind")
    list_filter = ("unit", "kind")


class DeadlineRuleViewSet(SnippetViewSet):
    """Terms of law and of the city."""

    model = DeadlineRule
    icon = "calendar"
    menu_order = 50
    list_display = (
        "code",
        "length",
        "measure",
        "law",
        "article",
        "valid_from",
        "valid_to",
    )
    list_filter = ("code", "measure")


class CityGroup(SnippetViewSetGroup):
    """The reference data of the city in one place of the administration's menu."""

    items = (
        TopicViewSet,
        UnitViewSet,
        DistrictViewSet,
        PlaceViewSet,
        ContactPointViewSet,
        CompetenceViewSet,
        PostViewSet,
        DeadlineRuleViewSet,
    )
    menu_label = _("City")
    menu_icon = "home"
    menu_order = 300


register_snippet(CityGroup)
