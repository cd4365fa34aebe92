-- precisions
SELECT CAST(TIMESTAMP '2020-01-02 03:04:05.123456789' AS timestamp(0)), CAST(TIMESTAMP '2020-01-02 03:04:05.123456789' AS timestamp(3)), CAST(TIMESTAMP '2020-01-02 03:04:05.123456789' AS timestamp(6)), CAST(TIMESTAMP '2020-01-02 03:04:05.123456789' AS timestamp(8)), CAST(TIMESTAMP '2020-01-02 03:04:05.123456789' AS timestamp(12))
---
"_col0","_col1","_col2","_col3","_col4"
"2020-01-02 03:04:05","2020-01-02 03:04:05.123","2020-01-02 03:04:05.123457","2020-01-02 03:04:05.12345679","2020-01-02 03:04:05.123456789000"

-- rounding goes up
SELECT CAST(TIMESTAMP '2020-12-31 23:59:59.9995' AS timestamp(3)), CAST(TIMESTAMP '2020-12-31 23:59:59.5' AS timestamp(0)), CAST(TIMESTAMP '2020-12-31 23:59:59.9999995' AS timestamp(6)), CAST(TIMESTAMP '2020-12-31 23:59:59.999999999999' AS timestamp(11))
---
"_col0","_col1","_col2","_col3"
"2021-01-01 00:00:00.000","2021-01-01 00:00:00","2021-01-01 00:00:00.000000","2021-01-01 00:00:00.00000000000"

-- rounding before the epoch
SELECT CAST(TIMESTAMP '1969-12-31 23:59:59.5' AS timestamp(0)), CAST(TIMESTAMP '1960-01-01 00:00:00.1234' AS timestamp(3)), CAST(TIMESTAMP '1960-01-01 00:00:00.1235' AS timestamp(3))
---
"_col0","_col1","_col2"
"1970-01-01 00:00:00","1960-01-01 00:00:00.123","1960-01-01 00:00:00.124"

-- times round around midnight
SELECT CAST(TIME '23:59:59.9995' AS time(3)), CAST(TIME '12:00:00.45' AS time(1)), CAST(TIME '23:59:59.999999999' AS time(6)), CAST(TIME '12:34:56.123456789' AS time(8))
---
"_col0","_col1","_col2","_col3"
"00:00:00.000","12:00:00.5","00:00:00.000000","12:34:56.12345679"

-- across precisions
SELECT TIMESTAMP '2020-01-02 03:04:05' = TIMESTAMP '2020-01-02 03:04:05.000', TIMESTAMP '2020-01-02 03:04:05.000000001' > TIMESTAMP '2020-01-02 03:04:05', TIMESTAMP '2020-01-02 03:04:05.1' < TIMESTAMP '2020-01-02 03:04:05.12'
---
"_col0","_col1","_col2"
"true","true","true"

-- picoseconds compare
SELECT TIMESTAMP '2020-01-02 03:04:05.123456789012' = TIMESTAMP '2020-01-02 03:04:05.123456789012', TIMESTAMP '2020-01-02 03:04:05.123456789012' < TIMESTAMP '2020-01-02 03:04:05.123456789013', TIME '03:04:05.1234567' > TIME '03:04:05.123456'
---
"_col0","_col1","_col2"
"true","true","true"

-- dates and timestamps
SELECT DATE '2020-01-02' = TIMESTAMP '2020-01-02 00:00:00', DATE '2020-01-02' < TIMESTAMP '2020-01-02 00:00:01', TIMESTAMP '2020-01-02 00:00:00 UTC' = DATE '2020-01-02', typeof(coalesce(DATE '2020-01-02', TIMESTAMP '2020-01-02 00:00:00.0'))
---
"_col0","_col1","_col2","_col3"
"true","true","true","timestamp(1)"

-- zones compare by instant
SELECT TIMESTAMP '2020-01-02 00:00:00 UTC' = TIMESTAMP '2020-01-02 05:30:00 +05:30', TIMESTAMP '2020-01-02 00:00:00 UTC' < TIMESTAMP '2020-01-01 20:00:00 America/New_York', TIMESTAMP '2020-01-02 00:00:00 UTC' IN (TIMESTAMP '2020-01-02 01:00:00 +01:00'), TIMESTAMP '2020-01-02 00:00:00 UTC' IS DISTINCT FROM TIMESTAMP '2020-01-02 01:00:00 +01:00'
---
"_col0","_col1","_col2","_col3"
"true","true","true","false"

-- zones in nested values
SELECT ARRAY[TIMESTAMP '2020-01-02 00:00:00 UTC'] = ARRAY[TIMESTAMP '2020-01-02 01:00:00 +01:00'], (1, TIMESTAMP '2020-01-02 00:00:00 UTC') = (1, TIMESTAMP '2020-01-02 01:00:00 +01:00')
---
"_col0","_col1"
"true","true"

-- zones in order
SELECT x FROM (VALUES TIMESTAMP '2020-01-02 00:00:00 UTC', TIMESTAMP '2020-01-02 00:30:00 +01:00', NULL) t(x) ORDER BY x
---
"x"
"2020-01-02 00:30:00 +01:00"
"2020-01-02 00:00:00 UTC"


-- least and greatest of zones
SELECT min(x), max(x) FROM (VALUES TIMESTAMP '2020-01-02 00:00:00 UTC', TIMESTAMP '2020-01-02 00:30:00 +01:00') t(x)
---
"_col0","_col1"
"2020-01-02 00:30:00 +01:00","2020-01-02 00:00:00 UTC"

-- zones join by instant
SELECT a.x, b.x FROM (VALUES TIMESTAMP '2020-01-02 00:00:00 UTC') a(x) JOIN (VALUES TIMESTAMP '2020-01-02 01:00:00 +01:00') b(x) ON a.x = b.x
---
"x","x"
"2020-01-02 00:00:00 UTC","2020-01-02 01:00:00 +01:00"

-- zones IN a subquery
SELECT x FROM (VALUES TIMESTAMP '2020-01-02 00:00:00 UTC') t(x) WHERE x IN (SELECT TIMESTAMP '2020-01-02 01:00:00 +01:00')
---
"x"
"2020-01-02 00:00:00 UTC"

-- times with zones
SELECT TIME '10:00:00+02:00' = TIME '08:00:00+00:00', TIME '10:00:00+02:00' < TIME '09:00:00+00:00', TIME '10:00:00' = TIME '10:00:00+00:00'
---
"_col0","_col1","_col2"
"true","true","true"

-- AT TIME ZONE
SELECT TIMESTAMP '2020-07-01 12:00:00 UTC' AT TIME ZONE 'America/Los_Angeles', TIMESTAMP '2020-07-01 12:00:00' AT TIME ZONE 'Asia/Tokyo', TIMESTAMP '2020-07-01 12:00:00.123456789 UTC' AT TIME ZONE '+05:30', TIMESTAMP '2020-07-01 12:00:00 UTC' AT TIME ZONE INTERVAL '-3' HOUR
---
"_col0","_col1","_col2","_col3"
"2020-07-01 05:00:00 America/Los_Angeles","2020-07-01 21:00:00 Asia/Tokyo","2020-07-01 17:30:00.123456789 +05:30","2020-07-01 09:00:00 -03:00"

-- a timestamp gets a zone
SELECT CAST(TIMESTAMP '2020-07-01 12:00:00' AS timestamp with time zone), CAST(TIMESTAMP '2020-07-01 12:00:00 Asia/Tokyo' AS timestamp(0) with time zone)
---
"_col0","_col1"
"2020-07-01 12:00:00.000 UTC","2020-07-01 12:00:00 Asia/Tokyo"

-- days over a change of the clock
SELECT TIMESTAMP '2020-03-07 12:00:00 America/New_York' + INTERVAL '1' DAY, TIMESTAMP '2020-03-08 01:30:00 America/New_York' + INTERVAL '1' HOUR, TIMESTAMP '2020-02-08 02:30:00 America/New_York' + INTERVAL '1' MONTH
---
"_col0","_col1","_col2"
"2020-03-08 13:00:00.000 America/New_York","2020-03-08 03:30:00.000 America/New_York","2020-03-08 03:30:00 America/New_York"

-- what lies between
SELECT TIMESTAMP '2020-01-02 00:00:00' - TIMESTAMP '2020-01-01 12:00:00', DATE '2020-03-01' - DATE '2020-02-01', TIME '10:00:00' - TIME '11:30:00', TIMESTAMP '2020-01-02 00:00:00 +02:00' - TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-02 00:00:00' - DATE '2020-01-01'
---
"_col0","_col1","_col2","_col3","_col4"
"0 12:00:00.000","29 00:00:00.000","-0 01:30:00.000","0 22:00:00.000","1 00:00:00.000"

-- what lies between is rounded
SELECT TIMESTAMP '2020-01-01 00:00:00.0005' - TIMESTAMP '2020-01-01 00:00:00', TIMESTAMP '2020-01-01 00:00:00.000499' - TIMESTAMP '2020-01-01 00:00:00', TIMESTAMP '2020-01-01 00:00:00.123456789' - TIMESTAMP '2020-01-01 00:00:00'
---
"_col0","_col1","_col2"
"0 00:00:00.001","0 00:00:00.000","0 00:00:00.123"

-- functions of many digits
SELECT year(TIMESTAMP '2020-05-01 12:34:56.123456789'), date_trunc('minute', TIMESTAMP '2020-05-01 12:34:56.123456789'), date_add('hour', 1, TIMESTAMP '2020-05-01 12:34:56.123456789'), to_iso8601(TIMESTAMP '2020-05-01 12:34:56.123456789'), EXTRACT(SECOND FROM TIMESTAMP '2020-05-01 12:34:56.123456789')
---
"_col0","_col1","_col2","_col3","_col4"
"2020","2020-05-01 12:34:00.000000000","2020-05-01 13:34:56.123456789","2020-05-01T12:34:56.123456789","56"

-- aggregates of many digits
SELECT min(x), max(x), count(DISTINCT x) FROM (VALUES TIMESTAMP '2020-05-01 12:34:56.123456789', TIMESTAMP '2020-05-01 12:34:56.123456788') t(x)
---
"_col0","_col1","_col2"
"2020-05-01 12:34:56.123456788","2020-05-01 12:34:56.123456789","2"

-- text of many digits
SELECT CAST(TIMESTAMP '2020-05-01 12:34:56.1234567' AS varchar), CAST(TIMESTAMP '2020-05-01 12:34:56.1234567 Asia/Tokyo' AS varchar), CAST(TIME '12:34:56.1234567+01:00' AS varchar), CAST('2020-05-01 12:34:56.123456789' AS timestamp(9)), CAST('12:34:56.9999999999' AS time(9))
---
"_col0","_col1","_col2","_col3","_col4"
"2020-05-01 12:34:56.1234567","2020-05-01 12:34:56.1234567 Asia/Tokyo","12:34:56.1234567+01:00","2020-05-01 12:34:56.123456789","12:34:57.000000000"

-- between types of many digits
SELECT CAST(TIMESTAMP '2020-05-01 12:34:56.123456789' AS date), CAST(TIMESTAMP '2020-05-01 12:34:56.123456789' AS time(9)), CAST(TIMESTAMP '2020-05-01 12:34:56.123456789 Asia/Tokyo' AS timestamp(9)), CAST(DATE '2020-05-01' AS timestamp(9))
---
"_col0","_col1","_col2","_col3"
"2020-05-01","12:34:56.123456789","2020-05-01 12:34:56.123456789","2020-05-01 00:00:00.000000000"

-- more digits than a pattern shows
SELECT date_format(TIMESTAMP '2020-05-01 12:34:56.123456789', '%f')
---
"_col0"
"123000"

-- no timestamp with text
SELECT TIMESTAMP '2020-05-01 12:34:56' > '2020-01-01'
---
error: TYPE_MISMATCH: line 1:40: Cannot apply operator: timestamp(0) < varchar(10)

-- no date with an integer
SELECT DATE '2020-05-01' + 1
---
error: TYPE_MISMATCH: line 1:26: Cannot apply operator: date + integer

-- no sum of dates
SELECT DATE '2020-05-01' + DATE '2020-05-01'
---
error: TYPE_MISMATCH: line 1:26: Cannot apply operator: date + date

-- no date against a time
SELECT DATE '2020-05-01' = TIME '00:00:00'
---
error: TYPE_MISMATCH: line 1:26: Cannot apply operator: date = time(0)

-- DISTINCT of one instant
SELECT DISTINCT x FROM (VALUES TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 02:00:00 +02:00') t(x)
---
"x"
"2020-01-01 00:00:00 UTC"

-- count of one instant
SELECT count(DISTINCT x) FROM (VALUES TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 02:00:00 +02:00') t(x)
---
"_col0"
"1"

-- UNION of one instant
SELECT TIMESTAMP '2020-01-01 00:00:00 UTC' UNION SELECT TIMESTAMP '2020-01-01 02:00:00 +02:00'
---
"_col0"
"2020-01-01 00:00:00 UTC"

-- groups of one zone
SELECT x, count(*) FROM (VALUES TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 03:00:00 +02:00') t(x) GROUP BY x HAVING count(*) > 0 ORDER BY x
---
"x","_col1"
"2020-01-01 00:00:00 UTC","2"
"2020-01-01 03:00:00 +02:00","1"

-- groups of one instant in two zones
SELECT count(*), date_trunc('hour', x) = x, x AT TIME ZONE 'UTC' FROM (VALUES TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 02:00:00 +02:00') t(x) GROUP BY x HAVING x > TIMESTAMP '2019-01-01 00:00:00 UTC' ORDER BY date_trunc('hour', x)
---
"_col0","_col1","_col2"
"2","true","2020-01-01 00:00:00 UTC"

-- one instant in two zones by functions that count
SELECT cardinality(histogram(x)), count(DISTINCT x), approx_distinct(x), cardinality(map_agg(x, 1)), cardinality(array_agg(DISTINCT x ORDER BY x)) FROM (VALUES TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 02:00:00 +02:00') t(x)
---
"_col0","_col1","_col2","_col3","_col4"
"1","1","1","1","1"

-- groups of instants in a row, of which a field is taken
SELECT s.a, s.b, count(*) FROM (SELECT CAST(ROW(1, x) AS ROW(a integer, b timestamp(0) with time zone)) s FROM (VALUES TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 00:00:00 UTC') t(x)) GROUP BY s
---
"a","b","_col2"
"1","2020-01-01 00:00:00 UTC","2"

-- years beyond four digits in zones
SELECT TIMESTAMP '12000-01-01 00:00:00 Asia/Tokyo', TIMESTAMP '12000-07-01 00:00:00.5 America/New_York', TIMESTAMP '12000-01-01 00:00:00.123456789 +02:00'
---
"_col0","_col1","_col2"
"+12000-01-01 00:00:00 Asia/Tokyo","+12000-07-01 00:00:00.5 America/New_York","+12000-01-01 00:00:00.123456789 +02:00"

-- the time with too many digits
SELECT current_timestamp(13)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: TIMESTAMP WITH TIME ZONE precision must be in range [0, 12]: 13
