"""Limits people run into on pages."""

from cms.limits import declare

FEEDBACK_COMMENT = declare("feedback.comment", 500, "characters", "A comment on whether a page was helpful.")
