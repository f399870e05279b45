"""One request to a translation service: a short wait, no redirects, and each bad answer named for what it is."""

from http import HTTPStatus
from typing import Any, NamedTuple

import requests

from .failures import AnswerUnclear, MachineFailure, ServiceBusy, ServiceRefused, ServiceSilent

CONNECT_SECONDS = 5
DEEPL_QUOTA_EXCEEDED = 456
Answer = Any  # JSON that nobody has looked at yet


class Question(NamedTuple):
    """Where to send what."""

    url: str
    payload: dict[str, Any]
    headers: dict[str, str]
    timeout: int


def ask(question: Question) -> Answer:
    """Return the JSON the service answers. Raises ``MachineFailure``."""
    try:
        response = requests.post(
            question.url,
            json=question.payload,
            headers=question.headers,
            timeout=(CONNECT_SECONDS, question.timeout),
            allow_redirects=False,
        )
    except requests.ConnectTimeout as error:
        raise ServiceSilent(charged=False) from error
    except requests.Timeout as error:
        raise ServiceSilent(charged=True) from error
    except requests.RequestException as error:
        raise ServiceSilent(charged=False) from error
    if response.status_code != HTTPStatus.OK:
        raise _failure(response.status_code)
    try:
        return response.json()
    except requests.JSONDecodeError as error:
        raise AnswerUnclear from error


def _failure(status: int) -> MachineFailure:
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, DEEPL_QUOTA_EXCEEDED}:
        return ServiceRefused()
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ServiceBusy()
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ServiceSilent(charged=False)
    return AnswerUnclear(charged=False)
