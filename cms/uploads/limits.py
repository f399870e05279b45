"""How much people may send. Forms, checks, hints and docs/limits.md read these same numbers."""

from cms.limits import declare

MB = 2**20

MAX_FILE_MB = declare("uploads.file", 10, "MB", "Size of one file.")
MAX_FILES = declare("uploads.files", 5, "files", "Files in one field: for one case and one side of it.")
MAX_TOTAL_MB = declare("uploads.total", 25, "MB", "Size of all files sent together.")
MAX_BODY_MB = declare(
    "uploads.body", 60, "MB", "Size of a whole request; beyond it nothing is read, below it a form says what is wrong."
)
MAX_NAME = declare("uploads.name", 120, "characters", "Length of a file name as it is kept and shown.")

MAX_MEGAPIXELS = declare("uploads.pixels", 40, "million pixels", "Width times height of a picture.")
MAX_ENTRIES = declare("uploads.entries", 5000, "parts", "Parts inside a document of Word, Excel or LibreOffice.")
MAX_DIRECTORY_MB = declare("uploads.directory", 1, "MB", "Size of the table of contents inside such a document.")
MAX_UNPACKED_MB = declare("uploads.unpacked", 200, "MB", "What such a document claims to be when unpacked.")
MAX_RATIO = declare("uploads.ratio", 150, "times", "How much larger than packed, for a document over 20 MB unpacked.")
RATIO_MATTERS_FROM_MB = 20
