"""What follows a move, from the outbox: one mail for each person to be told."""

from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cms.outbox.registry import daily, handler, recurring
from cms.uploads.storage import sweep_orphans
from notifications.links import absolute
from notifications.registry import Addressee, Draft, followable, mail
from notifications.services import send_later

from .answers import answer_for_reader
from .approval_links import approval_url
from .attachments import stored_names, waiting_for_a_scan
from .colleagues import may_read_notes
from .decisions import reason_in_words
from .effects.files import SCAN_TOPIC
from .models import Attachment, CaseEvent, InternalNote, Postulate, PostulateQuerySet, PublicationBatch, Report
from .notices import FOLLOWED_AS, addressees
from .queries import actor_of, moves_open_to, secrets_of, with_parts
from .services import erase_old_reports, erase_stale_presences, scan_file
from .services.hand_over import HAND_OVER_MAIL, HANDED_OVER
from .services.notes import NOTE_MAIL
from .services.reports import HANDLED
from .timeline import Reader, entry, is_seen_by, reader_of
from .workflow import BY_NAME, Move

MAIL = "postulates.event"
BATCH_MAIL = "postulates.batch"
BATCH_PATIENCE = timedelta(minutes=10)
SHOWS_ANSWER = frozenset({"publish", "publish_correction", "translate_response"})
EXPLAINED = frozenset({"extend", "transfer_out", "propose_response", "propose_correction", "publish_correction"})


class BatchUnfinished(Exception):
    """Answers of the batch are still being published; the outbox tries again later."""


@handler("postulate.moved", atomic=True)
def tell(*, event_id: int) -> None:
    """Record one mail per recipient of an event; of answers published together, one for all of them."""
    event = CaseEvent.objects.select_related("postulate").get(pk=event_id)
    batch = event.details.get("batch")
    if batch and not _is_complete(batch):
        raise BatchUnfinished(batch)
    for addressee in addressees(event):
        if batch:
            send_later(BATCH_MAIL, addressee=addressee, about=batch, key=f"batch:{batch}")
        else:
            send_later(MAIL, addressee=addressee, about=event.pk, key=str(event.pk))


def _is_complete(batch_id: int) -> bool:
    """Say whether the last answer of a batch is out, or whoever published it was interrupted long ago."""
    batch = PublicationBatch.objects.get(pk=batch_id)
    return batch.finished_at is not None or batch.at < timezone.now() - BATCH_PATIENCE


@handler(SCAN_TOPIC)
def scan(*, attachment_id: int) -> None:
    """Have a file checked for viruses."""
    scan_file(attachment_id=attachment_id)


@recurring("attachments.rescan", every=timedelta(minutes=5))
def rescan() -> None:
    """Ask again for files that the scanner has given no verdict on."""
    for pk in waiting_for_a_scan():
        scan_file(attachment_id=pk)


@recurring("attachments.sweep", daily(at="03:40"))
def sweep() -> None:
    """Remove stored files that belong to no row, left behind by a process that was killed."""
    sweep_orphans(of=Attachment, referenced=stored_names(), older_than=timedelta(days=1))


@mail(MAIL, by_law=True)
def event_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write the mail about an event from the present state; nothing to somebody who may no longer read the case."""
    event = CaseEvent.objects.get(pk=about)
    user = _user(addressee)
    postulate = _readable(user).filter(pk=event.postulate_id).first()
    if postulate is None or _is_no_news(event, postulate, addressee):
        return None
    actor = actor_of(user or AnonymousUser())
    reader = reader_of(actor, postulate)
    secrets = secrets_of(actor, postulate)
    if not is_seen_by(event, reader, secrets):
        return None
    moves = moves_open_to(actor, postulate) if user else []
    response = postulate.published_response
    return Draft(
        template="postulates/mail/event",
        context={
            "postulate": postulate,
            "entry": entry(event, reader, secrets=secrets),
            "url": absolute(_address(postulate, reader)),
            "reader": reader.name.lower(),
            "moves": moves,
            "answer": answer_for_reader(response) if response and event.move in SHOWS_ANSWER else None,
            "explains": f"postulates/mail/explains/{event.move}.txt" if event.move in EXPLAINED else "",
            "details": event.details,
            "dates": _dates(event),
            "approval_url": _approval_url(user, postulate, {move.name for move in moves}, addressee),
            "rejection": _rejection(event, postulate, moves),
        },
    )


def _readable(user: User | None) -> PostulateQuerySet:
    return with_parts(Postulate.objects.visible_to(user or AnonymousUser()))


def _address(postulate: Postulate, reader: Reader) -> str:
    """Return the page on which the recipient goes on: the desk for staff, the case for everybody else."""
    if reader is Reader.STAFF:
        return reverse("postulates:desk_case", kwargs={"key": postulate.key})
    return postulate.get_absolute_url()


def _is_no_news(event: CaseEvent, postulate: Postulate, addressee: Addressee) -> bool:
    """Say whether a new translation of an answer is of no use to the reader, or was told before it was mended."""
    if event.move != "translate_response":
        return False
    language = event.details["language"]
    earlier = postulate.events.filter(move="translate_response", pk__lt=event.pk, details__language=language)
    published = postulate.published_response
    since = published.published_at if published else None
    return addressee.language != language or (since is not None and earlier.filter(at__gte=since).exists())


def _dates(event: CaseEvent) -> dict[str, date]:
    return {name: date.fromisoformat(event.details[name]) for name in ("due_on", "old_due_on") if name in event.details}


def _approval_url(user: User | None, postulate: Postulate, moves: set[str], addressee: Addressee) -> str:
    """Return the personal link to decide without signing in; made only here, so that no record of ours holds it."""
    response = postulate.current_response
    if user is None or response is None or "approve" not in moves:
        return ""
    return approval_url(response, user.pk, addressee.language)


@mail(BATCH_MAIL, by_law=True)
def batch_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write one mail about all answers of a batch that concern the recipient."""
    events = CaseEvent.objects.filter(move="publish", details__batch=about).select_related("postulate")
    concerned = [event.postulate_id for event in events if addressee.key in addressees(event)]
    cases = list(_readable(_user(addressee)).filter(pk__in=concerned).order_by("year", "number"))
    rows = [(row, answer_for_reader(row.published_response)) for row in cases if row.published_response]
    if not rows:
        return None
    context = {"rows": [(row, answer, absolute(row.get_absolute_url())) for row, answer in rows], "count": len(rows)}
    return Draft(template="postulates/mail/batch", context=context)


@mail(NOTE_MAIL)
def note_mail(about: int, addressee: Addressee) -> Draft | None:
    """Tell somebody that a note mentions them; its text stays on the desk."""
    note = InternalNote.objects.select_related("postulate", "by").filter(pk=about).first()
    user = _user(addressee)
    if note is None or user is None:
        return None
    postulate = _readable(user).filter(pk=note.postulate_id).first()
    if postulate is None or not may_read_notes(actor_of(user), postulate):
        return None
    url = absolute(_address(postulate, Reader.STAFF)) + "#notes"
    return Draft(template="postulates/mail/note", context={"postulate": postulate, "by": note.by, "url": url})


@mail(HAND_OVER_MAIL)
def hand_over_mail(about: int, addressee: Addressee) -> Draft | None:
    """Tell the receiver which cases are theirs now."""
    event = CaseEvent.objects.select_related("actor").get(pk=about)
    user = _user(addressee)
    if user is None:
        return None
    together = CaseEvent.objects.filter(move=HANDED_OVER, details__hand_over=event.details["hand_over"])
    cases = list(_readable(user).filter(pk__in=together.values("postulate_id")).order_by("due_on", "pk"))
    context = {"cases": cases, "count": len(cases), "by": event.actor, "url": absolute(reverse("accounts:landing"))}
    return Draft(template="postulates/mail/handed_over", context=context) if cases else None


def _rejection(event: CaseEvent, postulate: Postulate, moves: list[Move]) -> dict[str, object] | None:
    """Return why the text was rejected and whether the reader may appeal; None for any other event."""
    if event.move != "reject" or postulate.rejection_reason is None:
        return None
    return {
        "reason": reason_in_words(postulate.rejection_reason),
        "may_appeal": BY_NAME["appeal"] in moves,
        "was_appealed": postulate.was_appealed,
    }


@mail(HANDLED)
def report_handled_mail(about: int, addressee: Addressee) -> Draft | None:
    """Tell a reader what was done about the text they reported; nothing about a case that is public no more."""
    report = Report.objects.filter(pk=about).first()
    postulate = Postulate.objects.public().filter(reports=about).first()
    if report is None or postulate is None:
        return None
    url = absolute(postulate.get_absolute_url())
    return Draft("postulates/mail/report_handled", {"postulate": postulate, "report": report, "url": url})


@recurring("postulates.erase_reports", daily(at="03:50"))
def erase_reports() -> None:
    """Erase reports a year after they were handled."""
    erase_old_reports()


def _user(addressee: Addressee) -> User | None:
    kind, _separator, pk = addressee.key.partition(":")
    return User.objects.filter(pk=int(pk)).first() if kind == "user" else None


@recurring("postulates.erase_stale_presences", daily(at="04:20"))
def forget_who_was_writing() -> None:
    """Keep nothing about who had which text open once it is over."""
    erase_stale_presences()


@followable(FOLLOWED_AS)
def followed_case(object_id: int) -> tuple[str, str] | None:
    """Return title and address of a case that may be followed: a public one."""
    postulate = Postulate.objects.public().filter(pk=object_id).first()
    return (str(postulate), postulate.get_absolute_url()) if postulate else None
