"""What follows a move, from the outbox: one mail for each person to be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from city.models import Named, Topic, Unit
from city.queries import names
from cms.addresses import absolute
from cms.outbox.registry import daily, handler, recurring
from cms.uploads.storage import sweep_orphans
from notifications.queries import follows
from notifications.registry import Addressee, Draft, Entry, entry, followables, mail
from notifications.services import send_later, tell_followers

from .answers import Answer, answer_for_reader
from .approval_links import approval_url
from .attachments import stored_names, waiting_for_a_scan
from .colleagues import may_read_notes
from .decisions import reason_in_words
from .effects.files import SCAN_TOPIC
from .models import (
    Attachment,
    CaseEvent,
    InternalNote,
    Postulate,
    PostulateQuerySet,
    PublicationBatch,
    ReminderLetter,
    Report,
)
from .notices import FOLLOWED_AS, TOPIC, UNIT, addressees, targets
from .permissions import Actor
from .queries import actor_of, moves_open_to, secrets_of, with_parts
from .reminders.letters import letter_draft
from .services import erase_old_reminders, erase_old_reports, erase_stale_presences, remind, scan_file
from .services.hand_over import HAND_OVER_MAIL, HANDED_OVER
from .services.notes import NOTE_MAIL
from .services.reminders import REMINDER_MAIL
from .services.reports import HANDLED
from .timeline import Entry as Line
from .timeline import Reader, is_seen_by, reader_of
from .timeline import entry as line
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
    """Record one mail per person to be told of an event, and that followers are told; of a batch, one for all of it."""
    event = CaseEvent.objects.select_related("postulate").get(pk=event_id)
    batch = event.details.get("batch")
    if batch and not _is_complete(batch):
        raise BatchUnfinished(batch)
    people = addressees(event)
    if batch:
        for addressee in people:
            send_later(BATCH_MAIL, addressee=addressee, about=batch, key=f"batch:{batch}")
        _tell_followers_of_batch(event, batch)
        return
    for addressee in people:
        send_later(MAIL, addressee=addressee, about=event.pk, key=str(event.pk))
    tell_followers(MAIL, targets=targets(event), about=event.pk, key=str(event.pk), besides=people)


def _tell_followers_of_batch(event: CaseEvent, batch: int) -> None:
    """Tell of all answers of a batch at once, when its first is handled; who follows several gets one mail."""
    together = list(_published_in(batch))
    if together and event.pk == together[0].pk:
        tell_followers(
            BATCH_MAIL,
            targets=[target for each in together for target in targets(each)],
            about=batch,
            key=f"batch:{batch}",
            besides={addressee for each in together for addressee in addressees(each)},
        )


def _published_in(batch: int) -> "QuerySet[CaseEvent]":
    events = CaseEvent.objects.filter(move="publish", details__batch=batch)
    return events.select_related("postulate").order_by("pk")


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


@dataclass(frozen=True)
class Told:
    """An event as somebody may know of it, with what its mail is written from."""

    event: CaseEvent
    postulate: Postulate
    user: User | None
    actor: Actor
    reader: Reader
    line: Line


def _told(event_id: int, addressee: Addressee) -> Told | None:
    """Return what there is to tell somebody of an event; None when they may not, or need not, know of it now."""
    event = CaseEvent.objects.get(pk=event_id)
    user = _user(addressee)
    postulate = _readable(user).filter(pk=event.postulate_id).first()
    if postulate is None or _is_no_news(event, postulate, addressee):
        return None
    actor = actor_of(user or AnonymousUser())
    reader = reader_of(actor, postulate)
    secrets = secrets_of(actor, postulate)
    if not is_seen_by(event, reader, secrets):
        return None
    return Told(event, postulate, user, actor, reader, line(event, reader, secrets=secrets))


@mail(MAIL, by_law=True)
def event_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write the mail about an event from the present state; nothing to somebody who may no longer read the case."""
    told = _told(about, addressee)
    if told is None:
        return None
    event, postulate = told.event, told.postulate
    moves = moves_open_to(told.actor, postulate) if told.user else []
    response = postulate.published_response
    return Draft(
        template="postulates/mail/event",
        context={
            "postulate": postulate,
            "entry": told.line,
            "url": absolute(_address(postulate, told.reader)),
            "reader": told.reader.name.lower(),
            "moves": moves,
            "answer": answer_for_reader(response) if response and event.move in SHOWS_ANSWER else None,
            "explains": f"postulates/mail/explains/{event.move}.txt" if event.move in EXPLAINED else "",
            "details": event.details,
            "dates": _dates(event),
            "approval_url": _approval_url(told.user, postulate, {move.name for move in moves}, addressee),
            "rejection": _rejection(event, postulate, moves),
        },
    )


@entry(MAIL, heading=gettext_lazy("Postulates"))
def event_entry(about: int, addressee: Addressee) -> Entry | None:
    """Tell the same in a digest: what happened, and its details."""
    told = _told(about, addressee)
    if told is None:
        return None
    facts = [f"{fact.label}: {fact.value}" for fact in told.line.facts]
    return Entry(
        str(told.postulate), absolute(_address(told.postulate, told.reader)), "\n".join([told.line.title, *facts])
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
    rows = _answers_of_batch(about, addressee)
    if not rows:
        return None
    context = {"rows": [(row, answer, absolute(row.get_absolute_url())) for row, answer in rows], "count": len(rows)}
    return Draft(template="postulates/mail/batch", context=context)


@entry(BATCH_MAIL, heading=gettext_lazy("Postulates"))
def batch_entry(about: int, addressee: Addressee) -> Entry | None:
    """Tell the same in a digest."""
    rows = _answers_of_batch(about, addressee)
    if not rows:
        return None
    lines = [f"{row}\n{absolute(row.get_absolute_url())}" for row, _answer in rows]
    return Entry(
        _("Answers that the city published together"), absolute(reverse("postulates:register")), "\n".join(lines)
    )


def _answers_of_batch(batch: int, addressee: Addressee) -> list[tuple[Postulate, Answer]]:
    """Return the answers of a batch that concern the recipient, as a party or because they follow what it is about."""
    concerned = [
        event.postulate_id
        for event in _published_in(batch)
        if addressee.key in addressees(event) or follows(addressee, targets(event))
    ]
    cases = _readable(_user(addressee)).filter(pk__in=concerned).order_by("year", "number")
    return [(row, answer_for_reader(row.published_response)) for row in cases if row.published_response]


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


@recurring("postulates.remind", daily(at="06:20"))
def remind_of_dates() -> None:
    """Remind staff of what is due, before they come to work."""
    remind(timezone.localdate())


@mail(REMINDER_MAIL, by_law=True)
def reminder_mail(about: int, addressee: Addressee) -> Draft | None:
    """Say what is due; nothing when all of it was done, or is the matter of somebody else by now."""
    letter = ReminderLetter.objects.select_related("person").filter(pk=about).first()
    return letter_draft(letter, addressee) if letter else None


@recurring("postulates.erase_reminders", daily(at="03:55"))
def erase_reminders() -> None:
    """Forget who was reminded of what, together with the log of deliveries."""
    erase_old_reminders()


def _user(addressee: Addressee) -> User | None:
    kind, _colon, pk = addressee.key.partition(":")
    return User.objects.filter(pk=int(pk)).first() if kind == "user" else None


@recurring("postulates.erase_stale_presences", daily(at="04:20"))
def forget_who_was_writing() -> None:
    """Keep nothing about who had which text open once it is over."""
    erase_stale_presences()


@followables(FOLLOWED_AS)
def followed_cases(pks: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return title and address of cases that may be followed: public ones."""
    public = Postulate.objects.public().filter(pk__in=pks)
    return {postulate.pk: (str(postulate), postulate.get_absolute_url()) for postulate in public}


@followables(TOPIC)
def followed_topics(pks: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return topics with their part of the register, the page on which everything about them is listed."""
    return {pk: (_("Topic: %(name)s") % {"name": name}, path) for pk, (name, path) in _parts(Topic, TOPIC, pks).items()}


@followables(UNIT)
def followed_units(pks: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return units with their part of the register."""
    return _parts(Unit, UNIT, pks)


def _parts(model: type[Named], name: str, pks: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return the names of rows, and the register narrowed down to each. Two queries."""
    rows, called = model.objects.facts().filter(pk__in=pks), names(model)
    here = reverse("postulates:register")
    return {row.pk: (str(called.get(row.translation_key, row.name)), f"{here}?{name}={row.code}") for row in rows}
