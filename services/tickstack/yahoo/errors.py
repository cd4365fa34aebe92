"""The errors of Yahoo's APIs, in the words that yfinance shows its users. Each answers ``{<api>: {result, error}}``."""


class YahooError(Exception):
    """``code`` as Yahoo names it; ``status`` is the HTTP status."""

    status = 400
    code = "Bad Request"

    def __init__(self, description: str) -> None:
        super().__init__(description)
        self.description = description


class NoData(YahooError):  # noqa: N818 - Yahoo's own words
    """The symbol is known, but nothing was traded in the range."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(f"Data doesn't exist for startDate = {start}, endDate = {end}")


class NotFound(YahooError):  # noqa: N818
    """The symbol is unknown."""

    status, code = 404, "Not Found"

    def __init__(self, description: str = "No data found, symbol may be delisted") -> None:
        super().__init__(description)


class Unprocessable(YahooError):  # noqa: N818
    """A parameter is outside what Yahoo gives."""

    status, code = 422, "Unprocessable Entity"


class Absent(YahooError):  # noqa: N818
    """Yahoo may have it, the stand-in does not."""

    status, code = 501, "Not Implemented"
