-- the fields of a time
SELECT hour(t), minute(t), second(t), millisecond(t) FROM (VALUES TIME '09:31:02.345', TIME '23:59:59.999', TIME '00:00:00.000') AS x(t)
---
"_col0","_col1","_col2","_col3"
"9","31","2","345"
"23","59","59","999"
"0","0","0","0"

-- the fields of a time with a zone are those of its own clock
SELECT hour(t), minute(t), second(t), timezone_hour(t), timezone_minute(t) FROM (VALUES TIME '09:31:02 +05:30', TIME '01:00:00 -03:30') AS x(t)
---
"_col0","_col1","_col2","_col3","_col4"
"9","31","2","5","30"
"1","0","0","-3","-30"

-- EXTRACT of times
SELECT EXTRACT(HOUR FROM TIME '09:31:02'), EXTRACT(MINUTE FROM TIME '09:31:02 +05:30'), EXTRACT(TIMEZONE_MINUTE FROM TIME '09:31:02 +05:30')
---
"_col0","_col1","_col2"
"9","31","30"

-- EXTRACT takes no day of a time
SELECT EXTRACT(DAY FROM TIME '09:31:02')
---
error: TYPE_MISMATCH: line 1:25: Cannot extract DAY from time(0)

-- a time has no year
SELECT year(TIME '09:31:02')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (time(0)) for function year. Expected: year(date), year(interval year to month), year(timestamp(p) with time zone), year(timestamp(p))

-- date_trunc of a time
SELECT date_trunc('millisecond', t), date_trunc('second', t), date_trunc('minute', t), date_trunc('hour', t) FROM (VALUES TIME '09:31:02.345678') AS x(t)
---
"_col0","_col1","_col2","_col3"
"09:31:02.345000","09:31:02.000000","09:31:00.000000","09:00:00.000000"

-- date_trunc of a time with a zone
SELECT date_trunc('hour', TIME '09:31:02 +05:30'), date_trunc('minute', TIME '01:31:02.345 -03:30')
---
"_col0","_col1"
"09:00:00+05:30","01:31:00.000-03:30"

-- date_trunc of a time has no days
SELECT date_trunc('day', TIME '09:31:02')
---
error: INVALID_FUNCTION_ARGUMENT: 'day' is not a valid Time field

-- date_add to a time goes round the clock
SELECT date_add('hour', 20, t), date_add('minute', -600, t), date_add('second', 86400, t), date_add('millisecond', 1, t), date_add('hour', -49, t) FROM (VALUES TIME '09:31:02.345') AS x(t)
---
"_col0","_col1","_col2","_col3","_col4"
"05:31:02.345","23:31:02.345","09:31:02.345","09:31:02.346","08:31:02.345"

-- date_add to a time with a zone
SELECT date_add('hour', 20, TIME '09:31:02 +05:30'), date_add('minute', -1, TIME '00:00:00 -03:30')
---
"_col0","_col1"
"05:31:02+05:30","23:59:00-03:30"

-- date_add of milliseconds to whole seconds rounds
SELECT date_add('millisecond', 499, TIME '09:31:02'), date_add('millisecond', 500, TIME '23:59:59')
---
"_col0","_col1"
"09:31:02","00:00:00"

-- date_add to a time has no weeks
SELECT date_add('week', 1, TIME '09:31:02')
---
error: INVALID_FUNCTION_ARGUMENT: 'week' is not a valid Time field

-- date_diff of times
SELECT date_diff('hour', a, b), date_diff('minute', a, b), date_diff('second', a, b), date_diff('millisecond', a, b), date_diff('hour', b, a) FROM (VALUES (TIME '01:00:00.500', TIME '23:30:30.499')) AS x(a, b)
---
"_col0","_col1","_col2","_col3","_col4"
"22","1350","81029","81029999","-22"

-- date_diff of times with zones is that of their instants
SELECT date_diff('hour', TIME '10:00:00 +02:00', TIME '10:00:00 +00:00'), date_diff('minute', TIME '01:00:00 +02:00', TIME '10:00:00 +00:00')
---
"_col0","_col1"
"2","660"

-- a time at another zone
SELECT TIME '09:31:02 +00:00' AT TIME ZONE '+05:30', TIME '22:00:00 +00:00' AT TIME ZONE INTERVAL '3' HOUR
---
"_col0","_col1"
"15:01:02+05:30","01:00:00+03:00"

-- the types of the present time
SELECT typeof(current_time), typeof(localtime), typeof(current_time(0)), typeof(localtime(6))
---
"_col0","_col1","_col2","_col3"
"time(3) with time zone","time(3)","time(0) with time zone","time(6)"

-- the present time is that of the present
SELECT localtime = CAST(localtimestamp AS time), hour(current_time) = hour(now())
---
"_col0","_col1"
"true","true"

-- nothing of times
SELECT hour(CAST(NULL AS time)), date_trunc('hour', CAST(NULL AS time with time zone)), date_add('hour', 1, CAST(NULL AS time with time zone)), date_diff('hour', CAST(NULL AS time), TIME '09:31:02')
---
"_col0","_col1","_col2","_col3"
,,,
