-- absolute values of each type
SELECT abs(TINYINT '-1'), abs(SMALLINT '-1'), abs(-1), abs(BIGINT '-1'), abs(REAL '-1.5'), abs(-1.5), abs(DECIMAL '-1.50'), abs(-0.0), abs(nan()), abs(-infinity())
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"1","1","1","1","1.5","1.5","1.50","0.0","NaN","Infinity"

-- the types of absolute values
SELECT typeof(abs(TINYINT '-1')), typeof(abs(SMALLINT '-1')), typeof(abs(-1)), typeof(abs(BIGINT '-1')), typeof(abs(REAL '-1')), typeof(abs(-1e0)), typeof(abs(DECIMAL '-1.50'))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"tinyint","smallint","integer","bigint","real","double","decimal(3,2)"

-- the least tinyint has no absolute value
SELECT abs(TINYINT '-128')
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Value -128 is out of range for abs(tinyint)

-- the least smallint has no absolute value
SELECT abs(SMALLINT '-32768')
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Value -32768 is out of range for abs(smallint)

-- the least integer has no absolute value
SELECT abs(-2147483648)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Value -2147483648 is out of range for abs(integer)

-- the least bigint has no absolute value
SELECT abs(-9223372036854775808)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Value -9223372036854775808 is out of range for abs(bigint)

-- signs of each type
SELECT sign(TINYINT '-3'), sign(0), sign(BIGINT '3'), sign(DECIMAL '-3.5'), sign(DECIMAL '0.0'), sign(-3.5), sign(REAL '3.5'), sign(nan()), sign(infinity()), sign(0e0)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"-1","0","1","-1","0","-1.0","1.0","NaN","1.0","0.0"

-- the types of signs
SELECT typeof(sign(TINYINT '1')), typeof(sign(1)), typeof(sign(DECIMAL '1.5')), typeof(sign(REAL '1')), typeof(sign(1e0))
---
"_col0","_col1","_col2","_col3","_col4"
"tinyint","integer","decimal(1,0)","real","double"

-- rounding of doubles
SELECT round(2.5), round(-2.5), round(2.4), round(-0.4), round(0.5), round(0.49999999999999994), round(nan()), round(-infinity()), round(1e18)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"3.0","-3.0","2.0","-0.0","1.0","0.0","NaN","-Infinity","1.0E18"

-- rounding of doubles to places
SELECT round(3.14159, 2), round(-3.14159, 3), round(2.675, 2), round(1.005, 2), round(12345.678, -2), round(-12355.0, -1), round(15.0, -1), round(0.1, 20), round(nan(), 2)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"3.14","-3.142","2.68","1.0","12300.0","-12360.0","20.0","0.1","NaN"

-- rounding of reals
SELECT round(REAL '2.5'), round(REAL '2.345', 2), round(REAL '-123.4', -1), typeof(round(REAL '2.5')), typeof(round(REAL '2.5', 1))
---
"_col0","_col1","_col2","_col3","_col4"
"3.0","2.35","-120.0","real","real"

-- rounding of integers
SELECT round(5), round(TINYINT '55', -1), round(SMALLINT '-55', -1), round(123456, -3), round(BIGINT '149', -2), round(150, -2), round(5, 3), round(7, -1), round(3, -1), typeof(round(TINYINT '5', -1))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"5","60","-60","123000","100","200","5","10","0","tinyint"

-- an integer that is rounded out of its type
SELECT round(TINYINT '127', -1)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Out of range for tinyint: 130

-- a bigint that is rounded out of its type
SELECT round(9223372036854775807, -1)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: numerical overflow: 9223372036854775807

-- rounding of decimals
SELECT round(DECIMAL '2.5'), round(DECIMAL '-2.5'), round(DECIMAL '2.49'), round(DECIMAL '99.9'), round(DECIMAL '5'), round(DECIMAL '0.05'), typeof(round(DECIMAL '99.9')), typeof(round(DECIMAL '5')), typeof(round(DECIMAL '0.05'))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"3","-3","2","100","5","0","decimal(3,0)","decimal(1,0)","decimal(1,0)"

-- rounding of decimals to places
SELECT round(DECIMAL '123.456', 2), round(DECIMAL '123.456', 5), round(DECIMAL '123.456', 0), round(DECIMAL '-123.456', 1), round(DECIMAL '99.95', 1), round(DECIMAL '155.5', -1), round(DECIMAL '155.5', -2), round(DECIMAL '999.9', -3), typeof(round(DECIMAL '123.456', 2))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"123.460","123.456","123.000","-123.500","100.00","160.0","200.0","0.0","decimal(7,3)"

-- rounding to places of each row
SELECT round(x, y), round(z, y) FROM (VALUES (DECIMAL '1.2355', 2, 1.2355), (DECIMAL '1.2355', 3, 1.2355), (DECIMAL '1.2355', NULL, 1.2355)) t(x, y, z)
---
"_col0","_col1"
"1.2400","1.24"
"1.2360","1.236"
,

-- up and down
SELECT ceil(1.2), ceiling(-1.2), floor(1.2), floor(-1.2), ceil(5), floor(BIGINT '5'), ceil(REAL '1.2'), floor(nan()), ceil(infinity()), ceil(-0.5)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"2.0","-1.0","1.0","-2.0","5","5","2.0","NaN","Infinity","-0.0"

-- up and down of decimals
SELECT ceil(DECIMAL '1.2'), ceiling(DECIMAL '-1.2'), floor(DECIMAL '-1.2'), floor(DECIMAL '9.99'), ceil(DECIMAL '9.99'), typeof(ceil(DECIMAL '9.99')), typeof(floor(DECIMAL '12')), ceil(DECIMAL '0.00'), typeof(ceil(DECIMAL '0.01'))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"2","-1","-2","9","10","decimal(2,0)","decimal(2,0)","0","decimal(1,0)"

-- without what is behind the point
SELECT truncate(12.9), truncate(-12.9), truncate(REAL '12.9'), truncate(DECIMAL '12.9'), truncate(DECIMAL '-0.9'), typeof(truncate(DECIMAL '12.9')), typeof(truncate(DECIMAL '0.9')), truncate(5), typeof(truncate(5)), truncate(nan())
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"12.0","-12.0","12.0","12","0","decimal(2,0)","decimal(1,0)","5","decimal(10,0)","NaN"

-- without some of what is behind the point
SELECT truncate(DECIMAL '123.456', 2), truncate(DECIMAL '-123.456', 1), truncate(DECIMAL '123.456', -1), truncate(DECIMAL '123.456', -3), truncate(DECIMAL '123.456', 9), typeof(truncate(DECIMAL '123.456', 1))
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"123.450","-123.400","120.000","0.000","123.456","decimal(6,3)"

-- remainders
SELECT mod(7, 3), mod(-7, 3), mod(7, -3), mod(BIGINT '7', 3), mod(5.5, 2.0), mod(-5.5, 2.0), mod(REAL '5.5', REAL '2'), mod(5e0, 0e0), mod(infinity(), 2), typeof(mod(TINYINT '1', TINYINT '1'))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"1","-1","1","1","1.5","0.5","1.5","NaN","NaN","tinyint"

-- remainders of decimals
SELECT mod(DECIMAL '5.50', DECIMAL '2'), mod(DECIMAL '-5.5', DECIMAL '2.00'), typeof(mod(DECIMAL '5.50', DECIMAL '2'))
---
"_col0","_col1","_col2"
"1.50","-1.50","decimal(3,2)"

-- the remainder by zero
SELECT mod(1, 0)
---
error: DIVISION_BY_ZERO: Division by zero

-- the remainder of a decimal by zero
SELECT mod(DECIMAL '1.5', DECIMAL '0')
---
error: DIVISION_BY_ZERO: Division by zero

-- powers and roots
SELECT power(2, 3), pow(2, -1), power(0, 0), power(0, -1), power(-8, 1e0 / 3), power(10, 400), power(1, nan()), power(nan(), 0), sqrt(2), sqrt(-1), cbrt(-27), cbrt(2), exp(0), exp(1000), exp(-infinity())
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9","_col10","_col11","_col12","_col13","_col14"
"8.0","0.5","1.0","Infinity","NaN","Infinity","NaN","1.0","1.4142135623730951","NaN","-3.0","1.2599210498948732","1.0","Infinity","0.0"

-- logarithms
SELECT ln(e()), ln(0), ln(-1), log2(8), log2(0.125), log10(1000), log10(0), log(2, 8), log(10, 100), log(2, 0), log(-1, 2)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9","_col10"
"1.0","-Infinity","NaN","3.0","-3.0","3.0","-Infinity","3.0","2.0","-Infinity","NaN"

-- sines and their like
SELECT sin(0), cos(0), tan(0), sin(pi() / 2), cos(pi()), asin(1), acos(1), atan(1), atan2(1, -1), sinh(1), cosh(1), tanh(1), sin(infinity()), acos(2), asin(nan())
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9","_col10","_col11","_col12","_col13","_col14"
"0.0","1.0","0.0","1.0","-1.0","1.5707963267948966","0.0","0.7853981633974483","2.356194490192345","1.1752011936438014","1.5430806348152437","0.7615941559557649","NaN","NaN","NaN"

-- angles
SELECT degrees(pi()), radians(180), degrees(1), radians(1)
---
"_col0","_col1","_col2","_col3"
"180.0","3.141592653589793","57.29577951308232","0.017453292519943295"

-- constants
SELECT e(), pi(), nan(), infinity(), -infinity()
---
"_col0","_col1","_col2","_col3","_col4"
"2.718281828459045","3.141592653589793","NaN","Infinity","-Infinity"

-- kinds of doubles
SELECT is_nan(nan()), is_nan(1e0), is_finite(1), is_finite(infinity()), is_finite(nan()), is_infinite(-infinity()), is_infinite(nan()), is_nan(NULL), is_nan(REAL '1')
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"true","false","true","false","false","true","false",,"false"

-- numbers of other bases
SELECT to_base(255, 16), to_base(-255, 2), to_base(0, 36), to_base(35, 36), from_base('ff', 16), from_base('-FF', 16), from_base('+101', 2), from_base('9223372036854775807', 10), typeof(to_base(1, 2))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"ff","-11111111","0","z","255","-255","5","9223372036854775807","varchar(64)"

-- a digit of no such base
SELECT from_base('12', 2)
---
error: INVALID_FUNCTION_ARGUMENT: Not a valid base-2 number: 12

-- a number beyond bigint
SELECT from_base('9223372036854775808', 10)
---
error: INVALID_FUNCTION_ARGUMENT: Not a valid base-10 number: 9223372036854775808

-- a base of one
SELECT to_base(1, 1)
---
error: INVALID_FUNCTION_ARGUMENT: Radix must be between 2 and 36

-- a base of 37
SELECT from_base('1', 37)
---
error: INVALID_FUNCTION_ARGUMENT: Radix must be between 2 and 36

-- chance
SELECT random() BETWEEN 0 AND 1, rand() < 1, random(1), random(5, 6), random(BIGINT '1'), typeof(random(10)), typeof(random(BIGINT '10')), typeof(random(TINYINT '1', TINYINT '2'))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"true","true","0","5","0","integer","bigint","tinyint"

-- chance below zero
SELECT random(0)
---
error: INVALID_FUNCTION_ARGUMENT: bound must be positive

-- chance of nothing
SELECT random(5, 5)
---
error: INVALID_FUNCTION_ARGUMENT: start value must be less than stop value

-- buckets of equal width
SELECT width_bucket(3.14, 0, 4, 3), width_bucket(-1, 0, 4, 3), width_bucket(4, 0, 4, 3), width_bucket(3.14, 4, 0, 3), width_bucket(infinity(), 0, 4, 3), width_bucket(-infinity(), 0, 4, 3), width_bucket(0, 0, 4, 4)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"3","0","4","1","4","0","1"

-- buckets between bounds
SELECT width_bucket(3.14, ARRAY[0.0, 2.0, 4.0]), width_bucket(-1, ARRAY[0.0, 2.0]), width_bucket(2, ARRAY[0.0, 2.0]), width_bucket(infinity(), ARRAY[0.0]), width_bucket(1, ARRAY[1e0, 1e0])
---
"_col0","_col1","_col2","_col3","_col4"
"2","0","2","1","2"

-- no buckets
SELECT width_bucket(1, 0, 4, 0)
---
error: INVALID_FUNCTION_ARGUMENT: bucketCount must be greater than 0

-- buckets without a width
SELECT width_bucket(1, 2, 2, 3)
---
error: INVALID_FUNCTION_ARGUMENT: bounds cannot equal each other

-- the bucket of NaN
SELECT width_bucket(nan(), 0, 4, 3)
---
error: INVALID_FUNCTION_ARGUMENT: operand must not be NaN

-- bounds that are not in order
SELECT width_bucket(1, ARRAY[2.0, 1.0])
---
error: INVALID_FUNCTION_ARGUMENT: Bin values are not sorted in ascending order

-- no bounds
SELECT width_bucket(1, CAST(ARRAY[] AS array(double)))
---
error: INVALID_FUNCTION_ARGUMENT: Bins cannot be an empty array

-- a bound that is not finite
SELECT width_bucket(1, ARRAY[0.0, infinity()])
---
error: INVALID_FUNCTION_ARGUMENT: Bin value must be finite, got Infinity

-- likeness of sparse vectors
SELECT cosine_similarity(MAP(ARRAY['a'], ARRAY[1.0]), MAP(ARRAY['a'], ARRAY[2.0])), cosine_similarity(MAP(ARRAY['a', 'b'], ARRAY[1.0, 2.0]), MAP(ARRAY['b', 'c'], ARRAY[3.0, 4.0])), cosine_similarity(MAP(ARRAY['a'], ARRAY[NULL]), MAP(ARRAY['a'], ARRAY[2.0])), cosine_similarity(MAP(), MAP(ARRAY['a'], ARRAY[2.0]))
---
"_col0","_col1","_col2","_col3"
"1.0","0.5366563145999494",,"NaN"

-- distributions
SELECT normal_cdf(0, 1, 1.96), normal_cdf(10, 9, 10), beta_cdf(3, 3.6, 0.3), beta_cdf(3, 4, 0), beta_cdf(3, 4, 1), round(inverse_normal_cdf(0, 1, 0.975), 10), inverse_normal_cdf(5, 2, 0.5), round(inverse_beta_cdf(3, 3.6, 0.3), 6), inverse_beta_cdf(2, 3, 0)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
"0.9750021048517796","0.5","0.21764809997679938","0.0","1.0","1.9599639845","5.0","0.346968","0.0"

-- a probability of one
SELECT inverse_normal_cdf(0, 1, 1)
---
error: INVALID_FUNCTION_ARGUMENT: p must be 0 > p > 1

-- a deviation of nothing
SELECT normal_cdf(0, 0, 1)
---
error: INVALID_FUNCTION_ARGUMENT: standardDeviation must be > 0

-- a value beyond one
SELECT beta_cdf(3, 4, 1.5)
---
error: INVALID_FUNCTION_ARGUMENT: value must be 0 >= v >= 1

-- parameters of zero
SELECT inverse_beta_cdf(0, 3, 0.5)
---
error: INVALID_FUNCTION_ARGUMENT: a, b must be > 0

-- Wilson's interval
SELECT wilson_interval_lower(1250, 1310, 1.96), round(wilson_interval_upper(1250, 1310, 1.96), 10), wilson_interval_lower(0, 1, 0), wilson_interval_upper(5, 5, 0)
---
"_col0","_col1","_col2","_col3"
"0.9414883725395894","0.9642524717","0.0","1.0"

-- more successes than trials
SELECT wilson_interval_lower(2, 1, 1)
---
error: INVALID_FUNCTION_ARGUMENT: number of successes must not be larger than number of trials

-- no trials
SELECT wilson_interval_upper(0, 0, 1)
---
error: INVALID_FUNCTION_ARGUMENT: number of trials must be positive

-- the greatest and the least
SELECT greatest(1, 2, 3), least(1, 2, 3), greatest(1, 2.5), greatest('b', 'a'), least(DATE '2020-01-01', DATE '2019-12-31'), greatest(1, NULL), least(NULL, 1), greatest(nan(), 1e0), least(nan(), 1e0), greatest(DECIMAL '1.5', 2), typeof(greatest(1, BIGINT '2')), greatest(true, false)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9","_col10","_col11"
"3","1","2.5","b","2019-12-31",,,"1.0","1.0","2.0","bigint","true"

-- the greatest of moments and texts
SELECT greatest(TIMESTAMP '2020-01-01 00:00:00.000', DATE '2020-01-02'), least('10', '9'), greatest(REAL '1.5', 1)
---
"_col0","_col1","_col2"
"2020-01-02 00:00:00.000","10","1.5"

-- functions of NULL
SELECT abs(CAST(NULL AS integer)), sqrt(NULL), round(CAST(NULL AS double), 1), power(2, NULL), ceil(CAST(NULL AS decimal(5,2))), width_bucket(NULL, 0, 1, 2), to_base(NULL, 2), mod(NULL, 2)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
,,,,,,,

-- functions of decimals as doubles
SELECT sqrt(DECIMAL '6.25'), power(DECIMAL '1.5', 2), ln(DECIMAL '1'), degrees(DECIMAL '0')
---
"_col0","_col1","_col2","_col3"
"2.5","2.25","0.0","0.0"

-- no root of text
SELECT sqrt('4')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(1)) for function sqrt. Expected: sqrt(double)

-- no power of one number
SELECT power(2)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer) for function power. Expected: power(double, double)

-- errors that are tried
SELECT try(from_base('z', 10)), try(abs(TINYINT '-128')), try(mod(1, 0)), try(width_bucket(1, 1, 1, 1)), try(round(TINYINT '127', -1))
---
"_col0","_col1","_col2","_col3","_col4"
,,,,

-- nothing where two are equal
SELECT nullif(1, 1), nullif(1, 2), nullif(1, NULL), nullif(NULL, 1), nullif(1, 1.0), nullif('a', 'a '), typeof(nullif(1, 1.5))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
,"1","1",,,"a","integer"

-- the first that is not NULL
SELECT coalesce(NULL, 1, 2), coalesce(NULL, 1, 2.5), coalesce(NULL, NULL, 'a'), coalesce(1, 1 / 0), typeof(coalesce(1, BIGINT '2')), coalesce(CAST(NULL AS varchar), 'x')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"1","1.0","a","1","bigint","x"

-- the first of one
SELECT coalesce(1)
---
error: SYNTAX_ERROR: line 1:8: The 'coalesce' function must have at least two arguments

-- nothing of one
SELECT nullif(1)
---
error: SYNTAX_ERROR: line 1:8: Invalid number of arguments for 'nullif' function

-- the remainder of the least bigint by -1
SELECT mod(BIGINT '-9223372036854775808', -1), mod(DECIMAL '-5.5', -1), 5 % -1
---
"_col0","_col1","_col2"
"0","-0.5","0"

-- decimals of many digits
SELECT truncate(DECIMAL '99999999999999999999.99'), round(DECIMAL '99999999999999999999.99'), ceil(DECIMAL '-99999999999999999999.99'), floor(DECIMAL '99999999999999999999.99')
---
"_col0","_col1","_col2","_col3"
"99999999999999999999","100000000000000000000","-99999999999999999999","99999999999999999999"

-- a decimal that is rounded beyond 38 digits
SELECT round(DECIMAL '9999999999999999999999999999999999999.9', 0)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow

-- the sign of nothing
SELECT sign(x), sign(CAST(x AS double)), sign(CAST(x AS real)), sign(CAST(x AS decimal(3,1))) FROM (VALUES -7, NULL) t(x)
---
"_col0","_col1","_col2","_col3"
"-1","-1.0","-1.0","-1"
,,,

-- the greatest of nothing
SELECT greatest()
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters () for function greatest. Expected: greatest(E) E:orderable
