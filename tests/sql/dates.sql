-- the fields of a date
SELECT year(d), quarter(d), month(d), week(d), day(d), day_of_week(d), day_of_year(d), year_of_week(d) FROM (VALUES DATE '2020-05-14') AS t(d)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"2020","2","5","20","14","4","135","2020"

-- the short names of fields are the long ones
SELECT dow(d), doy(d), yow(d), week_of_year(d), day_of_month(d) FROM (VALUES DATE '2020-05-14') AS t(d)
---
"_col0","_col1","_col2","_col3","_col4"
"4","135","2020","20","14"

-- Sunday is the seventh day, Monday the first
SELECT day_of_week(DATE '2020-05-17'), day_of_week(DATE '2020-05-18'), day_of_week(DATE '1900-01-01'), dow(DATE '1969-12-31')
---
"_col0","_col1","_col2","_col3"
"7","1","1","3"

-- weeks are those of ISO at both ends of a year
SELECT week(DATE '2021-01-03'), year_of_week(DATE '2021-01-03'), week(DATE '2021-01-04'), week(DATE '2018-12-31'), year_of_week(DATE '2018-12-31'), week(DATE '2020-12-31')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"53","2020","1","1","2019","53"

-- the fields of a timestamp
SELECT hour(t), minute(t), second(t), millisecond(t) FROM (VALUES TIMESTAMP '2020-05-14 09:31:02.345') AS x(t)
---
"_col0","_col1","_col2","_col3"
"9","31","2","345"

-- fields before 1970 are counted from below
SELECT year(t), month(t), day(t), hour(t), minute(t), second(t), millisecond(t) FROM (VALUES TIMESTAMP '1969-12-31 23:59:59.999', TIMESTAMP '0001-01-01 00:00:00.001') AS x(t)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"1969","12","31","23","59","59","999"
"1","1","1","0","0","0","1"

-- a date has hours when it is taken as a timestamp
SELECT hour(DATE '2020-05-14'), minute(DATE '2020-05-14'), millisecond(DATE '2020-05-14')
---
"_col0","_col1","_col2"
"0","0","0"

-- a value with a zone has the fields of its own clock
SELECT hour(t), day(t), month(t), year(t), quarter(t), day_of_week(t), day_of_year(t) FROM (VALUES TIMESTAMP '2020-01-01 03:00:00 UTC' AT TIME ZONE 'America/New_York') AS x(t)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"22","31","12","2019","4","2","365"

-- a zone that is off by a part of an hour
SELECT hour(t), minute(t) FROM (VALUES TIMESTAMP '2020-01-01 00:00:00 UTC' AT TIME ZONE 'Asia/Kathmandu') AS x(t)
---
"_col0","_col1"
"5","45"

-- the fields of an interval of days
SELECT day(i), hour(i), minute(i), second(i), millisecond(i) FROM (VALUES parse_duration('183845678 ms')) AS x(i)
---
"_col0","_col1","_col2","_col3","_col4"
"2","3","4","5","678"

-- the fields of a negative interval are negative
SELECT day(i), hour(i), minute(i), second(i) FROM (VALUES TIMESTAMP '2020-01-01 00:00:00' - TIMESTAMP '2020-01-03 03:04:05') AS x(i)
---
"_col0","_col1","_col2","_col3"
"-2","-3","-4","-5"

-- the fields of an interval of months
SELECT year(INTERVAL '38' MONTH), month(INTERVAL '38' MONTH), year(INTERVAL '2' YEAR), month(INTERVAL '2' YEAR)
---
"_col0","_col1","_col2","_col3"
"3","2","2","0"

-- fields of nothing
SELECT year(CAST(NULL AS date)), hour(CAST(NULL AS timestamp)), day(CAST(NULL AS timestamp with time zone)), year(NULL)
---
"_col0","_col1","_col2","_col3"
,,,

-- EXTRACT asks for the same fields
SELECT EXTRACT(YEAR FROM d), EXTRACT(QUARTER FROM d), EXTRACT(MONTH FROM d), EXTRACT(WEEK FROM d), EXTRACT(DAY FROM d), EXTRACT(DAY_OF_MONTH FROM d) FROM (VALUES DATE '2020-05-14') AS t(d)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"2020","2","5","20","14","14"

-- EXTRACT has the short names too
SELECT EXTRACT(DOW FROM d), EXTRACT(DAY_OF_WEEK FROM d), EXTRACT(DOY FROM d), EXTRACT(DAY_OF_YEAR FROM d), EXTRACT(YOW FROM d), EXTRACT(YEAR_OF_WEEK FROM d) FROM (VALUES DATE '2020-05-14') AS t(d)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"4","4","135","135","2020","2020"

-- EXTRACT of a time of day
SELECT EXTRACT(HOUR FROM t), EXTRACT(MINUTE FROM t), EXTRACT(SECOND FROM t), extract(hour from t) FROM (VALUES TIMESTAMP '2020-05-14 09:31:02.345') AS x(t)
---
"_col0","_col1","_col2","_col3"
"9","31","2","9"

-- EXTRACT of an interval
SELECT EXTRACT(DAY FROM INTERVAL '2' DAY), EXTRACT(HOUR FROM INTERVAL '30' HOUR), EXTRACT(YEAR FROM INTERVAL '30' MONTH)
---
"_col0","_col1","_col2"
"2","6","2"

-- EXTRACT takes no hour of a date
SELECT EXTRACT(HOUR FROM DATE '2020-05-14')
---
error: TYPE_MISMATCH: line 1:26: Cannot extract HOUR from date

-- EXTRACT takes no field of text
SELECT EXTRACT(YEAR FROM '2020-05-14')
---
error: TYPE_MISMATCH: line 1:26: Cannot extract YEAR from varchar(10)

-- EXTRACT has no milliseconds
SELECT EXTRACT(MILLISECOND FROM TIMESTAMP '2020-05-14 09:31:02.345')
---
error: SYNTAX_ERROR: line 1:8: Invalid EXTRACT field: MILLISECOND

-- EXTRACT of a zone needs one
SELECT EXTRACT(TIMEZONE_HOUR FROM TIMESTAMP '2020-05-14 09:31:02')
---
error: TYPE_MISMATCH: line 1:35: Cannot extract TIMEZONE_HOUR from timestamp(0)

-- date_trunc of a date is a date
SELECT date_trunc('day', d), date_trunc('week', d), date_trunc('month', d), date_trunc('quarter', d), date_trunc('year', d) FROM (VALUES DATE '2020-05-14') AS t(d)
---
"_col0","_col1","_col2","_col3","_col4"
"2020-05-14","2020-05-11","2020-05-01","2020-04-01","2020-01-01"

-- date_trunc of a timestamp keeps its precision
SELECT date_trunc('millisecond', t), date_trunc('second', t), date_trunc('minute', t), date_trunc('hour', t), date_trunc('day', t) FROM (VALUES TIMESTAMP '2020-05-14 09:31:02.345678') AS x(t)
---
"_col0","_col1","_col2","_col3","_col4"
"2020-05-14 09:31:02.345000","2020-05-14 09:31:02.000000","2020-05-14 09:31:00.000000","2020-05-14 09:00:00.000000","2020-05-14 00:00:00.000000"

-- date_trunc to what is longer than a day
SELECT date_trunc('week', t), date_trunc('month', t), date_trunc('quarter', t), date_trunc('year', t) FROM (VALUES TIMESTAMP '2020-05-14 09:31:02') AS x(t)
---
"_col0","_col1","_col2","_col3"
"2020-05-11 00:00:00","2020-05-01 00:00:00","2020-04-01 00:00:00","2020-01-01 00:00:00"

-- date_trunc before 1970
SELECT date_trunc('hour', TIMESTAMP '1969-12-31 23:30:00'), date_trunc('quarter', DATE '1969-11-15'), date_trunc('week', DATE '1970-01-01'), date_trunc('second', TIMESTAMP '1969-12-31 23:59:59.999')
---
"_col0","_col1","_col2","_col3"
"1969-12-31 23:00:00","1969-10-01","1969-12-29","1969-12-31 23:59:59.000"

-- date_trunc's units have any case
SELECT date_trunc('MONTH', DATE '2020-05-14'), date_trunc('Hour', TIMESTAMP '2020-05-14 09:31:02')
---
"_col0","_col1"
"2020-05-01","2020-05-14 09:00:00"

-- date_trunc by a column
SELECT u, date_trunc(u, DATE '2020-05-14') FROM (VALUES 'month', 'YEAR', NULL) AS t(u)
---
"u","_col1"
"month","2020-05-01"
"YEAR","2020-01-01"
,

-- date_trunc of a date has no hours
SELECT date_trunc('hour', DATE '2020-05-14')
---
error: INVALID_FUNCTION_ARGUMENT: 'hour' is not a valid DATE field

-- date_trunc of a timestamp has no centuries
SELECT date_trunc('century', TIMESTAMP '2020-05-14 09:31:02')
---
error: INVALID_FUNCTION_ARGUMENT: 'century' is not a valid Timestamp field

-- an unknown unit is no error where there is nothing
SELECT date_trunc('nonsense', CAST(NULL AS date)), TRY(date_trunc('nonsense', DATE '2020-05-14'))
---
"_col0","_col1"
,

-- an unknown unit in a column
SELECT date_trunc(u, DATE '2020-05-14') FROM (VALUES 'Fortnight') AS t(u)
---
error: INVALID_FUNCTION_ARGUMENT: 'fortnight' is not a valid DATE field

-- the type of date_trunc is that of its argument
SELECT typeof(date_trunc('day', DATE '2020-05-14')), typeof(date_trunc('day', TIMESTAMP '2020-05-14 00:00:00.123456')), typeof(date_trunc('day', TIMESTAMP '2020-05-14 00:00:00 UTC'))
---
"_col0","_col1","_col2"
"date","timestamp(6)","timestamp(0) with time zone"

-- date_add to a date
SELECT date_add('day', 1, d), date_add('week', 2, d), date_add('month', 1, d), date_add('quarter', -1, d), date_add('year', 1, d) FROM (VALUES DATE '2020-02-29') AS t(d)
---
"_col0","_col1","_col2","_col3","_col4"
"2020-03-01","2020-03-14","2020-03-29","2019-11-29","2021-02-28"

-- date_add ends on the last day of a shorter month
SELECT date_add('month', 1, DATE '2020-01-31'), date_add('month', 1, DATE '2019-01-31'), date_add('month', -1, DATE '2020-03-31'), date_add('quarter', 1, DATE '2019-11-30'), date_add('year', -1, DATE '2020-02-29')
---
"_col0","_col1","_col2","_col3","_col4"
"2020-02-29","2019-02-28","2020-02-29","2020-02-29","2019-02-28"

-- date_add to a timestamp
SELECT date_add('millisecond', 1, t), date_add('second', 86, t), date_add('minute', -90, t), date_add('hour', 24, t) FROM (VALUES TIMESTAMP '2020-02-28 23:59:59.999') AS x(t)
---
"_col0","_col1","_col2","_col3"
"2020-02-29 00:00:00.000","2020-02-29 00:01:25.999","2020-02-28 22:29:59.999","2020-02-29 23:59:59.999"

-- date_add of milliseconds to whole seconds rounds
SELECT date_add('millisecond', 499, TIMESTAMP '2020-01-01 00:00:00'), date_add('millisecond', 500, TIMESTAMP '2020-01-01 00:00:00')
---
"_col0","_col1"
"2020-01-01 00:00:00","2020-01-01 00:00:01"

-- date_add of days to a timestamp keeps its time
SELECT date_add('month', 1, TIMESTAMP '2020-01-31 09:31:02.345678'), date_add('year', 1, TIMESTAMP '2020-02-29 09:31:02')
---
"_col0","_col1"
"2020-02-29 09:31:02.345678","2021-02-28 09:31:02"

-- date_add by a column
SELECT date_add('day', n, DATE '2020-01-01') FROM (VALUES 1, -1, NULL) AS t(n)
---
"_col0"
"2020-01-02"
"2019-12-31"


-- date_add by a column of units
SELECT date_add(u, 1, TIMESTAMP '2020-01-31 00:00:00') FROM (VALUES 'hour', 'month') AS t(u)
---
"_col0"
"2020-01-31 01:00:00"
"2020-02-29 00:00:00"

-- date_add takes a whole number
SELECT date_add('day', 1.5, DATE '2020-01-01')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(3), double, date) for function date_add. Expected: date_add(varchar(x), bigint, date), date_add(varchar(x), bigint, time(p) with time zone), date_add(varchar(x), bigint, time(p)), date_add(varchar(x), bigint, timestamp(p) with time zone), date_add(varchar(x), bigint, timestamp(p))

-- date_add takes no more than an integer holds
SELECT date_add('second', 3000000000, TIMESTAMP '2020-01-01 00:00:00')
---
error: INVALID_FUNCTION_ARGUMENT: integer overflow

-- date_add to a date has no hours
SELECT date_add('hour', 1, DATE '2020-01-01')
---
error: INVALID_FUNCTION_ARGUMENT: 'hour' is not a valid DATE field

-- date_diff counts whole units, not boundaries
SELECT date_diff('day', TIMESTAMP '2020-01-01 23:00:00', TIMESTAMP '2020-01-02 01:00:00'), date_diff('year', DATE '2019-12-31', DATE '2020-01-01'), date_diff('month', DATE '2020-01-31', DATE '2020-02-28'), date_diff('hour', TIMESTAMP '2020-01-01 00:59:59', TIMESTAMP '2020-01-01 01:00:00')
---
"_col0","_col1","_col2","_col3"
"0","0","0","0"

-- date_diff of months that end on their last day
SELECT date_diff('month', DATE '2020-01-31', DATE '2020-02-29'), date_diff('month', DATE '2020-02-29', DATE '2020-03-31'), date_diff('month', DATE '2020-03-31', DATE '2020-02-29'), date_diff('year', DATE '2020-02-29', DATE '2021-02-28')
---
"_col0","_col1","_col2","_col3"
"1","1","-1","1"

-- date_diff backwards
SELECT date_diff('day', DATE '2020-03-01', DATE '2020-02-28'), date_diff('month', DATE '2020-03-15', DATE '2020-01-16'), date_diff('second', TIMESTAMP '2020-01-01 00:00:01', TIMESTAMP '2020-01-01 00:00:00.001')
---
"_col0","_col1","_col2"
"-2","-1","0"

-- date_diff in every unit
SELECT date_diff('millisecond', a, b), date_diff('second', a, b), date_diff('minute', a, b), date_diff('hour', a, b), date_diff('day', a, b), date_diff('week', a, b), date_diff('month', a, b), date_diff('quarter', a, b), date_diff('year', a, b) FROM (VALUES (TIMESTAMP '2019-02-28 12:00:00', TIMESTAMP '2020-05-14 11:59:59.999')) AS t(a, b)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"38102399999","38102399","635039","10583","440","62","14","4","1"

-- date_diff of a date and a timestamp
SELECT date_diff('hour', DATE '2020-05-14', TIMESTAMP '2020-05-14 09:31:02')
---
"_col0"
"9"

-- date_diff is blind to what is below a millisecond
SELECT date_diff('millisecond', TIMESTAMP '2020-01-01 00:00:00.000999', TIMESTAMP '2020-01-01 00:00:00.001000'), date_diff('millisecond', TIMESTAMP '2020-01-01 00:00:00.000000', TIMESTAMP '2020-01-01 00:00:00.000999')
---
"_col0","_col1"
"1","0"

-- date_diff of nothing
SELECT date_diff('day', NULL, DATE '2020-01-01'), date_diff('day', DATE '2020-01-01', NULL), date_diff(NULL, DATE '2020-01-01', DATE '2020-01-02')
---
"_col0","_col1","_col2"
,,

-- date_diff by an unknown unit
SELECT date_diff('days', DATE '2020-01-01', DATE '2020-01-02')
---
error: INVALID_FUNCTION_ARGUMENT: 'days' is not a valid DATE field

-- last_day_of_month
SELECT last_day_of_month(DATE '2020-02-01'), last_day_of_month(DATE '2019-02-28'), last_day_of_month(TIMESTAMP '1969-12-01 23:59:59'), last_day_of_month(NULL)
---
"_col0","_col1","_col2","_col3"
"2020-02-29","2019-02-28","1969-12-31",

-- date of text, of a timestamp, of a value with a zone
SELECT date('2020-05-14'), date(TIMESTAMP '2020-05-14 23:59:59.999'), date(TIMESTAMP '2020-05-14 23:00:00 America/New_York')
---
"_col0","_col1","_col2"
"2020-05-14","2020-05-14","2020-05-14"

-- date of text that is none
SELECT date('2020-5')
---
error: INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2020-5

-- one instant for a whole statement
SELECT now() = current_timestamp, current_date = date(now()), localtimestamp = CAST(now() AS timestamp), typeof(now()), typeof(current_date), typeof(localtimestamp)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"true","true","true","timestamp(3) with time zone","date","timestamp(3)"

-- the present with a precision
SELECT typeof(current_timestamp(0)), typeof(current_timestamp(6)), typeof(localtimestamp(1)), current_timestamp(0) >= current_timestamp(0)
---
"_col0","_col1","_col2","_col3"
"timestamp(0) with time zone","timestamp(6) with time zone","timestamp(1)","true"

-- the present is in UTC
SELECT current_timezone(), timezone_hour(now()), timezone_minute(now())
---
"_col0","_col1","_col2"
"UTC","0","0"

-- seconds since 1970
SELECT from_unixtime(0), from_unixtime(1589448662.345), from_unixtime(-1), from_unixtime(CAST('1589448662' AS bigint))
---
"_col0","_col1","_col2","_col3"
"1970-01-01 00:00:00.000 UTC","2020-05-14 09:31:02.345 UTC","1969-12-31 23:59:59.000 UTC","2020-05-14 09:31:02.000 UTC"

-- seconds since 1970 are rounded to milliseconds, half of one upwards
SELECT from_unixtime(0.0005), from_unixtime(-0.0005), from_unixtime(1.0004999), from_unixtime(nan())
---
"_col0","_col1","_col2","_col3"
"1970-01-01 00:00:00.001 UTC","1970-01-01 00:00:00.000 UTC","1970-01-01 00:00:01.000 UTC","1970-01-01 00:00:00.000 UTC"

-- seconds since 1970 in a zone
SELECT from_unixtime(1589448662, 'America/New_York'), from_unixtime(1589448662, '+05:30'), from_unixtime(1589448662, -3, -30), from_unixtime(0, 0, 0)
---
"_col0","_col1","_col2","_col3"
"2020-05-14 05:31:02.000 America/New_York","2020-05-14 15:01:02.000 +05:30","2020-05-14 06:01:02.000 -03:30","1970-01-01 00:00:00.000 UTC"

-- from_unixtime of a zone that is none
SELECT from_unixtime(0, 'Nowhere')
---
error: NOT_SUPPORTED: Time zone not supported: Nowhere

-- from_unixtime of an offset that is none
SELECT from_unixtime(0, 15, 0)
---
error: INVALID_FUNCTION_ARGUMENT: Invalid offset minutes 900

-- to_unixtime
SELECT to_unixtime(TIMESTAMP '2020-05-14 09:31:02.345'), to_unixtime(TIMESTAMP '1970-01-01 01:00:00 +01:00'), to_unixtime(DATE '1970-01-02'), to_unixtime(TIMESTAMP '1969-12-31 23:59:59.5')
---
"_col0","_col1","_col2","_col3"
"1.589448662345E9","0.0","86400.0","-0.5"

-- from_unixtime and back
SELECT to_unixtime(from_unixtime(1589448662.345))
---
"_col0"
"1.589448662345E9"

-- nanoseconds since 1970
SELECT from_unixtime_nanos(1589448662123456789), from_unixtime_nanos(0), from_unixtime_nanos(-1), from_unixtime_nanos(NULL), from_unixtime_nanos(DECIMAL '1.5'), from_unixtime_nanos(-1001)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"2020-05-14 09:31:02.123456789 UTC","1970-01-01 00:00:00.000000000 UTC","1969-12-31 23:59:59.999999999 UTC",,"1970-01-01 00:00:00.000000002 UTC","1969-12-31 23:59:59.999998999 UTC"

-- functions of timestamps with nanoseconds
SELECT year(t), date_trunc('hour', t), date_add('day', 1, t), date_format(t, '%f'), format_datetime(t, 'SSS'), to_iso8601(t), to_unixtime(t) FROM (VALUES TIMESTAMP '2020-05-14 09:31:02.123456789') AS x(t)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"2020","2020-05-14 09:00:00.000000000","2020-05-15 09:31:02.123456789","123000","123","2020-05-14T09:31:02.123456789","1.5894486621234567E9"

-- lengths of time
SELECT parse_duration('42.8ms'), parse_duration('3.81 d'), parse_duration('5m'), parse_duration(' 1 h '), parse_duration('1500us'), parse_duration('999999 ns'), parse_duration('499999 ns')
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"0 00:00:00.043","3 19:26:24.000","0 00:05:00.000","0 01:00:00.000","0 00:00:00.002","0 00:00:00.001","0 00:00:00.000"

-- a length of time needs a unit
SELECT parse_duration('42')
---
error: INVALID_FUNCTION_ARGUMENT: duration is not a valid data duration string: 42

-- a length of time of an unknown unit
SELECT parse_duration('42 M')
---
error: INVALID_FUNCTION_ARGUMENT: Unknown time unit: M

-- a length of time of no text
SELECT parse_duration('')
---
error: INVALID_FUNCTION_ARGUMENT: duration is empty

-- lengths of time in words
SELECT human_readable_seconds(96), human_readable_seconds(3762), human_readable_seconds(56363463), human_readable_seconds(0), human_readable_seconds(604801), human_readable_seconds(-61), human_readable_seconds(0.5)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"1 minute, 36 seconds","1 hour, 2 minutes, 42 seconds","93 weeks, 1 day, 8 hours, 31 minutes, 3 seconds","0 seconds","1 week, 1 second","1 minute, 1 second","1 second"

-- lengths of time in words need a number
SELECT human_readable_seconds(nan())
---
error: INVALID_FUNCTION_ARGUMENT: Invalid argument found: NaN

-- an infinite length of time has no words
SELECT human_readable_seconds(infinity())
---
error: INVALID_FUNCTION_ARGUMENT: Invalid argument found: Infinity

-- the milliseconds of an interval
SELECT to_milliseconds(parse_duration('1.5 s')), to_milliseconds(INTERVAL '-2' DAY), to_milliseconds(TIMESTAMP '2020-01-01 00:00:01.001' - TIMESTAMP '2020-01-01 00:00:00')
---
"_col0","_col1","_col2"
"1500","-172800000","1001"

-- years have no milliseconds
SELECT to_milliseconds(INTERVAL '1' YEAR)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (interval year to month) for function to_milliseconds. Expected: to_milliseconds(interval day to second)

-- text is no date
SELECT year('2020-05-14')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(10)) for function year. Expected: year(date), year(interval year to month), year(timestamp(p) with time zone), year(timestamp(p))

-- text is no timestamp
SELECT date_trunc('day', '2020-05-14')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(3), varchar(10)) for function date_trunc. Expected: date_trunc(varchar(x), date), date_trunc(varchar(x), time(p) with time zone), date_trunc(varchar(x), time(p)), date_trunc(varchar(x), timestamp(p) with time zone), date_trunc(varchar(x), timestamp(p))

-- a function that does not exist
SELECT dateadd('day', 1, DATE '2020-01-01')
---
error: FUNCTION_NOT_FOUND: line 1:8: Function 'dateadd' not registered

-- dates in a filter, a group and an order
SELECT date_trunc('month', d) AS m, count(*) AS n FROM (VALUES DATE '2020-05-14', DATE '2020-05-01', DATE '2020-06-01') AS t(d) WHERE d >= date_add('day', -60, DATE '2020-06-30') GROUP BY date_trunc('month', d) ORDER BY m
---
"m","n"
"2020-05-01","2"
"2020-06-01","1"
