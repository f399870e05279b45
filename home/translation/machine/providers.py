"""The services we can ask, as wagtail-localize's plug wants them: what differs between them and nothing else."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue

from home.translation.words import count_words

from . import budget
from .asking import Answer, Question, ask
from .failures import AnswerUnclear, MachineFailure

AT_ONCE = 50  # what DeepL takes in one request


class _Counted(BaseMachineTranslator):
    """A service that translates texts of pages for money or electricity: every word is counted before it is sent."""

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Collection[StringValue]
    ) -> dict[StringValue, StringValue]:
        """Return the translation of every text, tags kept. Raises ``MachineFailure``; must not run in a transaction.

        Words count as spent as soon as they were sent, unless the service turned the request down.
        """
        found: dict[StringValue, StringValue] = {}
        for batch in _batches(list(strings)):
            texts = self._ask(self.question(source_locale, target_locale, batch), batch)
            found |= {string: StringValue(text) for string, text in zip(batch, texts, strict=True)}
        return found

    def _ask(self, question: Question, strings: Sequence[StringValue]) -> list[str]:
        words = sum(count_words(string.data) for string in strings)
        year = budget.reserve(words)
        try:
            answer = ask(question)
        except MachineFailure as failure:
            if not failure.charged:
                budget.give_back(words, year=year)
            raise
        try:
            return _checked(self.texts(answer), len(strings))
        except (KeyError, TypeError) as error:
            raise AnswerUnclear from error

    def question(self, source_locale: Locale, target_locale: Locale, strings: Sequence[StringValue]) -> Question:
        """Return the request to send."""
        raise NotImplementedError

    def texts(self, answer: Answer) -> object:
        """Return the translations in the order of the request; any ``KeyError`` means they are not there."""
        raise NotImplementedError


def _checked(texts: object, count: int) -> list[str]:
    if not isinstance(texts, list) or len(texts) != count or not all(isinstance(text, str) for text in texts):
        raise AnswerUnclear
    return texts


def _batches(strings: Sequence[StringValue]) -> Iterator[Sequence[StringValue]]:
    for start in range(0, len(strings), AT_ONCE):
        yield strings[start : start + AT_ONCE]


class LibreTranslate(_Counted, LibreTranslator):
    """A server that speaks the protocol of LibreTranslate, usually the city's own."""

    def question(self, source_locale: Locale, target_locale: Locale, strings: Sequence[StringValue]) -> Question:
        payload: dict[str, Any] = {
            "q": [string.data for string in strings],
            "source": self.language_code(source_locale.language_code),
            "target": self.language_code(target_locale.language_code),
            "format": "html",
        }
        if key := self.options["KEY"]:
            payload["api_key"] = key
        return Question(f"{self.options['URL']}/translate", payload, {}, self.options["TIMEOUT"])

    def texts(self, answer: Answer) -> object:
        return answer["translatedText"]


class DeepL(_Counted, DeepLTranslator):
    """DeepL, or a gateway that speaks its protocol."""

    def get_api_endpoint(self) -> str:
        """Return where to ask: the address of the settings, else DeepL's own for the kind of key we have."""
        if url := self.options["URL"]:
            return f"{url}/v2/translate"
        official: str = super().get_api_endpoint()
        return official

    def question(self, source_locale: Locale, target_locale: Locale, strings: Sequence[StringValue]) -> Question:
        payload = self.get_parameters(source_locale, target_locale, strings)
        if payload["target_lang"] == "EN":
            payload["target_lang"] = "EN-GB"  # plain EN is deprecated as a target
        return Question(self.get_api_endpoint(), payload, self.get_headers(), self.options["TIMEOUT"])

    def texts(self, answer: Answer) -> object:
        return [translation["text"] for translation in answer["translations"]]
