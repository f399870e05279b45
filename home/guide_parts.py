"""The parts of a guide as data. Amounts, numbers, articles and addresses are facts; everything else is translated."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    DecimalBlock,
    IntegerBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock

from cms.blocks.facts import StepBlock
from cms.blocks.shared import SharedByLanguages
from cms.blocks.text import TEXT_FEATURES

from .blocks import ContactBlock, PlaceBlock


class FactCharBlock(SharedByLanguages, CharBlock):
    """A short text that is a fact: the number of an article, the name of an act."""


class PaperForm(TextChoices):
    """In what form an office wants a document."""

    ORIGINAL = "original", pgettext_lazy("form of a document", "original")
    TO_SHOW = "to-show", _("original, to be shown")
    COPY = "copy", pgettext_lazy("form of a document", "copy")
    ORIGINAL_AND_COPY = "original-and-copy", _("original to be shown and a copy")
    TRANSLATION = "translation", _("with a sworn translation into Polish")


class TimeUnit(TextChoices):
    """In what a time is counted."""

    DAY = "day", _("days")
    WORKING_DAY = "working-day", _("working days")
    WEEK = "week", _("weeks")
    MONTH = "month", _("months")


class EligibleGroup(StructBlock):
    """People the guide is for."""

    who = CharBlock(label=_("Who"), max_length=200)
    note = RichTextBlock(label=_("What else to know"), features=TEXT_FEATURES, required=False)

    class Meta:
        icon = "group"
        label = _("Who it is for")


class ProcedureStep(StepBlock):
    """One thing to do, in order."""

    class Meta:
        icon = "list-ol"
        label = _("Step")


class RequiredDocument(StructBlock):
    """A paper to bring, and in what form."""

    name = CharBlock(label=_("Document"), max_length=200)
    form = ChoiceBlock(
        label=_("In what form"), choices=PaperForm.choices, default=PaperForm.ORIGINAL, search_index=False
    )
    note = TextBlock(label=_("What else to know"), required=False, rows=2)

    class Meta:
        icon = "doc-full"
        label = _("Document")


class Fee(StructBlock):
    """What one pays for, and how much; or that it costs nothing."""

    what = CharBlock(label=_("What for"), max_length=200)
    is_free = BooleanBlock(label=_("Free of charge"), required=False)
    amount = DecimalBlock(
        label=_("Amount in PLN"), required=False, min_value=Decimal("0.01"), max_digits=9, decimal_places=2
    )
    how_to_pay = TextBlock(label=_("How to pay"), required=False, rows=2)

    class Meta:
        icon = "tag"
        label = _("Fee")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["is_free"]) == (cleaned["amount"] is not None):
            message = ValidationError(_("Give the amount, or mark that it is free of charge."))
            raise StructBlockValidationError(block_errors={"amount": message})
        return cleaned


class ProcessingTime(StructBlock):
    """How long something takes."""

    what = CharBlock(label=_("From what to what"), max_length=200)
    number = IntegerBlock(label=_("How many"), min_value=1, max_value=999)
    unit = ChoiceBlock(label=_("Counted in"), choices=TimeUnit.choices, default=TimeUnit.DAY, search_index=False)
    is_legal_limit = BooleanBlock(label=_("The law allows no more"), required=False)
    note = TextBlock(label=_("What else to know"), required=False, rows=2)

    class Meta:
        icon = "time"
        label = _("Time")


class LegalReference(StructBlock):
    """An article of an act, in Polish as it is published."""

    act = FactCharBlock(label=_("Act (in Polish)"), max_length=250)
    article = FactCharBlock(label=_("Article"), required=False, max_length=60)
    url = URLBlock(label=_("Address of its text"), help_text=_("In ISAP or EUR-Lex."))

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Legal basis")


class FormToFill(StructBlock):
    """A form to fill in: an address elsewhere or a document of ours."""

    name = CharBlock(label=_("Name"), max_length=200)
    url = URLBlock(label=_("Address elsewhere"), required=False)
    document = DocumentChooserBlock(label=_("Document of ours"), required=False)

    class Meta:
        icon = "form"
        label = _("Form")

    def clean(self, value: Mapping[str, object]) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["url"]) == bool(cleaned["document"]):
            message = ValidationError(_("Give an address elsewhere or a document of ours, not both."))
            raise StructBlockValidationError(block_errors={"url": message})
        return cleaned


class GroupsBlock(StreamBlock):
    """Everybody the guide is for."""

    group = EligibleGroup()


class ProcedureBlock(StreamBlock):
    """The steps, in order."""

    step = ProcedureStep()


class DocumentsBlock(StreamBlock):
    """What to bring."""

    document = RequiredDocument()


class FeesBlock(StreamBlock):
    """What it costs."""

    fee = Fee()


class TimesBlock(StreamBlock):
    """How long it takes."""

    time = ProcessingTime()


class LawBlock(StreamBlock):
    """On what law it stands; facts only."""

    reference = LegalReference()


class FormsBlock(StreamBlock):
    """What to fill in."""

    form = FormToFill()


class PointsBlock(StreamBlock):
    """Where to go and whom to ask; facts only."""

    contact = ContactBlock()
    place = PlaceBlock()
