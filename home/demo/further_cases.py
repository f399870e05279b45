"""Small invented cases, so that every state of the workflow can be seen. What the city says in them is invented too."""

from .steps import CaseStory, Step, accepted, proposed, published, registered, routed, sent

INVENTED = " To przykład (demo), a nie stanowisko miasta."

FURTHER: tuple[CaseStory, ...] = (
    CaseStory(
        code="calendar",
        author="colleague",
        organisation="step",
        title="Wspólny kalendarz konkursów",
        problem="Terminy konkursów trzeba sprawdzać na wielu stronach. Dopisz przykłady z ostatniego roku!",
        request="",
        topics=("calls",),
        begun=-2,
    ),
    CaseStory(
        code="hall",
        author="neighbours",
        organisation="neighbours",
        title="Sala na sąsiedzkie spotkania w weekendy",
        problem=(
            "W tygodniu wszyscy pracujemy, a w weekendy sala w naszej okolicy jest zamknięta. Spotykamy się na klatce "
            "schodowej."
        ),
        request="Prosimy, żeby w soboty można było korzystać z sali na spotkania sąsiedzkie.",
        topics=("premises",),
        begun=-2,
        steps=(Step(-1, "invite", "neighbours", {"organisation": "newcomers"}), *sent(-1, "neighbours")),
    ),
    CaseStory(
        code="plain-agreements",
        author="seniors",
        organisation="seniors",
        title="Umowy dotacyjne prostym językiem",
        problem="Umowa ma kilkanaście stron i bez prawnika trudno zrozumieć, do czego się zobowiązujemy.",
        request="Prosimy o krótki przewodnik po umowie, napisany prostym językiem.",
        topics=("calls",),
        begun=-11,
        steps=sent(-10, "seniors"),
    ),
    CaseStory(
        code="small-own-contribution",
        author="school",
        organisation="school",
        title="Wkład własny dla małych organizacji",
        problem="Mała fundacja nie ma z czego wpłacić wkładu własnego, dlatego nie ubiega się o dotacje zewnętrzne.",
        request="Prosimy o pomoc we wkładzie własnym dla organizacji, które mają niewielki budżet.",
        topics=("own-contribution",),
        begun=-5,
        steps=(*sent(-4, "school"), Step(-2, "claim", "moderator")),
    ),
    CaseStory(
        code="playroom",
        author="neighbours",
        organisation="neighbours",
        title="Kącik dla dzieci w poczekalni",
        problem="Rodzice czekają w urzędzie z małymi dziećmi. Pani Anna, która siedzi w okienku, sama przynosi kredki.",
        request="Prosimy o kącik dla dzieci w poczekalni.",
        topics=("education",),
        begun=-9,
        steps=(
            *sent(-9, "neighbours"),
            Step(-8, "claim", "moderator2"),
            Step(
                -7,
                "return",
                "moderator2",
                {
                    "reason": (
                        "Dziękujemy, pomysł jest jasny. Prosimy tylko usunąć imię osoby z okienka: tekst stanie się "
                        "publiczny, a nie wiemy, czy ona się na to zgadza."
                    ),
                    "due_on": 7,
                },
            ),
        ),
    ),
    CaseStory(
        code="training-offer",
        author="neighbours",
        organisation="neighbours",
        title="Szkolenia dla organizacji w dobrej cenie",
        problem="Nasz znajomy prowadzi szkolenia z pisania projektów. Teraz z rabatem dla każdej organizacji z miasta.",
        request="Prosimy, żeby miasto poleciło te szkolenia wszystkim organizacjom.",
        topics=("calls",),
        begun=-33,
        steps=(
            *sent(-32, "neighbours"),
            Step(-31, "claim", "moderator"),
            Step(
                -30,
                "reject",
                "moderator",
                {
                    "rejection_reason": "advertising",
                    "note": (
                        "Nie możemy polecać płatnych usług. Jeśli organizacjom brakuje szkoleń, prosimy napisać "
                        "o tym w nowym postulacie, bez nazwy i ceny."
                    ),
                },
            ),
        ),
    ),
    CaseStory(
        code="bench",
        author="seniors",
        organisation="seniors",
        title="Ławka przy wejściu do klubu seniora",
        problem="Po schodach do klubu wielu z nas musi odpocząć, a nie ma gdzie usiąść.",
        request="Prosimy o ławkę przy wejściu.",
        topics=("seniors",),
        begun=-61,
        steps=(
            *sent(-60, "seniors"),
            *registered(-58),
            Step(-47, "withdraw", "seniors", {"reason": "Ławkę postawił zarządca budynku. Dziękujemy!"}),
        ),
    ),
    CaseStory(
        code="more-time",
        author="equality",
        organisation="equality",
        title="Więcej czasu na przygotowanie ofert",
        problem="Dwa tygodnie na napisanie oferty z partnerem to za mało, szczególnie w wakacje.",
        request="Prosimy, żeby nabory ofert trwały dłużej.",
        topics=("calls",),
        begun=-41,
        steps=(
            *sent(-40, "equality"),
            *registered(-38, "moderator2"),
            Step(
                -36,
                "join",
                "moderator2",
                {"duplicate_of": "calls", "reason": "Ta sama prośba jest już w sprawie o terminach konkursów."},
            ),
        ),
    ),
    CaseStory(
        code="residence-queue",
        author="cosigner",
        organisation="newcomers",
        title="Krótsze kolejki w sprawach o pobyt",
        problem="Nowi mieszkańcy długo czekają na wizytę w sprawie karty pobytu i przez to tracą oferty pracy.",
        request="Prosimy o więcej miejsc w kalendarzu wizyt w sprawach o pobyt.",
        topics=("integration",),
        begun=-71,
        steps=(
            *sent(-70, "cosigner"),
            *registered(-68),
            Step(
                -65,
                "transfer_out",
                "coordinator",
                {
                    "body": "Wojewoda (demo)",
                    "reason": "Sprawy o pobyt cudzoziemców prowadzi wojewoda, a nie miasto. To przykład (demo).",
                },
            ),
        ),
    ),
    CaseStory(
        code="evening-desk",
        author="newcomer",
        organisation="",
        title="Консультації українською ввечері",
        problem=(
            "Я працюю до шостої вечора і не встигаю прийти на консультацію вдень. Польською я ще не можу пояснити "
            "складну справу."
        ),
        request="Прошу, щоб хоча б раз на тиждень консультації українською були ввечері.",
        topics=("integration",),
        begun=-25,
        steps=(
            *sent(-24, "newcomer"),
            *registered(-22, "moderator2"),
            *routed(-20, "embassy"),
            *accepted(-17, "embassy"),
            Step(
                -9,
                "ask_author",
                "official.embassy",
                {
                    "question": (
                        "Котрий день і яка година були б для вас найзручніші: вівторок чи четвер, з 18:00 чи "
                        "з 19:00? (демо)"
                    )
                },
            ),
        ),
        language="uk",
    ),
    CaseStory(
        code="course-list",
        author="cosigner",
        organisation="newcomers",
        title="Один список курсів польської мови українською",
        problem=(
            "Люди, які щойно приїхали, шукають курси польської мови у знайомих і в соцмережах. Оголошення написані "
            "польською, тож ті, кому курс найбільше потрібен, їх не розуміють. Часто вільні місця пропадають, бо про "
            "них ніхто не дізнався вчасно."
        ),
        request=(
            "Просимо створити на сайті міста один список безоплатних курсів польської мови: українською та простою "
            "польською, з рівнем, адресою, датою початку і кількістю вільних місць."
        ),
        topics=("polish-language", "integration"),
        begun=-6,
        steps=(*sent(-5, "cosigner"), *registered(-3)),
        language="uk",
    ),
    CaseStory(
        code="bilingual-afternoons",
        author="school",
        organisation="school",
        title="Zajęcia świetlicowe w dwóch językach",
        problem="Dzieci, które dopiero uczą się polskiego, siedzą na świetlicy same, bo nie rozumieją poleceń.",
        request="Prosimy o zajęcia, które prowadzą razem dwie osoby: po polsku i w języku dziecka.",
        topics=("education", "integration"),
        begun=-49,
        steps=(
            *sent(-48, "school"),
            *registered(-46),
            *routed(-44, "education"),
            *accepted(-42, "education"),
        ),
    ),
    CaseStory(
        code="report-form",
        author="carers",
        organisation="carers",
        title="Krótsze sprawozdanie z małej dotacji",
        problem="Sprawozdanie z małej dotacji ma tyle samo stron co z dużej. Piszemy je dłużej, niż trwał projekt.",
        request="Prosimy o krótszy wzór sprawozdania dla małych dotacji.",
        topics=("calls",),
        begun=-27,
        steps=(
            *sent(-26, "carers"),
            *registered(-24, "moderator2"),
            *routed(-22, "ngo-policy", "finance", question="Które rubryki są potrzebne do rozliczenia?"),
            *accepted(-19, "ngo-policy"),
            Step(-12, "contribute", "official.finance", {"part": "Wystarczy zestawienie wydatków (demo)."}),
            *proposed(
                -3,
                "ngo-policy",
                "planned",
                "Sprawdzimy, które rubryki sprawozdania można pominąć." + INVENTED,
                commitment="Przegląd wzoru sprawozdania (demo)",
                commitment_due_on=60,
            ),
        ),
    ),
    CaseStory(
        code="office-hours",
        author="equality",
        organisation="equality",
        title="Dyżury doradcze przed każdym konkursem",
        problem="Pytania o konkurs zadajemy mailem i czekamy na odpowiedź, a termin mija.",
        request="Prosimy o dyżur, na którym można zapytać o ofertę, zanim się ją złoży.",
        topics=("calls",),
        begun=-17,
        steps=(
            *sent(-16, "equality"),
            *registered(-14),
            *routed(-12, "ngo-policy", "finance", question="Czy ktoś z Państwa jednostki może wziąć udział w dyżurze?"),
            *accepted(-10, "ngo-policy"),
        ),
    ),
    CaseStory(
        code="leaflets",
        author="cosigner",
        organisation="newcomers",
        title="Ulotki w trzech językach w miejscu obsługi",
        problem="Ulotki o najczęstszych sprawach są tylko po polsku, więc trudno się przygotować do wizyty.",
        request="Prosimy o ulotki po polsku, ukraińsku i angielsku.",
        topics=("integration",),
        begun=-121,
        steps=(
            *sent(-120, "cosigner"),
            *registered(-118),
            *routed(-116, "embassy"),
            *accepted(-113, "embassy"),
            *proposed(
                -98,
                "embassy",
                "accepted",
                "Przygotujemy ulotki w trzech językach." + INVENTED,
                commitment="Ulotki w trzech językach w miejscu obsługi (demo)",
                commitment_condition="po sprawdzeniu tłumaczeń",
                commitment_due_on=-20,
            ),
            *published(-95, "embassy"),
            Step(-60, "commitment", "official.embassy", {"status": "in_progress", "due_on": -20}),
            Step(-55, "close", "coordinator", {"reason": "Autor nie zgłosił uwag; obietnica jest śledzona dalej."}),
            Step(
                -21,
                "commitment",
                "official.embassy",
                {
                    "status": "delayed",
                    "due_on": 30,
                    "reason": "Tłumaczenie na ukraiński wymaga poprawek. To przykład (demo).",
                },
            ),
        ),
    ),
)
