"""Hides words and files from the public copy; the text as it was sent stays in its revision.

The marker is written into the text in the text's own language, so that pages, mails, feeds and search show the same.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from consultations.postulates.models import Addendum, Attachment, CaseEvent, Postulate, Redaction

from .files import keep_file

SPACE = r"\s+"
LONGEST_TITLE: int = Postulate._meta.get_field("title").max_length or 0

TEXTS = (
    Redaction.Target.TITLE,
    Redaction.Target.PROBLEM,
    Redaction.Target.REQUEST,
    Redaction.Target.CONCERNS,
)


def hide(postulate: Postulate, *, target: str, passage: str, reason: str, by: User) -> None:
    """Put a marker in the place of a passage wherever it stands in one of the texts.

    Raises ``ValidationError`` where the words are not there, or are hidden already. Working translations may hold the
    same words in other forms, so they are taken away and may be made anew.
    """
    before = _public_texts(postulate, target)
    if not any(_occurrences(passage, text) for text in _original_texts(postulate, target)):
        raise ValidationError({"passage": _("These words are not in that text. Copy them exactly.")})
    Redaction.objects.create(postulate=postulate, target=target, passage=passage, reason=reason, by=by)
    write_public_copy(postulate)
    if _public_texts(postulate, target) == before:
        raise ValidationError({"passage": _("These words are hidden already.")})
    postulate.translations.all().delete()


def _original_texts(postulate: Postulate, target: str) -> list[str]:
    if target == Redaction.Target.ADDENDUM:
        return [row.original for row in postulate.addenda.all()]
    original = postulate.revisions.last()
    return [getattr(original, target)] if original else []


def _public_texts(postulate: Postulate, target: str) -> list[str]:
    if target == Redaction.Target.ADDENDUM:
        return list(postulate.addenda.values_list("body", flat=True))
    return [getattr(postulate, target)]


def hide_file(
    postulate: Postulate,
    attachment: Attachment,
    *,
    hides: str,
    public_name: str,
    public_copy: Any,
    reason: str,
    by: User,
) -> None:
    """Hide a file, or only its name; a redacted copy becomes a file of its own."""
    is_name = hides == "name"
    if is_name and not public_name:
        raise ValidationError({"public_name": _("Write the name that everybody may see.")})
    if is_name:
        attachment.public_name = public_name
    else:
        attachment.is_withheld = True
    attachment.save(update_fields=["public_name", "is_withheld"])
    Redaction.objects.create(
        postulate=postulate,
        target=Redaction.Target.FILE,
        attachment=attachment,
        passage=attachment.name if is_name else "",
        reason=reason,
        by=by,
    )
    if public_copy:
        copy = keep_file(postulate, public_copy, purpose=attachment.purpose, by=by, replaces=attachment)
        copy.public_name = public_name
        copy.save(update_fields=["public_name"])


def hide_entry(postulate: Postulate, event: CaseEvent, *, reason: str, by: User) -> None:
    """Hide the words of an entry of the history, and where dates and promises repeat them; its facts stay.

    Nothing is written over: whoever shows words of the history asks ``hidden_words`` first.
    """
    Redaction.objects.create(postulate=postulate, target=Redaction.Target.EVENT, event=event, reason=reason, by=by)


def lift(postulate: Postulate, redaction: Redaction) -> None:
    """Show again what one redaction hid; words of an entry were never written over."""
    redaction.is_current = False
    redaction.save(update_fields=["is_current"])
    if redaction.attachment:
        _show_file(redaction.attachment)
    elif redaction.event is None:
        write_public_copy(postulate)


def _show_file(attachment: Attachment) -> None:
    """Show what no redaction in force hides any more: the file, its name, or both."""
    in_force = list(attachment.redactions.filter(is_current=True))
    attachment.is_withheld = any(not row.passage for row in in_force)
    if not any(row.passage for row in in_force):
        attachment.public_name = ""
    attachment.save(update_fields=["is_withheld", "public_name"])


def show_texts(postulate: Postulate) -> None:
    """Show the author's own words again before the author may mend them; files and entries stay hidden."""
    for redaction in postulate.redactions.filter(is_current=True, target__in=TEXTS):
        lift(postulate, redaction)


def write_public_copy(postulate: Postulate) -> None:
    """Make the public text from the text as it was sent and the redactions in force; the caller saves the case."""
    redactions = list(postulate.redactions.filter(is_current=True))
    original = postulate.revisions.last()
    for target in TEXTS:
        if original is not None:
            setattr(postulate, target, _without(getattr(original, target), redactions, target, postulate.language))
    if len(postulate.title) > LONGEST_TITLE:
        raise ValidationError({"passage": _("With the marker the title becomes too long. Hide more of it.")})
    for addendum in postulate.addenda.all():
        _write_addendum(addendum, redactions, postulate.language)


def _write_addendum(addendum: Addendum, redactions: list[Redaction], language: str) -> None:
    addendum.body = _without(addendum.original, redactions, Redaction.Target.ADDENDUM, language)
    addendum.save(update_fields=["body"])


def _without(text: str, redactions: list[Redaction], target: str, language: str) -> str:
    """Return the text with a marker for each hidden stretch; passages that overlap make one stretch."""
    kept, end = [], 0
    for start, stop, reason in _hidden_stretches(text, [row for row in redactions if row.target == target]):
        kept += [text[end:start], marker(reason, language)]
        end = stop
    return "".join([*kept, text[end:]])


def _hidden_stretches(text: str, redactions: list[Redaction]) -> list[tuple[int, int, str]]:
    stretches: list[tuple[int, int, str]] = []
    found = [(start, stop, row.reason) for row in redactions for start, stop in _occurrences(row.passage, text)]
    for start, stop, reason in sorted(found):
        if stretches and start < stretches[-1][1]:
            begin, end, first = stretches[-1]
            stretches[-1] = (begin, max(end, stop), first)
        else:
            stretches.append((start, stop, reason))
    return stretches


def _occurrences(passage: str, text: str) -> list[tuple[int, int]]:
    """Return where the words stand, whatever space or line break is between them; overlapping ones too."""
    words = [re.escape(word) for word in passage.split()]
    if not words:
        return []
    return [match.span(1) for match in re.finditer(rf"(?=({SPACE.join(words)}))", text)]


def marker(reason: str, language: str) -> str:
    """Return what stands in the place of hidden words, in the language of the text."""
    with override(language):
        return _("[removed: %(reason)s]") % {"reason": Redaction.Reason(reason).label}
