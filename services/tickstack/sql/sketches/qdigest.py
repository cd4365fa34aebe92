"""The quantile digest: counts on a binary tree of the numbers' bits, of which those that are small are moved up.

https://citeseerx.ist.psu.edu/viewdoc/summary?doi=10.1.1.132.7343, as airlift's QuantileDigest without decay.
"""

import math
import struct
from collections.abc import Callable, Iterator

from tickstack.sql.python import refusal

_BITS = 64
_SIGN = 1 << 63
_MASK = (1 << 64) - 1
_NO_WEIGHT = 1e-5
_HEAD, _NODE = struct.Struct("<BddqqqI"), struct.Struct("<BdQ")
ACCURACY = 0.01


class _Node:
    """A number of the tree: its bits, how many of the last of them it leaves open, and its count."""

    __slots__ = ("bits", "count", "left", "level", "right")

    def __init__(self, bits: int, level: int, count: float) -> None:
        self.bits, self.level, self.count = bits, level, count
        self.left: _Node | None = None
        self.right: _Node | None = None

    def covers(self, bits: int) -> bool:
        return bits >> self.level == self.bits >> self.level

    def upper(self) -> int:
        """The greatest number below it."""
        return _signed(self.bits | (1 << self.level) - 1)

    def side(self, bits: int) -> str:
        return "right" if bits >> self.level - 1 & 1 else "left"


def _signed(bits: int) -> int:
    return bits - _SIGN


def _in_order(node: _Node | None) -> Iterator[_Node]:
    """Children before their parent."""
    if node is not None:
        yield from _in_order(node.left)
        yield from _in_order(node.right)
        yield node


class QuantileDigest:
    """A digest of numbers of 64 bits."""

    def __init__(self, accuracy: float = ACCURACY) -> None:
        self.accuracy = accuracy
        self.least, self.greatest = _SIGN - 1, -_SIGN
        self.weight = 0.0
        self.root: _Node | None = None

    def add(self, value: int, weight: float = 1) -> None:
        """Take in a number so many times."""
        self.least, self.greatest = min(self.least, value), max(self.greatest, value)
        before = self.weight
        self.root = self._inserted(self.root, value + _SIGN, float(weight))
        self.weight += weight
        factor = self._factor()
        if int(before) // factor != int(self.weight) // factor:
            self.compress()

    def _factor(self) -> int:
        return 1 if self.root is None else max(int((self.root.level + 1) / self.accuracy), 1)

    def _inserted(self, node: _Node | None, bits: int, count: float) -> _Node:
        if node is None:
            return _Node(bits, 0, count)
        if not node.covers(bits):
            return _siblings(node, _Node(bits, 0, count))
        if node.level == 0:
            node.count += count
            return node
        side = node.side(bits)
        setattr(node, side, self._inserted(getattr(node, side), bits, count))
        return node

    def compress(self) -> None:
        """Move counts up that are small for the whole."""
        bound = math.floor(self.weight / self._factor())
        self.root = _compressed(self.root, bound)
        if self.root is not None and self.root.count < _NO_WEIGHT:
            self.root = _removed(self.root)

    def merge(self, other: "QuantileDigest") -> None:
        """Take in all of another digest, whose tree it may keep."""
        self.root = _joined(self.root, other.root)
        self.weight += other.weight
        self.least, self.greatest = min(self.least, other.least), max(self.greatest, other.greatest)
        self.compress()

    def value_at(self, quantile: float) -> int:
        """The number below which ``quantile`` of the weight lies."""
        if not 0 <= quantile <= 1:
            raise refusal("GENERIC_INTERNAL_ERROR", "quantile must be between [0,1]")
        total = 0.0
        for node in _in_order(self.root):
            total += node.count
            if total > quantile * self.weight:
                return min(node.upper(), self.greatest)
        return self.greatest

    def __bytes__(self) -> bytes:
        self.compress()
        nodes = list(_in_order(self.root))
        head = _HEAD.pack(0, self.accuracy, 0.0, 0, self.least, self.greatest, len(nodes))
        return head + b"".join(
            _NODE.pack(
                max(node.level - 1, 0) << 2 | (node.left is not None) | (node.right is not None) << 1,
                node.count,
                node.bits,
            )
            for node in nodes
        )

    @classmethod
    def read(cls, data: bytes) -> "QuantileDigest":
        """The digest of its bytes."""
        try:
            form, accuracy, _, _, least, greatest, count = _HEAD.unpack_from(data)
            nodes = list(_NODE.iter_unpack(data[_HEAD.size :]))
        except struct.error:
            raise refusal("GENERIC_INTERNAL_ERROR", "Cannot deserialize QuantileDigest") from None
        if form != 0 or len(nodes) != count:
            raise refusal("GENERIC_INTERNAL_ERROR", "Invalid format")
        made, stack = cls(accuracy), list[_Node]()
        made.least, made.greatest = least, greatest
        for flags, weight, bits in nodes:
            node = _Node(bits, (flags >> 2) + (1 if flags & 3 else 0), weight)
            node.right = stack.pop() if flags & 2 else None
            node.left = stack.pop() if flags & 1 else None
            stack.append(node)
            made.weight += weight
        made.root = stack.pop() if stack else None
        return made


def _siblings(first: _Node, second: _Node) -> _Node:
    parent = _Node(first.bits, (first.bits ^ second.bits).bit_length(), 0.0)
    setattr(parent, parent.side(first.bits), first)
    setattr(parent, parent.side(second.bits), second)
    return parent


def _compressed(node: _Node | None, bound: float) -> _Node | None:
    if node is None or (node.left is None and node.right is None):
        return node
    node.left, node.right = _compressed(node.left, bound), _compressed(node.right, bound)
    children = [child for child in (node.left, node.right) if child is not None]
    small = node.count + sum(child.count for child in children) < bound
    for side in ("left", "right"):
        child: _Node | None = getattr(node, side)
        if child is not None and (small or child.count < _NO_WEIGHT):
            node.count += child.count
            setattr(node, side, _removed(child))
    return node


def _removed(node: _Node) -> _Node | None:
    """What stands in the place of a node that is taken out: with two children, it stays without its count."""
    if node.left is not None and node.right is not None:
        node.count = 0.0
        return node
    return node.left or node.right


def _joined(a: _Node | None, b: _Node | None) -> _Node | None:
    if a is None or b is None:
        return a or b
    if a.level < b.level:
        a, b = b, a
    if not a.covers(b.bits):
        return _siblings(a, b)
    if a.level > b.level:
        side = a.side(b.bits)
        setattr(a, side, _joined(getattr(a, side), b))
        return a
    a.count += b.count
    a.left, a.right = _joined(a.left, b.left), _joined(a.right, b.right)
    return a


def _of_double(value: float) -> int:
    bits = int.from_bytes(struct.pack("<d", value), "little", signed=True)
    return bits ^ (bits >> 63 & _SIGN - 1)


def _to_double(number: int) -> float:
    made: float = struct.unpack("<d", struct.pack("<q", number ^ (number >> 63 & _SIGN - 1)))[0]
    return made


def _of_real(value: float) -> int:
    bits = int.from_bytes(struct.pack("<f", value), "little", signed=True)
    return bits ^ (bits >> 31 & 0x7FFFFFFF)


def _to_real(number: int) -> float:
    made: float = struct.unpack("<f", struct.pack("<i", number ^ (number >> 31 & 0x7FFFFFFF)))[0]
    return made


# A value as a number whose order is that of the values, and back.
NUMBERS: dict[str, tuple[Callable[[float], int], Callable[[int], float]]] = {
    "bigint": (int, int),
    "double": (_of_double, _to_double),
    "real": (_of_real, _to_real),
}
