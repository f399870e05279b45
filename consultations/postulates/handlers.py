"""What follows a move, from the outbox: one mail for each person to be told."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from cms.outbox.registry import daily, handler, recurring
from notifications.registry import Addressee, Draft, followable, mail
from notifications.services import send_later

from .models import CaseEvent, Postulate
from .notices import FOLLOWED_AS, addressees
from .queries import actor_of, is_on_the_desk, is_party, moves_open_to, with_parts
from .services import erase_stale_presences
from .timeline import Reader, entry

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
    return Draft(
        template="postulates/mail/event",
        context={
            "postulate": postulate,
            "entry": entry(event, reader),
            "url": settings.WAGTAILADMIN_BASE_URL + postulate.get_absolute_url(),
            "moves": moves_open_to(actor, postulate) if user else [],
            "response": postulate.published_response if event.move == "publish" else None,
        },
    )


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


@recurring("postulates.erase_stale_presences", daily(at="04:20"))
def forget_who_was_writing() -> None:
    """Keep nothing about who had which text open once it is over."""
    erase_stale_presences()


@followable(FOLLOWED_AS)
def followed_case(object_id: int) -> tuple[str, str] | None:
    """Return title and address of a case that may be followed: a public one."""
    postulate = Postulate.objects.public().filter(pk=object_id).first()
    return (str(postulate), postulate.get_absolute_url()) if postulate else None
