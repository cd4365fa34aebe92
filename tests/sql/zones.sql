-- a value is shown in another zone
SELECT TIMESTAMP '2020-05-14 09:31:02 UTC' AT TIME ZONE 'America/New_York', at_timezone(TIMESTAMP '2020-05-14 09:31:02 America/New_York', 'Asia/Tokyo')
---
"_col0","_col1"
"2020-05-14 05:31:02 America/New_York","2020-05-14 22:31:02 Asia/Tokyo"

-- the instant stays the same
SELECT TIMESTAMP '2020-05-14 09:31:02 UTC' AT TIME ZONE 'America/New_York' = TIMESTAMP '2020-05-14 09:31:02 UTC'
---
"_col0"
"true"

-- a timestamp is put into a zone
SELECT with_timezone(TIMESTAMP '2020-05-14 09:31:02.345', 'America/New_York'), with_timezone(TIMESTAMP '2020-05-14 09:31:02', '+05:30'), with_timezone(DATE '2020-05-14', 'Europe/Berlin')
---
"_col0","_col1","_col2"
"2020-05-14 09:31:02.345 America/New_York","2020-05-14 09:31:02 +05:30","2020-05-14 00:00:00 Europe/Berlin"

-- a timestamp at a zone is one in UTC first
SELECT TIMESTAMP '2020-05-14 09:31:02' AT TIME ZONE 'America/New_York'
---
"_col0"
"2020-05-14 05:31:02 America/New_York"

-- Greenwich has one name
SELECT at_timezone(t, 'UTC'), at_timezone(t, 'GMT'), at_timezone(t, 'Z'), at_timezone(t, 'UT'), at_timezone(t, 'Etc/UTC'), at_timezone(t, '+00:00'), at_timezone(t, 'Zulu') FROM (VALUES TIMESTAMP '2020-05-14 09:31:02 UTC') AS x(t)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"2020-05-14 09:31:02 UTC","2020-05-14 09:31:02 UTC","2020-05-14 09:31:02 UTC","2020-05-14 09:31:02 UTC","2020-05-14 09:31:02 UTC","2020-05-14 09:31:02 UTC","2020-05-14 09:31:02 UTC"

-- offsets have one form
SELECT at_timezone(t, '+05:30'), at_timezone(t, '-0330'), at_timezone(t, 'UTC+2'), at_timezone(t, 'GMT-08:00'), at_timezone(t, 'Etc/GMT+8') FROM (VALUES TIMESTAMP '2020-05-14 09:31:02 UTC') AS x(t)
---
"_col0","_col1","_col2","_col3","_col4"
"2020-05-14 15:01:02 +05:30","2020-05-14 06:01:02 -03:30","2020-05-14 11:31:02 +02:00","2020-05-14 01:31:02 -08:00","2020-05-14 01:31:02 -08:00"

-- a zone of each row
SELECT at_timezone(TIMESTAMP '2020-05-14 09:31:02 UTC', z) FROM (VALUES 'America/New_York', '+01:00', NULL) AS x(z)
---
"_col0"
"2020-05-14 05:31:02 America/New_York"
"2020-05-14 10:31:02 +01:00"


-- an interval is an offset
SELECT at_timezone(TIMESTAMP '2020-05-14 09:31:02 UTC', INTERVAL '2' HOUR), TIMESTAMP '2020-05-14 09:31:02 UTC' AT TIME ZONE INTERVAL '-90' MINUTE
---
"_col0","_col1"
"2020-05-14 11:31:02 +02:00","2020-05-14 08:01:02 -01:30"

-- an offset has no seconds
SELECT at_timezone(TIMESTAMP '2020-05-14 09:31:02 UTC', INTERVAL '30' SECOND)
---
error: INVALID_FUNCTION_ARGUMENT: Invalid time zone offset interval: interval contains seconds

-- an offset has at most fourteen hours
SELECT at_timezone(TIMESTAMP '2020-05-14 09:31:02 UTC', INTERVAL '15' HOUR)
---
error: INVALID_FUNCTION_ARGUMENT: Invalid offset minutes 900

-- a zone that does not exist
SELECT at_timezone(TIMESTAMP '2020-05-14 09:31:02 UTC', 'Atlantis')
---
error: INVALID_FUNCTION_ARGUMENT: 'Atlantis' is not a valid time zone

-- a zone that does not exist, in a column
SELECT with_timezone(TIMESTAMP '2020-05-14 09:31:02', z) FROM (VALUES 'Mars/Phobos') AS x(z)
---
error: INVALID_FUNCTION_ARGUMENT: 'Mars/Phobos' is not a valid time zone

-- an offset that does not exist
SELECT at_timezone(TIMESTAMP '2020-05-14 09:31:02 UTC', '+25:00')
---
error: INVALID_FUNCTION_ARGUMENT: '+25:00' is not a valid time zone

-- hours and minutes of an offset
SELECT timezone_hour(t), timezone_minute(t) FROM (VALUES TIMESTAMP '2020-05-14 09:31:02 Asia/Kolkata', TIMESTAMP '2020-05-14 09:31:02 -03:30', TIMESTAMP '2020-01-14 09:31:02 America/New_York', TIMESTAMP '2020-07-14 09:31:02 America/New_York') AS x(t)
---
"_col0","_col1"
"5","30"
"-3","-30"
"-5","0"
"-4","0"

-- clocks that are set forward skip an hour
SELECT TIMESTAMP '2020-03-08 02:30:00 America/New_York', with_timezone(TIMESTAMP '2020-03-08 02:30:00', 'America/New_York'), with_timezone(TIMESTAMP '2020-03-29 02:30:00', 'Europe/Berlin')
---
"_col0","_col1","_col2"
"2020-03-08 03:30:00 America/New_York","2020-03-08 03:30:00 America/New_York","2020-03-29 03:30:00 Europe/Berlin"

-- clocks that are set back show an hour twice
SELECT to_iso8601(TIMESTAMP '2020-11-01 01:30:00 America/New_York'), to_iso8601(TIMESTAMP '2020-10-25 02:30:00 Europe/Berlin'), to_iso8601(with_timezone(TIMESTAMP '2020-11-01 01:30:00', 'America/New_York'))
---
"_col0","_col1","_col2"
"2020-11-01T01:30:00-04:00","2020-10-25T02:30:00+02:00","2020-11-01T01:30:00-04:00"

-- with_timezone east of Greenwich takes the later of two
SELECT to_iso8601(with_timezone(TIMESTAMP '2020-10-25 02:30:00', 'Europe/Berlin'))
---
"_col0"
"2020-10-25T02:30:00+01:00"

-- half an hour is set back on Lord Howe Island
SELECT to_iso8601(TIMESTAMP '2020-04-05 01:45:00 Australia/Lord_Howe'), to_iso8601(TIMESTAMP '2020-04-05 02:15:00 Australia/Lord_Howe')
---
"_col0","_col1"
"2020-04-05T01:45:00+11:00","2020-04-05T02:15:00+10:30"

-- the second of two hours keeps its offset when it is cut
SELECT to_iso8601(date_trunc('hour', t)), to_iso8601(date_trunc('minute', t)), to_iso8601(date_trunc('day', t)) FROM (VALUES TIMESTAMP '2020-11-01 06:30:15 UTC' AT TIME ZONE 'America/New_York') AS x(t)
---
"_col0","_col1","_col2"
"2020-11-01T01:00:00-05:00","2020-11-01T01:30:00-05:00","2020-11-01T00:00:00-04:00"

-- a day is cut on the clock of the zone
SELECT date_trunc('day', TIMESTAMP '2020-05-14 03:00:00 UTC' AT TIME ZONE 'America/New_York'), date_trunc('month', TIMESTAMP '2020-06-01 03:00:00 UTC' AT TIME ZONE 'America/New_York'), date_trunc('hour', TIMESTAMP '2020-05-14 09:31:02 Asia/Kolkata')
---
"_col0","_col1","_col2"
"2020-05-13 00:00:00 America/New_York","2020-05-01 00:00:00 America/New_York","2020-05-14 09:00:00 Asia/Kolkata"

-- a day is added on the clock, an hour to the instant
SELECT date_add('day', 1, t), date_add('hour', 24, t), date_add('month', 1, t), date_add('minute', -1441, t) FROM (VALUES TIMESTAMP '2020-03-07 12:00:00 America/New_York') AS x(t)
---
"_col0","_col1","_col2","_col3"
"2020-03-08 12:00:00 America/New_York","2020-03-08 13:00:00 America/New_York","2020-04-07 12:00:00 America/New_York","2020-03-06 11:59:00 America/New_York"

-- a day later may be skipped by the clock
SELECT date_add('day', 1, TIMESTAMP '2020-03-07 02:30:00 America/New_York'), date_add('week', 1, TIMESTAMP '2020-03-22 02:30:00 Europe/Berlin')
---
"_col0","_col1"
"2020-03-08 03:30:00 America/New_York","2020-03-29 03:30:00 Europe/Berlin"

-- a day later may be shown twice: the offset stays
SELECT to_iso8601(date_add('day', 1, TIMESTAMP '2020-10-31 01:30:00 America/New_York')), to_iso8601(date_add('day', -1, TIMESTAMP '2020-11-02 01:30:00 America/New_York'))
---
"_col0","_col1"
"2020-11-01T01:30:00-04:00","2020-11-01T01:30:00-05:00"

-- days are counted on the clock, hours between instants
SELECT date_diff('day', a, b), date_diff('hour', a, b), date_diff('month', a, b) FROM (VALUES (TIMESTAMP '2020-03-07 12:00:00 America/New_York', TIMESTAMP '2020-03-08 12:00:00 America/New_York'), (TIMESTAMP '2020-10-31 12:00:00 America/New_York', TIMESTAMP '2020-11-01 11:00:00 America/New_York')) AS x(a, b)
---
"_col0","_col1","_col2"
"1","23","0"
"0","24","0"

-- the zone of the first counts
SELECT date_diff('day', TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 22:00:00 America/New_York'), date_diff('hour', TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 00:00:00 America/New_York')
---
"_col0","_col1"
"1","5"

-- zones before there were zones have seconds
SELECT TIMESTAMP '1850-01-01 12:00:00 UTC' AT TIME ZONE 'America/New_York'
---
"_col0"
"1850-01-01 07:03:58 America/New_York"

-- such an offset has no form in ISO 8601
SELECT to_iso8601(TIMESTAMP '1850-01-01 12:00:00 America/New_York')
---
error: INVALID_ARGUMENTS: Timezone with non-zero seconds offset cannot be rendered as ISO8601: -04:56:02

-- zones before 1970
SELECT to_iso8601(TIMESTAMP '1945-08-01 12:00:00 America/New_York'), to_iso8601(TIMESTAMP '1918-07-01 12:00:00 Europe/London')
---
"_col0","_col1"
"1945-08-01T12:00:00-04:00","1918-07-01T12:00:00+01:00"

-- zones far ahead
SELECT to_iso8601(TIMESTAMP '2099-07-01 12:00:00 America/New_York'), to_iso8601(TIMESTAMP '2099-01-01 12:00:00 America/New_York')
---
"_col0","_col1"
"2099-07-01T12:00:00-04:00","2099-01-01T12:00:00-05:00"

-- nothing at a zone, something at none
SELECT at_timezone(NULL, 'UTC'), at_timezone(now(), NULL), with_timezone(NULL, 'UTC'), with_timezone(TIMESTAMP '2020-05-14 09:31:02', NULL), timezone_hour(NULL)
---
"_col0","_col1","_col2","_col3","_col4"
,,,,

-- nothing with a zone is nothing
SELECT CAST(NULL AS timestamp with time zone) IS NULL, date_trunc('day', CAST(NULL AS timestamp with time zone)) IS NULL, date_add('day', 1, CAST(NULL AS timestamp with time zone)) IS NULL
---
"_col0","_col1","_col2"
"true","true","true"

-- the types are those of the arguments
SELECT typeof(at_timezone(TIMESTAMP '2020-05-14 09:31:02.123456 UTC', 'UTC')), typeof(with_timezone(TIMESTAMP '2020-05-14 09:31:02', 'UTC')), typeof(from_unixtime(0, 'UTC')), typeof(from_unixtime(0))
---
"_col0","_col1","_col2","_col3"
"timestamp(6) with time zone","timestamp(0) with time zone","timestamp(3) with time zone","timestamp(3) with time zone"

-- a date has no zone
SELECT timezone_hour(DATE '2020-05-14')
---
"_col0"
"0"

-- values with zones in their order
SELECT t FROM (VALUES TIMESTAMP '2020-05-14 12:00:00 UTC', TIMESTAMP '2020-05-14 12:00:00 America/New_York', TIMESTAMP '2020-05-14 12:00:00 Asia/Tokyo') AS x(t) ORDER BY t
---
"t"
"2020-05-14 12:00:00 Asia/Tokyo"
"2020-05-14 12:00:00 UTC"
"2020-05-14 12:00:00 America/New_York"

-- nanoseconds in another zone
SELECT TIMESTAMP '2020-01-02 03:04:05.123456789' AT TIME ZONE 'Asia/Tokyo', TIME '01:02:03.123456789' AT TIME ZONE '+02:00', at_timezone(TIMESTAMP '2020-01-02 03:04:05.1234567', INTERVAL '90' MINUTE)
---
"_col0","_col1","_col2"
"2020-01-02 12:04:05.123456789 Asia/Tokyo","03:02:03.123456789+02:00","2020-01-02 04:34:05.1234567 +01:30"

-- seconds of moments in a zone
SELECT to_unixtime(TIMESTAMP '2020-01-02 03:04:05.1234567 Asia/Tokyo'), to_unixtime(TIMESTAMP '1969-12-31 23:59:59.9985 UTC'), to_unixtime(TIMESTAMP '1970-01-01 09:00:00 Asia/Tokyo'), to_unixtime(CAST(NULL AS timestamp(9) with time zone))
---
"_col0","_col1","_col2","_col3"
"1.5779018451234567E9","-0.0015","0.0",

-- Greenwich's offsets of POSIX have the other sign, in a literal as elsewhere
SELECT TIMESTAMP '2020-01-01 00:00:00 Etc/GMT+5', TIMESTAMP '2020-01-01 00:00:00 UTC' AT TIME ZONE 'etc/gmt-14', with_timezone(TIMESTAMP '2020-01-01 00:00:00', 'Etc/GMT-3')
---
"_col0","_col1","_col2"
"2020-01-01 00:00:00 -05:00","2020-01-01 14:00:00 +14:00","2020-01-01 00:00:00 +03:00"

-- the machine's own zone is none
SELECT TIMESTAMP '2020-01-01 00:00:00 localtime'
---
error: INVALID_LITERAL: line 1:8: '2020-01-01 00:00:00 localtime' is not a valid timestamp literal
