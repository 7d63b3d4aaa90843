"""The part about dates as it is seen."""

from datetime import date

from desktop.settings.days_off import Stretch
from desktop.settings.schedule_model import Chosen, ScheduleModel

TODAY = date(2026, 11, 21)
STRETCHES = (Stretch(date(2026, 11, 28), date(2026, 11, 28)), Stretch(date(2026, 12, 24), date(2027, 1, 2)))
OFF = tuple((each, each.said(TODAY)) for each in STRETCHES)
RESTING = ScheduleModel(Chosen(85, 92, frozenset({6})), OFF)
ASKING = ScheduleModel(
    Chosen(88, 92, frozenset({5, 6})), OFF, "", "12 of 80 dates move, 3 of them to an earlier day.", True, True
)
DONE = ScheduleModel(Chosen(88, 92, frozenset()), (), "31 Nov cannot be read as a day.", "No date moves.")
