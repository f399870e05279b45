"""How much people may say about calls. Forms, checks and docs/limits.md read these same numbers."""

from cms.limits import declare

LONGEST_QUESTION = declare("calls.question", 2000, "characters", "A question about a call.")
LONGEST_ANSWER = declare("calls.answer", 8000, "characters", "The answer to a question about a call, in one language.")
