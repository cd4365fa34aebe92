-- regexp_count
SELECT regexp_count('1a 2b 14m', '\s*[a-z]+\s*'), regexp_count('aaa', 'a'), regexp_count('abc', ''), regexp_count('', 'a'), regexp_count(NULL, 'a')
---
"_col0","_col1","_col2","_col3","_col4"
"3","3","4","0",

-- regexp_like
SELECT regexp_like('1a 2b 14m', '\d+b'), regexp_like('abc', '^b'), regexp_like('', ''), regexp_like('abc', NULL)
---
"_col0","_col1","_col2","_col3"
"true","false","true",

-- regexp_extract
SELECT regexp_extract('1a 2b 14m', '\d+'), regexp_extract('1a 2b 14m', '(\d+)([a-z]+)', 2), regexp_extract('abc', 'z'), regexp_extract('ac', 'a(b)?c', 1), regexp_extract('abc', '')
---
"_col0","_col1","_col2","_col3","_col4"
"1","a",,,""

-- regexp_extract of a group that is not there
SELECT regexp_extract('a', '(a)', 2)
---
error: INVALID_FUNCTION_ARGUMENT: Pattern has 1 groups. Cannot access group 2

-- regexp_extract of a negative group
SELECT regexp_extract('a', '(a)', -1)
---
error: INVALID_FUNCTION_ARGUMENT: Group cannot be negative

-- regexp_extract with a group of a column
SELECT n, regexp_extract('1a', '(\d)(\w)', n) FROM (VALUES 0, 1, 2) AS t(n)
---
"n","_col1"
"0","1a"
"1","1"
"2","a"

-- regexp_extract_all
SELECT regexp_extract_all('1a 2b 14m', '\d+'), regexp_extract_all('1a 2b 14m', '(\d+)([a-z]+)', 2), regexp_extract_all('abc', 'z'), regexp_extract_all('ac', 'a(b)?c', 1), regexp_extract_all('ab', '')
---
"_col0","_col1","_col2","_col3","_col4"
"[1, 2, 14]","[a, b, m]","[]","[null]","[, , ]"

-- regexp_extract_all of a group that is not there
SELECT regexp_extract_all('a', 'a', 1)
---
error: INVALID_FUNCTION_ARGUMENT: Pattern has 0 groups. Cannot access group 1

-- regexp_position
SELECT regexp_position('I have 23 apples, 5 pears and 13 oranges', '\b\d+\b'), regexp_position('I have 23 apples, 5 pears and 13 oranges', '\b\d+\b', 5), regexp_position('I have 23 apples, 5 pears and 13 oranges', '\b\d+\b', 12), regexp_position('I have 23 apples, 5 pears and 13 oranges', '\b\d+\b', 12, 3), regexp_position('a', 'b'), regexp_position('a', 'a', 2)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"8","8","19","-1","-1","-1"

-- regexp_position before the beginning
SELECT regexp_position('a', 'a', 0)
---
error: INVALID_FUNCTION_ARGUMENT: start position cannot be smaller than 1

-- regexp_position of no occurrence
SELECT regexp_position('a', 'a', 1, 0)
---
error: INVALID_FUNCTION_ARGUMENT: occurrence cannot be smaller than 1

-- regexp_replace
SELECT regexp_replace('1a 2b 14m', '\d+[ab] '), regexp_replace('1a 2b 14m', '(\d+)([ab]) ', '3c$2 '), regexp_replace('new york', '(\w)(\w*)', '$2$1'), regexp_replace('abc', 'z', 'x'), regexp_replace(NULL, 'a', 'b')
---
"_col0","_col1","_col2","_col3","_col4"
"14m","3ca 3cb 14m","ewn orky","abc",

-- regexp_replace with names and escapes
SELECT regexp_replace('abc', '(?<x>b)', '[${x}]'), regexp_replace('abc', 'b', '\$'), regexp_replace('abc', 'b', '\\'), regexp_replace('abc', '(b)', '$12'), regexp_replace('abc', 'b', '$0$0')
---
"_col0","_col1","_col2","_col3","_col4"
"a[b]c","a$c","a\c","ab2c","abbc"

-- regexp_replace of nothing and of next to nothing
SELECT regexp_replace('abc', '', '-'), regexp_replace('aaa', 'a*', 'X'), regexp_replace('', '', 'x'), regexp_replace('abc', '$', '!')
---
"_col0","_col1","_col2","_col3"
"-a-b-c-","XX","x","abc!"

-- regexp_replace with an unknown group
SELECT regexp_replace('abc', 'b', '$1')
---
error: INVALID_FUNCTION_ARGUMENT: Illegal replacement sequence: unknown group 1

-- regexp_replace with an unknown name
SELECT regexp_replace('abc', '(b)', '${x}')
---
error: INVALID_FUNCTION_ARGUMENT: Illegal replacement sequence: unknown group { x }

-- regexp_replace with half a group
SELECT regexp_replace('abc', 'b', '$')
---
error: INVALID_FUNCTION_ARGUMENT: Illegal replacement sequence: $

-- regexp_replace with a lambda
SELECT regexp_replace('new york', '(\w)(\w*)', x -> upper(x[1]) || lower(x[2])), regexp_replace('abc', '(b)', x -> NULL), regexp_replace('abc', 'z', x -> 'y')
---
"_col0","_col1","_col2"
"New York","ac","abc"

-- regexp_split
SELECT regexp_split('1a 2b 14m', '\s*[a-z]+\s*'), regexp_split('a,b', ','), regexp_split('', ','), regexp_split('ab', ''), regexp_split('abc', 'z')
---
"_col0","_col1","_col2","_col3","_col4"
"[1, 2, 14, ]","[a, b]","[]","[, a, b, ]","[abc]"

-- flags
SELECT regexp_like('ABC', '(?i)abc'), regexp_like('a', '(?-i)A'), regexp_like('É', '(?i)é'), regexp_extract('abCD', 'b(?i)cd')
---
"_col0","_col1","_col2","_col3"
"true","false","true","bCD"

-- lines
SELECT regexp_like(U&'a\000a', 'a$'), regexp_like(U&'a\000ab', 'a$'), regexp_like(U&'a\000ab', '(?m)a$'), regexp_like(U&'a\000ab', 'a.b'), regexp_like(U&'a\000ab', '(?s)a.b'), regexp_like(U&'a\000a', 'a\z')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"true","false","true","false","true","false"

-- Java's syntax
SELECT regexp_like('a+b', '\Qa+b\E'), regexp_like('x', '[a-z&&[^x]]'), regexp_like('é', '\p{L}'), regexp_like('ab', '(?>a)b'), regexp_like('aa', 'a++a'), regexp_like('a{', 'a{'), regexp_like('a1', '(?<=a)\d'), regexp_like('b', '(?<!a)b')
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"true","false","true","true","false","true","true","true"

-- character classes are Unicode's
SELECT regexp_like('é', '^\w$'), regexp_like(U&'\0663', '^\d$'), regexp_like(U&'\2003', '^\s$')
---
"_col0","_col1","_col2"
"true","true","true"

-- a pattern that does not end
SELECT regexp_like('a', '(')
---
error: INVALID_FUNCTION_ARGUMENT: end pattern with unmatched parenthesis

-- a pattern that closes too much
SELECT regexp_like('a', 'a)')
---
error: INVALID_FUNCTION_ARGUMENT: unmatched close parenthesis

-- a class that does not end
SELECT regexp_like('a', '[a')
---
error: INVALID_FUNCTION_ARGUMENT: premature end of char-class

-- nothing to repeat
SELECT regexp_like('a', '*')
---
error: INVALID_FUNCTION_ARGUMENT: target of repeat operator is not specified

-- patterns from columns
SELECT p, regexp_like('abc', p) FROM (VALUES 'a', '^b', NULL) AS t(p)
---
"p","_col1"
"a","true"
"^b","false"
,

-- types
SELECT typeof(regexp_extract('abc', 'b')), typeof(regexp_replace('abc', 'b')), typeof(regexp_split('abc', 'b')), typeof(regexp_extract_all('abc', 'b')), typeof(regexp_position('a', 'a')), typeof(regexp_count('a', 'a')), typeof(regexp_replace('abc', 'b', 'xy'))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"varchar(3)","varchar(3)","array(varchar(3))","array(varchar(3))","integer","bigint","varchar(15)"

-- a pattern must be text
SELECT regexp_like('a', 1)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(1), integer) for function regexp_like. Expected: regexp_like(varchar(x), joniregexp)

-- properties of characters
SELECT regexp_like('α', '\p{InGreek}'), regexp_like('ひ', '\p{Hiragana}'), regexp_like('α', '\p{OldItalic}'), regexp_like('é', '^\pL$'), regexp_like('é', '^\PL$'), regexp_like('é', '[\p{L}]')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"true","true","false","true","false","true"

-- a property with the prefix Is
SELECT regexp_like('α', '\p{IsGreek}')
---
error: INVALID_FUNCTION_ARGUMENT: invalid character property name <IsGreek>

-- a property with an underscore
SELECT regexp_like('α', '\p{Old_Italic}')
---
error: INVALID_FUNCTION_ARGUMENT: invalid character property name <Old_Italic>

-- a property of a script
SELECT regexp_like('α', '\p{script=Greek}')
---
error: INVALID_FUNCTION_ARGUMENT: invalid character property name <script=Greek>

-- an unknown property
SELECT regexp_like('a', '\p{Foo}')
---
error: INVALID_FUNCTION_ARGUMENT: invalid character property name <Foo>

-- a repetition that ends before it begins
SELECT regexp_like('a', 'a{2,1}')
---
error: INVALID_FUNCTION_ARGUMENT: upper is smaller than lower in repeat range

-- repetitions of repetitions
SELECT regexp_like('aa', '^a**$'), regexp_like('aa', '^[a]{1}{2}$'), regexp_like('abab', '^(?:ab)**$'), regexp_like('aaab', 'a*+ab'), regexp_like('a{,2}', 'a{,2}')
---
"_col0","_col1","_col2","_col3","_col4"
"true","true","true","false","true"

-- a look-behind of any length
SELECT regexp_like('a', '(?<=a+)b')
---
error: INVALID_FUNCTION_ARGUMENT: invalid pattern in look-behind

-- look-behinds
SELECT regexp_like('aab', '(?<=a{2})b'), regexp_like('ab', '(?<=a|cd)b+'), regexp_like('ab', '(?<!c)b+')
---
"_col0","_col1","_col2"
"true","true","true"

-- a reference to no name
SELECT regexp_like('a', '\k<x>')
---
error: INVALID_FUNCTION_ARGUMENT: undefined name <x> reference

-- a name twice
SELECT regexp_like('ab', '(?<x>a)(?<x>b)')
---
error: INVALID_FUNCTION_ARGUMENT: multiplex defined name <x>

-- references
SELECT regexp_like('aa', '(?<x>a)\k<x>'), regexp_like('aa', '(a)\k<1>'), regexp_like('abab', '(ab)\1')
---
"_col0","_col1","_col2"
"true","true","true"

-- a replacement that is no text
SELECT regexp_replace('a', 'a', 1)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(1), varchar(1), integer) for function regexp_replace. Expected: regexp_replace(varchar(x), joniregexp), regexp_replace(varchar(x), joniregexp, varchar(y)), regexp_replace(varchar, joniregexp, function(array(varchar),varchar(x)))
