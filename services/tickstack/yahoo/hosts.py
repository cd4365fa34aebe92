"""The names of Yahoo's servers that yfinance talks to, and that the stand-in answers for."""

COOKIES = "fc.yahoo.com"
CONSENT_START = "guce.yahoo.com"
CONSENT = "consent.yahoo.com"
QUERY = ("query1.finance.yahoo.com", "query2.finance.yahoo.com")
HOSTS = (*QUERY, COOKIES, CONSENT_START, CONSENT, "finance.yahoo.com")
