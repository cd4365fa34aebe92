"""When crawlers are due."""

from datetime import UTC, datetime

import pytest

from tickstack.glue.schedules import parse

THURSDAY = datetime(2020, 5, 14, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        ("15 12 * * ? *", "2020-05-14 12:15"),
        ("0 9 * * ? *", "2020-05-15 09:00"),
        ("30 9 * * ? *", "2020-05-15 09:30"),
        ("0/15 * * * ? *", "2020-05-14 09:45"),
        ("*/20 8-10 * * ? *", "2020-05-14 09:40"),
        ("0 18 ? * MON-FRI *", "2020-05-14 18:00"),
        ("0 8 ? * 2,sat *", "2020-05-16 08:00"),
        ("0 8 1 * ? *", "2020-06-01 08:00"),
        ("0 8 L * ? *", "2020-05-31 08:00"),
        ("0 8 16W * ? *", "2020-05-15 08:00"),
        ("0 8 1W AUG ? *", "2020-08-03 08:00"),
        ("0 8 31W MAY ? *", "2020-05-29 08:00"),
        ("0 8 ? * 6L *", "2020-05-29 08:00"),
        ("0 8 ? * 3#2 *", "2020-06-09 08:00"),
        ("0 0 29 2 ? *", "2024-02-29 00:00"),
        ("0 0 1 JAN ? 2022", "2022-01-01 00:00"),
        ("0 0 1 1 ? 2019", None),
    ],
)
def test_the_next_moment(fields: str, moment: str | None) -> None:
    found = parse(f"cron({fields})").next_after(THURSDAY)
    assert (None if found is None else f"{found:%Y-%m-%d %H:%M}") == moment


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "rate(5 minutes)",
        "cron(0 12 * * ?)",
        "cron(0 12 * * * *)",
        "cron(0 12 ? * ? *)",
        "cron(0 12 1 * 2 *)",
        "cron(* * * * ? *)",
        "cron(0/4 * * * ? *)",
        "cron(1,59 * * * ? *)",
        "cron(60 12 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 12 0 * ? *)",
        "cron(0 12 ? * FUN *)",
        "cron(0 12 ? * 2#6 *)",
        "cron(0 12-9 * * ? *)",
        "cron(0/0 12 * * ? *)",
    ],
)
def test_what_is_no_schedule(expression: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse(expression)
