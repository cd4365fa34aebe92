-- addresses as RFC 5952 has them
SELECT IPADDRESS '10.0.0.1', IPADDRESS '2001:0db8:0:0:0:0:0:1', IPADDRESS '::ffff:1.2.3.4', CAST('2001:db8::0:1:0:0:1' AS ipaddress), ARRAY[IPADDRESS '::'], typeof(IPADDRESS '::1')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"10.0.0.1","2001:db8::1","1.2.3.4","2001:db8::1:0:0:1","[::]","ipaddress"

-- networks
SELECT contains('10.0.0.0/8', IPADDRESS '10.255.255.255'), contains('10.0.0.0/8', IPADDRESS '11.255.255.255'), contains('2001:0db8:0:0:0:ff00:0042:8329/128', IPADDRESS '2001:0db8:0:0:0:ff00:0042:8329'), contains('2001:0db8:0:0:0:ff00:0042:8329/128', IPADDRESS '2001:0db8:0:0:0:ff00:0042:8328'), contains('10.1.2.3/0', IPADDRESS '8.8.8.8'), contains('10.0.0.0/8', IPADDRESS '::1'), contains('10.0.0.0/8', CAST(NULL AS ipaddress))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"true","false","true","false","true","false",

-- in order, equal, grouped
SELECT a, count(*), max(a) > IPADDRESS '1.2.3.4', a = IPADDRESS '10.0.0.2' FROM (VALUES IPADDRESS '10.0.0.10', IPADDRESS '10.0.0.2', IPADDRESS '10.0.0.2') t(a) GROUP BY a ORDER BY a
---
"a","_col1","_col2","_col3"
"10.0.0.2","2","true","true"
"10.0.0.10","1","true","false"

-- casts
SELECT CAST(IPADDRESS '1.2.3.4' AS varchar), CAST(IPADDRESS '1.2.3.4' AS varbinary), CAST(from_hex('01020304') AS ipaddress), TRY_CAST('x' AS ipaddress), TRY_CAST('1.2.3.4' AS ipaddress)
---
"_col0","_col1","_col2","_col3","_col4"
"1.2.3.4","00 00 00 00 00 00 00 00 00 00 ff ff 01 02 03 04","1.2.3.4",,"1.2.3.4"

-- no address
SELECT CAST('1.2.3.400' AS ipaddress)
---
error: INVALID_CAST_ARGUMENT: Cannot cast value to IPADDRESS: 1.2.3.400

-- no literal
SELECT IPADDRESS '1.2.3'
---
error: INVALID_LITERAL: line 1:8: '1.2.3' is not a valid ipaddress literal

-- no network
SELECT contains('10.0.0.0', IPADDRESS '10.0.0.1')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid CIDR

-- too long a prefix
SELECT contains('10.0.0.0/33', IPADDRESS '10.0.0.1')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid prefix length
