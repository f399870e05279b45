"""History tells what was true. A model with drafts writes history of words nobody published, so none has both."""

from django.apps import apps
from simple_history.exceptions import NotHistoricalModelError
from simple_history.utils import get_history_manager_for_model
from wagtail.models import DraftStateMixin, RevisionMixin

from home.models import Fragment


def has_history(model: type) -> bool:
    try:
        get_history_manager_for_model(model)
    except NotHistoricalModelError:
        return False
    return True


def test_no_model_with_a_history_of_values_has_drafts() -> None:
    historical = [model for model in apps.get_models() if has_history(model)]
    assert historical
    assert [model.__name__ for model in historical if issubclass(model, DraftStateMixin)] == []


def test_reused_texts_have_a_history_and_no_drafts() -> None:
    assert issubclass(Fragment, RevisionMixin)
    assert not issubclass(Fragment, DraftStateMixin)
