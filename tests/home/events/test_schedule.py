"""The dates of an event on the wall clock of the city."""

from datetime import UTC, date, datetime, time

from home.events.recurrence import Recurrence
from home.events.schedule import Change, Schedule, State, city_time

FIRST = date(2026, 3, 24)  # a Tuesday in winter time; the clocks change on 29 March
WEEKLY = Recurrence.parse("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260414")


def weekly(**given: object) -> Schedule:
    facts = {"starts_on": FIRST, "starts_at": time(18), "ends_at": time(19, 30), "recurrence": WEEKLY}
    return Schedule(**{**facts, **given})  # type: ignore[arg-type]


def noon(day: date) -> datetime:
    return city_time(day, time(12))


def test_hour_on_the_wall_stays_when_the_clocks_change() -> None:
    before, after = weekly().between(FIRST, date(2026, 3, 31))
    assert (before.start.hour, after.start.hour) == (18, 18)
    assert before.start.astimezone(UTC).hour == 17
    assert after.start.astimezone(UTC).hour == 16


def test_hour_that_a_spring_night_skips_becomes_one_that_exists() -> None:
    assert city_time(date(2026, 3, 29), time(2, 30)).hour == 3


def test_date_is_upcoming_until_it_ends() -> None:
    during = city_time(FIRST, time(19))
    assert weekly().upcoming(during, 1)[0].starts_on == FIRST
    assert weekly().upcoming(city_time(FIRST, time(19, 30)), 1)[0].starts_on == date(2026, 3, 31)


def test_cancelled_date_is_shown_with_its_reason_but_is_not_the_next_one() -> None:
    schedule = weekly(changes={FIRST: Change(State.CANCELLED, note="Awaria")})
    ahead = schedule.upcoming(noon(FIRST), 2)
    assert [(one.starts_on, one.is_cancelled, one.note) for one in ahead] == [
        (FIRST, True, "Awaria"),
        (date(2026, 3, 31), False, ""),
    ]
    following = schedule.next(noon(FIRST))
    assert following
    assert following.starts_on == date(2026, 3, 31)


def test_moved_date_stands_on_its_new_day_only() -> None:
    schedule = weekly(changes={date(2026, 3, 31): Change(State.MOVED, on=date(2026, 4, 2), starts_at=time(17))})
    found = schedule.between(date(2026, 3, 31), date(2026, 4, 6))
    assert [(one.original, one.starts_on, one.starts_at) for one in found] == [
        (date(2026, 3, 31), date(2026, 4, 2), time(17))
    ]


def test_date_moved_from_far_away_is_found_where_it_takes_place() -> None:
    schedule = weekly(changes={date(2026, 4, 14): Change(State.MOVED, on=date(2026, 3, 25))})
    following = schedule.next(noon(date(2026, 3, 25)))
    assert following
    assert following.original == date(2026, 4, 14)


def test_day_left_out_and_additional_date() -> None:
    schedule = weekly(
        left_out=frozenset({date(2026, 4, 7)}), extra=(Change(State.EXTRA, on=date(2026, 4, 8), starts_at=time(10)),)
    )
    days = [one.starts_on for one in schedule.all()]
    assert days == [FIRST, date(2026, 3, 31), date(2026, 4, 8), date(2026, 4, 14)]


def test_past_dates_come_last_first() -> None:
    gone = weekly().past(noon(date(2026, 4, 8)), 2)
    assert [one.starts_on for one in gone] == [date(2026, 4, 7), date(2026, 3, 31)]


def test_whole_days_last_until_the_end_of_the_last_one() -> None:
    fair = Schedule(starts_on=FIRST, ends_on=date(2026, 3, 26))
    assert fair.upcoming(noon(date(2026, 3, 26)), 1)
    assert not fair.upcoming(noon(date(2026, 3, 27)), 1)
    assert fair.between(date(2026, 3, 25), date(2026, 3, 25))


def test_running_event_of_several_days_is_upcoming_among_its_repetitions() -> None:
    yearly = Schedule(starts_on=FIRST, ends_on=date(2026, 3, 26), recurrence=Recurrence.parse("FREQ=YEARLY"))
    ahead = yearly.upcoming(noon(date(2027, 3, 25)), 2)
    assert [one.starts_on for one in ahead] == [date(2027, 3, 24), date(2028, 3, 24)]


def test_last_day_is_known_only_where_the_rule_ends() -> None:
    assert weekly().last_on == date(2026, 4, 14)
    assert weekly(recurrence=Recurrence.parse("FREQ=WEEKLY")).last_on is None
    assert weekly(extra=(Change(State.EXTRA, on=date(2026, 5, 1)),)).last_on == date(2026, 5, 1)
    assert Schedule(starts_on=FIRST).last_on == FIRST


def test_rule_with_an_end_may_not_give_more_dates_than_anybody_plans() -> None:
    assert weekly(recurrence=Recurrence.parse("FREQ=DAILY;COUNT=401")).is_too_long()
    assert not weekly(recurrence=Recurrence.parse("FREQ=DAILY;COUNT=400")).is_too_long()
    assert not weekly(recurrence=Recurrence.parse("FREQ=DAILY")).is_too_long()
