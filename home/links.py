from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from cms.fallback import address_of, best_versions, readers_language


class ReadersLinkHandler(PageLinkHandler):
    """Links inside texts stay in the reader's language: to the translation, else to the marked source text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return an opening tag per link; a link to a page nobody may see any more leads nowhere."""
        language = readers_language()
        pages = cls.get_many(attrs_list)
        versions = best_versions([page.translation_key for page in pages if page], language)
        tags = []
        for page in pages:
            version = versions.get(page.translation_key) if page else None
            address = version and address_of(version.page, language)
            tags.append(f'<a href="{escape(address)}">' if address else "<a>")
        return tags
