"""Keeps out of the log the addresses that open something by themselves."""

import logging
import re

_SECRET = re.compile(r"(/calendar/own/[^/\s\"]+/)[^\s\"'?#]+")


class HideSecretAddresses(logging.Filter):
    """Writes the beginning of such an address only, whichever part of the site or of Django tells of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, without its secret."""
        text = record.getMessage()
        if "/calendar/own/" in text:
            record.msg, record.args = hidden(text), ()
        return True


def hidden(text: str) -> str:
    """Return the text with every secret replaced."""
    return _SECRET.sub(r"\1…", text)
