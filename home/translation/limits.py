"""How much a translator may upload at once."""

from cms.limits import declare

MEGABYTE = 2**20
FILE_MB = declare("translations.file", 10, "MB", "Size of a file of translations, and of everything inside a ZIP file.")
FILES = declare("translations.files", 200, "files", "Pages in one ZIP file of translations, down and up.")
