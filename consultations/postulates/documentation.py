"""The workflow in words and as a picture, made from its table."""

from django.utils.translation import override

from .workflow import MEANINGS, MOVES, PUBLIC, PUBLIC_ONCE_REGISTERED, Move, State

HEAD = """# The workflow of a postulate

Generated from `consultations/postulates/workflow.py` by `manage.py workflow_docs`; do not edit.
"""


def workflow_document() -> str:
    """Return the page `docs/workflow.md` as it should read."""
    with override("en"):
        return "\n".join([HEAD, *_picture(), "", *_states(), "", *_moves()]) + "\n"


def _picture() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> draft"]
    for move in MOVES:
        if move.target:
            lines += [f"    {source} --> {move.target}: {move.name}" for source in sorted(move.sources)]
    return [*lines, "```"]


def _states() -> list[str]:
    lines = [
        "## States",
        "",
        "| State | Shown as | Means | Public |",
        "|---|---|---|---|",
    ]
    for state in State:
        public = "yes" if state in PUBLIC else "once registered" if state in PUBLIC_ONCE_REGISTERED else "no"
        public = "if the reason allows it" if state is State.REJECTED else public
        lines.append(f"| `{state}` | {state.label} | {MEANINGS[state].sentence} | {public} |")
    return lines


def _moves() -> list[str]:
    lines = [
        "## Moves",
        "",
        "| Move | From | To | Who | When | Needs | May take | Tells | Public event |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    return lines + [_row(move) for move in MOVES]


def _row(move: Move) -> str:
    cells = [
        f"`{move.name}`",
        ", ".join(f"`{state}`" for state in State if state in move.sources),
        f"`{move.target}`" if move.target else "stays",
        move.who.name,
        "any time" if move.when.name == "anybody" else move.when.name,
        ", ".join(move.needs) or "–",
        ", ".join(move.takes) or "–",
        ", ".join(audience.value for audience in move.tells) or "–",
        _public_event(move),
    ]
    return f"| {' | '.join(cells)} |"


def _public_event(move: Move) -> str:
    if move.is_confidential:
        return "no, moderation only"
    return "yes" if move.is_public else "no"
