"""Pictures as SVG: well-formed whatever a name holds, without a colour of their own, true to the numbers."""

import datetime as dt
import gzip
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.words import ENGLISH
from generator.model.pictures import Circle, CoAuthor, Course, CourseRow, DayMap
from generator.model.views import TermCount
from generator.outputs.pictures.canvas import Caption
from generator.outputs.pictures.circle import COLUMNS, columns, draw_circle, wrapped
from generator.outputs.pictures.courses import BASE, WIDTH, draw_course, draw_small
from generator.outputs.pictures.days import draw_days, draw_step, parts_of, weeks_of
from tests.theme.sample_pictures import make_circle, make_course, make_days

HOSTILE = "\"><script>alert(1)</script>' onload='alert(2)' &amp; ]]>"
TAGS = frozenset("svg title desc g a rect path circle text".split())
NAMES = st.text(st.characters(exclude_categories=["C"]), min_size=1)


def link(permalink: str) -> str:
    return f"../{permalink}"


def caption(title: str = "A title") -> Caption:
    return Caption("here", title, "What it shows")


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def course(*counts: int) -> Course:
    return Course(tuple(TermCount(str(2000 + i), "", count) for i, count in enumerate(counts)))


def every_picture(name: str) -> list[str]:
    """Return one picture of each kind in which a hostile text stands wherever one may stand."""
    spans = (TermCount(name, name, 2), TermCount("2025", "", 1))
    people = (CoAuthor(name, name, 2, name, name, name), CoAuthor("B", "b/", 1, "", ""))
    days = DayMap(2026, (TermCount("2026-05-28", name, 3),), ((3, 3),))
    return [
        draw_course(Course(spans), caption(name), link, ENGLISH),
        draw_small(
            CourseRow(name, name, name, 1, (1, 0)), caption(name), link, ENGLISH, spans=[name, "2025"]
        ),
        draw_days(days, caption(name), link, ENGLISH, part=1),
        draw_circle(Circle(name, people, ((0, 1, 2),)), caption(name), link, ENGLISH),
        draw_step(0, 1),
    ]


@given(NAMES)
def test_every_text_is_escaped(name: str) -> None:
    for svg in every_picture(name):
        tree = parsed(svg)
        assert {element.tag for element in tree.iter()} <= TAGS
        titles = [element.text for element in tree.findall("title")]
        assert titles in ([], [name])


def test_a_hostile_name_is_text() -> None:
    for svg in every_picture(HOSTILE)[:-1]:
        tree = parsed(svg)
        assert tree.findtext("title") == HOSTILE
        assert not [key for element in tree.iter() for key in element.attrib if key.startswith("on")]


def test_colours_and_styles_are_left_to_the_stylesheet() -> None:
    for svg in every_picture("x"):
        attributes = {key for element in parsed(svg).iter() for key in element.attrib}
        assert attributes & {"style", "fill", "stroke", "color", "opacity"} == set()
        assert "#" not in svg
        assert "<style" not in svg


def test_a_picture_is_named_and_described() -> None:
    tree = parsed(draw_course(course(1, 2, 3), caption(), link, ENGLISH))
    names = {element.get("id"): element.text for element in tree.iter() if element.get("id")}
    assert [names[part] for part in tree.attrib["aria-labelledby"].split()] == ["A title", "What it shows"]
    assert tree.get("role") == "img"


def test_bars_are_as_high_as_their_numbers() -> None:
    counts = (2, 0, 31, 18, 62)
    tree = parsed(draw_course(course(*counts), caption(), link, ENGLISH))
    bars = {bar.findtext("title"): bar for bar in tree.iter("rect")}
    assert list(bars) == ["2000: 2", "2002: 31", "2003: 18", "2004: 62"]
    highest = float(bars["2004: 62"].attrib["height"])
    for text, bar in bars.items():
        share = int(text.split(": ")[1]) / 62
        assert float(bar.attrib["height"]) == pytest.approx(share * highest, abs=0.06)
        assert float(bar.attrib["y"]) + float(bar.attrib["height"]) == pytest.approx(BASE, abs=0.11)
    assert [text.text for text in tree.iter("text")] == [
        "2",
        "31",
        "18",
        "62",
        "2000",
        "2001",
        "2002",
        "2003",
        "2004",
    ]


LABELS = [
    # course, its labels
    (course(*range(1, 13)), [*map(str, range(1, 13)), "2000", "2011"]),
    (course(*(10_000,) * 40), ["10,000", "2000", "2039"]),
    (Course((TermCount("2025-11", "", 3), TermCount("2025-12", "", 0), TermCount("2026-01", "", 9))),
     ["3", "9", "November 2025", "January 2026"]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "labels"), LABELS)
def test_a_course_says_what_there_is_room_for(value: Course, labels: list[str]) -> None:
    tree = parsed(draw_course(value, caption(), link, ENGLISH))
    assert [text.text for text in tree.iter("text")] == labels


@given(st.lists(st.integers(0, 99_999), min_size=3, max_size=100).filter(any))
def test_a_course_fits_a_phone(counts: list[int]) -> None:
    tree = parsed(draw_course(course(*counts), caption(), link, ENGLISH))
    width = float(tree.attrib["viewBox"].split()[2])
    assert width <= WIDTH
    for bar in tree.iter("rect"):
        assert 0 <= float(bar.attrib["x"]) <= float(bar.attrib["x"]) + float(bar.attrib["width"]) <= width
        assert float(bar.attrib["height"]) >= 1.5


def test_small_courses_share_a_scale_when_they_are_given_one() -> None:
    row = CourseRow("A", "a/", "", 6, (2, 4))

    def height(peak: int) -> float:
        tree = parsed(draw_small(row, caption(), link, ENGLISH, spans=["2025", "2026"], peak=peak))
        return max(float(bar.attrib["height"]) for bar in tree.iter("rect"))

    assert height(0) == height(4) == 35
    assert height(8) == 17.5


def test_small_courses_name_their_ends() -> None:
    row = CourseRow("A", "a/", "", 6, (2, 4, 3))
    for spans, ends in (
        (["2024", "2025", "2026"], ["2024", "2026"]),
        (["2026-03", "2026-04", "2026-05"], ["Mar 2026", "May 2026"]),
    ):
        tree = parsed(draw_small(row, caption(), link, ENGLISH, spans=spans))
        assert [text.text for text in tree.iter("text")] == ends


def test_a_year_may_end_before_december() -> None:
    found = tuple(TermCount(day, day, 1) for day in ("2026-05-01", "2026-06-17"))  # Friday, Wednesday
    drawn = parsed(
        draw_days(DayMap(2026, found, ((1, 1),), until="2026-06-17"), caption(), link, ENGLISH, part=1)
    )
    assert [text.text for text in drawn.iter("text")][3:] == ["May", "Jun"]
    (grid,) = (path.attrib["d"] for path in drawn.iter("path"))
    ends = dict(re.findall(r" (\d+)H(\d+)", grid))  # middle of a weekday's row → where it ends
    last = [int(ends[str(23 + 14 * weekday)]) for weekday in range(7)]
    assert last == [last[2]] * 3 + [last[2] - 14] * 4


@pytest.mark.parametrize("year", [2023, 2024, 2026, 1, 9999])  # begins on Sunday, leap year, Thursday, edges
def test_every_day_has_its_own_place_and_link(year: int) -> None:
    days = make_days(year)
    places: dict[str, tuple[int, str]] = {}
    for part in parts_of(days):
        drawn = parsed(draw_days(days, caption(), link, ENGLISH, part=part))
        for week, day in ((group, day) for group in drawn.iterfind("g/g") for day in group):
            (mark,) = day.iter("rect")
            places[day.attrib["href"]] = (part, week.attrib["transform"] + mark.attrib["y"])
            assert day.attrib["tabindex"] == "-1"
    assert places.keys() == {link(day.url) for day in days.days}
    assert len(set(places.values())) == len(days.days)


def test_a_day_stands_in_its_week_and_has_the_class_of_its_step() -> None:
    counts = {"2026-05-01": 1, "2026-05-04": 3, "2026-05-05": 9, "2026-05-12": 9}  # Friday, Monday, Tuesdays
    found = tuple(TermCount(day, day, count) for day, count in counts.items())
    tree = parsed(draw_days(DayMap(2026, found, ((1, 1), (3, 3), (9, 9))), caption(), link, ENGLISH, part=1))
    weeks = [float(week.attrib["transform"].split("(")[1].split()[0]) for week in tree.iterfind("g/g")]
    assert weeks == [28, 42, 56]
    marks = [mark.attrib for mark in tree.iterfind("g/g/a/rect")]
    levels = [float(mark["y"]) + float(mark["height"]) / 2 for mark in marks]
    assert [(level - levels[1]) / 14 for level in levels] == [4, 0, 1, 1]
    assert [mark["class"] for mark in marks] == ["d2", "d3", "d5", "d5"]


def test_the_table_of_days_has_every_number_once() -> None:
    days = make_days()
    weeks = weeks_of(days)
    assert [found for _, week in weeks for found in week if found] == list(days.days)
    for monday, week in weeks:
        first = dt.date.fromisoformat(monday)
        assert first.weekday() == 0
        for shift, found in enumerate(week):
            assert found is None or found.name == (first + dt.timedelta(shift)).isoformat()


def test_a_year_of_working_days_is_light() -> None:
    days = make_days()
    working = [day for day in days.days if dt.date.fromisoformat(day.name).weekday() < 5]
    year = DayMap(2026, tuple(working), days.steps)
    drawn = "".join(draw_days(year, caption(), link, ENGLISH, part=part) for part in parts_of(year))
    assert len(gzip.compress(drawn.encode(), 9)) <= 2_000


def test_people_stand_apart_and_lead_to_their_pages() -> None:
    for count in (1, 2, 3, 7, 12):
        circle = make_circle("Wolfeschlegelsteinhausenbergerdorff", count)
        tree = parsed(draw_circle(circle, caption(), link, ENGLISH))
        people = tree.findall("a")
        assert [person.attrib["href"] for person in people] == [link(person.url) for person in circle.people]
        assert [person.findtext("title") for person in people] == [
            f"{p.name}: {p.count}" for p in circle.people
        ]
        heights = [(text.attrib.get("text-anchor"), float(text.attrib["y"])) for text in tree.iter("text")]
        assert all(
            abs(y - other) >= 12
            for i, (side, y) in enumerate(heights)
            for where, other in heights[:i]
            if where == side
        )


def test_more_papers_together_make_a_thicker_line() -> None:
    people = tuple(CoAuthor(f"P{n}", f"{n}/", n, "", "") for n in (9, 5, 1))
    tree = parsed(draw_circle(Circle("A", people, ()), caption(), link, ENGLISH))
    widths = [float(path.attrib["stroke-width"]) for path in tree.iter("path")]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3


WRAPPED = [
    ("Lin Wang", ("Lin Wang",)),
    ("Christoph Feichtenhofer", ("Christoph", "Feichtenhofer")),
    ("Maria del Carmen de la Torre y Ruiz", ("Maria del", "Carmen de la…")),
    ("Wolfeschlegelsteinhausenbergerdorff", ("Wolfeschlegel…",)),
    ("李娜", ("李娜",)),
    ("", ()),
]


@pytest.mark.parametrize(("name", "lines"), WRAPPED)
def test_wrapped(name: str, lines: tuple[str, ...]) -> None:
    assert wrapped(name) == lines


@given(NAMES)
def test_a_wrapped_name_fits(name: str) -> None:
    lines = wrapped(name)
    assert len(lines) <= 2
    assert all(columns(line) <= COLUMNS for line in lines)
    assert "…" in "".join(lines) or " ".join(lines) == " ".join(name.split())


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert draw_course(make_course(), caption(), link, ENGLISH) == draw_course(
        make_course(), caption(), link, ENGLISH
    )
