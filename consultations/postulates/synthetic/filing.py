"""The first chapter: written, co-signed and sent, or written down for somebody who sent a letter."""

from datetime import timedelta

from django.utils import timezone

from accounts.roles import Role
from consultations.postulates.models import CoSignature, Postulate, PostulateRevision
from consultations.postulates.workflow import State

from .telling import Story
from .words import pl

NEEDS_AN_AUTHOR = frozenset({State.DRAFT, State.RETURNED, State.WITHDRAWN})
LETTERS = 0.06
ALONE = 0.15
CHANNELS = (Postulate.Channel.LETTER, Postulate.Channel.EMAIL, Postulate.Channel.MEETING, Postulate.Channel.PHONE)
DECISIONS = {
    CoSignature.State.INVITED: 10,
    CoSignature.State.ACCEPTED: 75,
    CoSignature.State.DECLINED: 10,
    CoSignature.State.WITHDRAWN: 5,
}
SIGNERS = {0: 60, 1: 15, 2: 12, 3: 8, 5: 4, 8: 1}


def file_case(story: Story) -> None:
    """Write the text and, unless the case stays a draft, send it."""
    case, chance, plan = story.case, story.chance, story.plan
    case.problem, case.request = story.text.problem, story.text.request
    case.show_name = chance.random() < 0.4
    if plan.state not in NEEDS_AN_AUTHOR and chance.random() < LETTERS:
        _write_down(story)
    else:
        _choose_author(story)
        _co_sign(story)
    if plan.is_sent:
        _send(story)


def _choose_author(story: Story) -> None:
    chance = story.chance
    if chance.random() < ALONE:
        story.case.author_id = story.one_of(story.society.residents)
        return
    # A few organisations file much, most file little.
    filers = story.society.filers
    story.filer = filers[int(len(filers) * chance.random() ** 2)]
    story.case.organisation_id = story.filer.pk
    story.case.author_id = story.one_of(story.filer.writers)


def _write_down(story: Story) -> None:
    case, chance = story.case, story.chance
    case.channel = chance.choice(CHANNELS)
    case.entered_by_id = story.one_of(story.society.staff[Role.MODERATOR])
    case.received_on = timezone.localdate(story.plan.sent) - timedelta(days=chance.randint(0, 2))
    case.sender_name = "Nadawca listu (demo)"


def _co_sign(story: Story) -> None:
    count = story.chance.choices(list(SIGNERS), list(SIGNERS.values()))[0]
    others = [filer for filer in story.chance.sample(story.society.filers, count) if filer is not story.filer]
    for filer in others:
        story.author_tells("invite", organisation=filer.pk)
        invited_at, invited_by = story.at, story.last_actor
        state = story.chance.choices(list(DECISIONS), list(DECISIONS.values()))[0]
        if state == CoSignature.State.INVITED and story.plan.is_sent:
            state = CoSignature.State.ACCEPTED
        signature = CoSignature(
            postulate=story.case, organisation_id=filer.pk, state=state, invited_at=invited_at, invited_by_id=invited_by
        )
        if state != CoSignature.State.INVITED:
            _answer(story, signature, filer.writers[0])
        story.keep(signature)


def _answer(story: Story, signature: CoSignature, person: int) -> None:
    organisation = signature.organisation_id
    declines = signature.state == CoSignature.State.DECLINED
    details = {"reason": story.chance.choice(pl.REASONS)} if declines else {"organisation": organisation}
    name = "decline_to_co_sign" if declines else "co_sign"
    story.tell(name, person, "co_signer", organisation=organisation, details=details)
    if signature.state == CoSignature.State.WITHDRAWN:
        story.tell("withdraw_signature", person, "co_signer", organisation=organisation)
    signature.show_name = not declines
    signature.answered_by_id = person
    signature.answered_at = story.at


def _send(story: Story) -> None:
    case = story.case
    # Sending is the moment itself; only what follows takes time.
    story.at = story.until = case.submitted_at = story.plan.sent
    if case.entered_by_id:
        story.tell("enter", case.entered_by_id, "moderator", details={"channel": case.channel})
    else:
        story.author_tells("submit")
    story.freeze(PostulateRevision.Kind.SUBMITTED)
    story.until = story.plan.registered or story.plan.ends
    if not case.entered_by_id and story.chance.random() < 0.1:
        correct(story)


def correct(story: Story) -> None:
    """Let the author correct the text before anybody has taken it on."""
    story.author_tells("edit")
    story.freeze(PostulateRevision.Kind.CORRECTED)
