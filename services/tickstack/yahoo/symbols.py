"""The symbols that the market knows. Names and listing dates are real; price, volatility and volume are invented levels
that the synthetic prices wander around.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Symbol:
    """``volatility`` is the standard deviation of a day's return, ``volume`` the shares of a usual day."""

    symbol: str
    name: str
    exchange: str
    listed: date
    price: float
    volatility: float
    volume: int
    kind: str = "EQUITY"


EXCHANGES = {
    "NMS": "NasdaqGS",
    "NYQ": "NYSE",
    "PCX": "NYSEArca",
    "SNP": "SNP",
}

_ROWS = """
FB    | Facebook, Inc.                    | NMS | 2012-05-18 |  205 | 0.020 | 20000000
SHOP  | Shopify Inc.                      | NYQ | 2015-05-21 |  740 | 0.032 |  2800000
BYND  | Beyond Meat, Inc.                 | NMS | 2019-05-02 |  130 | 0.042 |  8000000
NFLX  | Netflix, Inc.                     | NMS | 2002-05-23 |  430 | 0.024 |  8500000
PINS  | Pinterest, Inc.                   | NYQ | 2019-04-18 |   18 | 0.036 | 16000000
SQ    | Square, Inc.                      | NYQ | 2015-11-19 |   75 | 0.034 | 14000000
TTD   | The Trade Desk, Inc.              | NMS | 2016-09-21 |  290 | 0.037 |  1900000
OKTA  | Okta, Inc.                        | NMS | 2017-04-07 |  170 | 0.030 |  2300000
SNAP  | Snap Inc.                         | NYQ | 2017-03-02 |   17 | 0.035 | 32000000
DDOG  | Datadog, Inc.                     | NMS | 2019-09-19 |   62 | 0.034 |  4600000
AAPL  | Apple Inc.                        | NMS | 1980-12-12 |  160 | 0.018 | 70000000
ABBV  | AbbVie Inc.                       | NYQ | 2013-01-02 |  110 | 0.014 |  7000000
ADBE  | Adobe Inc.                        | NMS | 1986-08-13 |  420 | 0.020 |  3000000
AMD   | Advanced Micro Devices, Inc.      | NMS | 1980-03-17 |   95 | 0.030 | 60000000
AMZN  | Amazon.com, Inc.                  | NMS | 1997-05-15 |  150 | 0.020 | 55000000
AVGO  | Broadcom Inc.                     | NMS | 2009-08-06 |  180 | 0.022 | 20000000
BA    | The Boeing Company                | NYQ | 1962-01-02 |  200 | 0.025 |  9000000
BAC   | Bank of America Corporation       | NYQ | 1973-02-21 |   35 | 0.018 | 45000000
BBY   | Best Buy Co., Inc.                | NYQ | 1985-04-19 |   80 | 0.022 |  3000000
CMG   | Chipotle Mexican Grill, Inc.      | NYQ | 2006-01-26 |   55 | 0.021 | 12000000
COST  | Costco Wholesale Corporation      | NMS | 1986-07-09 |  500 | 0.014 |  2200000
CRM   | Salesforce, Inc.                  | NYQ | 2004-06-23 |  210 | 0.021 |  6000000
CRWD  | CrowdStrike Holdings, Inc.        | NMS | 2019-06-12 |  200 | 0.032 |  4000000
CSCO  | Cisco Systems, Inc.               | NMS | 1990-02-16 |   48 | 0.014 | 20000000
CVX   | Chevron Corporation               | NYQ | 1962-01-02 |  140 | 0.016 |  8500000
DG    | Dollar General Corporation        | NYQ | 2009-11-13 |  170 | 0.019 |  2600000
DIS   | The Walt Disney Company           | NYQ | 1962-01-02 |  110 | 0.018 | 10000000
DLTR  | Dollar Tree, Inc.                 | NMS | 1995-03-07 |  120 | 0.020 |  2700000
ETSY  | Etsy, Inc.                        | NMS | 2015-04-16 |   90 | 0.032 |  3500000
F     | Ford Motor Company                | NYQ | 1972-06-01 |   12 | 0.022 | 55000000
GE    | GE Aerospace                      | NYQ | 1962-01-02 |  110 | 0.019 |  6000000
GM    | General Motors Company            | NYQ | 2010-11-18 |   40 | 0.022 | 14000000
GOOG  | Alphabet Inc.                     | NMS | 2004-08-19 |  130 | 0.017 | 22000000
GOOGL | Alphabet Inc.                     | NMS | 2004-08-19 |  129 | 0.017 | 28000000
GS    | The Goldman Sachs Group, Inc.     | NYQ | 1999-05-04 |  340 | 0.017 |  2400000
HD    | The Home Depot, Inc.              | NYQ | 1981-09-22 |  310 | 0.015 |  3600000
IBM   | International Business Machines   | NYQ | 1962-01-02 |  140 | 0.014 |  4300000
INTC  | Intel Corporation                 | NMS | 1980-03-17 |   40 | 0.022 | 40000000
JNJ   | Johnson & Johnson                 | NYQ | 1962-01-02 |  160 | 0.011 |  7000000
JPM   | JPMorgan Chase & Co.              | NYQ | 1980-03-17 |  140 | 0.016 | 11000000
KO    | The Coca-Cola Company             | NYQ | 1962-01-02 |   58 | 0.010 | 14000000
KR    | The Kroger Co.                    | NYQ | 1977-01-03 |   45 | 0.016 |  5000000
LOW   | Lowe's Companies, Inc.            | NYQ | 1980-03-17 |  210 | 0.017 |  3000000
LYFT  | Lyft, Inc.                        | NMS | 2019-03-29 |   30 | 0.038 | 12000000
M     | Macy's, Inc.                      | NYQ | 1992-02-05 |   18 | 0.032 | 11000000
MA    | Mastercard Incorporated           | NYQ | 2006-05-25 |  360 | 0.015 |  3000000
MCD   | McDonald's Corporation            | NYQ | 1966-07-05 |  250 | 0.011 |  2900000
META  | Meta Platforms, Inc.              | NMS | 2012-05-18 |  280 | 0.023 | 20000000
MRNA  | Moderna, Inc.                     | NMS | 2018-12-07 |  120 | 0.038 |  8000000
MSFT  | Microsoft Corporation             | NMS | 1986-03-13 |  270 | 0.016 | 26000000
NET   | Cloudflare, Inc.                  | NYQ | 2019-09-13 |   70 | 0.038 |  4500000
NKE   | NIKE, Inc.                        | NYQ | 1980-12-02 |  110 | 0.018 |  7500000
NVDA  | NVIDIA Corporation                | NMS | 1999-01-22 |  120 | 0.028 | 95000000
ORCL  | Oracle Corporation                | NYQ | 1986-03-12 |  100 | 0.017 |  9000000
PEP   | PepsiCo, Inc.                     | NMS | 1972-06-01 |  165 | 0.011 |  5000000
PFE   | Pfizer Inc.                       | NYQ | 1972-06-01 |   36 | 0.015 | 27000000
PG    | The Procter & Gamble Company      | NYQ | 1962-01-02 |  140 | 0.011 |  7000000
PLTR  | Palantir Technologies Inc.        | NMS | 2020-09-30 |   25 | 0.040 | 60000000
PYPL  | PayPal Holdings, Inc.             | NMS | 2015-07-06 |  110 | 0.025 | 13000000
QCOM  | QUALCOMM Incorporated             | NMS | 1991-12-13 |  130 | 0.022 |  8500000
ROKU  | Roku, Inc.                        | NMS | 2017-09-28 |   95 | 0.042 |  8000000
ROST  | Ross Stores, Inc.                 | NMS | 1985-08-08 |  105 | 0.018 |  2500000
SBUX  | Starbucks Corporation             | NMS | 1992-06-26 |   92 | 0.016 |  7500000
T     | AT&T Inc.                         | NYQ | 1983-11-21 |   22 | 0.013 | 35000000
TGT   | Target Corporation                | NYQ | 1967-10-18 |  150 | 0.019 |  4500000
TJX   | The TJX Companies, Inc.           | NYQ | 1987-09-21 |   75 | 0.015 |  6000000
TSLA  | Tesla, Inc.                       | NMS | 2010-06-29 |  220 | 0.034 | 95000000
TWLO  | Twilio Inc.                       | NYQ | 2016-06-23 |  110 | 0.036 |  3500000
UBER  | Uber Technologies, Inc.           | NYQ | 2019-05-10 |   42 | 0.028 | 22000000
UNH   | UnitedHealth Group Incorporated   | NYQ | 1984-10-17 |  430 | 0.015 |  3500000
V     | Visa Inc.                         | NYQ | 2008-03-19 |  220 | 0.014 |  7000000
VZ    | Verizon Communications Inc.       | NYQ | 1983-11-21 |   45 | 0.011 | 19000000
WFC   | Wells Fargo & Company             | NYQ | 1972-06-01 |   45 | 0.018 | 20000000
WMT   | Walmart Inc.                      | NYQ | 1972-08-25 |  140 | 0.012 |  8000000
XOM   | Exxon Mobil Corporation           | NYQ | 1962-01-02 |   90 | 0.016 | 18000000
ZM    | Zoom Communications, Inc.         | NMS | 2019-04-18 |  150 | 0.036 |  7000000
SPY   | SPDR S&P 500 ETF                  | PCX | 1993-01-29 |  400 | 0.011 | 80000000 | ETF
QQQ   | Invesco QQQ Trust                 | NMS | 1999-03-10 |  320 | 0.014 | 50000000 | ETF
^GSPC | S&P 500                           | SNP | 1927-12-30 | 4000 | 0.011 | 3500000000 | INDEX
"""


def _read(row: str) -> Symbol:
    symbol, name, exchange, listed, price, volatility, volume, *kind = (cell.strip() for cell in row.split("|"))
    return Symbol(
        symbol, name, exchange, date.fromisoformat(listed), float(price), float(volatility), int(volume), *kind
    )


SYMBOLS = {row.symbol: row for row in map(_read, _ROWS.strip().splitlines())}
