"""The rules of times.toml by name: each takes the words its pattern captured and the frame of reference."""

from collections.abc import Callable

from .time_counting import ago, ahead, around, at_the_time, later, nothing, same_day
from .time_dates import (
    calendar_date,
    century,
    date_range,
    day_of_month,
    decade,
    iso_date,
    month,
    month_range,
    nth_weekday,
    year,
    year_range,
)
from .time_holidays import easter, floating, holiday, named
from .time_readings import Frame, Reading, Words
from .time_units import about_day, near, new_year, quarter, season, unit, week_of, weekday, weekend

__all__ = ["RULES"]

_NAMED: tuple[Callable[[Words, Frame], Reading], ...] = (
    iso_date,
    day_of_month,
    nth_weekday,
    date_range,
    month,
    month_range,
    year,
    year_range,
    decade,
    century,
    weekday,
    near,
    unit,
    season,
    weekend,
    new_year,
    quarter,
    week_of,
    about_day,
    easter,
    floating,
    holiday,
    named,
    ago,
    later,
    ahead,
    around,
    at_the_time,
    same_day,
    nothing,
)
RULES = {"date": calendar_date, **{rule.__name__: rule for rule in _NAMED}}
