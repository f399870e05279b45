"""What follows a move, from the outbox: one mail for each person to be told."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from cms.outbox.registry import daily, handler, recurring
from notifications.registry import Addressee, Draft, followable, mail
from notifications.services import send_later

from .decisions import reason_in_words
from .models import CaseEvent, Postulate, Report
from .notices import FOLLOWED_AS, addressees
from .queries import actor_of, is_on_the_desk, is_party, moves_open_to, secrets_of, with_parts
from .services import erase_old_reports
from .services.reports import HANDLED
from .timeline import Reader, entry, is_seen_by
from .workflow import BY_NAME, Move

MAIL = "postulates.event"


@handler("postulate.moved", atomic=True)
def tell(*, event_id: int) -> None:
    """Record one mail per recipient of an event."""
    event = CaseEvent.objects.select_related("postulate").get(pk=event_id)
    for addressee in addressees(event):
        send_later(MAIL, addressee=addressee, about=event.pk, key=str(event.pk))


@mail(MAIL)
def event_mail(about: int, addressee: Addressee) -> Draft | None:
    """Write the mail about an event from the present state; nothing to somebody who may no longer read the case."""
    event = CaseEvent.objects.get(pk=about)
    user = _user(addressee)
    visible = with_parts(Postulate.objects.visible_to(user or AnonymousUser()))
    postulate = visible.filter(pk=event.postulate_id).first()
    if postulate is None:
        return None
    actor = actor_of(user or AnonymousUser())
    reader = _reader(user, postulate)
    secrets = secrets_of(actor, postulate)
    if not is_seen_by(event, reader, secrets):
        return None
    moves = moves_open_to(actor, postulate) if user else []
    return Draft(
        template="postulates/mail/event",
        context={
            "postulate": postulate,
            "entry": entry(event, reader, secrets=secrets),
            "url": settings.WAGTAILADMIN_BASE_URL + postulate.get_absolute_url(),
            "moves": moves,
            "response": postulate.published_response if event.move == "publish" else None,
            "rejection": _rejection(event, postulate, moves),
        },
    )


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
    url = settings.WAGTAILADMIN_BASE_URL + postulate.get_absolute_url()
    return Draft("postulates/mail/report_handled", {"postulate": postulate, "report": report, "url": url})


@recurring("postulates.erase_reports", daily(at="03:50"))
def erase_reports() -> None:
    """Erase reports a year after they were handled."""
    erase_old_reports()


def _user(addressee: Addressee) -> User | None:
    kind, _separator, pk = addressee.key.partition(":")
    return User.objects.filter(pk=int(pk)).first() if kind == "user" else None


def _reader(user: User | None, postulate: Postulate) -> Reader:
    if user is None:
        return Reader.PUBLIC
    actor = actor_of(user)
    if is_party(actor, postulate):
        return Reader.PARTY
    return Reader.STAFF if is_on_the_desk(actor, postulate) else Reader.PUBLIC


@followable(FOLLOWED_AS)
def followed_case(object_id: int) -> tuple[str, str] | None:
    """Return title and address of a case that may be followed: a public one."""
    postulate = Postulate.objects.public().filter(pk=object_id).first()
    return (str(postulate), postulate.get_absolute_url()) if postulate else None
