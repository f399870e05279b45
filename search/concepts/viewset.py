"""The dictionary in the administration: a list, a form, and what happened to a concept."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from .changes import changes_of
from .forms import ChooserSearch, ConceptForm, QuestionForm, TopicInput
from .models import Concept, ConceptLabel, ConceptQuerySet
from .permissions import may_read, may_write
from .queries import free_key, topics
from .usage import first_day_shown


class ConceptFilter(WagtailFilterSet):
    """By field of life, and by a language in which the name is missing."""

    topic = django_filters.ChoiceFilter(
        label=_("field of life"), choices=lambda: [(topic, topic) for topic in topics()]
    )
    lacking = django_filters.ChoiceFilter(
        label=_("without a name in"), choices=lambda: settings.LANGUAGES, method="without_name"
    )

    class Meta:
        model = Concept
        fields = ["topic"]

    def without_name(self, concepts: ConceptQuerySet, _name: str, language: str) -> ConceptQuerySet:
        """Keep concepts without a preferred label in the language."""
        return concepts.lacking(language)


def _name_in(language: str) -> Callable[[Any], SafeString | str]:
    def name(concept: Any) -> SafeString | str:
        text = getattr(concept, f"name_{language}")
        return format_html('<span lang="{}">{}</span>', language, text) if text else "–"

    return name


class ConceptIndex(IndexView):
    """The list, searched by every label, with what an import and an export need."""

    def search_queryset(self, queryset: ConceptQuerySet) -> ConceptQuerySet:
        """Keep concepts one of whose labels has what was typed in it."""
        if not self.is_searching:
            return queryset
        found = queryset.named(self.search_query)
        return found.order_by(*queryset.query.order_by) if self.is_explicitly_ordered else found

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer the files."""
        buttons: list[Button] = super().header_more_buttons
        if may_write(self.request.user):
            buttons.append(Button(_("Import from CSV"), url=reverse("concepts:import"), icon_name="upload"))
        buttons.append(Button(_("Export as CSV"), url=reverse("concepts:export"), icon_name="download"))
        return buttons


class ConceptCreate(CreateView):
    """The form of a new concept; ``?text=…&language=…`` fills in its first label."""

    def get_initial_form_instance(self) -> Concept | None:
        asked = QuestionForm(self.request.GET)
        if self.request.method != "GET" or not asked.is_valid():
            return None
        text, language = asked.cleaned_data["text"], asked.cleaned_data["language"]
        return Concept(key=free_key(text, language), labels=[ConceptLabel(text=text, language=language)])

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Offer to give the words to a concept that is there already."""
        query = self.request.GET.urlencode()
        if not QuestionForm(self.request.GET).is_valid():
            return []
        url = f"{reverse('concepts:add_label')}?{query}"
        return [HeaderButton(_("Add the words to a concept that exists"), url=url, icon_name="link")]


class HistoryOfConcept(WagtailAdminTemplateMixin, TemplateView):
    """What happened to a concept, by whom and when."""

    template_name = "concepts/history.html"
    page_title = _("History")
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read(request.user):
            raise PermissionDenied
        self.concept = get_object_or_404(Concept, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.concept.key

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        viewset = Concept.snippet_viewset
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(viewset.get_url_name("list")), "label": _("Concepts")},
            {"url": reverse(viewset.get_url_name("edit"), args=[self.concept.pk]), "label": self.concept.key},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(changes=changes_of(self.concept), **kwargs)


class _Chooser:
    """Concepts to link to, looked for by their labels."""

    filter_form_class = ChooserSearch

    @property
    def columns(self) -> list[Column]:
        names = [Column(f"name_{code}", label=name, accessor=_name_in(code)) for code, name in settings.LANGUAGES]
        return [*super().columns, *names]  # type: ignore[misc]  # of Wagtail's view it is mixed into

    def get_object_list(self) -> ConceptQuerySet:
        return Concept.objects.with_names()


class ChooseConcept(_Chooser, ChooseView):
    """The window in which a concept is chosen."""


class ChooseConceptResults(_Chooser, ChooseResultsView):
    """The list in that window."""


class ConceptChooser(SnippetChooserViewSet):
    """How a concept is chosen."""

    choose_view_class = ChooseConcept
    choose_results_view_class = ChooseConceptResults


class ConceptViewSet(SnippetViewSet):
    """The concepts of the search."""

    model = Concept
    icon = "search"
    menu_label = _("Concepts")
    menu_order = 320
    add_to_admin_menu = True
    index_view_class = ConceptIndex
    add_view_class = ConceptCreate
    chooser_viewset_class = ConceptChooser
    filterset_class = ConceptFilter
    search_fields = ("key",)  # that it can be searched; how is said by the view
    list_per_page = 50
    copy_view_enabled = False
    list_display = (
        "key",
        *(Column(f"name_{code}", label=name, accessor=_name_in(code)) for code, name in settings.LANGUAGES),
        "topic",
        NumberColumn("uses", label=_("met in 30 days"), sort_key="uses"),
    )
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("key"), FieldPanel("topic", widget=TopicInput)]),
            InlinePanel(
                "labels",
                label=_("label"),
                heading=_("Labels"),
                help_text=_(
                    "Preferred is its name, alternative another one. Hidden is how people say or misspell it: it is "
                    "understood and never shown. Basic forms are enough: other forms, missing Polish letters and "
                    "slips of the keyboard are understood by themselves."
                ),
                panels=[FieldRowPanel([FieldPanel("text"), FieldPanel("language"), FieldPanel("kind")])],
            ),
            InlinePanel(
                "links",
                label=pgettext_lazy("link between concepts", "link"),
                heading=_("Links to other concepts"),
                help_text=_(
                    "Broader is what this concept is a kind or a part of. Related is what people who look for this "
                    "one may need too."
                ),
                panels=[FieldRowPanel([FieldPanel("kind"), FieldPanel("other")])],
            ),
            MultiFieldPanel([FieldPanel("note"), FieldPanel("source")], heading=_("For editors")),
            FieldPanel("question"),
        ],
        base_form_class=ConceptForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the concepts with their names and uses, in one query."""
        return Concept.objects.with_names().with_uses(first_day_shown())

    @property
    def history_view(self) -> Callable[..., HttpResponseBase]:
        """Return our history: that of the values, with labels and links."""
        return HistoryOfConcept.as_view()
