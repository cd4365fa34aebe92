"""Values as files hold them."""

from decimal import Decimal

from tickstack.engine.file_values import file_maker
from tickstack.sql.types import decimal


def test_all_digits_of_a_decimal_are_written() -> None:
    """Python's own context has 28."""
    assert file_maker(decimal(38, 4))(Decimal("-1234567890123456789012345678901234.5678")) == -(
        12345678901234567890123456789012345678
    )
