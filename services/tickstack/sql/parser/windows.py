"""The grammar around a call: FILTER, IGNORE NULLS, OVER with its window, and LISTAGG with WITHIN GROUP."""

# ruff: noqa: ARG002 -- the methods that are replaced have these arguments

from typing import Any

from sqlglot import exp
from sqlglot.tokenizer_core import TokenType

from tickstack.sql.parser.conditions import placed
from tickstack.sql.parser.relations import RelationGrammar


class CallGrammar(RelationGrammar):
    """What stands around a call."""

    def _parse_order(self, this: Any = None, skip_order_token: bool = False) -> Any:
        if not skip_order_token and not self._match(TokenType.ORDER_BY):
            return this
        return exp.Order(this=this, expressions=self.listed(self.sort_item))

    def _parse_ordered(self, parse_method: Any = None) -> Any:
        return self.sort_item()

    def _parse_window(self, this: Any, alias: bool = False) -> Any:
        start = this.meta.get("start") if isinstance(this, exp.Expr) else None

        def around(made: exp.Expr) -> exp.Expr:
            if start is not None:
                made.meta["start"] = start
            return made

        if self.is_word(self._curr, "FILTER") and self._next.token_type == TokenType.L_PAREN:
            self._advance(2)
            self.words("WHERE")
            this = around(exp.Filter(this=this, expression=exp.Where(this=self._closed(self._parse_disjunction))))
        if self.words("IGNORE", "NULLS"):
            this = around(exp.IgnoreNulls(this=this))
        elif self.words("RESPECT", "NULLS"):
            this = around(exp.RespectNulls(this=this))
        after = self._next.token_type == TokenType.L_PAREN or self.may_be_name(self._next)
        if not (after and self.words("OVER")):
            return this
        if self._curr.token_type == TokenType.L_PAREN:
            window = self.window_specification()
        else:
            token = self._curr
            window = placed(exp.Window(alias=self.identifier()), token)
        window.meta["window"] = window.meta["start"]
        window.set("this", this)
        return around(window)

    def window_specification(self) -> exp.Window:
        """``(w PARTITION BY a ORDER BY b ROWS ...)``; the window that it inherits from is its ``base``."""
        token = self._curr
        self.expect(TokenType.L_PAREN)
        made = placed(exp.Window(), self._curr)
        if self._curr.token_type != TokenType.R_PAREN and self.may_be_name(self._curr) and not self._begins_frame():
            made.set("base", self.identifier())
        if self._match(TokenType.PARTITION_BY):
            made.set("partition_by", self.listed(self._parse_disjunction))
        if self._curr.token_type == TokenType.ORDER_BY:
            order = self._curr
            made.set("order", placed(self._parse_order(), order))
        if self._curr.token_type != TokenType.R_PAREN:
            made.set("spec", self._frame())
        self.expect(TokenType.R_PAREN)
        made.meta.setdefault("start", token.start)
        return made

    def _begins_frame(self) -> bool:
        bounds = ("BETWEEN", "UNBOUNDED", "CURRENT")
        kinds = (TokenType.R_PAREN, TokenType.PARTITION_BY, TokenType.ORDER_BY)
        if not self.is_word(self._curr, "ROWS", "RANGE", "GROUPS", "MEASURES"):
            return False
        return self.is_word(self._next, *bounds) or self._next.token_type not in kinds

    def _frame(self) -> exp.WindowSpec:
        made = placed(exp.WindowSpec(), self._curr)
        self.measures(made)
        made.set("kind", self._curr.text.upper())
        self._advance()
        between = self.words("BETWEEN")
        self._bound(made, "start")
        if between:
            self.words("AND")
            self._bound(made, "end")
        self.pattern_clauses(made)
        return made

    def _bound(self, made: exp.WindowSpec, key: str) -> None:
        if self.words("CURRENT", "ROW"):
            made.set(key, "CURRENT ROW")
            return
        made.set(key, "UNBOUNDED" if self.words("UNBOUNDED") else self._parse_disjunction())
        side = self._curr.text.upper()
        if not self.words("PRECEDING") and not self.words("FOLLOWING"):
            self.raise_error("Unexpected token")
        made.set(f"{key}_side", side)

    def listagg(self) -> exp.Anonymous:
        """``LISTAGG(x, ',' ON OVERFLOW ERROR) WITHIN GROUP (ORDER BY y)``, after its parenthesis."""
        made = exp.Anonymous(this="listagg")
        distinct = self.words("DISTINCT")
        if not distinct and self.is_word(self._curr, "ALL"):
            self.words("ALL")
        value = self._parse_disjunction()
        arguments = [exp.Distinct(expressions=[value]) if distinct else value]
        if self._match(TokenType.COMMA):
            arguments.append(self._parse_primary())
        token = self._curr
        if self.words("ON", "OVERFLOW") and not self.words("ERROR"):
            self.words("TRUNCATE")
            filler = self._parse_primary() if self._curr.token_type == TokenType.STRING else None
            counted = self.words("WITH", "COUNT") or not self.words("WITHOUT", "COUNT")
            made.set("overflow", placed(exp.Tuple(expressions=[filler] if filler else [], counted=counted), token))
        self.expect(TokenType.R_PAREN)
        if self.words("WITHIN", "GROUP"):
            self.expect(TokenType.L_PAREN)
            order = self._parse_order()
            self.expect(TokenType.R_PAREN)
            arguments[-1] = exp.Order(this=arguments[-1], expressions=order.expressions)
        made.set("expressions", arguments)
        self._retreat(self._index - 1)  # the caller reads the last parenthesis
        return made
