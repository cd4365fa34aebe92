-- every specifier of MySQL's that Trino has
SELECT date_format(t, '%a %b %c %d %e %f'), date_format(t, '%H %h %I %i %j %k %l'), date_format(t, '%M %m %p %r %S %s %T'), date_format(t, '%v %x %W %Y %y %%') FROM (VALUES TIMESTAMP '2001-01-09 13:04:05.321') AS x(t)
---
"_col0","_col1","_col2","_col3"
"Tue Jan 1 09 9 321000","13 01 01 04 009 13 1","January 01 PM 01:04:05 PM 05 05 13:04:05","02 2001 Tuesday 2001 01 %"

-- the same before noon and at midnight
SELECT date_format(t, '%h:%i %p|%l|%k|%H|%I|%r|%T') FROM (VALUES TIMESTAMP '2001-01-09 00:00:00', TIMESTAMP '2001-01-09 09:08:07', TIMESTAMP '2001-01-09 12:30:00') AS x(t)
---
"_col0"
"12:00 AM|12|0|00|12|12:00:00 AM|00:00:00"
"09:08 AM|9|9|09|09|09:08:07 AM|09:08:07"
"12:30 PM|12|12|12|12|12:30:00 PM|12:30:00"

-- %D is not supported
SELECT date_format(TIMESTAMP '2001-01-09 13:04:05', '%D')
---
error: INVALID_FUNCTION_ARGUMENT: %D not supported in date format string

-- %U is not supported
SELECT date_format(TIMESTAMP '2001-01-09 13:04:05', '%Y %U')
---
error: INVALID_FUNCTION_ARGUMENT: %U not supported in date format string

-- %w is not supported in a parser
SELECT date_parse('1', '%w')
---
error: INVALID_FUNCTION_ARGUMENT: %w not supported in date format string

-- %X is not supported in a column either
SELECT date_format(TIMESTAMP '2001-01-09 13:04:05', f) FROM (VALUES '%X') AS x(f)
---
error: INVALID_FUNCTION_ARGUMENT: %X not supported in date format string

-- a specifier that is none is its letter
SELECT date_format(TIMESTAMP '2001-01-09 13:04:05', '%q%n%-%z'), date_format(TIMESTAMP '2001-01-09 13:04:05', 'at 100%'), date_format(TIMESTAMP '2001-01-09 13:04:05', '')
---
error: INVALID_FUNCTION_ARGUMENT: Both printing and parsing not supported

-- letters without a percent sign are text
SELECT date_format(TIMESTAMP '2001-01-09 13:04:05', 'Year %Y, month %m: übergröße')
---
"_col0"
"Year 2001, month 01: übergröße"

-- a date is taken as midnight
SELECT date_format(DATE '2020-05-14', '%Y-%m-%d %H:%i:%s.%f')
---
"_col0"
"2020-05-14 00:00:00.000000"

-- a value with a zone is written as its clock shows it
SELECT date_format(TIMESTAMP '2020-05-14 22:31:02 America/New_York', '%Y-%m-%d %H:%i'), date_format(TIMESTAMP '2020-05-14 22:31:02 UTC' AT TIME ZONE 'Asia/Tokyo', '%a %H')
---
"_col0","_col1"
"2020-05-14 22:31","Fri 07"

-- microseconds are rounded to milliseconds before
SELECT date_format(TIMESTAMP '2020-12-31 23:59:59.999500', '%Y-%m-%d %H:%i:%s.%f'), date_format(TIMESTAMP '2020-12-31 23:59:59.999499', '%Y-%m-%d %H:%i:%s.%f')
---
"_col0","_col1"
"2021-01-01 00:00:00.000000","2020-12-31 23:59:59.999000"

-- years of few and of many digits
SELECT date_format(t, '%Y|%y|%x') FROM (VALUES TIMESTAMP '0045-07-03 00:00:00', TIMESTAMP '0999-07-03 00:00:00', TIMESTAMP '12345-07-03 00:00:00') AS x(t)
---
"_col0"
"0045|45|0045"
"0999|99|0999"
"12345|45|12345"

-- weeks with the year that they belong to
SELECT date_format(DATE '2021-01-03', '%x-W%v'), date_format(DATE '2018-12-31', '%x-W%v'), date_format(DATE '2016-02-29', '%j')
---
"_col0","_col1","_col2"
"2020-W53","2019-W01","060"

-- a pattern of each row
SELECT date_format(TIMESTAMP '2020-05-14 09:31:02', f) FROM (VALUES '%Y', '%d.%m.', NULL) AS x(f)
---
"_col0"
"2020"
"14.05."


-- nothing has no format
SELECT date_format(NULL, '%Y'), date_format(TIMESTAMP '2020-05-14 09:31:02', NULL), format_datetime(NULL, 'yyyy'), date_parse(NULL, '%Y'), date_parse('2020', NULL), parse_datetime(NULL, 'yyyy')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,,,,,

-- date_parse of all that date_format writes
SELECT date_parse('2001-01-09 13:04:05.321', '%Y-%m-%d %H:%i:%s.%f'), date_parse('Tue Jan 9 2001 1:04:05 PM', '%a %b %e %Y %l:%i:%s %p'), date_parse('Tuesday, January 09 01', '%W, %M %d %y'), date_parse('01:04:05 PM 2001', '%r %Y'), date_parse('2001 009 13:04:05', '%Y %j %T')
---
"_col0","_col1","_col2","_col3","_col4"
"2001-01-09 13:04:05.321","2001-01-09 13:04:05.000","2001-01-09 00:00:00.000","2001-01-01 13:04:05.000","2001-01-09 13:04:05.000"

-- date_parse takes fewer digits than date_format writes
SELECT date_parse('2020-5-4 9:3:2', '%Y-%m-%d %H:%i:%s'), date_parse('20-05-04', '%Y-%m-%d'), date_parse('5/4/2020', '%m/%d/%Y')
---
"_col0","_col1","_col2"
"2020-05-04 09:03:02.000","0020-05-04 00:00:00.000","2020-05-04 00:00:00.000"

-- date_parse without separators
SELECT date_parse('20200514093102', '%Y%m%d%H%i%s'), date_parse('200514', '%y%m%d')
---
"_col0","_col1"
"2020-05-14 09:31:02.000","2020-05-14 00:00:00.000"

-- what a text does not name is at its beginning
SELECT date_parse('2020', '%Y'), date_parse('2020-05', '%Y-%m'), date_parse('09:31', '%H:%i'), date_parse('05-14', '%m-%d'), date_parse('May', '%b'), date_parse('', '')
---
error: INVALID_FUNCTION_ARGUMENT: Both printing and parsing not supported

-- a year of two digits is between 1970 and 2069
SELECT date_parse('70', '%y'), date_parse('69', '%y'), date_parse('00', '%y'), date_parse('99', '%y')
---
"_col0","_col1","_col2","_col3"
"1970-01-01 00:00:00.000","2069-01-01 00:00:00.000","2000-01-01 00:00:00.000","1999-01-01 00:00:00.000"

-- weeks and days of the week
SELECT date_parse('2020-W20', '%x-W%v'), date_parse('2020 20 Thu', '%x %v %a'), date_parse('2021 Sat', '%Y %a')
---
"_col0","_col1","_col2"
"2020-05-11 00:00:00.000","2020-05-14 00:00:00.000","2021-01-02 00:00:00.000"

-- hours of a clock with twelve
SELECT date_parse('12:30 AM', '%h:%i %p'), date_parse('12:30 pm', '%h:%i %p'), date_parse('01:30 PM', '%I:%i %p'), date_parse('12', '%h')
---
"_col0","_col1","_col2","_col3"
"1970-01-01 00:30:00.000","1970-01-01 12:30:00.000","1970-01-01 13:30:00.000","1970-01-01 00:00:00.000"

-- names in any case that is the same throughout
SELECT date_parse('MAY 2020', '%b %Y'), date_parse('may 2020', '%M %Y'), date_parse('May 2020', '%M %Y'), date_parse('september 2020', '%b %Y')
---
"_col0","_col1","_col2","_col3"
"2020-05-01 00:00:00.000","2020-05-01 00:00:00.000","2020-05-01 00:00:00.000","2020-09-01 00:00:00.000"

-- fractions are cut to milliseconds
SELECT date_parse('2020 .9', '%Y .%f'), date_parse('2020 .123456789', '%Y .%f'), date_parse('2020 .0009', '%Y .%f')
---
"_col0","_col1","_col2"
"2020-01-01 00:00:00.900","2020-01-01 00:00:00.123","2020-01-01 00:00:00.000"

-- text that ends too early
SELECT date_parse('2020-05', '%Y-%m-%d')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "2020-05" is too short

-- text that goes on
SELECT date_parse('2020-05-14 09:31', '%Y-%m-%d')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "2020-05-14 09:31" is malformed at " 09:31"

-- text that is not as the pattern has it
SELECT date_parse('14.05.2020', '%Y-%m-%d')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "14.05.2020" is malformed at ".05.2020"

-- text that does not begin as the pattern
SELECT date_parse('x', '%Y-%m-%d')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "x"

-- no text
SELECT date_parse('', '%Y-%m-%d')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: ""

-- a long text is cut in the message
SELECT date_parse('2020-05-14 and then a lot of text that nobody will ever want to read', '%Y-%m-%d')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "2020-05-14 and then a lot of text that nob..." is malformed at " and then a lot of text that nob..."

-- a month that does not exist
SELECT date_parse('2020-13-01', '%Y-%m-%d')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2020-13-01": Value 13 for monthOfYear must be in the range [1,12]

-- a day that does not exist in its month
SELECT date_parse('2021-02-29', '%Y-%m-%d')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2021-02-29": Value 29 for dayOfMonth must be in the range [1,28]

-- a day of the year that does not exist
SELECT date_parse('2021-366', '%Y-%j')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2021-366": Value 366 for dayOfYear must be in the range [1,365]

-- an hour that does not exist
SELECT date_parse('24:00', '%H:%i')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "24:00": Value 24 for hourOfDay must be in the range [0,23]

-- an hour that a clock with twelve does not have
SELECT date_parse('13', '%h')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "13": Value 13 for clockhourOfHalfday must be in the range [1,12]

-- a name that is none
SELECT date_parse('Mai 2020', '%b %Y')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "Mai 2020"

-- TRY gives NULL for text that is not as the pattern has it
SELECT TRY(date_parse('x', '%Y')), COALESCE(TRY(date_parse('2020-13-01', '%Y-%m-%d')), TIMESTAMP '1970-01-01 00:00:00')
---
"_col0","_col1"
,"1970-01-01 00:00:00.000"

-- the type of date_parse is timestamp(3)
SELECT typeof(date_parse('2020', '%Y')), typeof(date_format(now(), '%Y'))
---
"_col0","_col1"
"timestamp(3)","varchar"

-- a bad row among good ones fails
SELECT date_parse(x, '%Y-%m-%d') FROM (VALUES '2020-01-01', '2020-1-1', 'n/a') AS t(x)
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "n/a"

-- good rows of different widths
SELECT date_parse(x, '%Y-%m-%d') FROM (VALUES '2020-01-01', '2020-1-1', NULL, '0020-01-01') AS t(x)
---
"_col0"
"2020-01-01 00:00:00.000"
"2020-01-01 00:00:00.000"

"0020-01-01 00:00:00.000"

-- the letters of Joda's dates
SELECT format_datetime(t, 'G C Y yyyy yy x'), format_datetime(t, 'w ww e E EEEE'), format_datetime(t, 'D DDD M MM MMM MMMM d dd') FROM (VALUES TIMESTAMP '2001-01-09 13:04:05.321') AS x(t)
---
"_col0","_col1","_col2"
"AD 20 2001 2001 01 2001","2 02 2 Tue Tuesday","9 009 1 01 Jan January 9 09"

-- the letters of Joda's times
SELECT format_datetime(t, 'a K h H k'), format_datetime(t, 'KK hh HH kk'), format_datetime(t, 'm mm s ss S SS SSS SSSSSS') FROM (VALUES TIMESTAMP '2001-01-09 13:04:05.321', TIMESTAMP '2001-01-09 00:00:00') AS x(t)
---
"_col0","_col1","_col2"
"PM 1 1 13 13","01 01 13 13","4 04 5 05 3 32 321 321000"
"AM 0 12 0 24","00 12 00 24","0 00 0 00 0 00 000 000000"

-- the letters of Joda's zones
SELECT format_datetime(t, 'Z ZZ ZZZ z') FROM (VALUES TIMESTAMP '2001-07-09 13:04:05 America/New_York', TIMESTAMP '2001-01-09 13:04:05 America/New_York', TIMESTAMP '2001-01-09 13:04:05 +05:30', TIMESTAMP '2001-01-09 13:04:05 UTC') AS x(t)
---
"_col0"
"-0400 -04:00 America/New_York EDT"
"-0500 -05:00 America/New_York EST"
"+0530 +05:30 +05:30 +05:30"
"+0000 +00:00 UTC UTC"

-- zones by their long names
SELECT format_datetime(t, 'zzzz') FROM (VALUES TIMESTAMP '2001-07-09 13:04:05 America/Los_Angeles', TIMESTAMP '2001-01-09 13:04:05 UTC') AS x(t)
---
"_col0"
"Pacific Daylight Time"
"Coordinated Universal Time"

-- the long name of a zone whose name is not known is refused
SELECT format_datetime(TIMESTAMP '2001-07-09 13:04:05 Europe/Berlin', 'zzzz')
---
error: NOT_SUPPORTED: tickstack does not support the name of the time zone Europe/Berlin

-- text in Joda's patterns
SELECT format_datetime(t, 'yyyy-MM-dd''T''HH:mm:ss'), format_datetime(t, 'h ''o''''clock'' a'), format_datetime(t, '''year'' yyyy; ''z'''), format_datetime(t, 'HH''''mm'), format_datetime(t, '// . 1') FROM (VALUES TIMESTAMP '2001-01-09 13:04:05.321') AS x(t)
---
"_col0","_col1","_col2","_col3","_col4"
"2001-01-09T13:04:05","1 o'clock PM","year 2001; z","13'04","// . 1"

-- a timestamp has no zone to show
SELECT format_datetime(TIMESTAMP '2001-01-09 13:04:05', 'HH:mm z')
---
error: INVALID_FUNCTION_ARGUMENT: format_datetime for TIMESTAMP type, cannot use 'Z' nor 'z' in format, as this type does not contain TZ information

-- nor has a date
SELECT format_datetime(DATE '2001-01-09', 'Z')
---
error: INVALID_FUNCTION_ARGUMENT: format_datetime for TIMESTAMP type, cannot use 'Z' nor 'z' in format, as this type does not contain TZ information

-- a letter that means nothing
SELECT format_datetime(TIMESTAMP '2001-01-09 13:04:05', 'yyyy-bb')
---
error: INVALID_FUNCTION_ARGUMENT: Illegal pattern component: bb

-- a letter that means nothing, in a parser
SELECT parse_datetime('2001', 'yyyyJ')
---
error: INVALID_FUNCTION_ARGUMENT: Illegal pattern component: J

-- a pattern of nothing
SELECT format_datetime(TIMESTAMP '2001-01-09 13:04:05', '')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid pattern specification

-- years before Christ's and after 9999
SELECT format_datetime(t, 'yyyy G|YYYY|yy') FROM (VALUES TIMESTAMP '0045-07-03 00:00:00', TIMESTAMP '12345-07-03 00:00:00') AS x(t)
---
"_col0"
"0045 AD|0045|45"
"12345 AD|12345|45"

-- parse_datetime gives a zone, UTC if none is named
SELECT parse_datetime('2020-05-14 09:31:02', 'yyyy-MM-dd HH:mm:ss'), parse_datetime('2020-05-14 09:31 +0530', 'yyyy-MM-dd HH:mm Z'), parse_datetime('2020-05-14 09:31-03:30', 'yyyy-MM-dd HH:mmZZ'), parse_datetime('2020-05-14 09:31Z', 'yyyy-MM-dd HH:mmZ')
---
"_col0","_col1","_col2","_col3"
"2020-05-14 09:31:02.000 UTC","2020-05-14 09:31:00.000 +05:30","2020-05-14 09:31:00.000 -03:30","2020-05-14 09:31:00.000 UTC"

-- parse_datetime of a zone's name
SELECT parse_datetime('2020-05-14 09:31 America/New_York', 'yyyy-MM-dd HH:mm ZZZ'), parse_datetime('2020-05-14 09:31 PST', 'yyyy-MM-dd HH:mm z'), parse_datetime('2020-05-14 UTC', 'yyyy-MM-dd ZZZ')
---
"_col0","_col1","_col2"
"2020-05-14 09:31:00.000 America/New_York","2020-05-14 09:31:00.000 America/Los_Angeles","2020-05-14 00:00:00.000 UTC"

-- parse_datetime of a time that clocks skip
SELECT parse_datetime('2020-03-08 02:30 America/New_York', 'yyyy-MM-dd HH:mm ZZZ')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2020-03-08 02:30 America/New_York": Illegal instant due to time zone offset transition (America/New_York)

-- parse_datetime of a time that clocks show twice
SELECT to_iso8601(parse_datetime('2020-11-01 01:30 America/New_York', 'yyyy-MM-dd HH:mm ZZZ'))
---
"_col0"
"2020-11-01T01:30:00.000-04:00"

-- parse_datetime of names and fractions
SELECT parse_datetime('Thu, 14 May 2020 9:31:02.5 PM', 'EEE, d MMM yyyy h:mm:ss.S a'), parse_datetime('Thursday 2020-W20', 'EEEE xxxx-''W''ww'), parse_datetime('20200514', 'yyyyMMdd'), parse_datetime('12020-05-14', 'yyyy-MM-dd')
---
"_col0","_col1","_col2","_col3"
"2020-05-14 21:31:02.500 UTC","2020-05-14 00:00:00.000 UTC","2020-05-14 00:00:00.000 UTC","+12020-05-14 00:00:00.000 UTC"

-- parse_datetime's text that ends too early
SELECT parse_datetime('2020-05-14', 'yyyy-MM-dd HH:mm')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "2020-05-14" is too short

-- parse_datetime's text that is wrong in its middle
SELECT parse_datetime('2020/05/14', 'yyyy-MM-dd')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "2020/05/14" is malformed at "/05/14"

-- parse_datetime of a month that does not exist
SELECT parse_datetime('2020-14-05', 'yyyy-MM-dd')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "2020-14-05": Value 14 for monthOfYear must be in the range [1,12]

-- the types of Joda's functions
SELECT typeof(parse_datetime('2020', 'yyyy')), typeof(format_datetime(now(), 'yyyy'))
---
"_col0","_col1"
"timestamp(3) with time zone","varchar"

-- a date and text have no common pattern function
SELECT date_format('2020-05-14', '%Y')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(10), varchar(2)) for function date_format. Expected: date_format(timestamp(p) with time zone, varchar(x)), date_format(timestamp(p), varchar(x))

-- MySQL's patterns and Joda's in one statement with GROUP BY
SELECT date_format(d, '%Y-%m') AS month, count(*) FROM (VALUES DATE '2020-05-14', DATE '2020-05-15', DATE '2020-06-01') AS t(d) GROUP BY date_format(d, '%Y-%m') ORDER BY 1
---
"month","_col1"
"2020-05","2"
"2020-06","1"
