"""What an editor writes: questions with answers, and what a checklist can hold. Words are translated, codes are not."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)

from cms.blocks.shared import SharedCodeBlock, SharedPageChooserBlock, SharedSnippetChooserBlock, SharedURLBlock

RESULT = "result"
CODE_ERRORS = {"invalid": _("Use small Latin letters, digits and hyphens, and begin with a letter.")}


class Kind(TextChoices):
    """What an item of a checklist is; the checklist is divided by it."""

    STEP = "step", _("something to do")
    DOCUMENT = "document", _("something to bring")
    CONTACT = "contact", _("somebody to ask")


class Since(TextChoices):
    """From which day, or until which day, a term is counted."""

    ARRIVAL = "arrival", _("after coming to Poland")
    MOVING = "moving", _("after moving in")
    CHANGE = "change", _("after something changed")
    END = "end", _("before the legal stay ends")


class AnswerBlock(StructBlock):
    """One possible answer: what it adds to the checklist and where it leads."""

    code = SharedCodeBlock(label=_("Code"), error_messages=CODE_ERRORS)
    text = CharBlock(label=_("Answer"), max_length=150)
    adds = ListBlock(
        SharedCodeBlock(label=_("Code of an item"), error_messages=CODE_ERRORS),
        label=_("Adds to the checklist"), default=[],
    )  # fmt: skip
    leads_to = SharedCodeBlock(
        label=_("Leads to"), required=False, error_messages=CODE_ERRORS,
        help_text=_("The code of the next question, or “result” when this was the last one."),
    )  # fmt: skip

    class Meta:
        icon = "radio-full"
        label = _("Answer")


class QuestionBlock(StructBlock):
    """One question, shown on a page of its own."""

    code = SharedCodeBlock(
        label=_("Code"), error_messages=CODE_ERRORS,
        help_text=_("Stands in the reader's link. Links that people saved stop to work when you change it."),
    )  # fmt: skip
    text = CharBlock(label=_("Question"), max_length=200)
    hint = TextBlock(label=_("Why we ask, or how to find out"), required=False)
    answers = ListBlock(AnswerBlock(), label=_("Answers"), min_num=2)

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{code}: {text}"


class ItemBlock(StructBlock):
    """Something a checklist can hold."""

    code = SharedCodeBlock(label=_("Code"), error_messages=CODE_ERRORS)
    kind = ChoiceBlock(label=_("What it is"), choices=Kind.choices, default=Kind.STEP, search_index=False)
    title = CharBlock(label=_("In one line"), max_length=150)
    text = RichTextBlock(label=_("More"), features=["bold", "link"], required=False)
    days = IntegerBlock(label=_("Within how many days"), required=False, min_value=1, max_value=730)
    since = ChoiceBlock(label=_("counted"), choices=Since.choices, required=False, search_index=False)
    page = SharedPageChooserBlock(label=_("Guide"), required=False)
    unit = SharedSnippetChooserBlock("city.Unit", label=_("Unit"), required=False)
    url = SharedURLBlock(label=_("Address elsewhere"), required=False)
    is_for_all = BooleanBlock(label=_("Everybody gets it"), required=False, default=False)

    class Meta:
        icon = "tick"
        label = _("Item")
        label_format = "{code}: {title}"


class QuestionsBlock(StreamBlock):
    """The questions; the first one is asked first."""

    question = QuestionBlock()


class ItemsBlock(StreamBlock):
    """Everything a checklist can hold, in the order in which it is shown."""

    item = ItemBlock()
