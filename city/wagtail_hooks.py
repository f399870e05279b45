from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Competence, DeadlineRule, District, Post, Topic, Unit


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
        CompetenceViewSet,
        PostViewSet,
        DeadlineRuleViewSet,
    )
    menu_label = _("City")
    menu_icon = "home"
    menu_order = 300


register_snippet(CityGroup)
