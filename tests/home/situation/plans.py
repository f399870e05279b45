"""Small ways through questions, written as an editor writes them."""

from typing import Any


def answer(code: str, leads_to: str = "result", adds: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"code": code, "text": f"Txt-{code}", "adds": list(adds), "leads_to": leads_to}


def question(code: str, *answers: dict[str, Any]) -> dict[str, Any]:
    value = {"code": code, "text": f"Txt-{code}?", "hint": f"Txt-why-{code}", "answers": list(answers)}
    return {"type": "question", "value": value}


def item(code: str, **given: Any) -> dict[str, Any]:
    value = {
        "code": code,
        "kind": "step",
        "title": f"Txt-do-{code}",
        "text": f"<p>Txt-how-{code}</p>",
        "days": None,
        "since": "",
        "page": None,
        "unit": None,
        "url": "",
        "is_for_all": False,
    }
    return {"type": "item", "value": value | given}


ARRIVING = [
    question("origin", answer("eu", "purpose"), answer("far", "visa", adds=("permit",))),
    question("visa", answer("yes", "purpose"), answer("no", "purpose", adds=("lawyer",))),
    question("purpose", answer("work", adds=("tax",)), answer("study", adds=("school",))),
]
ITEMS = [
    item("permit", days=30, since="arrival"),
    item("lawyer", kind="contact"),
    item("tax"),
    item("school", kind="document"),
    item("map", is_for_all=True),
]
