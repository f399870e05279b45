"""How large a bundle may be. What is larger is divided: a bundle may hold any part of the site."""

from cms.limits import declare

MAX_UNPACKED_MB = declare("bundles.unpacked", 200, "MB", "A whole bundle of pages when it is unpacked.")
MAX_PAGES = declare("bundles.pages", 50_000, "records", "Pages times languages in one bundle.")
MAX_RECORD_KB = declare("bundles.record", 2048, "KB", "One page in one language.")
MAX_KEY = declare("bundles.key", 120, "characters", "The key of a page.")
MAX_DEPTH = declare("bundles.depth", 40, "levels", "How deep lists and objects of a record may be nested.")
