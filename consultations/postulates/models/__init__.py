"""What the room of postulates stores."""

from .attachments import Attachment
from .catalogues import InformationClause, RejectionReason, ResponseTemplate
from .commitments import Commitment, CommitmentQuerySet, Milestone, ProgressUpdate
from .events import CaseEvent, InternalNote
from .moderation import DuplicateLink, Redaction, Report
from .postulate import Postulate, PostulateQuerySet, ReferenceCounter
from .reminders import Reminder, ReminderLetter
from .responses import ApprovalStep, PublicationBatch, Response, ResponsePart, ResponseTranslation
from .routing import Assignment, ClockEvent, Transfer
from .signatures import CoSignature
from .texts import Addendum, EditingPresence, PostulateRevision, TopicAnswer, WorkingTranslation

__all__ = [
    "Addendum",
    "ApprovalStep",
    "Assignment",
    "Attachment",
    "CaseEvent",
    "ClockEvent",
    "CoSignature",
    "Commitment",
    "CommitmentQuerySet",
    "DuplicateLink",
    "EditingPresence",
    "InformationClause",
    "InternalNote",
    "Milestone",
    "Postulate",
    "PostulateQuerySet",
    "PostulateRevision",
    "ProgressUpdate",
    "PublicationBatch",
    "Redaction",
    "ReferenceCounter",
    "RejectionReason",
    "Reminder",
    "ReminderLetter",
    "Report",
    "Response",
    "ResponsePart",
    "ResponseTemplate",
    "ResponseTranslation",
    "TopicAnswer",
    "Transfer",
    "WorkingTranslation",
]
