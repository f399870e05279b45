"""The workflow of pages, made by code: one for the tree of each language."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from cms.alternates import language_name

from .models import ReviewTask
from .reviewers import assign


def ensure_workflows(home: Page) -> None:
    """Give the tree of every language its review; what is there stays, who reviews is set anew."""
    for root in home.get_translations(inclusive=True).select_related("locale"):
        task = _task(root.locale.language_code)
        assign(task)
        workflow = Workflow.objects.filter(workflow_tasks__task=task).first() or _workflow(task)
        WorkflowPage.objects.get_or_create(page_id=root.pk, defaults={"workflow": workflow})


def _task(language: str) -> ReviewTask:
    with override(settings.LANGUAGE_CODE):
        name = _("Review: %(language)s") % {"language": language_name(language)}
    return ReviewTask.objects.get_or_create(language=language, defaults={"name": name})[0]


def _workflow(task: ReviewTask) -> Workflow:
    workflow = Workflow.objects.create(name=task.name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
