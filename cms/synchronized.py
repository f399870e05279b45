"""Which parts of a text translators translate and which are the same in every language."""

from wagtail_localize.fields import BaseTranslatableField


class SharedFrame(BaseTranslatableField):
    """A list of facts with words among them: the list is the source's, the words are translated.

    wagtail-localize writes a StreamField of a translation only where it has words. Rows taken out, and facts changed
    in rows without words, would stay in the translation for ever; copied first, they cannot.
    """

    def is_translated(self, obj: object) -> bool:
        return True

    def is_synchronized(self, obj: object) -> bool:
        return True

    def is_overridable(self, obj: object) -> bool:
        return False
