"""The parts of a call's page as data. Files and their languages are facts; titles and notes are translated."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock

from cms.blocks.shared import SharedByLanguages


def languages() -> list[tuple[str, str]]:
    """Return the languages a file may be in: those of the site."""
    return list(settings.LANGUAGES)


class RequiredAttachment(StructBlock):
    """Something that must come with an offer."""

    what = CharBlock(label=_("What must be attached"), max_length=200)
    note = TextBlock(label=_("What else to know"), required=False, rows=2)

    class Meta:
        icon = "doc-full"
        label = _("Attachment")


class AttachmentsBlock(StreamBlock):
    """What must come with an offer, in order."""

    attachment = RequiredAttachment()


class SharedDocumentBlock(SharedByLanguages, DocumentChooserBlock):
    """A document of ours that every language has alike."""


class CallFile(StructBlock):
    """A file and the language it is written in."""

    language = ChoiceBlock(
        label=_("Language of the file"), choices=languages, default=settings.LANGUAGE_CODE, search_index=False
    )
    document = SharedDocumentBlock(label=_("File"))

    class Meta:
        icon = "doc-empty"
        label = _("File")


class CallDocument(StructBlock):
    """A document of a call, in each language in which it exists."""

    title = CharBlock(label=_("Title"), max_length=200)
    files = ListBlock(CallFile(), label=_("Files, one for each language"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Document")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        codes = [file["language"] for file in cleaned["files"]]
        if len(codes) != len(set(codes)):
            message = ValidationError(
                _("Two files are in the same language. Keep one, or make it a document of its own.")
            )
            raise StructBlockValidationError(block_errors={"files": message})
        return cleaned


class CallDocumentsBlock(StreamBlock):
    """Rules, forms and instructions of a call."""

    document = CallDocument()
