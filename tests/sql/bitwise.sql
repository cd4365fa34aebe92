-- counts of bits
SELECT bit_count(9, 64), bit_count(9, 8), bit_count(-7, 64), bit_count(-7, 8), bit_count(0, 2), bit_count(-1, 64), bit_count(1, 2)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"2","2","62","6","0","64","1"

-- more bits than there are
SELECT bit_count(9, 65)
---
error: INVALID_FUNCTION_ARGUMENT: Bits specified in bit_count must be between 2 and 64, got 65

-- fewer bits than two
SELECT bit_count(1, 1)
---
error: INVALID_FUNCTION_ARGUMENT: Bits specified in bit_count must be between 2 and 64, got 1

-- a number of more bits
SELECT bit_count(8, 4)
---
error: INVALID_FUNCTION_ARGUMENT: Number must be representable with the bits specified. 8 cannot be represented with 4 bits

-- a negative number of more bits
SELECT bit_count(-9, 4)
---
error: INVALID_FUNCTION_ARGUMENT: Number must be representable with the bits specified. -9 cannot be represented with 4 bits

-- and, or, xor, not
SELECT bitwise_and(19, 25), bitwise_or(19, 25), bitwise_xor(19, 25), bitwise_not(19), bitwise_and(-1, 5), bitwise_or(-8, 3), bitwise_xor(-1, 1), bitwise_not(-1), typeof(bitwise_and(1, 2)), bitwise_and(NULL, 1)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"17","27","10","-20","5","-5","-2","0","bigint",

-- shifts to the left
SELECT bitwise_left_shift(1, 2), bitwise_left_shift(5, 0), bitwise_left_shift(1, 31), bitwise_left_shift(1, 32), bitwise_left_shift(-1, 3), bitwise_left_shift(7, 64), bitwise_left_shift(BIGINT '1', 63), bitwise_left_shift(TINYINT '7', 5), bitwise_left_shift(SMALLINT '1', 15)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"4","5","-2147483648","0","-8","0","-9223372036854775808","-32","-32768"

-- shifts to the right
SELECT bitwise_right_shift(8, 3), bitwise_right_shift(9, 0), bitwise_right_shift(-8, 3), bitwise_right_shift(TINYINT '-8', 3), bitwise_right_shift(SMALLINT '-8', 3), bitwise_right_shift(BIGINT '-8', 3), bitwise_right_shift(BIGINT '-8', 64), bitwise_right_shift(20, 64), bitwise_right_shift(-5, 0)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"1","9","536870911","31","8191","2305843009213693951","0","0","-5"

-- shifts to the right with the sign
SELECT bitwise_right_shift_arithmetic(8, 3), bitwise_right_shift_arithmetic(-8, 3), bitwise_right_shift_arithmetic(-8, 64), bitwise_right_shift_arithmetic(8, 64), bitwise_right_shift_arithmetic(TINYINT '-128', 2), bitwise_right_shift_arithmetic(BIGINT '-9', 1)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"1","-1","-1","0","-32","-5"

-- the types of shifts
SELECT typeof(bitwise_left_shift(TINYINT '7', 2)), typeof(bitwise_left_shift(SMALLINT '7', 2)), typeof(bitwise_left_shift(7, 2)), typeof(bitwise_right_shift(BIGINT '7', 2)), typeof(bitwise_right_shift_arithmetic(7, 2))
---
"_col0","_col1","_col2","_col3","_col4"
"tinyint","smallint","integer","bigint","integer"

-- no bits of doubles
SELECT bitwise_and(1.5, 1)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (double, integer) for function bitwise_and. Expected: bitwise_and(bigint, bigint)

-- shifts of NULL
SELECT bitwise_left_shift(NULL, 1), bitwise_left_shift(1, NULL), bit_count(NULL, 64)
---
"_col0","_col1","_col2"
,,
