"""Events: when they take place, in words and as a calendar file. Knows no request; the page type stands on it."""
