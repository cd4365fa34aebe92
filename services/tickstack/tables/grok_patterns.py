"""The names that Grok expressions may use: what each matches, in Java's regular expressions.

The names and what they mean are Logstash's (https://github.com/elastic/logstash/blob/v1.4.2/patterns/grok-patterns),
which Athena's guide names as those that its SerDe has.
"""

_BYTE = "(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)"
_IPV4 = rf"{_BYTE}(?:\.{_BYTE}){{3}}"
_HEX = "[0-9A-Fa-f]"
_GROUP = f"{_HEX}{{1,4}}"
_LAST = f"(?:{_GROUP}:{_GROUP}|{_IPV4})"


def _ipv6() -> str:
    """Eight groups, the last two perhaps as an IPv4 address, or fewer with ``::`` for those that are zero."""
    forms = [f"(?:{_GROUP}:){{6}}{_LAST}", f"::(?:{_GROUP}:){{5}}{_LAST}"]
    forms += [f"(?:{_GROUP}(?::{_GROUP}){{0,{n}}})?::(?:{_GROUP}:){{{4 - n}}}{_LAST}" for n in range(5)]
    forms += [f"(?:{_GROUP}(?::{_GROUP}){{0,5}})?::{_GROUP}", f"(?:{_GROUP}(?::{_GROUP}){{0,6}})?::"]
    return f"(?:{'|'.join(forms)})(?:%[0-9A-Za-z]+)?"


def _words(*words: str) -> str:
    """Names of which the first three letters are enough."""
    return "|".join(word[:3] + (f"(?:{word[3:]})?" if word[3:] else "") for word in words)


_LABEL = "[0-9A-Za-z][0-9A-Za-z-]{0,62}"
_LEVELS = tuple((word, "") for word in ("alert", "trace", "debug", "notice", "info", "fatal", "severe"))
_CUT = (("war", "n?(?:ing)?"), ("er", "r?(?:or)?"), ("cri", "t?(?:ical)?"), ("emerg", "(?:ency)?"))


def _loglevel() -> str:
    """Levels in small or capital letters, or with a capital first."""
    found = []
    for word, rest in (*_LEVELS, *_CUT):
        found += [f"[{word[0]}{word[0].upper()}]{word[1:]}{rest}", f"{word.upper()}{rest.upper()}"]
    return f"(?:{'|'.join(found)})"


PATTERNS = {
    "USERNAME": r"[\w.-]+",
    "USER": "%{USERNAME}",
    "INT": r"[+-]?\d+",
    "BASE10NUM": r"(?<![\d.+-])[+-]?(?>\d+(?:\.\d+)?|\.\d+)",
    "NUMBER": "%{BASE10NUM}",
    "BASE16NUM": rf"(?<!{_HEX})[+-]?(?:0x)?{_HEX}+",
    "BASE16FLOAT": rf"\b(?<![0-9A-Fa-f.])[+-]?(?:0x)?(?:{_HEX}+(?:\.{_HEX}*)?|\.{_HEX}+)\b",
    "POSINT": r"\b[1-9]\d*\b",
    "NONNEGINT": r"\b\d+\b",
    "WORD": r"\b\w+\b",
    "NOTSPACE": r"\S+",
    "SPACE": r"\s*",
    "DATA": ".*?",
    "GREEDYDATA": ".*",
    "QUOTEDSTRING": r"""(?<!\\)(?>"(?:\\.|[^\\"])*"|'(?:\\.|[^\\'])*'|`(?:\\.|[^\\`])*`)""",
    "QS": "%{QUOTEDSTRING}",
    "UUID": rf"{_HEX}{{8}}-(?:{_HEX}{{4}}-){{3}}{_HEX}{{12}}",
    "CISCOMAC": rf"(?:{_HEX}{{4}}\.){{2}}{_HEX}{{4}}",
    "WINDOWSMAC": rf"(?:{_HEX}{{2}}-){{5}}{_HEX}{{2}}",
    "COMMONMAC": rf"(?:{_HEX}{{2}}:){{5}}{_HEX}{{2}}",
    "MAC": "%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC}",
    "IPV6": _ipv6(),
    "IPV4": rf"(?<!\d){_IPV4}(?!\d)",
    "IP": "%{IPV6}|%{IPV4}",
    "HOSTNAME": rf"\b{_LABEL}(?:\.{_LABEL})*(?:\.?|\b)",
    "HOST": "%{HOSTNAME}",
    "IPORHOST": "%{HOSTNAME}|%{IP}",
    "HOSTPORT": "%{IPORHOST}:%{POSINT}",
    "UNIXPATH": r"(?>/(?>[\w%!$@:.,=-]+|\\.)*)+",
    "WINPATH": r"(?>[A-Za-z]+:|\\)(?:\\[^\\?*]*)+",
    "PATH": "%{UNIXPATH}|%{WINPATH}",
    "TTY": r"/dev/(?:pts|tty[pq]?)\w*/?\d+",
    "URIPROTO": r"[A-Za-z]+(?:\+[A-Za-z+]+)?",
    "URIHOST": "%{IPORHOST}(?::%{POSINT:port})?",
    "URIPATH": r"(?:/[\w.+!*'(){},~:;=@#%$-]*)+",
    "URIPARAM": r"\?[\w.+!*'|(){},~@#%&/=:;?$\[\]-]*",
    "URIPATHPARAM": "%{URIPATH}(?:%{URIPARAM})?",
    "URI": "%{URIPROTO}://(?:%{USER}(?::[^@]*)?@)?(?:%{URIHOST})?(?:%{URIPATHPARAM})?",
    "MONTH": r"\b(?:"
    + _words("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
    + rf"|{_words('November', 'December')})\b",
    "MONTHNUM": "0?[1-9]|1[0-2]",
    "MONTHNUM2": "0[1-9]|1[0-2]",
    "MONTHDAY": "0[1-9]|[12][0-9]|3[01]|[1-9]",
    "DAY": _words("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "YEAR": r"(?>\d\d){1,2}",
    "HOUR": "2[0-3]|[01]?[0-9]",
    "MINUTE": "[0-5][0-9]",
    "SECOND": r"(?:[0-5]?[0-9]|60)(?:[:.,]\d+)?",
    "TIME": r"%{HOUR}:%{MINUTE}(?::%{SECOND})(?!\d)",
    "DATE_US": "%{MONTHNUM}[/-]%{MONTHDAY}[/-]%{YEAR}",
    "DATE_EU": "%{MONTHDAY}[./-]%{MONTHNUM}[./-]%{YEAR}",
    "DATE": "%{DATE_US}|%{DATE_EU}",
    "DATESTAMP": "%{DATE}[- ]%{TIME}",
    "ISO8601_TIMEZONE": "Z|[+-]%{HOUR}(?::?%{MINUTE})",
    "ISO8601_SECOND": "%{SECOND}|60",
    "TIMESTAMP_ISO8601": "%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?%{ISO8601_TIMEZONE}?",
    "TZ": "[PMCE][SD]T|UTC",
    "DATESTAMP_RFC822": "%{DAY} %{MONTH} %{MONTHDAY} %{YEAR} %{TIME} %{TZ}",
    "DATESTAMP_RFC2822": "%{DAY}, %{MONTHDAY} %{MONTH} %{YEAR} %{TIME} %{ISO8601_TIMEZONE}",
    "DATESTAMP_OTHER": "%{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{TZ} %{YEAR}",
    "DATESTAMP_EVENTLOG": "%{YEAR}%{MONTHNUM2}%{MONTHDAY}%{HOUR}%{MINUTE}%{SECOND}",
    "HTTPDATE": "%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}",
    "SYSLOGTIMESTAMP": "%{MONTH} +%{MONTHDAY} %{TIME}",
    "PROG": r"[\w./%-]+",
    "SYSLOGPROG": r"%{PROG:program}(?:\[%{POSINT:pid}\])?",
    "SYSLOGHOST": "%{IPORHOST}",
    "SYSLOGFACILITY": "<%{NONNEGINT:facility}.%{NONNEGINT:priority}>",
    "SYSLOGBASE": "%{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:logsource} %{SYSLOGPROG}:",
    "COMMONAPACHELOG": r"%{IPORHOST:clientip} %{USER:ident} %{USER:auth} \[%{HTTPDATE:timestamp}\] "
    r'"(?:%{WORD:verb} %{NOTSPACE:request}(?: HTTP/%{NUMBER:httpversion})?|%{DATA:rawrequest})" '
    "%{NUMBER:response} (?:%{NUMBER:bytes}|-)",
    "COMBINEDAPACHELOG": "%{COMMONAPACHELOG} %{QS:referrer} %{QS:agent}",
    "LOGLEVEL": _loglevel(),
}
