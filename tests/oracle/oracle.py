"""An independent evaluator of schemes, for comparison with the program.

It knows the rules of scoring from the specification alone and scores Python
data, never text: no parser, no printing, no tool.  All numbers are exact
fractions and one function rounds.  What the specification leaves open raises
Unspecified, and what it calls an invalid row raises Invalid; the generator
takes neither.
"""

import calendar
import datetime
from dataclasses import dataclass, field
from fractions import Fraction as F
from typing import Optional


class Invalid(Exception):
    """The row would be invalid (division by zero, a name without a value)."""


class Unspecified(Exception):
    """The specification does not say what happens."""


def round_half_up(x, places):
    """The only rounding: to the nearest, away from zero at ties."""
    scaled = abs(F(x)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return F(whole, 10**places) * (-1 if x < 0 else 1)


# ---- units: a written unit to (factor, dimension, whole numbers only) ----

BASE = {
    "元": (1, "元", False), "万元": (10**4, "元", False), "亿元": (10**8, "元", False),
    "个": (1, "个", True), "人次": (1, "人次", True), "次": (1, "次", None), "批次": (1, "批次", None),
    "件": (1, "件", None), "家": (1, "家", None), "人": (1, "人", None),
    "天": (1, "天", None), "日": (1, "天", None), "个工作日": (1, "工作日", None),
    "个月": (1, "月", None), "年": (12, "月", None),
    "分": (1, "分", False), "%": (F(1, 100), None, False), "‰": (F(1, 1000), None, False),
}
DURATIONS = ({"天": 1}, {"工作日": 1}, {"月": 1})


@dataclass(frozen=True)
class Quantity:
    """A number as written and the unit as written ('' for none)."""
    number: F
    unit: str = ""


@dataclass
class LocalUnit:
    """A unit of the file: a base unit, or so many of another."""
    name: str
    factor: int = 1
    of: Optional[str] = None
    whole: bool = False


class Units:
    def __init__(self, local=()):
        self.table = dict(BASE)
        for u in local:
            factor, base, whole = self.table[u.of] if u.of else (1, u.name, u.whole)
            self.table[u.name] = (factor * u.factor, base, whole)

    def one(self, text):
        factor = F(1)
        while text not in self.table:
            factor *= {"万": 10**4, "亿": 10**8}[text[0]]
            text = text[1:]
        f, base, whole = self.table[text]
        return factor * f, base, whole

    def read(self, unit):
        """(factor, dimension as a dict, whole) of a unit expression."""
        if unit == "":
            return F(1), {}, False
        factor, dims, whole = F(1), {}, False
        parts = unit.split("/")
        for i, part in enumerate(parts):
            f, base, w = self.one(part)
            power = 1 if i == 0 else -1
            factor *= f**power
            if base is not None:
                dims[base] = dims.get(base, 0) + power
            whole = w if len(parts) == 1 else False
        return factor, {b: p for b, p in dims.items() if p}, whole

    def value(self, q):
        return q.number * self.read(q.unit)[0]


# ---- what is scored ----

@dataclass
class Scale:
    """Levels best first: (names, low, high, high excluded); low == high is a fraction."""
    name: str
    levels: list

    def index(self, word):
        return next(i for i, level in enumerate(self.levels) if word in level[0])


THREE = Scale("三档", [
    (("达成年度指标", "达成预期指标"), F(80, 100), F(1), False),
    (("部分达成年度指标并具有一定效果", "部分达成"), F(60, 100), F(80, 100), True),
    (("未达成年度指标且效果较差", "未达成"), F(0), F(60, 100), True),
])


@dataclass
class Target:
    """kind: bound (sign, q or expr), range (lo, hi), bare (q), deadline (day), level, text."""
    kind: str
    sign: str = ""
    q: Optional[Quantity] = None
    expr: Optional[tuple] = None
    lo: Optional[Quantity] = None
    hi: Optional[Quantity] = None
    lo_open: bool = False
    hi_open: bool = False
    day: Optional[tuple] = None          # (year, quarter, month, day), None where not said
    level: str = ""
    scale: Optional[Scale] = None
    words: str = ""


@dataclass
class Actual:
    """kind: quantity, date, period, level, text, missing (未填), na (不适用), absent (no row)."""
    kind: str
    q: Optional[Quantity] = None
    day: Optional[tuple] = None
    until: Optional[tuple] = None
    level: str = ""
    figure: Optional[F] = None
    words: str = ""


@dataclass
class Call:
    name: str
    params: dict = field(default_factory=dict)     # name -> Quantity


@dataclass
class Rule:
    """Arms of (condition or None, score); a score may be 不适用."""
    name: str
    params: list
    arms: list


@dataclass
class Indicator:
    path: tuple
    weight: F
    target: Target
    rule: Optional[Call] = None
    direction: str = ""                  # its own 方向
    baseline: Optional[Quantity] = None
    formula: Optional[tuple] = None


@dataclass
class Framework:
    name: str
    tiers: list                          # (name, weight, [(tier 2 name, 方向 or '')])
    defaults: dict                       # up down equal deadline level -> Call
    places: int
    grades: list                         # (name, sign, cut)
    indicators: list = field(default_factory=list)

    @property
    def full(self):
        return sum((w for _, w, _ in self.tiers), F(0))

    def tier_direction(self, path):
        for name, _, seconds in self.tiers:
            if name == path[0]:
                return dict(seconds).get(path[1], "")
        return ""


@dataclass
class Scheme:
    name: str
    year: int
    framework: Framework
    indicators: list
    rules: dict = field(default_factory=dict)
    units: list = field(default_factory=list)
    stated: dict = field(default_factory=dict)     # tier 1 name -> weight the scheme states


@dataclass
class Entry:
    """One row of the actuals; `again` says how many equal copies follow."""
    path: tuple
    actual: Actual
    claimed: Optional[F] = None
    again: int = 0


@dataclass
class Actuals:
    entries: list
    facts: dict = field(default_factory=dict)      # name -> Quantity
    claims: int = 0


@dataclass
class Row:
    status: str
    direction: str
    weight: F
    score: Optional[F] = None
    lo: Optional[F] = None
    hi: Optional[F] = None
    raw: Optional[F] = None              # before rounding, for messages
    claimed: Optional[F] = None
    interval: bool = False               # of a band without the judge's figure
    rule_na: bool = False


# ---- expressions ----

NA = ("na",)


def divide(a, b):
    if b == 0:
        raise Invalid("division by zero")
    return a / b


OPERATORS = {
    "+": lambda a, b: a + b, "−": lambda a, b: a - b, "×": lambda a, b: a * b, "÷": divide,
    "≥": lambda a, b: a >= b, ">": lambda a, b: a > b, "≤": lambda a, b: a <= b,
    "<": lambda a, b: a < b, "=": lambda a, b: a == b, "≠": lambda a, b: a != b,
}
FUNCTIONS = {
    "min": min, "max": max, "abs": abs,
    "floor": lambda x: F(x.numerator // x.denominator),
    "ceil": lambda x: F(-(-x.numerator // x.denominator)),
    "round": lambda x: round_half_up(x, 0),
    "clamp": lambda x, lo, hi: max(lo, min(hi, x)),
}


def compute(node, scope, units):
    kind = node[0]
    if kind == "num":
        return F(node[1])
    if kind == "qty":
        return units.value(node[1])
    if kind == "var":
        if node[1] not in scope:
            raise Invalid("no value: " + node[1])
        value = scope[node[1]]
        return value() if callable(value) else value
    if kind == "call":
        return FUNCTIONS[node[1]](*[compute(n, scope, units) for n in node[2:]])
    if kind == "非":
        return not compute(node[1], scope, units)
    if kind == "且":
        return compute(node[1], scope, units) and compute(node[2], scope, units)
    if kind == "或":
        return compute(node[1], scope, units) or compute(node[2], scope, units)
    return OPERATORS[kind](compute(node[1], scope, units), compute(node[2], scope, units))


# ---- targets: a set and a direction ----

@dataclass
class Set:
    direction: str
    lo: Optional[F] = None
    hi: Optional[F] = None
    lo_open: bool = False
    hi_open: bool = False

    def holds(self, x):
        above = self.lo is None or x > self.lo or (x == self.lo and not self.lo_open)
        below = self.hi is None or x < self.hi or (x == self.hi and not self.hi_open)
        return above and below

    def bound(self, x):
        """目标值: the bound, for 等于 the one nearest to x."""
        if self.direction == "up":
            return self.lo
        if self.direction == "down":
            return self.hi
        return self.lo if x <= self.lo else self.hi


def last_day(day):
    year, quarter, month, date = day
    if date:
        return datetime.date(year, month, date)
    month = month or (quarter * 3 if quarter else 12)
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def first_day(day):
    year, quarter, month, date = day
    return datetime.date(year, month or (quarter * 3 - 2 if quarter else 1), date or 1)


def close(s, whole):
    """Of whole numbers, (149, ∞) is [150, ∞)."""
    if whole is None and (s.lo_open or s.hi_open):
        raise Unspecified("a strict bound, and not known whether the unit is whole")
    if whole and s.lo_open:
        s.lo, s.lo_open = F(s.lo.numerator // s.lo.denominator + 1), False
    if whole and s.hi_open:
        s.hi, s.hi_open = F(-(-s.hi.numerator // s.hi.denominator) - 1), False
    return s


def resolve(ind, fw, units):
    """The set and the direction of a quantitative target."""
    t = ind.target
    if t.kind == "range":
        unit = t.lo.unit or t.hi.unit
        lo, hi = (units.value(Quantity(q.number, q.unit or unit)) for q in (t.lo, t.hi))
        return close(Set("equal", lo, hi, t.lo_open, t.hi_open), units.read(unit)[2])
    if t.expr:
        value = compute(t.expr, {"上年": lambda: units.value(ind.baseline)}, units)
        unit = ind.baseline.unit
    else:
        value, unit = units.value(t.q), t.q.unit
    if t.kind == "bound":
        s = {"≥": Set("up", value), ">": Set("up", value, lo_open=True),
             "≤": Set("down", None, value), "<": Set("down", None, value, hi_open=True),
             "=": Set("equal", value, value)}[t.sign]
        return close(s, units.read(unit)[2])
    said = ind.direction or fw.tier_direction(ind.path)
    if (value == 0 and unit == "") or units.read(unit)[1] in DURATIONS:
        if said == "正向":
            raise Unspecified("方向 正向 on a bare 0 or a bare duration")
        return Set("down", None, value)
    return Set("down", None, value) if said == "反向" else Set("up", value)


# ---- the rules of the library ----

def library_rule(call, w, a, s, met, units):
    name, p = call.name, {k: units.value(q) for k, q in call.params.items()}
    if met:
        return w
    t = s.bound(a)
    if name == "达标得分":
        return F(0)
    if name == "逐项扣分":
        return max(F(0), w - p["扣"] * FUNCTIONS["ceil"](divide(shortfall(s, a), p["每"])))
    if name == "等值偏离" and t < 0:
        raise Unspecified("等值偏离 of a missed target below 0")
    if t <= 0:
        return F(0)
    if name == "正向比例":
        return F(0) if a <= 0 else w * a / t
    if name == "反向比例":
        return w * t / a
    if name == "反向线性":
        return F(0) if a >= p["至"] * t else w * (1 - (a - t) / (t * (p["至"] - 1)))
    if name == "等值偏离":
        return w * max(F(0), 1 - abs(a - t) / abs(t))
    raise Unspecified(name)


def shortfall(s, a):
    if s.direction == "equal":
        raise Unspecified("差距 of a target that is no single bound")
    return max(F(0), s.lo - a if s.direction == "up" else a - s.hi)


def local_rule(rule, call, ind, a, s, met, units):
    scope = {"分值": ind.weight, "实际": a, "达成": met}
    if ind.target.kind == "range":
        scope.update({"下限": s.lo, "上限": s.hi})
    else:
        t = s.bound(a)
        scope.update({"目标值": t, "差距": lambda: shortfall(s, a), "完成率": lambda: divide(a, t),
                      "偏离度": lambda: divide(a - t, abs(t))})
    if ind.baseline:
        scope["上年"] = units.value(ind.baseline)
    scope.update({k: units.value(q) for k, q in call.params.items()})
    for condition, score in rule.arms:
        if condition is None or compute(condition, scope, units):
            return None if score == NA else compute(score, scope, units)
    raise Unspecified("no arm holds")


# ---- rows ----

def finish(raw, w, met, places):
    raw = max(F(0), min(w, raw))
    return w if met and raw == w else min(w, round_half_up(raw, places))


def scored(ind, direction, met, raw, places):
    score = finish(raw, ind.weight, met, places)
    return Row("met" if met else "missed", direction, ind.weight, score, score, score, raw)


def score_level(ind, actual, claimed, call, places):
    if call.name != "等次计分":
        raise Unspecified("a level under " + call.name)
    w, scale = ind.weight, ind.target.scale or THREE
    at = scale.index(actual.level)
    _, lo, hi, hi_open = scale.levels[at]
    met = ind.target.kind == "level" and at <= scale.index(ind.target.level)
    if ind.target.kind == "text" and at == 0:
        raise Unspecified("the best level for a condition in words")
    inside = lambda x: lo <= x and (x < hi or (x == hi and not hi_open))
    if lo == hi:
        if met and lo != 1:
            raise Unspecified("a target met on a level of a fraction below 1")
        return scored(ind, "level", met, w * lo, places)
    if actual.figure is not None:
        if not inside(actual.figure):
            raise Unspecified("a figure outside its band")
        return scored(ind, "level", met, w * actual.figure, places)
    if claimed is not None and inside(claimed / w):
        return scored(ind, "level", met, claimed, places)
    ends = [finish(w * x, w, met, places) for x in (lo, hi)]
    return Row("met" if met else "missed", "level", w, None, *ends, interval=True)


def score_day(ind, actual, call, places):
    if call.name not in ("按期得分", "达标得分"):
        raise Unspecified("a deadline under " + call.name)
    deadline = last_day(ind.target.day)
    met, late = last_day(actual.day) <= deadline, first_day(actual.day) > deadline
    if not met and not late:
        raise Unspecified("a month around its deadline")
    return scored(ind, "deadline", met, ind.weight if met else F(0), places)


def actual_value(actual, units):
    if actual.kind == "period":
        return F((last_day(actual.until) - last_day(actual.day)).days)
    return units.value(actual.q)


def score_row(ind, actual, claimed, scheme, facts, units):
    fw = scheme.framework
    kind = ind.target.kind
    if kind in ("bound", "range", "bare"):
        s = resolve(ind, fw, units)
        direction = s.direction
    else:
        direction = "deadline" if kind == "deadline" else "level"
    if actual.kind in ("missing", "absent") and not ind.formula:
        return Row("missing", direction, ind.weight, None, F(0), ind.weight)
    if actual.kind == "na":
        return Row("na", direction, ind.weight)
    call = ind.rule or fw.defaults[direction]
    if kind == "text" and actual.kind == "text":
        if actual.words != ind.target.words:
            raise Unspecified("other words")
        return scored(ind, "level", True, ind.weight, fw.places)
    if kind in ("level", "text"):
        return score_level(ind, actual, claimed, call, fw.places)
    if kind == "deadline":
        return score_day(ind, actual, call, fw.places)
    if call.name == "执行率计分":
        budget, spent = (units.value(facts[n]) for n in ("全年预算数", "全年执行数"))
        if budget == 0:
            return Row("na", direction, ind.weight, rule_na=True)
        a = spent / budget
        return scored(ind, direction, s.holds(a), ind.weight * min(F(1), a), fw.places)
    if ind.formula:
        a = compute(ind.formula, {n: units.value(q) for n, q in facts.items()}, units)
    else:
        a = actual_value(actual, units)
    met = s.holds(a)
    if call.name in scheme.rules:
        raw = local_rule(scheme.rules[call.name], call, ind, a, s, met, units)
        if raw is None:
            return Row("na", direction, ind.weight, rule_na=True)
    else:
        raw = library_rule(call, ind.weight, a, s, met, units)
    return scored(ind, direction, met, raw, fw.places)


# ---- the scheme ----

@dataclass
class Result:
    rows: dict                           # path -> Row
    tiers: dict                          # path -> {weight, score, lo, hi, open, na, stated}
    total_min: F
    total_max: F
    exact_min: F                         # before the rounding of a rescaled total
    exact_max: F
    full: F
    grade: Optional[str]
    complete: bool
    interval: bool
    account: dict
    absent: bool
    rule_na: bool


def grade_of(total, grades):
    for name, sign, cut in grades:
        if OPERATORS[sign](total, cut):
            return name
    return None


def tier_sums(rows, scheme):
    tiers = {}
    for path, row in rows.items():
        for depth in range(1, len(path)):
            t = tiers.setdefault(path[:depth], {"weight": F(0), "score": F(0), "lo": F(0), "hi": F(0),
                                                "open": False, "na": False, "stated": None})
            t["weight"] += row.weight
            t["score"] += row.score or 0
            t["lo"] += row.lo or 0
            t["hi"] += row.hi or 0
            t["open"] |= row.status != "na" and row.score is None
            t["na"] |= row.status == "na"
    for name, weight, _ in scheme.framework.tiers:
        if (name,) in tiers and scheme.stated.get(name, weight) == weight:
            tiers[(name,)]["stated"] = weight
    return tiers


def account_of(rows, actuals):
    n = dict.fromkeys("scored missing na facts claims refused duplicate blank".split(), 0)
    n["facts"], n["claims"] = len(actuals.facts), actuals.claims
    for e in actuals.entries:
        if e.actual.kind == "absent":
            continue
        status = rows[e.path].status
        n[status if status in ("missing", "na") else "scored"] += 1
        n["duplicate"] += e.again
    n["read"] = sum(n.values())
    return n


def evaluate(scheme, actuals):
    """Scores everything; what the generator may not use raises."""
    units, fw = Units(scheme.units), scheme.framework
    entries = {e.path: e for e in actuals.entries}
    rows = {}
    for ind in fw.indicators + scheme.indicators:
        e = entries.get(ind.path, Entry(ind.path, Actual("absent")))
        rows[ind.path] = row = score_row(ind, e.actual, e.claimed, scheme, actuals.facts, units)
        row.claimed = None if e.actual.kind == "absent" else e.claimed
    out = sum((r.weight for r in rows.values() if r.status == "na"), F(0))
    if out >= fw.full:
        raise Unspecified("nothing applies")
    live = [r for r in rows.values() if r.status != "na"]
    ends = [sum((r.lo for r in live), F(0)) * fw.full / (fw.full - out),
            sum((r.hi for r in live), F(0)) * fw.full / (fw.full - out)]
    totals = [round_half_up(x, fw.places) for x in ends] if out else ends
    grades = [grade_of(x, fw.grades) for x in ends]
    missing = any(r.status == "missing" for r in rows.values())
    return Result(rows, tier_sums(rows, scheme), *totals, *ends, fw.full,
                  grades[0] if grades[0] == grades[1] else None, not missing,
                  any(r.interval for r in rows.values()), account_of(rows, actuals),
                  any(e.actual.kind == "absent" for e in actuals.entries),
                  any(r.rule_na and p in entries for p, r in rows.items()))
