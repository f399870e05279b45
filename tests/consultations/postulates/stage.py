"""One case in which every field has a word of its own, and everybody who may come to look at it.

Who adds a field to the case gives it a word in ``WORDS`` and puts it there in ``set_the_stage``; who adds a kind of
person adds a line to ``_people``. The tables that are made from this say the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.models import Post
from cms.uploads.scanning import ScanState
from consultations.organisations.models import Membership, Organisation
from consultations.postulates.models import Attachment, CaseEvent, InternalNote, Postulate
from consultations.postulates.services import report_case, start_draft
from tests.people import official, organisation, person, unit

Act = Callable[..., Postulate]

# Invented, and in no other text of the product.
WORDS = {
    "title": "zqtytul",
    "problem": "zqproblem",
    "request": "zqprosba",
    "whom it concerns": "zqodbiorcy",
    "hidden words of the problem": "zqukryte",
    "hidden words of an addendum": "zqdopisane",
    "hidden words of an entry": "zqwpis",
    "name of the hidden file": "zqplik",
    "name of the author": "zqautor",
    "name of the filing organisation": "Zqfundacja",
    "name of a co-signer without consent": "Zqpoparcie",
    "name of an invited organisation": "Zqzaproszeni",
    "contact person": "zqkontakt",
    "phone": "600 000 147",
    "address of the sender": "zqadres",
    "addendum that is released": "zqdodatek",
    "addendum that is not released": "zqniewydany",
    "why it was returned": "zqpoprawa",
    "question for a second opinion": "zqpytanie",
    "second opinion": "zqopinia",
    "question to a contributing unit": "zqzapytanie",
    "part of the answer": "zqczesc",
    "answer in preparation": "zqprojekt",
    "internal note": "zqnotatka",
    "text of a report": "zqzgloszenie",
}
HIDDEN = tuple(name for name in WORDS if "hidden" in name)
NAMES = tuple(name for name in WORDS if name.startswith("name of") and name not in HIDDEN)


@dataclass
class Stage:
    """The case and its visitors by what they are to it; None is somebody who is not signed in."""

    case: Postulate
    visitors: dict[str, User | None]


def set_the_stage(cast: Any, act: Act) -> Stage:
    """Lead a case with a word in each field to the unit that answers."""
    _name_the_author(cast)
    signer, invited = person(), person()
    case = _filed(cast, act, signer, invited)
    _moderated(case, cast, act)
    _answered_in_part(case, cast, act)
    case.refresh_from_db()
    return Stage(case, _people(cast, signer, invited))


def _name_the_author(cast: Any) -> None:
    cast.author.last_name = WORDS["name of the author"]
    cast.author.save()
    Organisation.objects.filter(pk=cast.filer.pk).update(legal_name=WORDS["name of the filing organisation"])
    cast.filer.refresh_from_db()


def _filed(cast: Any, act: Act, signer: User, invited: User) -> Postulate:
    text = {
        "title": WORDS["title"],
        "problem": f"{WORDS['problem']} {WORDS['hidden words of the problem']}",
        "request": WORDS["request"],
        "concerns": WORDS["whom it concerns"],
        "contact_name": WORDS["contact person"],
        "contact_phone": WORDS["phone"],
        "sender_address": WORDS["address of the sender"],
        "language": "pl",
        "show_name": False,
    }
    draft = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=text, topics=[])
    for name, owner in [("name of a co-signer without consent", signer), ("name of an invited organisation", invited)]:
        act(draft, "invite", cast.author, organisation=organisation(WORDS[name], owner=owner))
    act(draft, "co_sign", signer)
    _attach(draft, cast.author)
    return act(draft, "submit", cast.author)


def _attach(case: Postulate, author: User) -> None:
    name = f"{WORDS['name of the hidden file']}.pdf"
    Attachment.objects.create(
        postulate=case, original=ContentFile(b"%PDF-1.4", name=name), name=name, content_type="application/pdf",
        size=8, sha256="0" * 64, scan=ScanState.CLEAN, uploaded_by=author,
    )  # fmt: skip


def _moderated(case: Postulate, cast: Any, act: Act) -> None:
    soon = timezone.localdate() + timedelta(days=7)
    act(case, "claim", cast.moderator)
    act(case, "return", cast.moderator, reason=WORDS["why it was returned"], due_on=soon)
    act(case, "resubmit", cast.author)
    act(case, "ask_opinion", cast.moderator, question=WORDS["question for a second opinion"])
    act(case, "give_opinion", cast.other_moderator, opinion=WORDS["second opinion"])
    act(case, "register", cast.moderator, legal_kind="postulate")
    act(case, "requalify", cast.moderator, legal_kind="wniosek", reason=WORDS["hidden words of an entry"])
    act(case, "add", cast.author, addendum=_of("addendum that is released", "hidden words of an addendum"))
    act(case, "release_addendum", cast.moderator, released=case.addenda.get())
    act(case, "add", cast.author, addendum=WORDS["addendum that is not released"])
    for target, name in [("problem", "hidden words of the problem"), ("addendum", "hidden words of an addendum")]:
        act(case, "redact", cast.moderator, target=target, passage=WORDS[name], redaction_reason="personal_data")
    entry = CaseEvent.objects.get(postulate=case, move="requalify")
    act(case, "redact_entry", cast.moderator, entry=entry, redaction_reason="third_party")
    file = {"attachment": case.attachments.get(), "redaction_reason": "secret"}
    act(case, "redact_file", cast.moderator, hides="file", **file)
    act(case, "redact_file", cast.moderator, hides="name", public_name="zalacznik.pdf", **file)
    report_case(postulate_id=case.pk, submission_key=uuid4(), reason="spam", text=WORDS["text of a report"])


def _of(*names: str) -> str:
    return " ".join(WORDS[name] for name in names)


def _answered_in_part(case: Postulate, cast: Any, act: Act) -> None:
    question = {"unit": unit("finance"), "question": WORDS["question to a contributing unit"], "due_on": None}
    act(case, "route", cast.coordinator, lead_unit=unit("ngo-policy"), contributions=[question])
    act(case, "accept", cast.official)
    act(case, "contribute", cast.contributor, part=WORDS["part of the answer"])
    act(case, "draft_response", cast.official, response=WORDS["answer in preparation"], outcome="planned")
    InternalNote.objects.create(postulate=case, body=WORDS["internal note"], by=cast.official)


def _people(cast: Any, signer: User, invited: User) -> dict[str, User | None]:
    viewer, partial = person(), person(Role.MODERATOR)
    Membership.objects.create(organisation=cast.filer, person=viewer, role=Membership.Role.VIEWER)
    Membership.objects.create(organisation=cast.filer, person=partial, role=Membership.Role.EDITOR)
    co_signing = Membership.objects.get(person=signer).organisation
    supporter = person(Role.MODERATOR)
    Membership.objects.create(organisation=co_signing, person=supporter, role=Membership.Role.EDITOR)
    return {
        "stranger": None,
        "resident": person(),
        "author": cast.author,
        "viewer of the filing organisation": viewer,
        "co-signer": signer,
        "invited organisation": invited,
        "moderator": cast.other_moderator,
        "moderator of the filing organisation": partial,
        "moderator of a co-signer": supporter,
        "coordinator": cast.coordinator,
        "official of the lead unit": cast.official,
        "official of a contributing unit": cast.contributor,
        "official of another unit": official("it"),
        "head of the lead unit": cast.head,
        "head of another unit": official("it", kind=Post.Kind.HEAD),
        "auditor": person(Role.AUDITOR),
        "editor": person(Role.EDITOR),
        "administrator": person(Role.ADMINISTRATOR),
    }
