"""How much fits into a call, and how much people may say about it. Forms and docs/limits.md read these same numbers."""

from cms.limits import declare

MOST_RESULTS = declare("calls.results", 500, "rows", "Offers in the results of one call.")
LARGEST_RESULTS_KB = declare("calls.results_file", 512, "kB", "Size of a table of results that is read in.")
LONGEST_REASON = declare("calls.reason", 1000, "characters", "Why a deadline moved or a call was cancelled.")
LONGEST_QUESTION = declare("calls.question", 2000, "characters", "A question about a call.")
LONGEST_ANSWER = declare("calls.answer", 8000, "characters", "The answer to a question about a call, in one language.")
