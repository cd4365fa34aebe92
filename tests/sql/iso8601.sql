-- dates by month and day, by day of the year, by week
SELECT from_iso8601_date('2020-05-14'), from_iso8601_date('2020-135'), from_iso8601_date('2020-W20-4'), from_iso8601_date('2020-W20'), from_iso8601_date('2020-05'), from_iso8601_date('2020')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"2020-05-14","2020-05-14","2020-05-14","2020-05-11","2020-05-01","2020-01-01"

-- the first week of a year may begin before it
SELECT from_iso8601_date('2020-W01-1'), from_iso8601_date('2021-W01-1'), from_iso8601_date('2020-W53-7'), from_iso8601_date('2016-W01')
---
"_col0","_col1","_col2","_col3"
"2019-12-30","2021-01-04","2021-01-03","2016-01-04"

-- the days of a leap year
SELECT from_iso8601_date('2020-366'), from_iso8601_date('2020-060'), from_iso8601_date('2019-060'), from_iso8601_date('2020-02-29')
---
"_col0","_col1","_col2","_col3"
"2020-12-31","2020-02-29","2019-03-01","2020-02-29"

-- years of more and of less than four digits
SELECT from_iso8601_date('12020-05-14'), from_iso8601_date('-0044-03-15'), from_iso8601_date('0001-01-01'), from_iso8601_date('20-05-14')
---
"_col0","_col1","_col2","_col3"
"+12020-05-14","-0044-03-15","0001-01-01","0020-05-14"

-- a date has no time
SELECT from_iso8601_date('2020-05-14T09:31:02')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "2020-05-14T09:31:02" is malformed at "T09:31:02"

-- a month that does not exist
SELECT from_iso8601_date('2020-13-01')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2020-13-01": Value 13 for monthOfYear must be in the range [1,12]

-- a day that does not exist
SELECT from_iso8601_date('2021-02-29')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2021-02-29": Value 29 for dayOfMonth must be in the range [1,28]

-- a day of the year that does not exist
SELECT from_iso8601_date('2021-366')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2021-366": Value 366 for dayOfYear must be in the range [1,365]

-- a week that does not exist
SELECT from_iso8601_date('2021-W53-1')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2021-W53-1": Value 53 for weekOfWeekyear must be in the range [1,52]

-- a day of the week that does not exist
SELECT from_iso8601_date('2021-W01-8')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2021-W01-8": Value 8 for dayOfWeek must be in the range [1,7]

-- a date with slashes
SELECT from_iso8601_date('2020/05/14')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "2020/05/14" is malformed at "/05/14"

-- no date at all
SELECT from_iso8601_date('today')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "today"

-- no text at all
SELECT from_iso8601_date('')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: ""

-- timestamps with the offsets that they name
SELECT from_iso8601_timestamp('2020-05-14T09:31:02Z'), from_iso8601_timestamp('2020-05-14T09:31:02+05:30'), from_iso8601_timestamp('2020-05-14T09:31:02-0330'), from_iso8601_timestamp('2020-05-14T09:31:02+00:00'), from_iso8601_timestamp('2020-05-14T09:31:02+02')
---
"_col0","_col1","_col2","_col3","_col4"
"2020-05-14 09:31:02.000 UTC","2020-05-14 09:31:02.000 +05:30","2020-05-14 09:31:02.000 -03:30","2020-05-14 09:31:02.000 UTC","2020-05-14 09:31:02.000 +02:00"

-- timestamps without an offset are UTC
SELECT from_iso8601_timestamp('2020-05-14T09:31:02'), from_iso8601_timestamp('2020-05-14T09:31'), from_iso8601_timestamp('2020-05-14T09'), from_iso8601_timestamp('2020-05-14'), from_iso8601_timestamp('2020-05'), from_iso8601_timestamp('2020')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"2020-05-14 09:31:02.000 UTC","2020-05-14 09:31:00.000 UTC","2020-05-14 09:00:00.000 UTC","2020-05-14 00:00:00.000 UTC","2020-05-01 00:00:00.000 UTC","2020-01-01 00:00:00.000 UTC"

-- fractions of seconds, minutes and hours
SELECT from_iso8601_timestamp('2020-05-14T09:31:02.5Z'), from_iso8601_timestamp('2020-05-14T09:31:02,345Z'), from_iso8601_timestamp('2020-05-14T09:31.5Z'), from_iso8601_timestamp('2020-05-14T09.75Z')
---
"_col0","_col1","_col2","_col3"
"2020-05-14 09:31:02.500 UTC","2020-05-14 09:31:02.345 UTC","2020-05-14 09:31:30.000 UTC","2020-05-14 09:45:00.000 UTC"

-- fractions are cut to milliseconds
SELECT from_iso8601_timestamp('2020-05-14T09:31:02.123456789Z'), from_iso8601_timestamp('2020-05-14T09:31:02.9999Z'), from_iso8601_timestamp('1969-12-31T23:59:59.9999Z')
---
"_col0","_col1","_col2"
"2020-05-14 09:31:02.123 UTC","2020-05-14 09:31:02.999 UTC","1969-12-31 23:59:59.999 UTC"

-- timestamps of week dates and ordinal dates
SELECT from_iso8601_timestamp('2020-W20-4T09:31'), from_iso8601_timestamp('2020-135T09:31+01:00'), from_iso8601_timestamp('2020-W20T09')
---
"_col0","_col1","_col2"
"2020-05-14 09:31:00.000 UTC","2020-05-14 09:31:00.000 +01:00","2020-05-11 09:00:00.000 UTC"

-- a time alone, a date with an offset
SELECT from_iso8601_timestamp('T09:31'), from_iso8601_timestamp('2020-05-14T+02:00'), from_iso8601_timestamp('2020-05-14T')
---
"_col0","_col1","_col2"
"1970-01-01 09:31:00.000 UTC","2020-05-14 00:00:00.000 +02:00","2020-05-14 00:00:00.000 UTC"

-- a blank is no T
SELECT from_iso8601_timestamp('2020-05-14 09:31:02')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "2020-05-14 09:31:02" is malformed at " 09:31:02"

-- a small t is a T
SELECT from_iso8601_timestamp('2020-05-14t09:31:02z')
---
"_col0"
"2020-05-14 09:31:02.000 UTC"

-- the name of a zone is no offset
SELECT from_iso8601_timestamp('2020-05-14T09:31:02 UTC')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "2020-05-14T09:31:02 UTC" is malformed at " UTC"

-- an hour that does not exist
SELECT from_iso8601_timestamp('2020-05-14T24:00:00Z')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2020-05-14T24:00:00Z": Value 24 for hourOfDay must be in the range [0,23]

-- a second that does not exist
SELECT from_iso8601_timestamp('2020-05-14T23:59:60Z')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2020-05-14T23:59:60Z": Value 60 for secondOfMinute must be in the range [0,59]

-- an offset that does not exist
SELECT from_iso8601_timestamp('2020-05-14T09:31:02+24:00')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "2020-05-14T09:31:02+24:00" is malformed at "+24:00"

-- TRY makes NULL of what is no timestamp
SELECT TRY(from_iso8601_timestamp('nonsense')), TRY(from_iso8601_date('2020-13-01'))
---
"_col0","_col1"
,

-- what is read is written again
SELECT to_iso8601(from_iso8601_timestamp('2020-05-14T09:31:02.345+05:30')), to_iso8601(from_iso8601_date('2020-W20-4'))
---
"_col0","_col1"
"2020-05-14T09:31:02.345+05:30","2020-05-14"

-- dates written
SELECT to_iso8601(DATE '2020-05-14'), to_iso8601(DATE '0001-01-01'), to_iso8601(DATE '12020-05-14'), to_iso8601(DATE '-0044-03-15')
---
"_col0","_col1","_col2","_col3"
"2020-05-14","0001-01-01","12020-05-14","-0044-03-15"

-- timestamps written with the digits of their type
SELECT to_iso8601(TIMESTAMP '2020-05-14 09:31:02'), to_iso8601(TIMESTAMP '2020-05-14 09:31:02.3'), to_iso8601(TIMESTAMP '2020-05-14 09:31:02.345'), to_iso8601(TIMESTAMP '2020-05-14 09:31:02.345678')
---
"_col0","_col1","_col2","_col3"
"2020-05-14T09:31:02","2020-05-14T09:31:02.3","2020-05-14T09:31:02.345","2020-05-14T09:31:02.345678"

-- values with zones written with their offsets
SELECT to_iso8601(TIMESTAMP '2020-05-14 09:31:02 UTC'), to_iso8601(TIMESTAMP '2020-05-14 09:31:02.345 America/New_York'), to_iso8601(TIMESTAMP '2020-05-14 09:31:02 +05:30'), to_iso8601(TIMESTAMP '2020-05-14 09:31:02 -00:30')
---
"_col0","_col1","_col2","_col3"
"2020-05-14T09:31:02Z","2020-05-14T09:31:02.345-04:00","2020-05-14T09:31:02+05:30","2020-05-14T09:31:02-00:30"

-- the lengths of the types
SELECT typeof(to_iso8601(DATE '2020-05-14')), typeof(to_iso8601(TIMESTAMP '2020-05-14 09:31:02')), typeof(to_iso8601(TIMESTAMP '2020-05-14 09:31:02.345')), typeof(to_iso8601(now()))
---
"_col0","_col1","_col2","_col3"
"varchar(16)","varchar(22)","varchar(26)","varchar(32)"

-- nothing read and written
SELECT from_iso8601_date(NULL), from_iso8601_timestamp(NULL), to_iso8601(CAST(NULL AS date)), to_iso8601(CAST(NULL AS timestamp with time zone))
---
"_col0","_col1","_col2","_col3"
,,,

-- rows of several forms
SELECT from_iso8601_timestamp(x) FROM (VALUES '2020-05-14T09:31:02Z', '2020-W20', NULL, '2020-05-14T09:31:02.123456+01:00') AS t(x)
---
"_col0"
"2020-05-14 09:31:02.000 UTC"
"2020-05-11 00:00:00.000 UTC"

"2020-05-14 09:31:02.123 +01:00"

-- nanoseconds
SELECT from_iso8601_timestamp_nanos('2020-05-14T09:31:02.123456789Z')
---
"_col0"
"2020-05-14 09:31:02.123456789 UTC"

-- a number is no text
SELECT from_iso8601_date(20200514)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer) for function from_iso8601_date. Expected: from_iso8601_date(varchar(x))

-- nine digits of a second
SELECT from_iso8601_timestamp_nanos('2021-07-01T08:09:10.1234567891'), 1
---
error: INVALID_FUNCTION_ARGUMENT: Text '2021-07-01T08:09:10.1234567891' could not be parsed, unparsed text found at index 29

-- nanoseconds with an offset, with a region, with neither
SELECT from_iso8601_timestamp_nanos('2021-07-01T08:09:10.000000007-03:30'), from_iso8601_timestamp_nanos('2021-07-01T08:09:10+02:00[Europe/Berlin]'), from_iso8601_timestamp_nanos('2021-07-01T08:09'), from_iso8601_timestamp_nanos('2021-07-01t08:09:10.z')
---
"_col0","_col1","_col2","_col3"
"2021-07-01 08:09:10.000000007 -03:30","2021-07-01 08:09:10.000000000 Europe/Berlin","2021-07-01 08:09:00.000000000 UTC","2021-07-01 08:09:10.000000000 UTC"

-- a day that there is not, an hour that there is not
SELECT from_iso8601_timestamp_nanos('2021-06-31T08:09')
---
error: INVALID_FUNCTION_ARGUMENT: Text '2021-06-31T08:09' could not be parsed: Invalid date 'JUNE 31'

-- nanoseconds of a date alone
SELECT from_iso8601_timestamp_nanos('2021-06-30')
---
error: INVALID_FUNCTION_ARGUMENT: Text '2021-06-30' could not be parsed at index 10

-- an hour that there is not
SELECT from_iso8601_timestamp_nanos('2021-06-30T24:00')
---
error: INVALID_FUNCTION_ARGUMENT: Text '2021-06-30T24:00' could not be parsed: Invalid value for HourOfDay (valid values 0 - 23): 24
