"""What search engines read in questions and answers (schema.org). It says nothing that the page does not say."""

from collections.abc import Iterable
from typing import Any

from .queries import Published


def faq_data(rows: Iterable[Published], address: str) -> dict[str, Any]:
    """Return questions and answers as an ``FAQPage``; each text names its language."""
    return {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": [_entity(row, address) for row in rows]}


def _entity(row: Published, address: str) -> dict[str, Any]:
    answer = {
        "@type": "Answer",
        "text": row.answer.text,
        "inLanguage": row.answer.language,
        "dateCreated": row.answered_on.isoformat(),
    }
    if row.corrected_on:
        answer["dateModified"] = row.corrected_on.isoformat()
    return {
        "@type": "Question",
        "name": row.question.text,
        "inLanguage": row.question.language,
        "url": f"{address}#{row.anchor}",
        "acceptedAnswer": answer,
    }
