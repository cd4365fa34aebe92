-- a message quotes a value that ends as a message does
SELECT CAST('hello!' AS integer)
---
error: INVALID_CAST_ARGUMENT: Cannot cast 'hello!' to INT

-- a value within a message that reads as what DuckDB puts behind one
SELECT CAST('x! to y' AS boolean)
---
error: INVALID_CAST_ARGUMENT: Cannot cast 'x! to y' to BOOLEAN

-- a value of several lines in a message
SELECT CAST(a AS bigint) FROM (VALUES 'x!
LINE 1!, ') AS t(a)
---
error: INVALID_CAST_ARGUMENT: Cannot cast 'x!
LINE 1!, ' to BIGINT

-- a value that reads as a message of its own
SELECT CAST('!DIVISION_BY_ZERO|x!' AS integer)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '!DIVISION_BY_ZERO|x!' to INT

-- a quoted value in the message of a cast to date
SELECT CAST('x!", y' AS date)
---
error: INVALID_CAST_ARGUMENT: Value cannot be cast to date: x!", y

-- a quoted value in the message of a cast to decimal
SELECT CAST('x! to y' AS decimal(10, 2))
---
error: INVALID_CAST_ARGUMENT: Cannot cast VARCHAR 'x! to y' to DECIMAL(10, 2). Value is not a number.

-- a quoted value in the message of a function in Python
SELECT json_parse('x! to y')
---
error: INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: 'x! to y'
