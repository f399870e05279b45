from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from .content_checks import use_our_checks
from .events import hooks as event_hooks
from .fragments.admin import FragmentViewSet, refuse_while_shown
from .links import ReadersLinkHandler
from .signals import note_moved_documents

event_hooks.register()
register_snippet(FragmentViewSet)
hooks.register("before_delete_snippet", refuse_while_shown)
hooks.register("after_bulk_action", note_moved_documents)
hooks.register("construct_wagtail_userbar", use_our_checks)


@hooks.register("register_rich_text_features", order=10)
def keep_links_in_the_readers_language(features: FeatureRegistry) -> None:
    """Replace Wagtail's page links by ours."""
    features.register_link_type(ReadersLinkHandler)
