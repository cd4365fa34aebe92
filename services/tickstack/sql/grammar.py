"""Trino's grammar as a gate: the message that Trino gives for a statement that does not parse.

Trino does not report ANTLR's own expectations. It walks the parser's state machine from the state of the error, over
the tokens that are there, and names what would have been accepted at the furthest token that any path reaches, with
whole rules such as ``<expression>`` in place of their first tokens
(https://github.com/trinodb/trino/blob/422/core/trino-parser/src/main/java/io/trino/sql/parser/ErrorHandler.java).
"""

# ruff: noqa: ARG002 -- ANTLR calls it with these arguments

import re
import string
from typing import Any

from antlr4 import CommonTokenStream, InputStream, Token
from antlr4.atn.ATNState import RuleStartState, RuleStopState
from antlr4.atn.PredictionMode import PredictionMode
from antlr4.atn.Transition import NotSetTransition, PrecedencePredicateTransition, RuleTransition
from antlr4.error.ErrorListener import ErrorListener
from antlr4.error.Errors import InputMismatchException, NoViableAltException
from antlr4.error.ErrorStrategy import DefaultErrorStrategy
from trino_query_parser.SqlBaseLexer import SqlBaseLexer
from trino_query_parser.SqlBaseParser import SqlBaseParser

from tickstack.sql.bounds import too_deep
from tickstack.sql.recogniser.cutting import Cut, unread
from tickstack.sql.stopping import go_on

RULES = {
    SqlBaseParser.RULE_expression: "<expression>",
    SqlBaseParser.RULE_booleanExpression: "<expression>",
    SqlBaseParser.RULE_valueExpression: "<expression>",
    SqlBaseParser.RULE_primaryExpression: "<expression>",
    SqlBaseParser.RULE_predicate: "<predicate>",
    SqlBaseParser.RULE_identifier: "<identifier>",
    SqlBaseParser.RULE_string: "<string>",
    SqlBaseParser.RULE_query: "<query>",
    SqlBaseParser.RULE_type: "<type>",
}

REFUSED = {
    SqlBaseLexer.BACKQUOTED_IDENTIFIER: "backquoted identifiers are not supported; "
    "use double quotes to quote identifiers",
    SqlBaseLexer.DIGIT_IDENTIFIER: "identifiers must not start with a digit; "
    "surround the identifier with double quotes",
}

END = "<EOF>"
TOO_LARGE = "line 1:1: statement is too large (stack overflow while parsing)"
LONGEST = 20_000  # characters without what is repeated; ANTLR reads about five thousand in a second
NOT_A_QUERY = "Queries of this type are not supported"

_DANGLING = re.compile(r"\bFROM\s*$", re.IGNORECASE)
_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


class _Walk:
    """The furthest token that any path reaches, and the names of what is accepted there."""

    def __init__(self, parser: Any) -> None:
        self.parser = parser
        self.atn = parser.atn
        self.tokens = parser.getTokenStream().tokens
        self.furthest = -1
        self.names: set[str] = set()
        self.ends: dict[tuple[int, int], frozenset[int]] = {}

    def run(self, state: Any, index: int, context: Any) -> None:
        start = self.atn.ruleToStartState[state.ruleIndex]
        if self._begins(start, state):
            state = start
        ends = self.walk(state, index, suppressed=False, precedence=0)
        while ends and context is not None and context.invokingState != -1:
            follow = self.atn.states[context.invokingState].transitions[0].followState
            ends = frozenset().union(*(self.walk(follow, end, suppressed=False, precedence=0) for end in ends))
            context = context.parentCtx

    def _begins(self, start: Any, target: Any) -> bool:
        """Whether ``target`` is reached from the rule's start without consuming a token."""
        seen, stack = set(), [start]
        while stack:
            state = stack.pop()
            if state.stateNumber == target.stateNumber:
                return True
            if state.stateNumber not in seen:
                seen.add(state.stateNumber)
                stack.extend(edge.target for edge in state.transitions if edge.isEpsilon)
        return False

    def walk(self, start: Any, index: int, *, suppressed: bool, precedence: int) -> frozenset[int]:
        """The tokens at which the rule of ``start`` can end, when it is entered at token ``index``."""
        key = (start.stateNumber, index)
        if key in self.ends:
            return self.ends[key]
        ends: set[int] = set()
        stack = [(start, index, suppressed)]
        seen = set()
        while stack:
            state, at, quiet = stack.pop()
            at = self._visible(at)
            if (state.stateNumber, at, quiet) in seen:
                continue
            seen.add((state.stateNumber, at, quiet))
            if isinstance(state, RuleStopState):
                ends.add(at)
                continue
            if isinstance(state, RuleStartState):
                if state.ruleIndex == SqlBaseParser.RULE_nonReserved:
                    continue
                if state.ruleIndex in RULES:
                    if not quiet:
                        self._record(at, {RULES[state.ruleIndex]})
                    quiet = True
            for edge in state.transitions:
                stack.extend(self._follow(edge, at, quiet, precedence))
        self.ends[key] = frozenset(ends)
        return self.ends[key]

    def _follow(self, edge: Any, at: int, quiet: bool, precedence: int) -> list[tuple[Any, int, bool]]:
        if isinstance(edge, RuleTransition):
            ends = self.walk(edge.target, at, suppressed=quiet, precedence=edge.precedence)
            return [(edge.followState, end, quiet and end == at) for end in ends]
        if isinstance(edge, PrecedencePredicateTransition):
            return [(edge.target, at, quiet)] if precedence < edge.precedence else []
        if edge.isEpsilon:
            return [(edge.target, at, quiet)]
        kind = self.tokens[at].type
        accepted = (kind in edge.label) != isinstance(edge, NotSetTransition)
        if accepted and at < len(self.tokens) - 1:
            return [(edge.target, at + 1, False)]
        if not quiet:
            self._record(at, {self._name(token) for token in edge.label})
        return []

    def _visible(self, at: int) -> int:
        while self.tokens[at].channel != Token.DEFAULT_CHANNEL:
            at += 1
        return at

    def _record(self, at: int, names: set[str]) -> None:
        if at > self.furthest:
            self.furthest, self.names = at, set()
        if at == self.furthest:
            self.names |= names

    def _name(self, token: int) -> str:
        if token == Token.EOF:
            return END
        if token == SqlBaseLexer.INTEGER_VALUE:
            return "<integer>"
        literal = self.parser.literalNames[token] if token < len(self.parser.literalNames) else "<INVALID>"
        return str(literal if literal != "<INVALID>" else self.parser.symbolicNames[token])


class _SyntaxError(Exception):
    pass


class _Tokens(CommonTokenStream):  # type: ignore[misc]  # the runtime has no types
    """Tokens that end with the work on the statement."""

    def consume(self) -> None:
        go_on()
        super().consume()


class _Strategy(DefaultErrorStrategy):  # type: ignore[misc]  # the runtime has no types
    """Never inserts or deletes a token, and reports the state in which the parser last could have gone on."""

    def recoverInline(self, recognizer: Any) -> Any:  # noqa: N802  ANTLR's name
        error = InputMismatchException(recognizer)
        if self.nextTokensContext is not None:
            error.offendingState, error.ctx = self.nextTokensState, self.nextTokensContext
        raise error


class _Listener(ErrorListener):  # type: ignore[misc]  # the runtime has no types
    def __init__(self, cut: Cut) -> None:
        self._cut = cut

    def syntaxError(self, recognizer: Any, offendingSymbol: Any, line: int, column: int, msg: str, e: Any) -> None:  # noqa: N802, N803  ANTLR's own name and arguments
        state = recognizer.state if e is None else e.offendingState
        context = recognizer._ctx if e is None else e.ctx  # noqa: SLF001  ANTLR has no accessor
        token = e.startToken if isinstance(e, NoViableAltException) else offendingSymbol
        walk = _Walk(recognizer)
        walk.run(recognizer.atn.states[state], token.tokenIndex, context)
        found = walk.tokens[walk.furthest]
        text = END if found.type == Token.EOF else self._cut.piece(found.start, found.stop + 1)
        names = walk.names | ({"'UNLOAD'"} if {"'TRUNCATE'", "'UPDATE'", "<query>"} <= walk.names else set())
        where = self._cut.where(offendingSymbol.start)
        raise _SyntaxError(f"{where}: mismatched input '{text}'. Expecting: {', '.join(sorted(names))}")


def _parse(cut: Cut, mode: Any) -> Any:
    """The tokens of a statement that parses. Raises _SyntaxError."""
    lexer = SqlBaseLexer(InputStream(cut.text.translate(_UPPER)))
    lexer.removeErrorListeners()
    stream = _Tokens(lexer)
    parser = SqlBaseParser(stream)
    parser.removeErrorListeners()
    parser.addErrorListener(_Listener(cut))
    parser._errHandler = _Strategy()  # noqa: SLF001  ANTLR's Python runtime has no setter
    parser._interp.predictionMode = mode  # noqa: SLF001  nor for this
    parser.singleStatement()
    return stream.tokens


def _read(cut: Cut) -> Any:
    """The tokens of what parses. Raises _SyntaxError.

    As in Trino, the fast prediction mode comes first, and the full one has the last word.
    """
    try:
        return _parse(cut, PredictionMode.SLL)
    except _SyntaxError:
        return _parse(cut, PredictionMode.LL)


def syntax_error(statement: str) -> str | None:
    """Trino's message for the first syntax error of ``statement``, or None when it parses."""
    if too_deep(statement):
        return TOO_LARGE
    cut = Cut(statement)
    try:
        return _beyond_antlr(cut, statement) if len(cut.text) > LONGEST else _beyond_athena(cut, _read(cut))
    except _SyntaxError as error:
        return NOT_A_QUERY if _DANGLING.search(statement) else str(error)
    except RecursionError:
        return TOO_LARGE


def _beyond_antlr(cut: Cut, statement: str) -> str | None:
    """The message for a query of which too much is left: of its beginning, or else without what could stand there.

    What is no query, and so long, passes: it is refused where it would be run.
    """
    end = unread(statement)
    if end is None:
        return None
    cut.shortened(end.beyond)
    if len(cut.text) <= LONGEST:
        try:
            _read(cut)
        except _SyntaxError as error:
            if end.beyond == len(statement) or f"'{END}'" not in str(error):
                raise
    return f"{cut.where_in_whole(end.place)}: mismatched input '{end.token}'"


def _beyond_athena(cut: Cut, tokens: list[Any]) -> str | None:
    """The message for what this grammar takes and Athena's does not."""
    begun = [token for token in tokens[:12] if token.channel == Token.DEFAULT_CHANNEL][:4]
    if [cut.text[token.start : token.stop + 1].upper() for token in begun] == ["CREATE", "OR", "REPLACE", "TABLE"]:
        word = cut.text[begun[3].start : begun[3].stop + 1]
        expected = "'MATERIALIZED', 'MULTI', 'PROTECTED', 'VIEW'"
        return f"{cut.where(begun[3].start)}: mismatched input '{word}'. Expecting: {expected}"
    for token in tokens:
        if token.type in REFUSED:
            return f"{cut.where(token.start)}: {REFUSED[token.type]}"
    return None
