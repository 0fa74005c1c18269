"""Pictures with the hard cases in them: long names, many years, empty ones, every weekday."""

import datetime as dt

from generator.model.pictures import Circle, CoAuthor, Course, CourseRow, Courses, DayMap
from generator.model.views import TermCount
from generator.plan.pictures import day_steps

COUNTS = (2, 5, 9, 0, 31, 18, 52, 1040)


def make_course(years: int = 8) -> Course:
    spans = (TermCount(str(2027 - years + i), "2024/" if i == 1 else "", COUNTS[i % 8]) for i in range(years))
    return Course(tuple(spans), undated=137)


def make_topics() -> Courses:
    years = tuple(str(2019 + i) for i in range(8))
    rows = (
        CourseRow("Computer Vision and Pattern Recognition", "topics/cs-cv/", "cs.CV", 1157, COUNTS),
        CourseRow("Machine Learning", "topics/cs-lg/", "cs.LG", 24, COUNTS[::-1]),
        CourseRow("", "", "", 31, (0, 0, 0, 0, 0, 0, 0, 1)),
    )
    return Courses(years, rows, undated=1)


def make_rising(longest: str) -> Courses:
    years = tuple(str(1997 + i) for i in range(30))
    names = ("large language models", longest, "تصوير", *(f"keyword {n}" for n in range(9)))
    rows = (CourseRow(name, f"keywords/{n}/", "", 40, (*(0,) * 22, *COUNTS)) for n, name in enumerate(names))
    return Courses(years, tuple(rows))


def make_days(year: int = 2026) -> DayMap:
    """Papers on all days but Sundays."""
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(i) for i in range(365)]
    counts = {day: 1 + day.day * day.month % 40 for day in days if day.weekday() < 6}
    terms = (TermCount(day.isoformat(), f"{day:%Y/%m/%d}/", count) for day, count in counts.items())
    return DayMap(year, tuple(terms), day_steps([*counts.values()]), undated=137)


def make_circle(longest: str, count: int = 12) -> Circle:
    names = [
        "Lin Wang",
        "Christoph Feichtenhofer",
        longest,
        "محمد الأحمد",
        "李娜",
        "Maria del Carmen de la Torre y Ruiz",
    ]
    people = (
        CoAuthor(names[i] if i < 6 else f"Author Number {i}", f"authors/{i}/", 30 - i, "2019", "2026")
        for i in range(count)
    )
    ties = ((0, 1, 9), (0, 2, 4), (1, 5, 2), (3, 11, 2), (6, 10, 2))
    return Circle("张伟", tuple(people), tuple(tie for tie in ties if tie[1] < count), others=1204)
