"""Limits of what people may ask of the search, and of what it keeps."""

from cms.limits import declare

KEPT_TEXT = declare("search.kept_text", 100, "characters", "Longer questions of readers are not counted.")
SEARCHES = declare("search.searches", 30, "a minute", "From one address; then the search asks to wait.")
FEED_SEARCHES = declare("search.feed_searches", 30, "a minute", "New searches of feed readers, from one address.")
SUGGESTIONS = declare("search.suggestions", 120, "a minute", "Asked for while typing, from one address.")
CHOSEN_VALUES = declare("search.chosen_values", 20, "values", "Chosen at once of one filter; more of them are ignored.")
