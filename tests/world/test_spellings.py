"""How texts read without their escapes, and where known values are in them."""

from __future__ import annotations

import pytest

from ssoadmin_mock.world.spellings import KnownValues, Spelled, replaced, spelled


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Ada", "ada"),
        ("ﬁ", "fi"),
        ("%41%c3%a9", "ae\u0301"),
        ("%FFa", "\udcffa"),
        ("%ED%A0%80", "\udced\udca0\udc80"),
        ("&amp;&#65;&#x41;&unknown;", "&aa&unknown;"),
        (r"\u0041\uD83D\uDE00", "a\U0001f600"),
        (r"\ud800a", "\ud800a"),
        (r"\x41\U00000041\u{41}", "aaa"),
        (r"\u{0041}\u{10ffff}\u{110000}", "a\U0010ffff\\u{110000}"),
        (r"\U0010ffff\U000fffff\U00110000", "\U0010ffff\U000fffff\x110000"),
        (r"\U0041\u00000041", "a\x000041"),
        (r"\"\'\/\\", "\"'/\\"),
        ("%2541", "a"),
        ("%" + 6 * "25" + "41", "a"),
        ("%" + 7 * "25" + "41", "a"),
        ("%" + 8 * "25" + "41", "%41"),
    ],
)
def test_how_a_text_reads(text: str, reads: str) -> None:
    assert spelled(text).text == reads


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("xA", [(0, 1), (1, 2)]),
        ("x%41y", [(0, 1), (1, 4), (4, 5)]),
        ("%c3%9f", [(0, 6), (0, 6)]),
        ("%41%42", [(0, 3), (3, 6)]),
        (r"\u0041\u0042", [(0, 6), (6, 12)]),
        (r"\ud83d\ude00x", [(0, 12), (12, 13)]),
        ("&amp;x", [(0, 5), (5, 6)]),
        ("%2541x", [(0, 5), (5, 6)]),
        (r"x\"", [(0, 1), (1, 3)]),
        (r"x\x41", [(0, 1), (1, 5)]),
        (r"\U00000041x", [(0, 10), (10, 11)]),
    ],
)
def test_where_each_character_is_in_the_original(text: str, places: list[tuple[int, int]]) -> None:
    read = spelled(text)
    assert list(zip(read.starts, read.ends, strict=True)) == places
    assert len(read.text) == len(places)


def test_a_text_without_escapes_reads_as_it_stands() -> None:
    assert spelled("ab") == Spelled("ab", [0, 1], [1, 2])
    assert spelled("") == Spelled("", [], [])


def found(text: str, *values: str) -> list[tuple[int, int, str]]:
    """Where values are; each is replaced by itself between angle brackets."""
    known = KnownValues()
    for value in values:
        known.add(value, f"<{value}>")
    return list(known.within(text))


def test_a_value_of_four_characters_is_found_within_words_and_a_shorter_one_is_not() -> None:
    assert found("xrosax bob xboby bobs", "rosa", "bob") == [(1, 5, "<rosa>"), (7, 10, "<bob>")]


@pytest.mark.parametrize(
    ("text", "places"), [("bob", [0]), ("bob_", [0]), ("-bob-bob", [1, 5]), ("bob1", []), ("1bob", []), ("ebob", [])]
)
def test_a_short_value_is_a_word(text: str, places: list[int]) -> None:
    assert found(text, "bob") == [(place, place + 3, "<bob>") for place in places]


def test_of_values_that_begin_in_one_place_the_longest_is_found() -> None:
    assert found("roses", "rose", "roses", "ros") == [(0, 5, "<roses>")]
    assert found("rose-", "rose", "roses", "ros") == [(0, 4, "<rose>")]
    assert found("ros-", "rose", "roses", "ros") == [(0, 3, "<ros>")]
    assert found("al", "al", "ali") == [(0, 2, "<al>")]


def test_a_value_that_is_one_character_or_has_no_letter_is_not_looked_for() -> None:
    assert found("a -- é 1 12", "a", "--", "1", "12") == [(9, 11, "<12>")]


def test_the_first_replacement_of_a_value_stays() -> None:
    known = KnownValues()
    known.add("Rosa", "first")
    known.add("ROSA", "second")
    assert list(known.within("rosa")) == [(0, 4, "first")]


def test_spaces_may_be_plus_signs() -> None:
    assert found("ada+byron ada byron", "Ada Byron") == [(0, 9, "<Ada Byron>"), (10, 19, "<Ada Byron>")]


@pytest.mark.parametrize(
    ("spans", "result"),
    [
        ([], "abcdef"),
        ([(1, 3, "X")], "aXdef"),
        ([(4, 6, "Y"), (0, 2, "X")], "XcdY"),
        ([(0, 2, "X"), (2, 4, "Y")], "XYef"),
        ([(0, 3, "X"), (2, 4, "Y")], "Xef"),
        ([(0, 2, "X"), (1, 5, "Y")], "Yf"),
        ([(0, 2, "X"), (1, 3, "Y")], "Xdef"),
        ([(0, 5, "X"), (1, 2, "Y")], "Xf"),
        ([(0, 2, "X"), (1, 4, "Y"), (3, 6, "Z")], "Y"),
    ],
)
def test_what_overlaps_is_replaced_once_by_what_stands_for_the_longest(
    spans: list[tuple[int, int, str]], result: str
) -> None:
    assert replaced("abcdef", lambda _read: spans) == result


def test_escapes_are_replaced_whole() -> None:
    read: list[str] = []

    def find(text: str) -> list[tuple[int, int, str]]:
        read.append(text)
        return [(1, 3, "X")]

    assert replaced("a%42&#99;d%45", find) == "aXd%45"
    assert read == ["abcde"]
