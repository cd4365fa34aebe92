-- days
SELECT INTERVAL '1' DAY, INTERVAL '36' HOUR, INTERVAL '90' MINUTE, INTERVAL '90' SECOND, INTERVAL '0.5' SECOND, INTERVAL '0' DAY
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"1 00:00:00.000","1 12:00:00.000","0 01:30:00.000","0 00:01:30.000","0 00:00:00.500","0 00:00:00.000"

-- months
SELECT INTERVAL '1' YEAR, INTERVAL '14' MONTH, INTERVAL '0' MONTH
---
"_col0","_col1","_col2"
"1-0","1-2","0-0"

-- signs
SELECT INTERVAL '-1' DAY, INTERVAL -'1' DAY, INTERVAL - '1' HOUR, INTERVAL -'-1' DAY, INTERVAL + '1' DAY, INTERVAL '-1' MONTH, -INTERVAL '1' DAY, -INTERVAL '14' MONTH
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"-1 00:00:00.000","-1 00:00:00.000","-0 01:00:00.000","1 00:00:00.000","1 00:00:00.000","-0-1","-1 00:00:00.000","-1-2"

-- several fields
SELECT INTERVAL '2 03:04:05.678' DAY TO SECOND, INTERVAL '2 03:04' DAY TO MINUTE, INTERVAL '2 03' DAY TO HOUR, INTERVAL '3:04:05' HOUR TO SECOND, INTERVAL '3:04' HOUR TO MINUTE, INTERVAL '4:05.6' MINUTE TO SECOND
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"2 03:04:05.678","2 03:04:00.000","2 03:00:00.000","0 03:04:05.000","0 03:04:00.000","0 00:04:05.600"

-- years to months
SELECT INTERVAL '1-2' YEAR TO MONTH, INTERVAL '-1-2' YEAR TO MONTH, INTERVAL -'1-2' YEAR TO MONTH
---
"_col0","_col1","_col2"
"1-2","-1-2","-1-2"

-- types
SELECT typeof(INTERVAL '1' DAY), typeof(INTERVAL '1' SECOND), typeof(INTERVAL '1' MONTH), typeof(INTERVAL '1-2' YEAR TO MONTH), typeof(INTERVAL '1' DAY * 2)
---
"_col0","_col1","_col2","_col3","_col4"
"interval day to second","interval day to second","interval year to month","interval year to month","interval day to second"

-- no number
SELECT INTERVAL 'x' DAY
---
error: INVALID_LITERAL: line 1:8: 'x' is not a valid interval literal

-- no fraction of a day
SELECT INTERVAL '1.5' DAY
---
error: INVALID_LITERAL: line 1:8: '1.5' is not a valid interval literal

-- no such fields
SELECT INTERVAL '1-2' DAY TO SECOND
---
error: INVALID_LITERAL: line 1:8: '1-2' is not a valid interval literal

-- months are carried
SELECT INTERVAL '1-14' YEAR TO MONTH, INTERVAL '1 25:61:61' DAY TO SECOND
---
"_col0","_col1"
"2-2","2 02:02:01.000"

-- sums
SELECT INTERVAL '1' DAY + INTERVAL '2' HOUR, INTERVAL '1' DAY - INTERVAL '25' HOUR, INTERVAL '1' YEAR + INTERVAL '1' MONTH, INTERVAL '1' MONTH - INTERVAL '1' YEAR
---
"_col0","_col1","_col2","_col3"
"1 02:00:00.000","-0 01:00:00.000","1-1","-0-11"

-- no sum of both kinds
SELECT INTERVAL '1' DAY + INTERVAL '1' MONTH
---
error: TYPE_MISMATCH: line 1:25: Cannot apply operator: interval day to second + interval year to month

-- products and quotients
SELECT INTERVAL '1' DAY * 2, 2 * INTERVAL '90' MINUTE, INTERVAL '1' DAY * 1.5, INTERVAL '1' DAY / 3, INTERVAL '1' MONTH * 14, 1.5 * INTERVAL '1' YEAR, INTERVAL '1' YEAR / 5
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"2 00:00:00.000","0 03:00:00.000","1 12:00:00.000","0 08:00:00.000","1-2","1-6","0-2"

-- no number by an interval
SELECT 2 / INTERVAL '1' DAY
---
error: TYPE_MISMATCH: line 1:10: Cannot apply operator: integer / interval day to second

-- no product of intervals
SELECT INTERVAL '1' DAY * INTERVAL '1' DAY
---
error: TYPE_MISMATCH: line 1:25: Cannot apply operator: interval day to second * interval day to second

-- comparisons
SELECT INTERVAL '1' DAY = INTERVAL '24' HOUR, INTERVAL '1' DAY > INTERVAL '23' HOUR, INTERVAL '12' MONTH = INTERVAL '1' YEAR, INTERVAL '-1' DAY < INTERVAL '0' SECOND, INTERVAL '2' DAY BETWEEN INTERVAL '1' DAY AND INTERVAL '48' HOUR, INTERVAL '1' DAY IN (INTERVAL '24' HOUR)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"true","true","true","true","true","true"

-- no comparison of both kinds
SELECT INTERVAL '30' DAY = INTERVAL '1' MONTH
---
error: TYPE_MISMATCH: line 1:26: Cannot apply operator: interval day to second = interval year to month

-- grouped
SELECT x, count(*) FROM (VALUES INTERVAL '1' DAY, INTERVAL '24' HOUR, INTERVAL '2' DAY) t(x) GROUP BY x ORDER BY x
---
"x","_col1"
"1 00:00:00.000","2"
"2 00:00:00.000","1"

-- nested
SELECT ARRAY[INTERVAL '1' DAY, NULL], ROW(INTERVAL '14' MONTH), MAP(ARRAY['a'], ARRAY[INTERVAL '-5' SECOND])
---
"_col0","_col1","_col2"
"[1 00:00:00.000, null]","{1-2}","{a=-0 00:00:05.000}"

-- dates stay dates
SELECT DATE '2020-01-01' + INTERVAL '1' DAY, DATE '2020-01-01' - INTERVAL '48' HOUR, DATE '2020-01-31' + INTERVAL '1' MONTH, DATE '2020-03-31' - INTERVAL '1' MONTH, INTERVAL '1' YEAR + DATE '2020-02-29', typeof(DATE '2020-01-01' + INTERVAL '1' DAY)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"2020-01-02","2019-12-30","2020-02-29","2020-02-29","2021-02-28","date"

-- no hours to a date
SELECT DATE '2020-01-01' + INTERVAL '1' HOUR
---
error: INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date

-- no seconds from a date
SELECT DATE '2020-01-01' - INTERVAL '1' SECOND
---
error: INVALID_FUNCTION_ARGUMENT: Cannot subtract hour, minutes or seconds from a date

-- timestamps
SELECT TIMESTAMP '2020-01-01 00:00:00' + INTERVAL '1' DAY, TIMESTAMP '2020-01-31 12:00:00.5' + INTERVAL '1' MONTH, TIMESTAMP '2020-01-01 00:00:00' - INTERVAL '0.001' SECOND, INTERVAL '1' HOUR + TIMESTAMP '2020-01-01 00:00:00.123456'
---
"_col0","_col1","_col2","_col3"
"2020-01-02 00:00:00.000","2020-02-29 12:00:00.5","2019-12-31 23:59:59.999","2020-01-01 01:00:00.123456"

-- types of timestamps
SELECT typeof(TIMESTAMP '2020-01-01 00:00:00' + INTERVAL '1' DAY), typeof(TIMESTAMP '2020-01-01 00:00:00' + INTERVAL '1' MONTH), typeof(TIMESTAMP '2020-01-01 00:00:00.123456' + INTERVAL '1' DAY)
---
"_col0","_col1","_col2"
"timestamp(3)","timestamp(0)","timestamp(6)"

-- months end early
SELECT TIMESTAMP '2020-01-31 00:00:00' + INTERVAL '1' MONTH, TIMESTAMP '2021-01-31 00:00:00' + INTERVAL '1' MONTH, DATE '2020-12-31' - INTERVAL '10' MONTH, DATE '2020-02-29' + INTERVAL '4' YEAR
---
"_col0","_col1","_col2","_col3"
"2020-02-29 00:00:00","2021-02-28 00:00:00","2020-02-29","2024-02-29"

-- times wrap
SELECT TIME '23:00:00' + INTERVAL '2' HOUR, TIME '01:00:00' - INTERVAL '2' HOUR, TIME '01:00:00' + INTERVAL '1' DAY, TIME '23:00:00+05:00' + INTERVAL '90' MINUTE
---
"_col0","_col1","_col2","_col3"
"01:00:00.000","23:00:00.000","01:00:00.000","00:30:00.000+05:00"

-- no months to a time
SELECT TIME '01:00:00' + INTERVAL '1' MONTH
---
error: TYPE_MISMATCH: line 1:24: Cannot apply operator: time(0) + interval year to month

-- no interval from nothing
SELECT INTERVAL '1' DAY - DATE '2020-01-01'
---
error: TYPE_MISMATCH: line 1:25: Cannot apply operator: interval day to second - date

-- NULL
SELECT DATE '2020-01-01' + CAST(NULL AS interval day to second), INTERVAL '1' DAY * CAST(NULL AS integer), CAST(NULL AS date) + INTERVAL '1' DAY, TIMESTAMP '2020-01-01 00:00:00 UTC' + CAST(NULL AS interval year to month)
---
"_col0","_col1","_col2","_col3"
,,,

-- of columns
SELECT d + i FROM (VALUES (DATE '2020-01-31', INTERVAL '1' MONTH), (DATE '2020-01-31', INTERVAL '2' MONTH)) t(d, i)
---
"_col0"
"2020-02-29"
"2020-03-31"

-- an interval and a number
SELECT INTERVAL '1' DAY + 1
---
error: TYPE_MISMATCH: line 1:25: Cannot apply operator: interval day to second + integer

-- an interval and a text
SELECT INTERVAL '1' MONTH + 'x'
---
error: TYPE_MISMATCH: line 1:27: Cannot apply operator: interval year to month + varchar(1)

-- the unit is not read from the text
SELECT INTERVAL '1 day' DAY
---
error: INVALID_LITERAL: line 1:8: '1 day' is not a valid interval literal

-- the unit is an alias too
SELECT INTERVAL '1' DAY day, INTERVAL -'1-2' YEAR TO MONTH AS "month"
---
"day","month"
"1 00:00:00.000","-1-2"

-- an interval by zero
SELECT INTERVAL '3' DAY / 0
---
error: INVALID_FUNCTION_ARGUMENT: Cannot divide by double 0.0

-- months by zero
SELECT INTERVAL '3' MONTH / 0e0
---
error: INVALID_FUNCTION_ARGUMENT: Cannot divide by double 0.0

-- an interval times NaN
SELECT nan() * INTERVAL '3' DAY
---
error: INVALID_FUNCTION_ARGUMENT: Cannot multiply by double NaN

-- nothing by zero
SELECT CAST(NULL AS interval day to second) / 0, INTERVAL '3' DAY / CAST(NULL AS double)
---
"_col0","_col1"
,

-- NULL of moments with a zone or of nanoseconds
SELECT CAST(NULL AS timestamp with time zone) + INTERVAL '1' DAY, CAST(NULL AS time with time zone) - INTERVAL '1' HOUR, CAST(NULL AS timestamp(9)) - TIMESTAMP '2020-01-01 00:00:00', CAST(NULL AS time with time zone) - TIME '01:00:00', CAST(NULL AS timestamp(9) with time zone) + INTERVAL '1' MONTH, year(CAST(NULL AS timestamp(9))), date_diff('day', CAST(NULL AS timestamp(9)), CAST(NULL AS timestamp(9)))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
,,,,,,
