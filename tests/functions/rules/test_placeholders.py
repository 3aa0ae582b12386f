"""Placeholders are filled once from a fixed list, and nothing typed is ever run."""

from functions.rules.placeholders import PLACEHOLDERS, fill, unknown_placeholders


def test_a_listed_name_becomes_its_value_and_an_empty_one_nothing() -> None:
    assert fill("Dear {contact_name}, {today}.", {"contact_name": "Ann"}) == "Dear Ann, ."


def test_a_value_that_looks_like_a_placeholder_or_a_template_stays_as_typed() -> None:
    typed = "{reference} {{ 7 * 7 }} {% x %} {contact_name.__class__}"
    assert fill("{subject}", {"subject": typed, "reference": "secret"}) == typed


def test_an_unknown_name_is_left_for_the_writer_and_reported() -> None:
    assert fill("{colour} {COLOUR}", {"colour": "red"}) == "{colour} {COLOUR}"
    assert unknown_placeholders("{colour} {reference} {colour}") == ["colour"]
    assert unknown_placeholders("".join(f"{{{name}}}" for name in PLACEHOLDERS)) == []
