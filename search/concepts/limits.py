"""Limits of the dictionary of concepts."""

from cms.limits import declare

LONGEST_KEY = declare("concepts.key", 80, "characters", "The key of a concept.")
LONGEST_LABEL = declare("concepts.label", 120, "characters", "One label of a concept.")
LONGEST_TOPIC = declare("concepts.topic", 60, "characters", "The field of life of a concept.")
LONGEST_FIELD = declare("concepts.note", 500, "characters", "The note and the source of a concept.")
MOST_ROWS = declare("concepts.rows", 5000, "concepts", "Concepts in one imported file.")
LARGEST_FILE_KB = declare("concepts.file", 2048, "kB", "Size of a file of concepts that is imported.")
