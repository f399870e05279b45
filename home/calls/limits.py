"""How much fits into a call. Forms and docs/limits.md read these same numbers."""

from cms.limits import declare

MOST_RESULTS = declare("calls.results", 500, "rows", "Offers in the results of one call.")
LARGEST_RESULTS_KB = declare("calls.results_file", 512, "kB", "Size of a table of results that is read in.")
LONGEST_REASON = declare("calls.reason", 1000, "characters", "Why a deadline moved or a call was cancelled.")
