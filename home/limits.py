"""How much people may put into pages. Forms, checks and docs/limits.md read these same numbers."""

from cms.limits import declare

FEEDBACK_COMMENT = declare("feedback.comment", 500, "characters", "A comment on whether a page was helpful.")
MOST_OCCURRENCES = declare("events.occurrences", 400, "dates", "Dates of one event whose rule has an end.")
MOST_IMPORTED = declare("events.import", 500, "events", "Events in one calendar file that an editor imports.")
MAX_CALENDAR_KB = declare("events.calendar_file", 1024, "kB", "Size of a calendar file that an editor imports.")
