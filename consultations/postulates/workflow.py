"""The workflow of a postulate: one table that says who may move it where, what that takes and who is told.

Buttons, forms, mails, the timeline, documentation and tests are derived from this file and restate nothing.
It reads no database.
"""

from dataclasses import dataclass
from enum import Enum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .permissions import (
    Actor,
    Case,
    Rule,
    answer_is_published,
    anybody,
    decides_on_it,
    has_files,
    has_redactions,
    has_unreleased_addenda,
    holds_the_claim,
    is_author,
    is_co_signer,
    is_contributing_official,
    is_coordinator,
    is_impartial_moderator,
    is_invited_to_co_sign,
    is_lead_approver,
    is_lead_official,
    is_qualified,
    opinion_is_awaited,
    rejected_it_before,
    response_awaits_approval,
    response_is_approved,
    somebody_is_invited,
    was_answered_lately,
    was_never_appealed,
    was_never_reopened_by_the_author,
    was_registered,
    wrote_it_down,
    wrote_the_response,
)


class State(models.TextChoices):
    """Where a postulate stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_MODERATION = "in_moderation", _("Being checked")
    RETURNED = "returned", _("Returned for correction")
    REGISTERED = "registered", _("Registered")
    ROUTED = "routed", _("Passed to a unit")
    IN_PROGRESS = "in_progress", _("In progress")
    AWAITING_AUTHOR = "awaiting_author", _("Waiting for the author")
    RESPONSE_IN_APPROVAL = "response_in_approval", _("Answer being approved")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DUPLICATE = "duplicate", _("Joined with another case")
    TRANSFERRED_OUT = "transferred_out", _("Passed to another body")


class Tone(Enum):
    """How a state feels; the design system turns it into a colour and an icon."""

    NEUTRAL = "neutral"
    INFO = "info"
    PROGRESS = "progress"
    SUCCESS = "success"
    WARNING = "warning"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a state means to somebody who has never seen an office from inside."""

    sentence: Promise
    tone: Tone


MEANINGS: dict[State, Meaning] = {
    State.DRAFT: Meaning(_("Only its authors can see it. It has not been sent."), Tone.NEUTRAL),
    State.SUBMITTED: Meaning(_("The city has received it. A moderator will look at it."), Tone.INFO),
    State.IN_MODERATION: Meaning(_("A moderator is checking it before it becomes public."), Tone.INFO),
    State.RETURNED: Meaning(_("The author is asked to correct it."), Tone.WARNING),
    State.REGISTERED: Meaning(_("It is public and the time to answer runs."), Tone.INFO),
    State.ROUTED: Meaning(_("The competent unit has been chosen."), Tone.PROGRESS),
    State.IN_PROGRESS: Meaning(_("The competent unit is working on the answer."), Tone.PROGRESS),
    State.AWAITING_AUTHOR: Meaning(_("The unit asked the author a question. The clock stands still."), Tone.WARNING),
    State.RESPONSE_IN_APPROVAL: Meaning(_("The answer is written and is being approved."), Tone.PROGRESS),
    State.ANSWERED: Meaning(_("The city has answered in public."), Tone.SUCCESS),
    State.CLOSED: Meaning(_("The case is finished. Its commitments are still tracked."), Tone.SUCCESS),
    State.REJECTED: Meaning(_("It was not accepted; the author was told why."), Tone.STOP),
    State.WITHDRAWN: Meaning(_("Its author withdrew it."), Tone.NEUTRAL),
    State.DUPLICATE: Meaning(_("It is handled together with another case."), Tone.NEUTRAL),
    State.TRANSFERRED_OUT: Meaning(_("Another body is competent and has received it."), Tone.NEUTRAL),
}


class Until(Enum):
    """Which day ends the time in which the next thing happens; the day itself is a fact of the case."""

    CHECKED = "checked"
    CORRECTED = "corrected"
    ANSWERED = "answered"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Next:
    """What happens next and who does it, and which day ends the time for it."""

    sentence: Promise
    until: Until | None = None


NEXT: dict[State, Next] = {
    State.DRAFT: Next(_("Its authors finish the text and send it to the city.")),
    State.SUBMITTED: Next(_("A moderator takes it on and checks it."), Until.CHECKED),
    State.IN_MODERATION: Next(
        _("The moderator registers it, asks the author for a correction, or rejects it with a reason."), Until.CHECKED
    ),
    State.RETURNED: Next(_("The author sends a corrected text."), Until.CORRECTED),
    State.REGISTERED: Next(
        _("The dialogue department passes it to the competent unit, and the unit answers."), Until.ANSWERED
    ),
    State.ROUTED: Next(_("The competent unit takes the case on and answers."), Until.ANSWERED),
    State.IN_PROGRESS: Next(_("The competent unit finishes its answer, and the city publishes it."), Until.ANSWERED),
    State.AWAITING_AUTHOR: Next(_("The author replies to the unit. After that the clock runs again.")),
    State.RESPONSE_IN_APPROVAL: Next(
        _("The head of the unit approves the answer, and the dialogue department publishes it."), Until.ANSWERED
    ),
    State.ANSWERED: Next(
        _("The author may say once that the matter is not resolved. Otherwise the city closes the case."),
        Until.DISPUTED,
    ),
    State.CLOSED: Next(_("Nothing more happens in this case, except that the city keeps what it promised.")),
    State.REJECTED: Next(_("The author may appeal once. Another moderator decides about the appeal.")),
    State.WITHDRAWN: Next(_("Nothing more happens in this case.")),
    State.DUPLICATE: Next(_("The city answers in the case with which it was joined.")),
    State.TRANSFERRED_OUT: Next(_("The other body answers the author.")),
}
NOTHING_MORE = Next(_("Nothing more happens in this case."))
DISPUTED_BEFORE = Next(
    _("The author has said once already that the matter is not resolved. The dialogue department closes the case.")
)


class LegalKind(models.TextChoices):
    """What a text is in law; its content decides, not its form. Sets the legal clock."""

    POSTULATE = "postulate", _("postulate")
    WNIOSEK = "wniosek", _("motion (wniosek, KPA art. 241)")
    PETITION = "petycja", _("petition (petycja)")
    COMPLAINT = "skarga", _("complaint (skarga, KPA art. 227)")
    PUBLIC_INFORMATION = "public-information", _("request for public information")
    REMARK = "remark", _("remark in a consultation")


class Outcome(models.TextChoices):
    """What an answer amounts to."""

    ACCEPTED = "accepted", _("accepted")
    ACCEPTED_IN_PART = "accepted_in_part", _("accepted in part")
    PLANNED = "planned", _("planned")
    ALREADY_IN_PLACE = "already_in_place", _("already in place")
    EXPLAINED = "explained", _("explained")
    NOT_COMPETENT = "not_competent", _("not within the city's competence")
    DECLINED = "declined", _("declined")


class ResponseStatus(models.TextChoices):
    """Where an answer stands on its way to the public."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("waiting for approval")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")
    REFUSED = "refused", _("refused")


RESPONSES_LAID_ASIDE = frozenset({ResponseStatus.SUPERSEDED, ResponseStatus.REFUSED})


class Audience(Enum):
    """Who is told about a move."""

    AUTHOR = "author"
    INVITED = "invited co-signers"
    CO_SIGNERS = "co-signers"
    FOLLOWERS = "followers"
    INTERESTED = "followers of topic, unit or organisation"
    MODERATORS = "moderators"
    CLAIMANT = "moderator in charge"
    COORDINATORS = "coordinators"
    LEAD_UNIT = "lead unit"
    CONTRIBUTING_UNITS = "contributing units"
    OFFICER = "official in charge"
    APPROVERS = "approvers"


BEFORE_CLAIM = frozenset({State.SUBMITTED})
EDITABLE = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED})
BEFORE_REGISTRATION = frozenset({State.DRAFT, State.SUBMITTED, State.IN_MODERATION, State.RETURNED})
IN_MODERATION = frozenset({State.IN_MODERATION})
WITH_THE_CITY = frozenset({State.ROUTED, State.IN_PROGRESS, State.AWAITING_AUTHOR, State.RESPONSE_IN_APPROVAL})
CLOCK_RUNS = frozenset({State.REGISTERED, State.ROUTED, State.IN_PROGRESS, State.RESPONSE_IN_APPROVAL})
PUBLIC = CLOCK_RUNS | {
    State.AWAITING_AUTHOR,
    State.ANSWERED,
    State.CLOSED,
    State.TRANSFERRED_OUT,
}
PUBLIC_ONCE_REGISTERED = frozenset({State.WITHDRAWN, State.DUPLICATE})
RUNNING = WITH_THE_CITY | {State.REGISTERED}
SENT = frozenset(State) - {State.DRAFT}
MODERATED = SENT - {State.SUBMITTED, State.RETURNED}
PUBLISHED = frozenset({State.ANSWERED, State.CLOSED})
WITHDRAWABLE = (BEFORE_REGISTRATION - {State.DRAFT}) | WITH_THE_CITY | {State.REGISTERED}

AUTHORS = (Audience.AUTHOR, Audience.CO_SIGNERS)
PUBLIC_AUDIENCE = (*AUTHORS, Audience.FOLLOWERS)
# Who follows more than one case is told of what readers wait for, not of every move.
WIDE_AUDIENCE = (*PUBLIC_AUDIENCE, Audience.INTERESTED)


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table.

    ``target`` None keeps the state; ``needs`` are details without which the move is refused, ``takes`` optional ones;
    ``shows`` are the details everybody may read, ``confides`` those the parties of the case may read too; ``forgets``
    are never written into the event (files, passages that are to be hidden, texts that have a row of their own);
    ``is_public`` says whether its event stands on the public timeline (once the case is public), ``is_confidential``
    that moderation keeps it among itself: neither the parties nor the units of the city read it.
    """

    name: str
    label: Promise
    did: Promise
    sources: frozenset[State]
    target: State | None
    who: Rule
    when: Rule = anybody
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    tells: tuple[Audience, ...] = ()
    shows: tuple[str, ...] = ()
    confides: tuple[str, ...] = ()
    forgets: tuple[str, ...] = ()
    is_public: bool = True
    is_confidential: bool = False
    tone: Tone = Tone.NEUTRAL

    def is_open_to(self, actor: Actor, state: State, case: Case) -> bool:
        """Say whether the actor may make this move now."""
        return state in self.sources and self.when(actor, case) and self.who(actor, case)


# fmt: off
MOVES: tuple[Move, ...] = (
    Move(
        "edit", _("Correct the text"), _("The author corrected the text."),
        EDITABLE, None, is_author | wrote_it_down, is_public=False,
    ),
    Move(
        "invite", _("Invite an organisation to co-sign"), _("An organisation was invited to co-sign."),
        BEFORE_REGISTRATION, None, is_author, needs=("organisation",), tells=(Audience.INVITED,), is_public=False,
        confides=("organisation",),
    ),
    Move(
        "cancel_invitation", _("Cancel an invitation"), _("An invitation to co-sign was cancelled."),
        BEFORE_REGISTRATION, None, is_author, when=somebody_is_invited, needs=("invitation",), is_public=False,
        confides=("organisation",),
        forgets=("invitation",),
    ),
    Move(
        "co_sign", _("Co-sign"), _("An organisation co-signed."),
        BEFORE_REGISTRATION, None, is_invited_to_co_sign, takes=("show_name",), tells=(Audience.AUTHOR,),
        shows=("organisation",),
    ),
    Move(
        "decline_to_co_sign", _("Decline to co-sign"), _("An organisation declined to co-sign."),
        BEFORE_REGISTRATION, None, is_invited_to_co_sign, takes=("reason",), tells=(Audience.AUTHOR,), is_public=False,
        confides=("reason",),
    ),
    Move(
        "withdraw_signature", _("Withdraw our signature"), _("An organisation withdrew its signature."),
        BEFORE_REGISTRATION, None, is_co_signer, takes=("reason",), tells=(Audience.AUTHOR,), is_public=False,
        confides=("reason",),
    ),
    Move(
        "enter", _("Enter what was received"), _("The city wrote down what it received."),
        frozenset({State.DRAFT}), State.SUBMITTED, wrote_it_down, tells=(Audience.MODERATORS,), tone=Tone.INFO,
        shows=("channel",),
    ),
    Move(
        "submit", _("Send to the city"), _("The postulate was sent to the city."),
        frozenset({State.DRAFT}), State.SUBMITTED, is_author,
        tells=(*AUTHORS, Audience.INVITED, Audience.MODERATORS), tone=Tone.INFO,
    ),
    Move(
        "claim", _("Take it on"), _("A moderator took the case on."),
        BEFORE_CLAIM, State.IN_MODERATION, is_impartial_moderator & ~rejected_it_before, is_public=False,
        is_confidential=True,
    ),
    Move(
        "take_over", _("Take it over"), _("Another moderator took the case over."),
        IN_MODERATION, None, is_impartial_moderator & ~holds_the_claim & ~rejected_it_before, needs=("reason",),
        is_public=False, is_confidential=True,
    ),
    Move(
        "give_back", _("Give it back to the queue"), _("The moderator gave the case back to the queue."),
        IN_MODERATION, State.SUBMITTED, decides_on_it, takes=("reason",), tells=(Audience.MODERATORS,),
        is_public=False, is_confidential=True,
    ),
    Move(
        "ask_opinion", _("Ask for a second opinion"), _("A second opinion was asked for."),
        IN_MODERATION, None, decides_on_it, when=~opinion_is_awaited, needs=("question",),
        tells=(Audience.MODERATORS,), is_public=False, is_confidential=True,
    ),
    Move(
        "give_opinion", _("Give an opinion"), _("Another moderator gave an opinion."),
        IN_MODERATION, None, is_impartial_moderator & ~holds_the_claim, when=opinion_is_awaited, needs=("opinion",),
        tells=(Audience.CLAIMANT,), is_public=False, is_confidential=True,
    ),
    Move(
        "return", _("Return for correction"), _("The postulate was returned for correction."),
        IN_MODERATION, State.RETURNED, decides_on_it, needs=("reason", "due_on"), tells=(Audience.AUTHOR,),
        is_public=False, tone=Tone.WARNING,
        confides=("reason", "due_on",),
    ),
    Move(
        "resubmit", _("Send the corrected text"), _("The corrected text was sent."),
        frozenset({State.RETURNED}), State.IN_MODERATION, is_author, tells=(Audience.CLAIMANT,), is_public=False,
    ),
    Move(
        "register", _("Register"), _("The postulate was registered and became public."),
        IN_MODERATION, State.REGISTERED, decides_on_it, needs=("legal_kind",), takes=("reason",),
        tells=(*AUTHORS, Audience.COORDINATORS, Audience.INTERESTED), tone=Tone.INFO,
        shows=("legal_kind", "due_on",),
        confides=("reason",),
    ),
    Move(
        "requalify", _("Change the legal kind"), _("The legal kind of the case was changed."),
        RUNNING, None, is_impartial_moderator | is_coordinator, needs=("legal_kind", "reason"),
        tells=(*PUBLIC_AUDIENCE, Audience.LEAD_UNIT), tone=Tone.WARNING,
        shows=("legal_kind", "reason", "due_on", "old_due_on",),
    ),
    Move(
        "reject", _("Reject"), _("The postulate was rejected."),
        IN_MODERATION, State.REJECTED, decides_on_it, needs=("rejection_reason", "note"), tells=AUTHORS,
        tone=Tone.STOP,
        shows=("rejection_reason",),
        confides=("note",),
    ),
    Move(
        "appeal", _("Appeal against the rejection"), _("The author appealed. Another moderator will decide."),
        frozenset({State.REJECTED}), State.SUBMITTED, is_author, when=was_never_appealed, needs=("reason",),
        tells=(Audience.MODERATORS,), is_public=False,
        confides=("reason",),
    ),
    Move(
        "join", _("Join with another case"), _("The case was joined with another one."),
        frozenset({State.IN_MODERATION, State.REGISTERED}), State.DUPLICATE,
        is_impartial_moderator & ~rejected_it_before, needs=("duplicate_of",), takes=("reason",),
        tells=PUBLIC_AUDIENCE,
        shows=("duplicate_of",),
    ),
    Move(
        "separate", _("Separate from the other case"), _("The case was separated again."),
        frozenset({State.DUPLICATE}), State.IN_MODERATION, is_impartial_moderator & ~rejected_it_before,
        when=~was_registered, needs=("reason",), tells=PUBLIC_AUDIENCE,
        shows=("reason",),
    ),
    Move(
        "separate_registered", _("Separate from the other case"), _("The case was separated again."),
        frozenset({State.DUPLICATE}), State.REGISTERED, is_impartial_moderator, when=was_registered,
        needs=("reason",), tells=(*PUBLIC_AUDIENCE, Audience.COORDINATORS),
        shows=("reason",),
    ),
    Move(
        "redact", _("Hide a passage"), _("A passage was hidden from the public."),
        MODERATED, None, is_impartial_moderator, needs=("target", "passage", "redaction_reason"),
        tells=(Audience.AUTHOR,),
        shows=("target", "redaction_reason",),
        forgets=("passage",),
    ),
    Move(
        "redact_file", _("Hide a file"), _("An attached file was hidden from the public."),
        MODERATED, None, is_impartial_moderator, when=has_files, needs=("attachment", "hides", "redaction_reason"),
        takes=("public_name", "public_copy"), tells=(Audience.AUTHOR,),
        shows=("hides", "redaction_reason",),
        forgets=("attachment", "public_copy"),
    ),
    Move(
        "redact_entry", _("Hide words in the history"), _("Words in the history were hidden from the public."),
        MODERATED, None, is_impartial_moderator, needs=("entry", "redaction_reason"), tells=(Audience.AUTHOR,),
        shows=("redaction_reason",),
        forgets=("entry",),
    ),
    Move(
        "lift_redaction", _("Show again what was hidden"), _("Something hidden was shown again."),
        MODERATED, None, is_impartial_moderator, when=has_redactions, needs=("redaction", "reason"),
        tells=(Audience.AUTHOR,),
        shows=("reason",),
        forgets=("redaction",),
    ),
    Move(
        "add", _("Add something"), _("The author added something."),
        RUNNING | IN_MODERATION, None, is_author, needs=("addendum",),
        tells=(Audience.CLAIMANT, Audience.LEAD_UNIT, Audience.MODERATORS), is_public=False,
        forgets=("addendum",),
    ),
    Move(
        "release_addendum", _("Make an addendum public"), _("An addendum of the author was made public."),
        RUNNING, None, is_impartial_moderator, when=has_unreleased_addenda, needs=("released",),
        tells=(Audience.AUTHOR, Audience.FOLLOWERS),
        forgets=("released",),
    ),
    Move(
        "translate", _("Add a working translation"), _("The city added a working translation."),
        SENT, None, is_impartial_moderator | is_coordinator,
        needs=("language", "translated_title", "translated_problem", "translated_request"),
        shows=("language",),
        forgets=("translated_title", "translated_problem", "translated_request"),
    ),
    Move(
        "withdraw", _("Withdraw the postulate"), _("The author withdrew the postulate."),
        WITHDRAWABLE, State.WITHDRAWN, is_author, takes=("reason",),
        tells=(Audience.CO_SIGNERS, Audience.FOLLOWERS, Audience.CLAIMANT, Audience.LEAD_UNIT),
        shows=("reason",),
    ),
    Move(
        "route", _("Pass to the competent units"), _("The case was passed to the competent unit."),
        frozenset({State.REGISTERED}), State.ROUTED, is_coordinator, when=is_qualified,
        needs=("lead_unit",), takes=("contributions", "reason"),
        tells=(*PUBLIC_AUDIENCE, Audience.LEAD_UNIT, Audience.CONTRIBUTING_UNITS), tone=Tone.PROGRESS,
        shows=("lead_unit", "contributing_units",),
        forgets=("contributions",),
    ),
    Move(
        "reroute", _("Pass to another unit"), _("The case was passed to another unit."),
        frozenset({State.ROUTED, State.IN_PROGRESS}), State.ROUTED, is_coordinator,
        needs=("lead_unit", "reason"), takes=("contributions",),
        tells=(*PUBLIC_AUDIENCE, Audience.LEAD_UNIT, Audience.CONTRIBUTING_UNITS), tone=Tone.PROGRESS,
        shows=("lead_unit", "contributing_units", "reason",),
        forgets=("contributions",),
    ),
    Move(
        "transfer_out", _("Pass to another body"), _("The case was passed to the competent body outside the city."),
        frozenset({State.REGISTERED, State.ROUTED, State.IN_PROGRESS}), State.TRANSFERRED_OUT, is_coordinator,
        needs=("body", "reason"), takes=("legal_basis",), tells=(*PUBLIC_AUDIENCE, Audience.LEAD_UNIT),
        shows=("body", "reason", "legal_basis", "is_late",),
    ),
    Move(
        "decline", _("Decline: our unit is not competent"), _("The unit declined: it is not competent."),
        frozenset({State.ROUTED}), State.REGISTERED, is_lead_official, needs=("reason",),
        tells=(Audience.COORDINATORS,),
        shows=("reason",),
    ),
    Move(
        "accept", _("Accept the case"), _("The unit started to work on the case."),
        frozenset({State.ROUTED}), State.IN_PROGRESS, is_lead_official, tells=PUBLIC_AUDIENCE, tone=Tone.PROGRESS,
    ),
    Move(
        "appoint", _("Choose who deals with it"), _("The unit chose who deals with the case."),
        WITH_THE_CITY, None, is_lead_official | is_lead_approver, needs=("officer",), tells=(Audience.OFFICER,),
        is_public=False,
    ),
    Move(
        "ask_unit", _("Ask another unit"), _("Another unit was asked to contribute."),
        frozenset({State.ROUTED, State.IN_PROGRESS}), None, is_lead_official | is_coordinator,
        needs=("unit", "question", "due_on"), tells=(Audience.CONTRIBUTING_UNITS,), tone=Tone.PROGRESS,
        shows=("unit",),
    ),
    Move(
        "ask_author", _("Ask the author"), _("The unit asked the author a question; the clock stands still."),
        frozenset({State.IN_PROGRESS}), State.AWAITING_AUTHOR, is_lead_official, needs=("question",),
        tells=(Audience.AUTHOR,), tone=Tone.WARNING,
        confides=("question",),
    ),
    Move(
        "reply", _("Reply to the unit"), _("The author replied; the clock runs again."),
        frozenset({State.AWAITING_AUTHOR}), State.IN_PROGRESS, is_author, needs=("reply",),
        tells=(Audience.LEAD_UNIT,), tone=Tone.PROGRESS,
        shows=("due_on", "old_due_on",),
        confides=("reply",),
    ),
    Move(
        "resume", _("Resume without a reply"), _("The unit resumed its work; the clock runs again."),
        frozenset({State.AWAITING_AUTHOR}), State.IN_PROGRESS, is_lead_official | is_coordinator, needs=("reason",),
        tells=(Audience.AUTHOR,),
        shows=("due_on", "old_due_on",),
        confides=("reason",),
    ),
    Move(
        "contribute", _("Send our part of the answer"), _("A contributing unit sent its part of the answer."),
        frozenset({State.ROUTED, State.IN_PROGRESS, State.AWAITING_AUTHOR}), None, is_contributing_official,
        needs=("part",), tells=(Audience.LEAD_UNIT,), is_public=False,
        forgets=("part",),
    ),
    Move(
        "decline_part", _("Decline: we cannot contribute"), _("A contributing unit declined."),
        frozenset({State.ROUTED, State.IN_PROGRESS, State.AWAITING_AUTHOR}), None, is_contributing_official,
        needs=("reason",), tells=(Audience.LEAD_UNIT, Audience.COORDINATORS), is_public=False,
    ),
    Move(
        "extend", _("Extend the time to answer"), _("The time to answer was extended."),
        CLOCK_RUNS, None, is_coordinator | is_lead_approver, needs=("due_on", "reason"), tells=PUBLIC_AUDIENCE,
        tone=Tone.WARNING,
        shows=("due_on", "old_due_on", "reason",),
    ),
    Move(
        "draft_response", _("Write the answer"), _("The draft of the answer was saved."),
        frozenset({State.IN_PROGRESS}), None, is_lead_official, needs=("response",),
        takes=("outcome", "commitment", "commitment_condition", "commitment_due_on"), is_public=False,
        forgets=("response",),
    ),
    Move(
        "propose_response", _("Send the answer for approval"), _("The answer was written and sent for approval."),
        frozenset({State.IN_PROGRESS}), State.RESPONSE_IN_APPROVAL, is_lead_official,
        needs=("outcome", "response"), takes=("commitment", "commitment_condition", "commitment_due_on"),
        tells=(Audience.APPROVERS,), is_public=False,
        forgets=("response",),
    ),
    Move(
        "request_changes", _("Ask for changes"), _("The approver asked for changes in the answer."),
        frozenset({State.RESPONSE_IN_APPROVAL}), State.IN_PROGRESS, is_lead_approver, needs=("reason",),
        takes=("way",), tells=(Audience.LEAD_UNIT,), is_public=False,
    ),
    Move(
        "approve", _("Approve the answer"), _("The answer was approved."),
        PUBLISHED | {State.RESPONSE_IN_APPROVAL}, None, is_lead_approver & ~wrote_the_response,
        when=response_awaits_approval, takes=("way",), tells=(Audience.COORDINATORS,), is_public=False,
    ),
    Move(
        "publish", _("Publish the answer"), _("The city published its answer."),
        frozenset({State.RESPONSE_IN_APPROVAL}), State.ANSWERED, is_coordinator & ~wrote_the_response,
        when=response_is_approved, takes=("batch",), tells=(*WIDE_AUDIENCE, Audience.LEAD_UNIT), tone=Tone.SUCCESS,
        shows=("outcome",),
    ),
    Move(
        "translate_response", _("Add the answer in another language"), _("The answer was added in another language."),
        PUBLISHED, None, is_coordinator | is_lead_official, when=answer_is_published,
        needs=("language", "response"), tells=PUBLIC_AUDIENCE, tone=Tone.PROGRESS,
        shows=("language",),
        forgets=("response",),
    ),
    Move(
        "propose_correction", _("Correct the answer"), _("A corrected answer was written and sent for approval."),
        PUBLISHED, None, is_lead_official, when=answer_is_published, needs=("outcome", "response", "reason"),
        tells=(Audience.APPROVERS,), is_public=False,
        forgets=("response",),
    ),
    Move(
        "refuse_correction", _("Refuse the correction"),
        _("The corrected answer was refused; the published one stands."),
        PUBLISHED, None, is_lead_approver, when=response_awaits_approval, needs=("reason",), takes=("way",),
        tells=(Audience.LEAD_UNIT,), is_public=False,
    ),
    Move(
        "publish_correction", _("Publish the correction"), _("The city corrected its answer."),
        PUBLISHED, None, is_coordinator & ~wrote_the_response, when=response_is_approved,
        tells=(*WIDE_AUDIENCE, Audience.LEAD_UNIT), tone=Tone.WARNING,
        shows=("outcome", "reason",),
    ),
    Move(
        "reopen", _("This is not resolved"), _("The author said the matter is not resolved; the case was reopened."),
        frozenset({State.ANSWERED}), State.IN_PROGRESS, is_author,
        when=was_answered_lately & was_never_reopened_by_the_author,
        needs=("reason",), tells=(Audience.LEAD_UNIT, Audience.COORDINATORS, Audience.FOLLOWERS), tone=Tone.WARNING,
        shows=("reason", "due_on",),
    ),
    Move(
        "reopen_by_city", _("Reopen the case"), _("The city reopened the case."),
        frozenset({State.ANSWERED, State.CLOSED}), State.IN_PROGRESS, is_coordinator, needs=("reason",),
        tells=(*PUBLIC_AUDIENCE, Audience.LEAD_UNIT), tone=Tone.WARNING,
        shows=("reason", "due_on",),
    ),
    Move(
        "close", _("Close the case"), _("The case was closed."),
        frozenset({State.ANSWERED}), State.CLOSED, is_coordinator, takes=("reason",), tells=PUBLIC_AUDIENCE,
        tone=Tone.SUCCESS,
        shows=("reason",),
    ),
)
# fmt: on

BY_NAME: dict[str, Move] = {move.name: move for move in MOVES}


def open_moves(actor: Actor, state: State, case: Case) -> list[Move]:
    """Return the moves the actor may make now, in the order of the table."""
    return [move for move in MOVES if move.is_open_to(actor, state, case)]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that happens to a case beside the moves of the table: its words, and who is told."""

    did: Promise
    is_public: bool = False
    tells: tuple[Audience, ...] = ()
    tone: Tone = Tone.NEUTRAL
    shows: tuple[str, ...] = ()
    confides: tuple[str, ...] = ()
    is_confidential: bool = False


# fmt: off
OCCURRENCES: dict[str, Occurrence] = {
    "commitment": Occurrence(_("The state of a commitment changed."), True, WIDE_AUDIENCE, Tone.PROGRESS, shows=(
        "commitment", "commitment_status", "progress", "reason", "evidence_url", "due_on", "old_due_on",
    )),
    "milestone": Occurrence(
        _("A step towards a commitment was planned."), True, shows=("commitment", "milestone", "due_on"),
    ),
    "milestone_done": Occurrence(
        _("A step towards a commitment was done."), True, PUBLIC_AUDIENCE, Tone.PROGRESS,
        shows=("commitment", "milestone"),
    ),
    "file_added": Occurrence(_("A file was added.")),
    "file_removed": Occurrence(_("A file was removed.")),
    "file_infected": Occurrence(_("A virus was found in a file; it is not kept."), tells=(Audience.AUTHOR,)),
    "reported": Occurrence(
        _("Somebody reported the text."), tells=(Audience.MODERATORS,), tone=Tone.WARNING, is_confidential=True,
    ),
    "report_handled": Occurrence(_("A report about the text was handled."), is_confidential=True),
    "handed_over": Occurrence(_("The case was handed over to a colleague.")),
}
# fmt: on


def occurrence(name: str) -> Move | Occurrence:
    """Return the row behind an event: a move of the table, else what happens beside it."""
    return BY_NAME[name] if name in BY_NAME else OCCURRENCES[name]


class CommitmentStatus(models.TextChoices):
    """Where a promise of the city stands; whether it is overdue is computed from its date."""

    ANNOUNCED = "announced", _("announced")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("done")
    DELAYED = "delayed", _("delayed")
    DROPPED = "dropped", _("dropped")


OPEN_COMMITMENTS = frozenset({CommitmentStatus.ANNOUNCED, CommitmentStatus.IN_PROGRESS, CommitmentStatus.DELAYED})
