"""What keeps a way through questions from being published, each fault said with the question it is about."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .blocks import RESULT
from .plan import Answer, Plan, Question

RESERVED = frozenset({RESULT, "asked", "change", "version", "page"})


def faults_of(plan: Plan) -> dict[str, list[str]]:
    """Return, by field, every sentence an editor needs to mend the page; empty when it can be published."""
    questions = list(_codes(plan)) + list(_answers(plan)) + list(_ways(plan))
    items = list(_items(plan))
    found = {"questions": questions, "items": items}
    return {field: sentences for field, sentences in found.items() if sentences}


def _double(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]


def _codes(plan: Plan) -> Iterator[str]:
    if not plan.questions:
        yield _("Ask at least one question.")
    for code in _double(question.code for question in plan.questions):
        yield _("Two questions have the code “%(code)s”. Give one of them another code.") % {"code": code}
    for question in plan.questions:
        if question.code in RESERVED:
            yield _("The code “%(code)s” has a meaning of its own. Give the question another code.") % {
                "code": question.code
            }
        for code in _double(answer.code for answer in question.answers):
            yield _("Question “%(question)s”: two answers have the code “%(code)s”. Give one another.") % {
                "question": question.code,
                "code": code,
            }


def _answers(plan: Plan) -> Iterator[str]:
    items = {item.code for item in plan.items}
    for question in plan.questions:
        for answer in question.answers:
            about = {"question": question.code, "answer": answer.code}
            if not answer.leads_to:
                yield (
                    _(
                        "Question “%(question)s”: the answer “%(answer)s” leads nowhere. Write the code of the next "
                        "question, or “result”."
                    )
                    % about
                )
            elif answer.leads_to != RESULT and plan.question(answer.leads_to) is None:
                yield _(
                    "Question “%(question)s”: the answer “%(answer)s” leads to “%(target)s”, which is no question. "
                    "Correct the code."
                ) % (about | {"target": answer.leads_to})
            for code in set(answer.adds) - items:
                yield _(
                    "Question “%(question)s”: the answer “%(answer)s” adds “%(item)s”, which is no item. "
                    "Correct the code."
                ) % (about | {"item": code})


def _ways(plan: Plan) -> Iterator[str]:
    if not plan.questions:
        return
    ring = _ring(plan)
    if ring:
        yield _("The questions go round in a circle: %(questions)s. Lead one of the answers elsewhere.") % {
            "questions": " → ".join(question.code for question in ring)
        }
    reached = _reached(plan)
    for question in plan.questions:
        if question.code not in reached:
            yield _("Question “%(question)s”: no answer leads to it. Lead one there, or delete the question.") % {
                "question": question.code
            }
    for question, answer in [] if ring else _empty_ends(plan):
        yield _(
            "Question “%(question)s”: whoever answers “%(answer)s” can come to an empty checklist. Let an answer on "
            "the way add something."
        ) % {"question": question.code, "answer": answer.code}


def _reached(plan: Plan) -> set[str]:
    reached: set[str] = set()
    ahead = [plan.questions[0]]
    while ahead:
        question = ahead.pop()
        if question.code not in reached:
            reached.add(question.code)
            ahead.extend(target for answer in question.answers if (target := plan.following(answer)))
    return reached


def _ring(plan: Plan) -> list[Question]:
    """Return a circle of questions, its first one again at the end; empty when there is none."""
    done: set[str] = set()

    def search(question: Question, above: list[Question]) -> list[Question]:
        if question in above:
            return [*above[above.index(question) :], question]
        if question.code in done:
            return []
        for answer in question.answers:
            target = plan.following(answer)
            ring = search(target, [*above, question]) if target else []
            if ring:
                return ring
        done.add(question.code)
        return []

    return next((ring for question in plan.questions if (ring := search(question, []))), [])


def _empty_ends(plan: Plan) -> Iterator[tuple[Question, Answer]]:
    """Yield each last answer that can be reached without anything on the checklist."""
    if any(item.is_for_all for item in plan.items):
        return
    ahead, passed = [plan.questions[0]], set()
    while ahead:
        question = ahead.pop()
        if question.code in passed:
            continue
        passed.add(question.code)
        for answer in question.answers:
            target = plan.following(answer)
            if not answer.adds and target:
                ahead.append(target)
            elif not answer.adds and answer.leads_to == RESULT:
                yield question, answer


def _items(plan: Plan) -> Iterator[str]:
    for code in _double(item.code for item in plan.items):
        yield _("Two items have the code “%(code)s”. Give one of them another code.") % {"code": code}
    added = {code for question in plan.questions for answer in question.answers for code in answer.adds}
    for item in plan.items:
        if not item.is_for_all and item.code not in added:
            yield _("Item “%(item)s”: no answer adds it. Let one add it, or delete the item.") % {"item": item.code}
        if bool(item.value["days"]) != bool(item.value["since"]):
            yield _("Item “%(item)s”: say both how many days there are and from when they are counted.") % {
                "item": item.code
            }
