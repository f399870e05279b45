"""Hides words and files from the public copy; the text as it was sent stays in its revision.

The marker is written into the text in the text's own language, so that pages, mails, feeds and search show the same.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from consultations.postulates.models import Addendum, Attachment, Postulate, Redaction

from .files import keep_file

LONGEST_TITLE: int = Postulate._meta.get_field("title").max_length or 0

TEXTS = (
    Redaction.Target.TITLE,
    Redaction.Target.PROBLEM,
    Redaction.Target.REQUEST,
    Redaction.Target.CONCERNS,
)


def hide(postulate: Postulate, *, target: str, passage: str, reason: str, by: User) -> None:
    """Replace a passage of the public text by a marker; raises ``ValidationError`` where the words are not there.

    Working translations may hold the same words in other forms, so they are taken away and may be made anew.
    """
    texts = [row.body for row in postulate.addenda.all()] if target == "addendum" else [getattr(postulate, target)]
    if not any(passage in text for text in texts):
        raise ValidationError({"passage": _("These words are not in that text. Copy them exactly.")})
    Redaction.objects.create(postulate=postulate, target=target, passage=passage, reason=reason, by=by)
    postulate.translations.all().delete()
    write_public_copy(postulate)


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
    if hides == "name":
        if not public_name:
            raise ValidationError({"public_name": _("Write the name that everybody may see.")})
        attachment.public_name = public_name
    else:
        attachment.is_withheld = True
    attachment.save(update_fields=["public_name", "is_withheld"])
    Redaction.objects.create(
        postulate=postulate, target=Redaction.Target.FILE, attachment=attachment, reason=reason, by=by
    )
    if public_copy:
        keep_file(postulate, public_copy, purpose=attachment.purpose, by=by, replaces=attachment)


def lift(postulate: Postulate, redaction: Redaction) -> None:
    """Show again what one redaction hid."""
    redaction.is_current = False
    redaction.save(update_fields=["is_current"])
    if redaction.attachment:
        redaction.attachment.is_withheld = False
        redaction.attachment.public_name = ""
        redaction.attachment.save(update_fields=["is_withheld", "public_name"])
    else:
        write_public_copy(postulate)


def lift_all(postulate: Postulate) -> None:
    """Show everything again, as before a return to the author, who then mends the text."""
    for redaction in postulate.redactions.filter(is_current=True):
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
    for redaction in redactions:
        if redaction.target == target:
            text = text.replace(redaction.passage, marker(redaction.reason, language))
    return text


def marker(reason: str, language: str) -> str:
    """Return what stands in the place of hidden words, in the language of the text."""
    with override(language):
        return _("[removed: %(reason)s]") % {"reason": Redaction.Reason(reason).label}
