-- parts of a URL
SELECT url_extract_protocol(u), url_extract_host(u), url_extract_port(u), url_extract_path(u), url_extract_query(u), url_extract_fragment(u) FROM (VALUES 'http://example.com:8042/over/there?name=ferret&x=1#nose') AS t(u)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"http","example.com","8042","/over/there","name=ferret&x=1","nose"

-- parts that are not there
SELECT url_extract_host('/a/b'), url_extract_port('http://a.io/'), url_extract_path('http://a.io'), url_extract_query('http://a.io/'), url_extract_fragment('http://a.io/'), url_extract_protocol('//a.io/x')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"",,"","","",""

-- parts are decoded
SELECT url_extract_path('http://a.io/x%20y/%C3%A9'), url_extract_query('http://a.io/?a=%26&b'), url_extract_fragment('http://a.io/#%41')
---
"_col0","_col1","_col2"
"/x y/é","a=&&b","A"

-- what is no URL
SELECT url_extract_host('http://a.io/x y'), url_extract_host('http://a.io/%zz'), url_extract_path('http://[::1'), url_extract_protocol('1a:b'), url_extract_host(''), url_extract_host(NULL)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,,,,"",

-- authorities
SELECT url_extract_host('http://user:pw@a.io:80/'), url_extract_host('http://127.0.0.1/'), url_extract_host('http://[::1]:80/'), url_extract_host('http://a_b.io/'), url_extract_host('https://EXAMPLE.com'), url_extract_port('http://a.io:/')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"a.io","127.0.0.1","[::1]","","EXAMPLE.com",

-- opaque URLs
SELECT url_extract_protocol('mailto:a@b.io'), url_extract_host('mailto:a@b.io'), url_extract_path('mailto:a@b.io'), url_extract_protocol('urn:isbn:1')
---
"_col0","_col1","_col2","_col3"
"mailto","","","urn"

-- parameters
SELECT url_extract_parameter('http://a.io/?k1=v1&k2=v2&k1&k1=x#f', 'k1'), url_extract_parameter('http://a.io/?k2&k1', 'k1'), url_extract_parameter('http://a.io/?k1=a%20b+c', 'k1'), url_extract_parameter('http://a.io/?k1=a=b', 'k1'), url_extract_parameter('http://a.io/?k1=v', 'k2'), url_extract_parameter('http://a.io/', 'k'), url_extract_parameter('foo', 'k')
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"v1","","a b c","a=b",,,

-- encoding
SELECT url_encode('http://test?a=b c&d=~é*-_.'), url_encode(''), url_decode('a%2Fb+c%C3%A9'), url_decode('a+b'), url_decode('%F0%9F%98%80'), url_encode(NULL)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"http%3A%2F%2Ftest%3Fa%3Db+c%26d%3D%7E%C3%A9*-_.","","a/b cé","a b","😀",

-- decoding of no escape
SELECT url_decode('%zz')
---
error: INVALID_FUNCTION_ARGUMENT: URLDecoder: Illegal hex characters in escape (%) pattern - Error at index 0 in: "zz"

-- decoding of half an escape
SELECT url_decode('a%2')
---
error: INVALID_FUNCTION_ARGUMENT: URLDecoder: Incomplete trailing escape (%) pattern

-- decoding of half a character
SELECT url_decode('%C3')
---
"_col0"
"�"

-- types
SELECT typeof(url_encode('abc')), typeof(url_decode('abc')), typeof(url_extract_host('http://a')), typeof(url_extract_port('http://a'))
---
"_col0","_col1","_col2","_col3"
"varchar(36)","varchar(3)","varchar(8)","bigint"
