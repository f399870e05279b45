"""Limits of what the search keeps."""

from cms.limits import declare

KEPT_TEXT = declare("search.kept_text", 100, "characters", "Words without a finding are written down when shorter.")
