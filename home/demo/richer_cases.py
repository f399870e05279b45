"""Invented cases that show what the desk can do: letters, opinions, hidden words, addenda, corrections, languages."""

from .further_cases import INVENTED
from .steps import CaseStory, Step, accepted, co_signed, entered, proposed, published, registered, routed, sent

RICHER: tuple[CaseStory, ...] = (
    CaseStory(
        code="letter-bench",
        author="moderator",
        organisation="",
        title="Ławki przy przystanku koło przychodni",
        problem="Starsze osoby czekają na autobus i nie mają gdzie usiąść. Pisaliśmy o tym na zebraniu koła.",
        request="Prosimy o dwie ławki z oparciem.",
        topics=("seniors",),
        begun=-13,
        channel="letter",
        sender="Koło Gospodyń Wiejskich „Przykład” (demo)",
        steps=(
            *entered(-12),
            Step(-11, "claim", "moderator2"),
            Step(-11, "register", "moderator2", {"legal_kind": "postulate"}),
            Step(
                -9,
                "requalify",
                "moderator2",
                {"legal_kind": "wniosek", "reason": "List jest wnioskiem w rozumieniu KPA, nie tylko postulatem."},
            ),
        ),
    ),
    CaseStory(
        code="said-at-meeting",
        author="coordinator",
        organisation="",
        title="Napisy na żywo podczas spotkań z miastem",
        problem="Podczas spotkania kilka osób niedosłyszących nie mogło śledzić rozmowy.",
        request="Prosimy o napisy na żywo na kolejnych spotkaniach.",
        topics=("disability", "meetings"),
        begun=-8,
        channel="meeting",
        sender="Uczestniczka spotkania (demo)",
        steps=entered(-7, "coordinator"),
    ),
    CaseStory(
        code="tram-announcements",
        author="newcomer",
        organisation="",
        title="Оголошення зупинок зрозумілою мовою",
        problem="Я не завжди розумію, на якій зупинці треба виходити, коли маршрут змінено.",
        request="Прошу, щоб про зміни маршруту повідомляли також українською на екранах.",
        topics=("integration",),
        begun=-6,
        language="uk",
        steps=(
            *sent(-3, "newcomer"),
            Step(-2, "claim", "moderator"),
            Step(-2, "ask_opinion", "moderator", {"question": "Czy to sprawa miasta, czy przewoźnika? (demo)"}),
        ),
    ),
    CaseStory(
        code="library-room",
        author="school",
        organisation="school",
        title="Pokój cichej nauki w bibliotece",
        problem=(
            "Dzieci nie mają gdzie spokojnie odrabiać lekcji. Pani Barbara Przykładna z czytelni pomaga, jak może, ale "
            "miejsca jest za mało."
        ),
        request="Prosimy o pokój cichej nauki czynny po południu.",
        topics=("education",),
        begun=-31,
        steps=(
            *co_signed(-31, "school", seniors="seniors"),
            *sent(-30, "school"),
            *registered(-28),
            Step(
                -28,
                "redact",
                "moderator",
                {"target": "problem", "passage": "Pani Barbara Przykładna", "redaction_reason": "third_party"},
            ),
            *routed(-27, "education", "finance", question="Ile kosztowałoby wyposażenie pokoju?", by=4),
            *accepted(-25, "education"),
            Step(
                -20,
                "add",
                "school",
                {"addendum": "Policzyliśmy: po południu przychodzi średnio dwadzieścioro dzieci. (demo)"},
            ),
            Step(-19, "release_addendum", "moderator", {"released": "library-room"}),
            Step(
                -10,
                "extend",
                "coordinator",
                {"due_on": 21, "reason": "Czekamy na wycenę wyposażenia. To przykład (demo)."},
            ),
        ),
    ),
    CaseStory(
        code="first-aid",
        author="cosigner",
        organisation="newcomers",
        title="Курси першої допомоги українською",
        problem="Багато людей хотіли б навчитися першої допомоги, але курси проводять лише польською.",
        request="Просимо організувати хоча б один курс першої допомоги українською.",
        topics=("health", "integration"),
        begun=-81,
        language="uk",
        steps=(
            *sent(-80, "cosigner"),
            *registered(-78),
            Step(
                -77,
                "translate",
                "coordinator",
                {
                    "language": "pl",
                    "translated_title": "Kursy pierwszej pomocy po ukraińsku",
                    "translated_problem": (
                        "Wiele osób chciałoby nauczyć się pierwszej pomocy, ale kursy prowadzi się tylko po polsku."
                    ),
                    "translated_request": "Prosimy o choć jeden kurs pierwszej pomocy po ukraińsku.",
                },
            ),
            *routed(-76, "embassy"),
            *accepted(-74, "embassy"),
            *proposed(
                -62,
                "embassy",
                "accepted",
                "Zorganizujemy jeden kurs pierwszej pomocy po ukraińsku wiosną." + INVENTED,
                commitment="Kurs pierwszej pomocy po ukraińsku (demo)",
                commitment_due_on=45,
            ),
            *published(-60, "embassy"),
            Step(
                -58,
                "translate_response",
                "coordinator",
                {
                    "language": "uk",
                    "response": "Ми організуємо один курс першої допомоги українською навесні. Це приклад (демо), а не "
                    "позиція міста.",
                },
            ),
            Step(
                -40,
                "propose_correction",
                "official.embassy",
                {
                    "outcome": "accepted",
                    "response": "Zorganizujemy dwa kursy pierwszej pomocy po ukraińsku wiosną." + INVENTED,
                    "reason": "Znaleźliśmy salę na drugi kurs.",
                },
            ),
            Step(-39, "approve", "head.embassy"),
            Step(-38, "publish_correction", "coordinator"),
            Step(
                -37,
                "translate_response",
                "coordinator",
                {
                    "language": "uk",
                    "response": "Ми організуємо два курси першої допомоги українською навесні. Це приклад (демо), а не "
                    "позиція міста.",
                },
            ),
            Step(
                -15,
                "commitment",
                "official.embassy",
                {
                    "status": "in_progress",
                    "due_on": 45,
                    "progress": 40,
                    "reason": "Mamy salę i prowadzącą, trwają zapisy. To przykład (demo).",
                },
            ),
        ),
    ),
)
