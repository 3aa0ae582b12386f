"""Text with the shape of an NHS number is found, and little else is."""

import pytest

from hubportal.web.nhs_numbers import find_nhs_numbers, is_nhs_number


@pytest.mark.parametrize(
    "text",
    [
        "Patient 943 476 5919 complains",
        "no 9434765919.",
        "943-476-5919",
        "943\u00a0476\u00a05919",
        "(943\u2011476\u20115919)",
        "\uff19\uff14\uff13 \uff14\uff17\uff16 \uff15\uff19\uff11\uff19",
    ],
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert find_nhs_numbers(text) == ["943 476 5919"]


@pytest.mark.parametrize(
    "text",
    [
        "943 476 5918 fails its check digit",
        "call 0121 496 0000",
        "£9434765919",
        "ledger 94347659190",
        "19434765919",
        "A9434765919",
        "000 000 0000",
        "paid 9434765919.50",
        "943 4765919",
        "",
    ],
)
def test_other_numbers_are_let_be(text: str) -> None:
    assert find_nhs_numbers(text) == []


def test_every_number_of_a_text_is_found_in_order() -> None:
    assert find_nhs_numbers("401 023 2137 and 9434765919") == ["401 023 2137", "943 476 5919"]


def test_a_remainder_of_ten_is_never_a_check_digit() -> None:
    # Nine digits whose check would be 10 have no valid tenth digit at all.
    nine = next(
        f"{n:09}"
        for n in range(400_000_000, 400_000_100)
        if (11 - sum(int(d) * w for d, w in zip(f"{n:09}", range(10, 1, -1), strict=True)) % 11) % 11 == 10
    )
    assert not any(is_nhs_number(f"{nine}{tenth}") for tenth in range(10))
