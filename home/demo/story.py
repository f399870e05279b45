"""The ten postulates of the meeting of 27 February 2026.

Their words are ours. What the city answers is only what it declared in "Dialog z trzecim sektorem" (3 March 2026);
what it left open stays open here.
"""

from datetime import date

from .steps import CaseStory, Step, accepted, co_signed, proposed, published, registered, routed, sent

FILED = date(2026, 3, 2)
FILED_LATER = date(2026, 3, 3)
FILED_LAST = date(2026, 3, 4)
CHECKED = date(2026, 3, 6)
ROUTED = date(2026, 3, 9)
TAKEN = date(2026, 3, 11)
WRITTEN = date(2026, 3, 24)
ANSWERED = date(2026, 3, 27)
CLOSED = date(2026, 5, 6)

ONLY_WHAT_WAS_DECLARED = (
    "\n\nTo przykład (demo). Odpowiedź powtarza tylko to, co miasto zadeklarowało po spotkaniu 27 lutego 2026 r."
)
WITHIN_MEANS = "w ramach środków zewnętrznych i budżetu"

CARERS = CaseStory(
    code="carers",
    author="carers",
    organisation="carers",
    title="Ciągłość wsparcia dla opiekunów osób zależnych",
    problem=(
        "Po zakończeniu projektu „Wspornik” wielu opiekunów zostało bez pomocy, na którą liczyli. Opieka nad bliską "
        "osobą trwa całą dobę. Każda przerwa we wsparciu to dla rodziny zmęczenie i samotność.\n\n"
        "Mówiliśmy o tym na spotkaniu 27 lutego 2026 r."
    ),
    request=(
        "Prosimy o zachowanie ciągłości programów wsparcia dla opiekunów osób zależnych także po zakończeniu projektu "
        "„Wspornik”."
    ),
    topics=("carers",),
    begun=FILED,
    steps=(
        *sent(FILED, "carers"),
        *registered(CHECKED),
        *routed(ROUTED, "social-welfare"),
        *accepted(TAKEN, "social-welfare"),
        *proposed(
            WRITTEN,
            "social-welfare",
            "planned",
            "Miasto będzie dążyć do tego, żeby usługi dla opiekunów osób zależnych były świadczone bez przerw. "
            "Zrobi to w ramach środków zewnętrznych i budżetu." + ONLY_WHAT_WAS_DECLARED,
            commitment="Dążenie do zachowania ciągłości usług dla opiekunów osób zależnych",
            commitment_condition=WITHIN_MEANS,
        ),
        *published(ANSWERED, "social-welfare"),
    ),
)

ASSISTANTS = CaseStory(
    code="assistants",
    author="carers",
    organisation="carers",
    title="Stała pomoc asystentów osobistych osób z niepełnosprawnościami",
    problem=(
        "Asystent osobisty pozwala osobie z niepełnosprawnością wyjść z domu, uczyć się i pracować. Gdy program się "
        "kończy, a nowy jeszcze nie ruszył, ta osoba z dnia na dzień zostaje bez pomocy."
    ),
    request="Prosimy o zapewnienie ciągłości usług asystentów osobistych osób z niepełnosprawnościami.",
    topics=("disability",),
    begun=FILED,
    steps=(
        *sent(FILED, "carers"),
        *registered(CHECKED, "moderator2"),
        *routed(ROUTED, "social-welfare"),
        *accepted(TAKEN, "social-welfare"),
        *proposed(
            WRITTEN,
            "social-welfare",
            "planned",
            "Miasto będzie dążyć do tego, żeby asystenci osobiści wspierali osoby z niepełnosprawnościami bez przerw. "
            "Zrobi to w ramach środków zewnętrznych i budżetu." + ONLY_WHAT_WAS_DECLARED,
            commitment="Dążenie do zachowania ciągłości usług asystentów osobistych osób z niepełnosprawnościami",
            commitment_condition=WITHIN_MEANS,
        ),
        *published(ANSWERED, "social-welfare"),
    ),
)

ADHD = CaseStory(
    code="adhd",
    author="school",
    organisation="school",
    title="Model wsparcia dzieci z ADHD i ich rodzin",
    problem=(
        "Rodzice dzieci z ADHD szukają pomocy na własną rękę: osobno w szkole, osobno w poradni, osobno u lekarza. "
        "Szkoły chcą pomagać, ale nie mają wspólnych zasad ani narzędzi."
    ),
    request=(
        "Prosimy o wypracowanie modelu systemowego wsparcia dzieci z ADHD i ich rodzin, razem z certyfikacją "
        "i wsparciem w edukacji."
    ),
    topics=("adhd", "education"),
    begun=FILED,
    steps=(
        *sent(FILED, "school"),
        *registered(CHECKED),
        *routed(ROUTED, "education"),
        *accepted(TAKEN, "education"),
        *proposed(
            WRITTEN,
            "education",
            "planned",
            "Miasto przeanalizuje, czy taki model można wypracować." + ONLY_WHAT_WAS_DECLARED,
            commitment="Analiza, czy można wypracować model systemowego wsparcia dzieci z ADHD i ich rodzin",
        ),
        *published(ANSWERED, "education"),
    ),
)

EQUALITY = CaseStory(
    code="equality",
    author="equality",
    organisation="equality",
    title="Silniejsze programy antydyskryminacyjne i działania przeciw mowie nienawiści",
    problem=(
        "Do naszych organizacji zgłaszają się ludzie, którzy spotkali się z mową nienawiści w autobusie, w szkole "
        "i w internecie. Pojedyncze warsztaty nie wystarczą."
    ),
    request="Prosimy o wzmocnienie programów antydyskryminacyjnych i działań przeciw mowie nienawiści.",
    topics=("equality",),
    begun=FILED,
    steps=(
        *sent(FILED, "equality"),
        *registered(CHECKED, "moderator2"),
        *routed(ROUTED, "dialogue"),
        *accepted(TAKEN, "dialogue"),
        *proposed(
            WRITTEN,
            "dialogue",
            "already_in_place",
            "Takie działania są prowadzone i będą rozwijane w ramach polityki równościowej." + ONLY_WHAT_WAS_DECLARED,
            commitment="Rozwijanie działań przeciw dyskryminacji i mowie nienawiści w ramach polityki równościowej",
        ),
        *published(ANSWERED, "dialogue"),
        Step(CLOSED, "close", "coordinator"),
    ),
)

INTEGRATION = CaseStory(
    code="integration",
    author="cosigner",
    organisation="newcomers",
    title="Rozwój Ambasady Wielokulturowości i lokalna strategia integracji",
    problem=(
        "Nowi mieszkańcy trafiają do Ambasady Wielokulturowości z każdą sprawą: od kursu języka po szkołę dla "
        "dziecka. Bez wspólnego planu każdy urząd i każda organizacja działa osobno, a bez języka polskiego trudno "
        "zrobić pierwszy krok.\n\nTemat był omawiany na spotkaniu 27 lutego 2026 r. Składamy go teraz na piśmie."
    ),
    request=(
        "Prosimy o dalszy rozwój Ambasady Wielokulturowości i o lokalną strategię integracji, w której najważniejsze "
        "są nauka języka polskiego i umiejętność porozumiewania się."
    ),
    topics=("integration", "polish-language"),
    begun=-22,
    steps=(
        *co_signed(-21, "cosigner", equality="equality"),
        *sent(-20, "cosigner"),
        *registered(-18),
        *routed(-16, "embassy", "education", question="Jakie zajęcia z języka polskiego prowadzą dziś szkoły?"),
        *accepted(-14, "embassy"),
    ),
)

OWN_CONTRIBUTION = CaseStory(
    code="own-contribution",
    author="secretary",
    organisation="step",
    title="Przywrócenie funduszu wkładów własnych",
    problem=(
        "Żeby dostać dotację spoza miasta, organizacja musi zwykle mieć wkład własny. Małe organizacje nie mają "
        "z czego go wpłacić, więc rezygnują z projektów, na które pieniądze już czekają.\n\n"
        "Fundusz wkładów własnych rozwiązywał ten problem."
    ),
    request=(
        "Prosimy o przywrócenie funduszu wkładów własnych dla organizacji, które ubiegają się o dotacje zewnętrzne."
    ),
    topics=("own-contribution",),
    begun=FILED,
    steps=(
        *co_signed(FILED, "secretary", newcomers="cosigner", equality="equality"),
        *sent(FILED, "colleague"),
        *registered(CHECKED),
        *routed(ROUTED, "ngo-policy", "finance", question="Na co w tej sprawie pozwala budżet?"),
        *accepted(TAKEN, "ngo-policy"),
        Step(date(2026, 3, 18), "contribute", "official.finance", {"part": "Potrzebna jest analiza budżetu."}),
        *proposed(
            WRITTEN,
            "ngo-policy",
            "planned",
            "Miasto przeanalizuje, na co w tej sprawie pozwala budżet." + ONLY_WHAT_WAS_DECLARED,
            commitment="Analiza, czy budżet pozwala przywrócić fundusz wkładów własnych",
        ),
        *published(ANSWERED, "ngo-policy"),
    ),
)

CALLS = CaseStory(
    code="calls",
    author="secretary",
    organisation="step",
    title="Dłuższe terminy konkursów i lepsza informacja o nich",
    problem=(
        "O konkursie dowiadujemy się często na kilka dni przed końcem naboru. Nie da się w tym czasie przygotować "
        "dobrej oferty ani znaleźć partnera. Informacje są rozproszone w kilku miejscach."
    ),
    request="Prosimy o dłuższe terminy konkursów i o lepszą komunikację na ich temat.",
    topics=("calls",),
    begun=FILED_LATER,
    steps=(
        *co_signed(FILED_LATER, "secretary", school="school"),
        *sent(FILED_LATER, "secretary"),
        *registered(CHECKED, "moderator2"),
        *routed(ROUTED, "ngo-policy", "dialogue", question="Co można usprawnić w informowaniu o konkursach?"),
        *accepted(TAKEN, "ngo-policy"),
        *proposed(
            WRITTEN,
            "ngo-policy",
            "accepted_in_part",
            "Wydział Dialogu, Równości i Polityki Społecznej oraz Referat ds. Polityki Pozarządowej dokonają przeglądu "
            "procedur i usprawnią przepływ informacji." + ONLY_WHAT_WAS_DECLARED,
            commitment="Przegląd procedur konkursowych i usprawnienie przepływu informacji",
        ),
        *published(ANSWERED, "ngo-policy"),
    ),
)

PLATFORM = CaseStory(
    code="platform",
    author="colleague",
    organisation="step",
    title="Platforma internetowa do wymiany informacji między wydziałami",
    problem=(
        "Tę samą sprawę wyjaśniamy kilka razy, bo wydziały nie widzą, co już ustaliły między sobą. Odpowiedzi "
        "przychodzą późno i bywają różne.\n\n"
        "Temat zgłosiliśmy na spotkaniu 27 lutego 2026 r. Składamy go teraz na piśmie."
    ),
    request="Prosimy o platformę internetową, która usprawni przepływ informacji między wydziałami.",
    topics=("information-flow",),
    begun=-14,
    steps=(*sent(-13, "colleague"), *registered(-11, "moderator2"), *routed(-7, "it")),
)

MEETINGS = CaseStory(
    code="meetings",
    author="secretary",
    organisation="step",
    title="Regularne spotkania wszystkich organizacji",
    problem=(
        "Organizacje robią podobne rzeczy, często w tej samej dzielnicy i w tym samym tygodniu, bo o sobie nie wiedzą. "
        "Spotykamy się przy okazji, nie według planu."
    ),
    request=(
        "Prosimy o regularne spotkania wszystkich organizacji pozarządowych, na których uzgodnimy wspólne działania."
    ),
    topics=("meetings",),
    begun=FILED_LAST,
    steps=(
        *co_signed(FILED_LAST, "secretary", carers="carers", seniors="seniors"),
        *sent(FILED_LAST, "secretary"),
        *registered(CHECKED),
        *routed(ROUTED, "dialogue"),
        *accepted(TAKEN, "dialogue"),
        *proposed(
            WRITTEN,
            "dialogue",
            "accepted",
            "Miasto deklaruje dalszą współpracę i cykliczne konsultacje." + ONLY_WHAT_WAS_DECLARED,
            commitment="Dalsza współpraca i cykliczne konsultacje z organizacjami",
        ),
        *published(ANSWERED, "dialogue"),
    ),
)

SENIORS = CaseStory(
    code="seniors",
    author="seniors",
    organisation="seniors",
    title="Polityka senioralna, lokale i finanse organizacji",
    problem=(
        "Starsi mieszkańcy chcą się spotykać blisko domu, a organizacje, które im to umożliwiają, nie mają stałego "
        "miejsca ani pewności, czy za rok będą mogły działać.\n\n"
        "O sprawach tych rozmawiano na spotkaniu 27 lutego 2026 r. Składamy je teraz na piśmie."
    ),
    request=(
        "Prosimy o rozmowę o polityce senioralnej oraz o lokalach i finansach organizacji, które pracują z seniorami."
    ),
    topics=("seniors", "premises"),
    begun=-9,
    steps=(*sent(-8, "seniors"), *registered(-5)),
)

# In the order in which they were raised; the agenda of the meeting follows it.
TEN: tuple[CaseStory, ...] = (
    CARERS, ASSISTANTS, ADHD, EQUALITY, INTEGRATION, OWN_CONTRIBUTION, CALLS, PLATFORM, MEETINGS, SENIORS,
)  # fmt: skip
