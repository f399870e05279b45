from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .viewset import ConceptViewSet

register_snippet(ConceptViewSet)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Put the pages for files and words of readers below the administration."""
    return [path("concepts/", include("search.concepts.urls"))]
