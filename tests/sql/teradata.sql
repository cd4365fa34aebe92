-- to_char
SELECT to_char(TIMESTAMP '2020-05-14 21:30:05 America/New_York', 'yy yyyy-mm-dd hh24:hh:mi:ss'), to_char(DATE '2020-01-02', 'dd.mm.yyyy'), to_char(NULL, 'yyyy')
---
"_col0","_col1","_col2"
"20 2020-05-14 21:09:30:05","02.01.2020",

-- to_date and to_timestamp
SELECT to_date('1988/04/08', 'yyyy/mm/dd'), to_date('1988/04/08;02:03:04', 'yyyy/mm/dd;hh24:mi:ss'), to_timestamp('1988/4/8;2:3:4', 'yyyy/mm/dd;hh24:mi:ss'), to_date('88/04/08', 'yy/mm/dd'), to_date(NULL, 'yyyy')
---
"_col0","_col1","_col2","_col3","_col4"
"1988-04-08","1988-04-08","1988-04-08 02:03:04.000","2088-04-08",

-- to_date of another text
SELECT to_date('x', 'yyyy')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid format: "x"

-- a pattern in capitals
SELECT to_date('1988', 'YYYY')
---
error: INVALID_FUNCTION_ARGUMENT: Failed to tokenize string [Y] at offset [0]

-- an hour that is none
SELECT to_timestamp('25', 'hh24')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot parse "25": Value 25 for hourOfDay must be in the range [0,23]

-- index and char2hexint
SELECT index('hello', 'l'), index('hello', 'z'), char2hexint('é'), char2hexint('')
---
"_col0","_col1","_col2","_col3"
"3","0","00E9",""
