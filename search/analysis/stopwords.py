"""Words that carry grammar rather than meaning: they are found only as they stand and do not steer a query."""

_POLISH = frozenset(
    "a aby ale albo ani aż bez bo by być bym był była było były będą będzie chcę ci co coś czy czyli dla do gdy gdzie "
    "go i ich im inny innych ja ją jak jaka jaki jakie jako je jednak jego jej jest jestem jeśli jeżeli już każdy "
    "kiedy kto która które którego której który których którym lub ma mają mam mi mnie może mogę mój można mu my na "
    "nad nam nas nasz nie niech nich nim niż o od on ona oni ono oraz po pod ponieważ przed przez przy się są ta tak "
    "także tam te tego tej tem ten to tu tych tylko tym u w we wam was wasz więc wszystko z za ze że żeby".split()
)
# Typed without marks they are grammar all the same: "sie" for "się".
POLISH = _POLISH | frozenset(word.translate(str.maketrans("ąćęłńóśżź", "acelnoszz")) for word in _POLISH)

UKRAINIAN = frozenset(
    "а або адже але б без би був була були було бути в вам вас ваш вже ви від він вона вони воно все всі для до є ж же "
    "за з зі із і й його йому її їй їм їх к коли куди лише ма мене мені ми мій може можна можу мною на над нам нас наш "
    "не ні ним них нього о об однак ось по під після при про с себе собі та так також там те тим тих то тобі того "
    "той тому ту тут у хто це цей ця ці цього цьому чи чого чому що щоб щодо я як яка який якщо яке які якого "
    "якої".split()
)
ENGLISH = frozenset(
    "a about after all also am an and any are as at be been before being but by can could did do does doing for from "
    "had has have having he her here him his how i if in into is it its itself just me more most must my no nor not of "
    "on or other our out over own same shall she should so some such than that the their them then there these they "
    "this those through to too under up us very was we were what when where which while who whom why will with would "
    "you your".split()
)
# Words that turn what is said around, in whichever language, also as typed in the other script.
DENYING = frozenset("nie bez brak не без ні немає нема нет ne no not without cannot".split())
# Lemmas of words that say how one asks, not for what: they steer a query little, but are found like all others.
ASKING = frozenset(
    "chcieć potrzebować prosić móc dostać dostawać otrzymać otrzymywać uzyskać uzyskiwać zrobić robić załatwić "
    "załatwiać znaleźć szukać wiedzieć dowiedzieć trzeba musieć należy powinien potrzebny można ile skąd dokąd ktoś "
    "coś jeżeli czekać dzień dobry pomóc zacząć iść pójść gdzieś sprawa informacja pytanie "
    "хотіти треба потрібно потрібний мусити могти можна отримати отримувати одержати зробити робити знайти шукати "
    "дізнатися скільки звідки куди хтось щось якщо допомогти оформити подати прошу просити добрий день питання "
    "інформація справа почати іти піти "
    "want need get got find look apply please help know tell happen go make take give much many long anyone someone "
    "something information question let "
    "хочу надо нужно получить узнать сделать найти".split()
)
