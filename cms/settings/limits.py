"""How much one person or organisation may do in a while before the site asks them to wait."""

from . import env

SENT_PER_PERSON_AND_HOUR = env.number("SENT_PER_PERSON_AND_HOUR", 5)
SENT_PER_ORGANISATION_AND_DAY = env.number("SENT_PER_ORGANISATION_AND_DAY", 20)

# Questions about one call within one hour, from everybody together: more looks like a machine.
CALL_QUESTIONS_PER_CALL_AND_HOUR = 20
