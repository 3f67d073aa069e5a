"""A seeded generator of schemes with their actuals.

Each case is made as Python data for the oracle and printed twice: as a
definition file and as actuals (a 实绩 file, CSV or JSON).  Numbers aim at the
edges: bounds, ties of the rounding, grades, zero, forty digits.  The same seed
and number always give the same files.  Nothing is printed whose meaning the
specification leaves open; README lists what is left out for that reason.
"""

import csv
import datetime
import io
import json
import random
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction as F
from typing import Optional

import oracle
from oracle import Actual, Call, Indicator, Quantity, Rule, Target

ENGLISH = {
    "引用": "use", "方案": "scheme", "年度": "year", "体系": "framework", "一级": "tier1",
    "二级": "tier2", "指标": "indicator", "分值": "weight", "规则": "rule", "自评": "claimed",
    "原因": "reason", "佐证": "evidence", "等次": "scale", "计量单位": "unit", "实绩": "actuals",
    "数据": "data", "不适用": "na", "未填": "missing", "依据": "basis", "口径": "definition",
    "责任": "owner", "来源": "source", "频次": "frequency", "上年": "baseline", "编号": "id",
    "方向": "direction", "算式": "formula", "调整": "revised",
}
CHINESE_DIRECTION = {"up": "正向", "down": "反向", "equal": "等于", "deadline": "时限", "level": "等次"}


@dataclass
class Family:
    """Units that convert; whole: None where the library does not say."""
    units: list
    whole: Optional[bool] = False
    signed: bool = False
    bare: bool = False                   # a bare actual number may stand for it
    duration: bool = False
    scales: tuple = (10, 100, 1000)


FAMILIES = {
    "money": Family(["元", "万元", "亿元", "万亿元"], signed=True, scales=(10, 1000, 10**6)),
    "percent": Family(["%", "‰"], signed=True, scales=(1,)),
    "个": Family(["个", "万个"], True, bare=True),
    "人次": Family(["人次", "万人次", "亿人次"], True, bare=True),
    "次": Family(["次", "万次"], None, bare=True),
    "批次": Family(["批次", "万批次"], None, bare=True),
    "件": Family(["件", "万件"], None, bare=True),
    "家": Family(["家"], None, bare=True),
    "件/万人": Family(["件/万人", "件/人", "件/亿人", "万件/亿人"]),
    "元/人/天": Family(["元/人/天", "元/人/日", "万元/人/天"]),
    "元/批次": Family(["元/批次", "万元/批次"]),
    "day": Family(["天", "日"], None, duration=True),
    "workday": Family(["个工作日"], None, duration=True),
    "month": Family(["个月"], None, duration=True),
    "none": Family([""], signed=True),
}
WORDS = ["严格执行相关制度规定", "按月安排", "应保尽保", "不超预算并及时公开"]
PLAIN = ["完成", "开展", "组织", "监督", "新增", "建设", "培训", "检查", "受理", "办结"]
NOUN = ["评查案卷", "抽检产商品", "宣传活动", "示范点", "执法培训", "投诉举报", "计量器具", "特种设备",
        "认证获证组织", "专项整治", "食品抽样", "媒体稿件", "标准制定", "消费维权", "网络监测"]
TAIL = ["数", "率", "批次数", "情况", "成本", "时间", "覆盖面", "水平"]
KEYWORD_NAMES = ["口径", "责任", "频次", "来源"]


def is_finite(x):
    d = F(x).denominator
    for p in (2, 5):
        while d % p == 0:
            d //= p
    return d == 1


def decimal(x):
    """A finite decimal, written out."""
    x, places = F(x), 0
    assert is_finite(x), x
    while (x * 10**places).denominator != 1:
        places += 1
    digits = str(abs(x.numerator) * 10**places // x.denominator).rjust(places + 1, "0")
    sign = "-" if x < 0 else ""
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)


def key(name):
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass
class Printed:
    """An indicator as it will be printed, beside the oracle's data."""
    name: str
    target: str
    inline: list = field(default_factory=list)
    block: list = field(default_factory=list)
    quoted: bool = False


@dataclass
class Cell:
    """An actual as text, and the number and unit apart for a 计量单位 column."""
    text: str
    number: Optional[str] = None
    unit: Optional[str] = None


@dataclass
class Case:
    scheme: oracle.Scheme
    actuals: oracle.Actuals
    definition: str
    actual_name: str
    actual_text: str
    result: oracle.Result


class Generator:
    def __init__(self, seed, number):
        self.r = random.Random("%s:%s" % (seed, number))
        self.number = number
        self.english = self.r.choice([0, 0, 0.5, 1])
        self.year = self.r.choice([2022, 2023, 2024, 2025])
        self.families = dict(FAMILIES)
        self.local_units, self.rules, self.scales, self.used = [], {}, [], set()
        self.facts, self.printed, self.cells = {}, {}, {}
        self.decorated = self.r.random() < 0.2

    # ---- small choices ----

    def chance(self, p):
        return self.r.random() < p

    def kw(self, word):
        return ENGLISH[word] if self.chance(self.english) else word

    def number_text(self, x):
        text = decimal(x)
        if self.chance(0.03):
            text += "0" * self.r.randint(1, 3) if "." in text else ".0"
        if text.startswith("-") and self.chance(0.5):
            text = "−" + text[1:]
        if self.decorated and self.chance(0.05):
            text = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)
        return text

    def unit_text(self, unit):
        if "(" in unit:
            return '"%s"' % unit
        return "％" if unit == "%" and self.decorated and self.chance(0.3) else unit

    def quantity_text(self, q):
        return self.number_text(q.number) + self.unit_text(q.unit)

    def sign_text(self, sign):
        variants = {"≥": ["≥", "≥", ">=", "≧", "⩾", "＞＝"], "≤": ["≤", "≤", "<=", "≦", "⩽", "＜＝"],
                    "=": ["=", "=", "＝", "═"], ">": [">", "＞"], "<": ["<", "＜"]}[sign]
        return self.r.choice(variants) if self.decorated else sign

    def in_units(self, family, value):
        """A quantity of this value in some unit of the family."""
        units = self.families[family].units[:]
        self.r.shuffle(units)
        for unit in units:
            factor = self.read.read(unit)[0]
            number = value / factor
            if is_finite(number) and (unit == units[-1] or len(decimal(number)) < 60):
                return Quantity(number, unit)
        return Quantity(value / self.read.read(self.base(family))[0], self.base(family))

    def base(self, family):
        return self.families[family].units[0]

    # ---- names ----

    def fresh_name(self):
        while True:
            name = self.r.choice(PLAIN) + self.r.choice(NOUN) + self.r.choice(TAIL)
            style = self.r.random()
            quoted = style < 0.12
            if quoted:
                name = self.r.choice(["“%s”%s" % (name[:3], name[3:]), "3·15%s" % name, "%s（含乡镇）" % name,
                                      "A B 类%s" % name, "★%s" % name, "%s(≥2)" % name, "1、%s" % name])
            elif style < 0.25:
                name = self.r.choice(["A类%s", "%s甲", "%s2", "%s520日", "%s_b"]) % name
            elif style < 0.27:
                name = self.r.choice(KEYWORD_NAMES)
            if key(name) not in self.used:
                self.used.add(key(name))
                return name, quoted

    def quote(self, name):
        forms = ['"%s"' % name.replace("\\", "\\\\").replace('"', '\\"')]
        if "”" not in name and "“" not in name and '"' not in name:
            forms.append("“%s”" % name)
        if "「" not in name and "」" not in name:
            forms.append("「%s」" % name)
        return self.r.choice(forms)

    def head(self, name, quoted):
        return self.quote(name) if quoted or self.chance(0.08) else name

    # ---- frameworks ----

    def national(self):
        seconds = [("数量指标", ""), ("质量指标", ""), ("时效指标", ""), ("成本指标", "反向")]
        benefit = [(n, "") for n in ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")]
        tiers = [("预算执行率", F(10), []), ("产出指标", F(50), seconds), ("效益指标", F(30), benefit),
                 ("满意度指标", F(10), [("服务对象满意度指标", "")])]
        execution = Indicator(("预算执行率", "预算执行率"), F(10), Target("bare", q=Quantity(F(100), "%")),
                              Call("执行率计分"), formula=("÷", ("var", "全年执行数"), ("var", "全年预算数")))
        return oracle.Framework("项目支出2020", tiers, self.defaults("正向比例", "反向比例"), 2,
                                [("优", "≥", F(90)), ("良", "≥", F(80)), ("中", "≥", F(60)), ("差", "<", F(60))],
                                [execution])

    def defaults(self, up, down, equal="等值偏离", deadline="按期得分", factor=None):
        params = {"至": Quantity(factor)} if factor else {}
        return {"up": Call(up), "down": Call(down, params), "equal": Call(equal),
                "deadline": Call(deadline), "level": Call("等次计分")}

    def random_defaults(self):
        down = self.r.choice(["反向比例", "反向线性", "达标得分"])
        factor = self.r.choice([F(2), F(2), F(3, 2), F(3), F(12, 10)]) if down == "反向线性" else None
        return self.defaults(self.r.choice(["正向比例", "达标得分"]), down,
                             self.r.choice(["等值偏离", "达标得分"]), self.r.choice(["按期得分", "达标得分"]), factor)

    def random_grades(self, full):
        names = self.r.choice([["优秀", "良好", "合格", "不合格"], ["甲", "乙", "丙"], ["通过", "不通过"]])
        cuts = sorted(self.r.sample([F(n, 2) for n in range(80, 196)], len(names) - 1), reverse=True)
        cuts = [c * full / 100 for c in cuts]
        if not all(is_finite(c) for c in cuts):
            return self.random_grades(F(100))
        signs = [self.r.choice(["≥", "≥", ">"]) for _ in cuts]
        last = {"≥": "<", ">": "≤"}[signs[-1]]
        return list(zip(names, signs + [last], cuts + cuts[-1:]))

    def own_framework(self):
        tiers, used = [], set()
        for first in self.r.sample(["产出指标", "效益指标", "满意度指标", "成本指标", "管理指标", "“亮点”指标"],
                                   self.r.randint(1, 4)):
            seconds = self.r.sample(["数量指标", "质量指标", "时效指标", "社会效益指标", "过程指标", "经济成本指标"],
                                    self.r.randint(1, 4))
            seconds = [(s, "反向" if "成本" in s or self.chance(0.08) else "") for s in seconds if s not in used]
            used.update(s for s, _ in seconds)
            tiers.append((first, F(self.r.choice([10, 15, 20, 25, 30, 40, 50])), seconds))
        if self.chance(0.6):
            rest = 100 - sum(w for _, w, _ in tiers[:-1])
            if rest > 0:
                tiers[-1] = (tiers[-1][0], F(rest), tiers[-1][2])
        full = sum(w for _, w, _ in tiers)
        return oracle.Framework("本地体系%d" % self.r.randint(1, 9), tiers, self.random_defaults(),
                                self.r.randint(0, 4), self.random_grades(full))

    def extended_framework(self):
        fw = self.national()
        fw.name = "湖北自评口径"
        if self.chance(0.7):
            fw.defaults = self.random_defaults()
        if self.chance(0.7):
            fw.places = self.r.randint(0, 4)
        if self.chance(0.5):
            fw.grades = self.random_grades(F(100))
        return fw

    def call_text(self, call):
        if not call.params:
            return call.name
        return "%s(%s)" % (call.name, ", ".join("%s = %s" % (k, self.quantity_text(q))
                                                for k, q in call.params.items()))

    def framework_lines(self, fw, kind):
        parent = " 基于 项目支出2020" if kind == "extended" else ""
        lines = ["%s %s%s {" % (self.kw("体系"), fw.name, parent)]
        lines.append('  %s "本地办法〔%d〕%d号"' % (self.kw("依据"), self.year - 1, self.r.randint(1, 99)))
        for name, weight, seconds in fw.tiers if kind == "own" else []:
            inner = "  ".join("%s %s%s" % (self.kw("二级"), s, " %s 反向" % self.kw("方向") if d else "")
                              for s, d in seconds)
            lines.append("  %s %s %s %s%s" % (self.kw("一级"), self.tier_name(name), self.kw("分值"),
                                              decimal(weight), " { %s }" % inner if inner else ""))
        base = self.national()
        if kind == "own" or fw.defaults != base.defaults:
            arms = "  ".join("%s => %s" % (CHINESE_DIRECTION[d], self.call_text(c)) for d, c in fw.defaults.items())
            lines.append("  缺省规则 { %s }" % arms)
        if kind == "own" or fw.places != base.places:
            lines.append("  保留 %d位小数" % fw.places)
        if kind == "own" or fw.grades != base.grades:
            lines.append("  等级 { %s }" % "  ".join("%s %s%s分" % (n, s, decimal(c)) for n, s, c in fw.grades))
        return lines + ["}", ""]

    def tier_name(self, name):
        return '"%s"' % name if "“" in name else name

    # ---- local units and scales ----

    def make_locals(self):
        if self.chance(0.25):
            whole = self.chance(0.5)
            base, big = self.r.choice([("粮袋", "粮垛"), ("苗筐", "苗车"), ("灯串", "灯架")])
            self.local_units = [oracle.LocalUnit(base, whole=whole),
                                oracle.LocalUnit(big, self.r.choice([12, 20, 24, 100]), base)]
            self.families[base] = Family([base, big], True if whole else False)
        if self.chance(0.08):
            self.local_units.append(oracle.LocalUnit("盘(组)"))
            self.families["盘(组)"] = Family(["盘(组)"], None)
        self.read = oracle.Units(self.local_units)
        if self.chance(0.2):
            self.scales.append(oracle.Scale("鄂式档次", [
                (("全部做到", "做到位"), F(80, 100), F(1), False),
                (("大体做到",), F(50, 100), F(80, 100), True),
                (("没有做到",), F(0), F(50, 100), True)]))
        if self.chance(0.2):
            points = [F(1), F(self.r.choice([75, 80, 85]), 100), F(self.r.choice([50, 60, 65]), 100), F(0)]
            names = ["头等成色", "二等成色", "三等成色", "末等成色"]
            self.scales.append(oracle.Scale("成色", [((n,), p, p, False) for n, p in zip(names, points)]))

    def scale_lines(self, scale):
        lines = ["%s %s {" % (self.kw("等次"), scale.name)]
        for names, lo, hi, hi_open in scale.levels:
            band = "%s%%" % decimal(lo * 100)
            if lo != hi:
                band += "..%s%s%%" % ("<" if hi_open else "", decimal(hi * 100))
            lines.append("  %s => %s" % (", ".join(names), band))
        return lines + ["}", ""]

    # ---- local rules ----

    def ratio(self, cls, params, depth=0):
        """A number without a unit: how much of the weight is earned."""
        v = lambda n: ("var", n)
        num = lambda x, percent=False: ("num", F(x), ("%s%%" % decimal(F(x) * 100)) if percent else decimal(x))
        c = self.r.choice([F(n, 20) for n in range(4, 20)])
        if depth > 2 or self.chance(0.15):
            return num(c, self.chance(0.5))
        if cls == "range":
            basic = [("÷", v("实际"), v("上限")), ("÷", v("下限"), v("上限")), num(c)]
        elif cls == "up":
            basic = [v("完成率"), ("÷", v("实际"), v("目标值")), ("+", num(1), v("偏离度")),
                     ("−", num(1), ("÷", v("差距"), v("目标值")))]
        elif cls == "down":
            basic = [("÷", v("目标值"), v("实际")), ("−", num(2), v("完成率")), ("÷", num(1), v("完成率")),
                     ("−", num(1), ("÷", v("差距"), v("目标值")))]
        else:
            basic = [("−", num(1), ("call", "abs", v("偏离度"))), ("call", "min", v("完成率"), num(1)),
                     ("−", num(1), ("×", num(2), ("call", "abs", ("−", v("完成率"), num(1)))))]
        x = self.r.choice(basic)
        n = self.r.choice([5, 10, 20, 8, 3])
        shapes = [
            lambda: x, lambda: x,
            lambda: ("÷", ("call", self.r.choice(["floor", "ceil", "round"]), ("×", x, num(n))), num(n)),
            lambda: ("call", "clamp", x, num(F(3, 10), True), num(F(9, 10), True)),
            lambda: ("call", self.r.choice(["min", "max"]), x, num(c, True)),
            lambda: ("÷", ("+", x, self.ratio(cls, params, depth + 1)), num(2)),
            lambda: ("×", x, num(c)),
            lambda: ("×", num(c, True), self.ratio(cls, params, depth + 1)),
            lambda: ("call", "max", x, ("−", self.ratio(cls, params, depth + 1), num(F(1, 10)))),
        ]
        if cls in ("up", "down"):
            shapes.append(lambda: self.use(params, "系数", ("−", num(1), ("×", v("系数"), self.steps(params)))))
        return self.r.choice(shapes)()

    def use(self, params, name, node):
        if name not in params:
            params.append(name)
        return node

    def steps(self, params):
        return self.use(params, "每", ("call", self.r.choice(["ceil", "floor", "ceil"]),
                                       ("÷", ("var", "差距"), ("var", "每"))))

    def score(self, cls, params):
        """A score that can be seen to lie within 0..分值."""
        w, zero = ("var", "分值"), ("num", F(0), "0分")
        style = self.r.random()
        if style < 0.15:
            c = self.r.choice([F(n, 20) for n in range(1, 20)])
            return ("×", w, ("num", c, self.r.choice(["%s%%" % decimal(c * 100), decimal(c)])))
        if style < 0.25:
            c = self.r.choice([F(1, 10), F(1, 2), F(1), F(5, 4)])
            return ("call", "min", w, ("num", c, decimal(c) + "分"))
        if style < 0.4 and cls in ("up", "down"):
            return self.use(params, "扣", ("call", "max", zero, ("−", w, ("×", ("var", "扣"), self.steps(params)))))
        x = ("×", w, self.ratio(cls, params))
        if self.chance(0.5):
            return ("call", "clamp", x, zero, w)
        return ("call", "max", zero, ("call", "min", w, x))

    def make_rule(self, cls):
        v, params, arms = (lambda n: ("var", n)), [], []
        w, met = v("分值"), v("达成")
        num = lambda x: ("num", F(x), self.r.choice(["%s%%" % decimal(F(x) * 100), decimal(x)]))
        if cls == "up" and self.chance(0.3):
            over = ("≥", v("实际"), ("×", v("目标值"), num(self.r.choice([F(12, 10), F(13, 10), F(2)]))))
            arms.append((("且", met, over), ("×", w, num(F(self.r.choice([80, 90, 95]), 100)))))
        arms.append((met, w))
        if cls == "up":
            if self.chance(0.3):
                arms.append((("≤", v("实际"), ("num", F(0), "0")), self.r.choice([("num", F(0), "0分"), oracle.NA])))
            cuts = sorted(self.r.sample([95, 90, 80, 70, 60, 50, 30], self.r.randint(0, 3)), reverse=True)
            for cut in cuts:
                c = num(F(cut, 100))
                arms.append((self.r.choice([(self.r.choice(["≥", ">"]), v("完成率"), c),
                                            ("≥", v("实际"), ("×", v("目标值"), c)),
                                            ("非", ("<", v("完成率"), c))]), self.score(cls, params)))
            if not cuts and self.chance(0.4):
                arms.append((self.use(params, "门槛", ("<", v("完成率"), v("门槛"))), ("num", F(0), "0分")))
        elif cls == "down":
            for cut in sorted(self.r.sample([105, 110, 120, 150, 200], self.r.randint(0, 3))):
                arms.append((self.r.choice([("≤", v("完成率"), num(F(cut, 100))),
                                            ("≤", v("偏离度"), num(F(cut - 100, 100))),
                                            ("非", (">", v("完成率"), num(F(cut, 100))))]), self.score(cls, params)))
        elif cls == "equal":
            for cut in sorted(self.r.sample([5, 10, 20, 30], self.r.randint(0, 2))):
                c = num(F(cut, 100))
                arms.append((self.r.choice([("≤", ("call", "abs", v("偏离度")), c),
                                            ("且", ("≤", v("偏离度"), c), ("≥", ("+", v("偏离度"), c), ("num", F(0), "0"))),
                                            ("非", ("或", (">", v("偏离度"), c), ("<", ("+", v("偏离度"), c),
                                                                               ("num", F(0), "0"))))]),
                             self.score(cls, params)))
        else:
            arms.append((self.r.choice([("<", v("实际"), v("下限")), ("非", ("≥", v("实际"), v("下限")))]),
                         self.score(cls, params)))
        arms.append((None, self.score(cls, params) if self.chance(0.8) else ("num", F(0), "0分")))
        rule = Rule("%s规则%d" % ({"up": "越多越好", "down": "越少越好", "equal": "不多不少", "range": "区间"}[cls],
                                len(self.rules) + 1), params, arms)
        rule.cls = cls
        self.rules[rule.name] = rule
        return rule

    LEVELS = {"或": 1, "且": 2, "非": 3, "+": 5, "−": 5, "×": 6, "÷": 6}

    def expr_text(self, node, level=0):
        kind = node[0]
        if node == oracle.NA:
            return self.kw("不适用")
        if kind == "num":
            return node[2]
        if kind == "var":
            return self.kw(node[1]) if node[1] in ("分值", "上年") else node[1]
        if kind == "call":
            return "%s(%s)" % (node[1], ", ".join(self.expr_text(n) for n in node[2:]))
        own = self.LEVELS.get(kind, 4)
        if kind == "非":
            text = "非 " + self.expr_text(node[1], 7 if node[1][0] != "var" else 3)
        else:
            sign = {"−": self.r.choice(["−", "-"]), "÷": self.r.choice(["÷", "÷", "/"])}.get(kind, kind)
            left = self.expr_text(node[1], own)
            text = "%s %s %s" % (left, sign, self.expr_text(node[2], own + 1))
        return "(%s)" % text if own < level or (level and self.chance(0.03)) else text

    def rule_lines(self, rule):
        params = "(%s)" % ", ".join(rule.params) if rule.params else ""
        lines = ["%s %s%s {" % (self.kw("规则"), rule.name, params)]
        if self.chance(0.7):
            lines.append('  %s "本地办法"' % self.kw("依据"))
        for condition, score in rule.arms:
            lines.append("  %s => %s" % (self.expr_text(condition) if condition else "否则", self.expr_text(score)))
        return lines + ["}", ""]

    def rule_call(self, rule, family, bound):
        values = {"系数": Quantity(F(self.r.choice([1, 2, 5, 10]), 100)),
                  "扣": Quantity(F(self.r.choice([1, 5, 10, 25]), 100), "分"),
                  "门槛": Quantity(F(self.r.choice([50, 60, 80])), "%")}
        params = {}
        for p in rule.params:
            if p == "每":
                values[p] = self.step(family, bound)
            params[p] = values[p]
        return Call(rule.name, params)

    def step(self, family, bound):
        """每: about a tenth or a thirtieth of the bound, whole where the unit is."""
        if self.families[family].whole is not False:
            return Quantity(F(max(1, bound // self.r.choice([10, 30, 7]))), self.base(family))
        return self.in_units(family, bound / self.r.choice([10, 20, 25, 8]))

    # ---- numbers ----

    def target_value(self, family, weight):
        """A bound in base units."""
        f, r = self.families[family], self.r
        roll = r.random()
        if f.signed and roll < 0.06:
            return F(0)
        if f.signed and roll < 0.12:
            return -F(r.randint(1, 400), r.choice([10, 100, 1000]))
        if family == "percent":
            return r.choice([F(r.randint(1, 100), 100), F(r.randint(60, 100), 100), F(r.randint(1, 99999), 100000)])
        if f.duration:
            return F(r.randint(2, 90) if family != "month" else r.randint(2, 36))
        if roll < 0.35:
            value = weight * r.choice(f.scales)
            if f.whole is False or value.denominator == 1:
                return value
        if roll < 0.42:
            digits = r.randint(15, 40)
            value = F(r.randint(10**(digits - 1), 10**digits - 1))
            return value if f.whole is not False else value / 10**r.randint(0, digits)
        if f.whole is not False:
            return F(r.choice([r.randint(1, 20), r.randint(1, 1000), r.randint(1, 500) * 1000]))
        return F(r.randint(1, 10**r.randint(1, 9)), 10**r.randint(0, 4))

    def near(self, family, direction, lo, hi, weight, call, places, exact=None):
        """An actual value that makes trouble."""
        f, r = self.families[family], self.r
        bound = (lo if direction == "up" else hi) if direction != "equal" else r.choice([lo, hi])
        tiny = F(1) if f.whole is not False else F(1, 10**r.choice([2, 4, 12, 30]))
        step = F(1, 10**places)
        roll = r.random()
        wanted = exact
        if exact is None and roll < 0.35:
            units = int(weight / step)
            off = r.choice([0, 0, 0, -1, 1]) * step / 10**r.randint(2, 25)
            wanted = step * r.randint(0, max(0, units)) + step / 2 + off
            wanted = min(wanted, weight)
        if wanted is not None and bound > 0 and wanted > 0:
            if call.name == "反向比例":
                value = weight * bound / wanted
            elif call.name == "反向线性":
                value = bound * (1 + (1 - wanted / weight) * (self.read.value(call.params["至"]) - 1))
            elif direction == "equal":
                value = bound * (2 - wanted / weight) if bound == hi else bound * wanted / weight
            else:
                value = bound * wanted / weight
            if is_finite(value) and (f.whole is False or value.denominator == 1):
                return value
            if exact is not None:
                return None
        choices = [lambda: bound, lambda: bound + tiny, lambda: bound - tiny,
                   lambda: bound * F(r.randint(1, 300), 100), lambda: bound * F(r.randint(60, 140), 100),
                   lambda: bound * F(r.randint(100, 130), 100), lambda: bound * 2,
                   lambda: F(0), lambda: bound * F(r.randint(1, 99999), 10000),
                   lambda: (lo if lo is not None else bound), lambda: (hi if hi is not None else bound)]
        if f.signed:
            choices += [lambda: -abs(bound), lambda: -tiny, lambda: bound - F(r.randint(1, 100), 10)]
        value = r.choice(choices)()
        if f.whole is not False:
            value = F(value.numerator // value.denominator)
        return value if f.signed else max(F(0), value)

    # ---- indicators ----

    def add(self, path, weight, target, text, actual, cell, call=None, direction="", baseline=None,
            formula=None, block=(), scale=None):
        quoted = self.pending[1]
        ind = Indicator(path, weight, target, call, direction, baseline, formula)
        inline = []
        if call:
            inline.append("%s %s" % (self.kw("规则"), self.call_text(call)))
        if direction:
            inline.append("%s %s" % (self.kw("方向"), direction))
        if scale:
            inline.append("%s %s" % (self.kw("等次"), scale))
        self.r.shuffle(inline)
        self.printed[path] = Printed(path[-1], text, inline, list(block), quoted)
        self.cells[path] = cell
        return ind, actual

    def may_be_strict(self, family, unit):
        """> and < only where it is known what the next whole number is."""
        f = self.families[family]
        return f.whole is False or (f.whole and (family in FAMILIES or unit == self.base(family)))

    def bound_text(self, sign, q, word):
        """A bound as a sign, or in words; None for a sign."""
        if word is None:
            return self.sign_text(sign) + self.quantity_text(q)
        if word.startswith("q"):
            return self.quantity_text(q) + word[1:]
        return word + self.quantity_text(q)

    FORMS = {"≥": ["不低于", "不少于", "q以上"], ">": ["超过"],
             "≤": ["不超过", "q以内", "q之内", "q内", "q以下"], "<": ["不满"]}

    def quantity_indicator(self, path, weight, fw, exact=None):
        r = self.r
        cost = fw.tier_direction(path) == "反向"
        family = r.choice([n for n in self.families if not (exact is not None) or n in ("money",)])
        f = self.families[family]
        value = self.target_value(family, weight)
        if exact is not None:
            value = weight * 1000
        shape = "up" if exact is not None and not cost else \
            r.choice(["down"] * 4 if cost else ["up", "up", "up", "down", "down", "equal", "range"])
        direction_field, block, baseline, expr = "", [], None, None
        q = self.in_units(family, value)
        strict = self.may_be_strict(family, q.unit)
        call = self.pick_call(family, shape, value, f) if exact is None else \
            (Call("反向比例") if shape == "down" else Call("正向比例"))
        if shape == "range":
            return self.range_indicator(path, weight, fw, family, value, call)
        if shape == "equal":
            target, text = Target("bound", "=", q), self.sign_text("=") + self.quantity_text(q)
        else:
            sign = ("≥" if shape == "up" else "≤") if not strict or self.chance(0.75) else (">" if shape == "up" else "<")
            bare = sign in "≥≤" and value > 0 and self.chance(0.25)
            if bare and f.duration and shape == "up":
                bare = False
            if bare:
                target, text = Target("bare", q=q), self.quantity_text(q)
                if shape == "down" and not cost and not f.duration or self.chance(0.15):
                    direction_field = "正向" if shape == "up" else "反向"
            elif sign == "≤" and value == 0 and self.chance(0.5):
                q = Quantity(F(0), "")
                target, text = Target("bare", q=q), "0"
            elif sign == "≥" and f.whole is False and f.signed and value > 0 and self.chance(0.15):
                baseline, expr = q, ("var", "上年")
                text = self.sign_text(sign) + self.kw("上年")
                if self.chance(0.5):
                    growth = F(r.choice([105, 110, 98]), 100)
                    expr = ("×", expr, ("num", growth, "%s%%" % decimal(growth * 100)))
                    value *= growth
                    text = "%s (%s)" % (self.sign_text(sign), self.expr_text(expr))
                target = Target("bound", sign, expr=expr)
            else:
                if family == "month" and value.denominator == 1 and value % 12 == 0 and self.chance(0.7):
                    q = Quantity(value / 12, "年")
                    word = None
                else:
                    word = r.choice(self.FORMS[sign]) if self.chance(0.5) else None
                if word and word.startswith("q") and value < 0:
                    word = None
                target, text = Target("bound", sign, q), self.bound_text(sign, q, word)
        if baseline is None and value > 0 and call and "上年" in getattr(self.rules.get(call.name), "needs", ()):
            half = value / 2
            baseline = self.in_units(family, half if f.whole is False else F(half.numerator // half.denominator))
        if baseline is not None:
            block.append("%s %s" % (self.kw("上年"), self.quantity_text(baseline)))
        probe = Indicator(path, weight, target, call, direction_field, baseline)
        s = oracle.resolve(probe, fw, self.read)
        actual, cell = self.quantity_actual(family, s, weight, call or fw.defaults[s.direction], fw.places, exact,
                                            q.unit, value)
        if target.kind == "bound" and expr is None and self.chance(0.06) and target.sign in ("≥", "≤"):
            other = self.in_units(family, abs(value) * 2 + 1)
            block.append('%s %d年9月30日 %s %s "年中调整"' % (self.kw("调整"), self.year, text, self.kw("原因")))
            text = self.sign_text(target.sign) + self.quantity_text(other)
        return self.add(path, weight, target, text, actual, cell, call, direction_field, baseline, block=block)

    def pick_call(self, family, shape, value, f):
        """An explicit rule, or None for the framework's."""
        if not self.chance(0.4):
            return None
        local = [x for x in self.rules.values() if x.cls == shape]
        large = value >= 200 if f.whole is not False else value > 0
        if local and large and value > 0 and self.chance(0.7):
            return self.rule_call(self.r.choice(local), family, value)
        if shape == "up":
            calls = [Call("正向比例"), Call("达标得分")]
        elif shape == "down":
            calls = [Call("反向比例"), Call("达标得分"),
                     Call("反向线性", {"至": Quantity(self.r.choice([F(2), F(3, 2), F(11, 10), F(4)]))})]
        else:
            calls = [Call("等值偏离"), Call("达标得分")]
        if shape in ("up", "down") and value > 0:
            calls.append(Call("逐项扣分", {"每": self.step(family, value),
                                       "扣": Quantity(F(self.r.choice([1, 5, 10, 20]), 100), "分")}))
        return self.r.choice(calls)

    def range_indicator(self, path, weight, fw, family, value, call):
        f, r = self.families[family], self.r
        width = abs(value) * F(r.randint(1, 100), 100) + (F(1, 100) if f.whole is False else 2)
        if f.whole is not False:
            width = F(width.numerator // width.denominator + 1)
        lo, hi = value, value + width
        unit = r.choice([u for u in f.units if is_finite(lo / self.read.read(u)[0])
                         and is_finite(hi / self.read.read(u)[0])])
        factor = self.read.read(unit)[0]
        a, b = Quantity(lo / factor, unit), Quantity(hi / factor, unit)
        local = call and call.name in self.rules
        may = self.may_be_strict(family, unit) and not local
        opens = [may and self.chance(0.25), may and self.chance(0.25)]
        if unit and (unit in ("万元", "亿元") or unit[0] not in "万亿") and self.chance(0.4):
            if self.chance(0.7):
                a = Quantity(a.number, "")
            else:
                b = Quantity(b.number, "")
        signs = [".."] if any(opens) or value <= 0 else ["..", "..", "～"]
        if not any(opens) and 0 < a.number < 100 and a.number.denominator == 1 and b.number.denominator == 1:
            signs.append("-")
        sep = r.choice(signs)
        if sep == "..":
            sep = ("<" if opens[0] else "") + ".." + ("<" if opens[1] else "")
        text = self.quantity_text(a) + sep + self.quantity_text(b)
        if value < 0:
            raise oracle.Unspecified("a negative number against the name")
        target = Target("range", lo=a, hi=b, lo_open=opens[0], hi_open=opens[1])
        s = oracle.resolve(Indicator(path, weight, target), fw, self.read)
        if s.lo >= s.hi:
            raise oracle.Unspecified("an empty range")
        actual, cell = self.quantity_actual(family, s, weight, call or fw.defaults["equal"], fw.places, None,
                                            unit, value)
        return self.add(path, weight, target, text, actual, cell, call)

    def quantity_actual(self, family, s, weight, call, places, exact, unit, bound):
        f = self.families[family]
        if family == "day" and s.direction == "down" and self.chance(0.15):
            days = max(1, int(bound) + self.r.randint(-3, 3))
            start = datetime.date(self.year, self.r.randint(1, 9), self.r.randint(1, 28))
            end = start + datetime.timedelta(days)
            spec = [(d.year, None, d.month, d.day) for d in (start, end)]
            text = "..".join("%d年%d月%d日" % (d[0], d[2], d[3]) for d in spec)
            return Actual("period", day=spec[0], until=spec[1]), Cell(text)
        value = self.near(family, s.direction, s.lo, s.hi, weight, call, places, exact)
        if value is None:
            raise oracle.Unspecified("no finite actual")
        q = self.in_units(family, value)
        if value == 0 and self.chance(0.2):
            q = Quantity(F(0), "")
        elif f.bare and unit == self.base(family) and self.chance(0.12):
            q = Quantity(value / self.read.read(unit)[0], "")
        number, u = self.number_text(q.number), self.unit_text(q.unit)
        return Actual("quantity", q=q), Cell(number + u, number, q.unit if u == q.unit else None)

    def date_indicator(self, path, weight, fw):
        r = self.r
        month = r.randint(2, 12)
        date = r.choice([28, 15, 1, 20, oracle.last_day((self.year, None, month, None)).day])
        style = r.randint(0, 6)
        if style == 0:
            day = (self.year, None, month, date)
            text = r.choice(["%d年%d月%d日前", "%d年%d月%d日", "%d-%02d-%02d", "%d/%02d/%02d"]) % (self.year, month, date)
        elif style == 1:
            day = (self.year, None, 12, 31)
            text = r.choice(["%d年12月31日前" % self.year, "12月31日前"])
        elif style == 2:
            day, text = (self.year, None, month, date), "%d月%d日前" % (month, date)
        elif style == 3:
            day, text = (self.year, None, month, None), "%d年%d月%s" % (self.year, month, r.choice(["", "前", "底"]))
        elif style == 4:
            quarter = r.randint(1, 4)
            day = (self.year, quarter, None, None)
            text = "%d年第%s季度%s" % (self.year, "一二三四"[quarter - 1], r.choice(["", "前", "底"]))
        else:
            day, text = (self.year, None, None, None), "%d年%s" % (self.year, r.choice(["", "底"]))
        deadline = oracle.last_day(day)
        done = deadline + datetime.timedelta(r.choice([0, 0, 1, -1, -30, 30, r.randint(-200, 200)]))
        spec = (done.year, None, done.month, done.day)
        cell = r.choice(["%d年%d月%d日", "%d-%02d-%02d", "%d/%02d/%02d"]) % (done.year, done.month, done.day)
        if (done.year, done.month) != (deadline.year, deadline.month) and self.chance(0.3):
            spec, cell = (done.year, None, done.month, None), "%d年%d月" % (done.year, done.month)
        call = Call(r.choice(["按期得分", "达标得分"])) if self.chance(0.15) else None
        return self.add(path, weight, Target("deadline", day=day), text, Actual("date", day=spec), Cell(cell), call)

    def level_indicator(self, path, weight, fw):
        r = self.r
        scale = r.choice([oracle.THREE] + self.scales)
        points = scale.levels[0][1] == scale.levels[0][2]
        at = 0 if points or self.chance(0.8) else r.randint(0, len(scale.levels) - 2)
        level = r.choice(scale.levels[at][0])
        target = Target("level", level=level, scale=scale)
        actual, cell, claimed = self.level_actual(scale, r.randint(0, len(scale.levels) - 1), weight, fw.places)
        call = Call("等次计分") if self.chance(0.1) else None
        self.claim_next = claimed
        return self.add(path, weight, target, level, actual, cell, call, scale=scale.name if self.chance(0.5) else None)

    def level_actual(self, scale, at, weight, places):
        """With a figure, with a claim in the band, or with neither."""
        r = self.r
        names, lo, hi, hi_open = scale.levels[at]
        word = r.choice(names)
        if lo == hi:
            return Actual("level", level=word), Cell(word), None
        grid = [lo + (hi - lo) * F(n, 40) for n in range(0, 40)] + [F(lo), F(lo)] + ([] if hi_open else [F(hi)])
        figure = r.choice(grid)
        style = r.random()
        ends = [oracle.round_half_up(weight * x, places) == weight * x for x in (lo, hi)]
        if style < 0.12 and all(ends):
            return Actual("level", level=word), Cell(word), None
        if style < 0.4 and is_finite(weight * figure):
            return Actual("level", level=word), Cell(word), weight * figure
        claimed = weight if style > 0.9 else None
        text = "%s %s%%" % (word, decimal(figure * 100))
        return Actual("level", level=word, figure=figure), Cell(text), claimed

    def text_indicator(self, path, weight, fw):
        words = self.r.choice(WORDS)
        target = Target("text", words=words)
        if self.chance(0.5):
            actual, cell = Actual("text", words=words), Cell("“%s”" % words)
            cell.plain = words
        else:
            actual, cell, self.claim_next = self.level_actual(oracle.THREE, self.r.randint(1, 2), weight, fw.places)
        return self.add(path, weight, target, '"%s"' % words, actual, cell)

    def formula_indicator(self, path, weight, fw):
        n = len(self.facts)
        a, b = "甲项数%d" % n, "乙项数%d" % n
        whole = self.r.randint(1, 10**self.r.randint(1, 8))
        part = whole * self.r.randint(0, 150) // 100
        family = self.r.choice(["money", "个", "次"])
        self.facts[a] = self.in_units(family, F(part))
        self.facts[b] = self.in_units(family, F(whole))
        formula = ("÷", ("var", a), ("var", b))
        value = F(self.r.randint(50, 100), 100)
        q = Quantity(value * 100, "%")
        if fw.tier_direction(path) == "反向":
            target, text = Target("bound", "≤", q), "≤" + self.quantity_text(q)
        else:
            target, text = Target("bound", "≥", q), "≥" + self.quantity_text(q)
        block = ["%s %s" % (self.kw("算式"), self.expr_text(formula))]
        return self.add(path, weight, target, text, None, None, formula=formula, block=block)

    def indicator(self, tier, weight, fw, exact=None):
        """One that the oracle can score, with its entry (None for a computed one)."""
        name, quoted = self.fresh_name()
        return self.attempt(tier + (name,), quoted, weight, fw, exact)

    def attempt(self, path, quoted, weight, fw, exact=None):
        cost = fw.tier_direction(path) == "反向"
        for _ in range(200):
            facts = dict(self.facts)
            self.pending, self.claim_next = (path[-1], quoted), None
            roll = self.r.random()
            make = self.quantity_indicator
            if exact is None and not cost:
                make = (self.date_indicator if roll < 0.1 else self.level_indicator if roll < 0.25 else
                        self.text_indicator if roll < 0.28 else self.formula_indicator if roll < 0.31 else make)
            try:
                ind, actual = make(path, weight, fw, exact) if make == self.quantity_indicator else make(path, weight, fw)
                entry = actual and oracle.Entry(path, actual, self.claim_next)
                scheme = oracle.Scheme("", self.year, fw, [ind], self.rules, self.local_units)
                row = oracle.score_row(ind, actual or Actual("absent"), self.claim_next, scheme, self.facts, self.read)
                if exact is None or row.score == exact:
                    return ind, entry, row
            except (oracle.Unspecified, oracle.Invalid):
                pass
            self.facts = facts
        if exact is not None:
            return None
        raise RuntimeError("no indicator found for case %s" % self.number)

    # ---- the scheme ----

    def weights(self, total, count):
        """Positive parts of a total; now and then parts that do not add up."""
        grain = self.r.choice([F(1), F(1, 2), F(1, 10), F(1, 100)])
        if self.chance(0.2):
            pool = [F(1, 2), F(1), F(2), F(5, 2), F(81, 10), F(1, 8), F(333, 100), F(12), F(1275, 100), F(335, 1000)]
            return [self.r.choice(pool) for _ in range(count)]
        units = int(total / grain)
        if units <= count:
            return [total]
        cuts = sorted(self.r.sample(range(1, units), count - 1))
        return [(b - a) * grain for a, b in zip([0] + cuts, cuts + [units])]

    def make_rules(self):
        for _ in range(self.r.choice([0, 0, 1, 2, 4])):
            self.make_rule(self.r.choice(["up", "down", "equal", "range"]))
        if self.chance(0.1):
            weight, before = ("var", "分值"), ("≥", ("var", "实际"), ("var", "上年"))
            rule = Rule("与上年比规则", [], [(("var", "达成"), weight),
                                       (before, ("×", weight, ("num", F(8, 10), "80%"))),
                                       (None, ("num", F(0), "0分"))])
            rule.cls, rule.needs = "up", ("上年",)
            self.rules[rule.name] = rule

    def stamp(self, scheme, entries):
        """Some rows become 未填, 不适用, or stay away."""
        style = self.r.random()
        for e in entries:
            roll = self.r.random()
            if style < 0.15 and roll < 0.25:
                e.actual, self.cells[e.path] = Actual("missing"), Cell("未填")
            elif style < 0.2 and roll < 0.25:
                e.actual = Actual("absent")
            elif 0.2 < style < 0.38 and roll < 0.3:
                e.actual, self.cells[e.path] = Actual("na"), Cell("不适用")
            elif 0.36 < style < 0.38 and roll < 0.5:
                e.actual, self.cells[e.path] = Actual("missing"), Cell("未填")
            if e.actual.kind in ("missing", "na"):
                e.claimed = None
        return style < 0.38

    def case(self):
        r = self.r
        self.make_locals()
        self.make_rules()
        kind = r.choice(["national", "national", "own", "own", "extended"])
        fw = {"national": self.national, "own": self.own_framework, "extended": self.extended_framework}[kind]()
        facts = self.facts
        if kind != "own":
            budget = F(r.randint(1, 10**r.randint(1, 9)), 10**r.randint(0, 4))
            spent = budget * F(r.choice([0, 50, 90, 95, 99, 100, 133, r.randint(0, 150)]), 100)
            if self.chance(0.3):
                spent = F(r.randint(1, 10**6), 100)
            if self.chance(0.04):
                budget = F(0)
            facts["全年预算数"], facts["全年执行数"] = self.in_units("money", budget), self.in_units("money", spent)
        leaves = self.leaves(fw)
        indicators, entries, rows = [], [], []
        slots = []
        for first, weight, seconds in [t for t in fw.tiers if t[0] != "预算执行率"]:
            tier_leaves = [leaf for leaf in leaves if leaf[0] == first]
            for w in self.weights(weight, r.randint(1, 7)) if tier_leaves else []:
                slots.append((r.choice(tier_leaves), w))
        for tier, w in slots[:-1]:
            ind, entry, row = self.indicator(tier, w, fw)
            indicators.append(ind)
            rows.append(row)
            if entry:
                entries.append(entry)
        ragged = self.stamp(None, entries)
        self.finish_case(fw, indicators, entries, slots[-1], ragged)
        if not ragged and self.chance(0.08):
            self.twin(fw, indicators, entries, leaves)
        self.claim(entries, indicators, fw)
        scheme = oracle.Scheme("%s整体支出%s" % (r.choice(["益阳市局部门", "“放心”项目", "市级"]), self.number), self.year,
                               fw, indicators, self.rules, self.local_units)
        for name, weight, _ in fw.tiers:
            if any(i.path[0] == name for i in indicators) and self.chance(0.15):
                disagree = self.chance(0.2) and not any(e.actual.kind == "na" for e in entries)
                scheme.stated[name] = weight + 1 if disagree else weight
        actuals = oracle.Actuals(entries, self.facts, 0)
        r.shuffle(actuals.entries)
        name, text = self.print_actuals(scheme, actuals)
        definition = self.print_definition(scheme, kind)
        return Case(scheme, actuals, definition, name, text, oracle.evaluate(scheme, actuals))

    def leaves(self, fw):
        out = []
        for first, _, seconds in fw.tiers:
            out += [(first, s) for s, _ in seconds] or ([(first,)] if first != "预算执行率" else [])
        return out

    def finish_case(self, fw, indicators, entries, slot, ragged):
        """The last indicator brings the total to a grade's edge, if it can."""
        tier, weight = slot
        exact = None
        if not ragged and indicators:
            scheme = oracle.Scheme("", self.year, fw, indicators, self.rules, self.local_units)
            so_far = oracle.evaluate(scheme, oracle.Actuals(entries, self.facts)).exact_min
            step = F(1, 10**fw.places)
            rests = [cut + d - so_far for _, _, cut in fw.grades for d in (0, 0, step, -step)]
            rests = [x for x in rests if 0 < x < weight and (x / step).denominator == 1]
            exact = self.r.choice(rests) if rests else None
        name, quoted = self.fresh_name()
        found = exact is not None and self.attempt(tier + (name,), quoted, weight, fw, exact)
        ind, entry, _ = found or self.attempt(tier + (name,), quoted, weight, fw)
        indicators.append(ind)
        if entry:
            entries.append(entry)

    def twin(self, fw, indicators, entries, leaves):
        """A second indicator of the same name in another tier."""
        plain = [i for i in indicators if not self.printed[i.path].quoted and "“" not in i.path[0] and not i.formula]
        if not plain:
            return
        name = self.r.choice(plain).path[-1]
        homes = [leaf for leaf in leaves if "“" not in leaf[0] and leaf + (name,) not in self.printed]
        if homes:
            ind, entry, _ = self.attempt(self.r.choice(homes) + (name,), False, F(1), fw)
            indicators.append(ind)
            if entry:
                entries.append(entry)

    def claim(self, entries, indicators, fw):
        weights = {i.path: i.weight for i in indicators}
        if self.chance(0.4):
            return
        for e in entries:
            if e.actual.kind in ("missing", "na", "absent", "level") or e.claimed is not None:
                continue
            if self.chance(0.6):
                e.claimed = weights[e.path] * self.r.choice([F(1), F(1), F(1, 2), F(9, 10), F(0)])
        for e in entries:
            if self.chance(0.01) and e.actual.kind != "absent":
                e.again = 1

    # ---- printing ----

    def blank(self):
        return "\u3000" if self.decorated and self.chance(0.3) else " "

    def noise(self, lines):
        out = []
        for line in lines:
            if self.decorated and self.chance(0.06):
                out.append("  # 注：%s" % self.r.choice(["见年初批复", "分值 0.5 {", "≥5个"]))
            out.append(line + ("  # 备注" if self.decorated and line and self.chance(0.04) else ""))
        return out

    def indicator_lines(self, ind, indent):
        p = self.printed[ind.path]
        parts = [self.kw("指标"), self.head(p.name, p.quoted), p.target, self.kw("分值"), decimal(ind.weight)] + p.inline
        line = indent + self.blank().join(parts)
        fields = p.block[:]
        if self.chance(0.08):
            fields.append('%s "当年完成数"' % self.kw("口径"))
        if self.chance(0.05):
            fields.append('%s "综合科"' % self.kw("责任"))
        self.r.shuffle(fields)
        if not fields:
            return [line]
        if len(fields) == 1 and self.chance(0.5):
            return ["%s { %s }" % (line, fields[0])]
        return [line + " {"] + [indent + "  " + f for f in fields] + [indent + "}"]

    def print_definition(self, scheme, kind):
        fw, lines = scheme.framework, []
        if kind != "own":
            lines += ['%s "frameworks/national-2020"' % self.kw("引用"), ""]
        for u in self.local_units:
            of = " = %d%s" % (u.factor, u.of) if u.of else ""
            lines.append("%s %s%s%s" % (self.kw("计量单位"), self.unit_text(u.name), of, " 整数" if u.whole else ""))
        parts = [self.scale_lines(s) for s in self.scales] + [self.rule_lines(x) for x in self.rules.values()]
        if kind != "national":
            parts.append(self.framework_lines(fw, kind))
        self.r.shuffle(parts)
        lines += [line for part in parts for line in part]
        lines.append("%s %s {" % (self.kw("方案"), self.quote(scheme.name)))
        lines += ["  %s %d" % (self.kw("年度"), scheme.year), "  %s %s" % (self.kw("体系"), fw.name)]
        for first, _, seconds in fw.tiers:
            mine = [i for i in scheme.indicators if i.path[0] == first]
            if not mine:
                continue
            stated = " %s %s" % (self.kw("分值"), decimal(scheme.stated[first])) if first in scheme.stated else ""
            lines.append("  %s %s%s {" % (self.kw("一级"), self.tier_name(first), stated))
            for second in [s for s, _ in seconds] or [None]:
                group = [i for i in mine if second is None or i.path[1] == second]
                if group and second:
                    lines.append("    %s %s {" % (self.kw("二级"), second))
                for ind in group:
                    lines += self.indicator_lines(ind, "      " if second else "    ")
                if group and second:
                    lines.append("    }")
            lines.append("  }")
        return self.file_text(self.noise(lines + ["}"]))

    def file_text(self, lines):
        text = "\n".join(lines) + "\n"
        if self.chance(0.05):
            text = text.replace("\n", "\r\n")
        return ("\ufeff" if self.chance(0.05) else "") + text

    def is_twin(self, path):
        return sum(p[-1] == path[-1] for p in self.printed) > 1

    def print_actuals(self, scheme, actuals):
        form = self.r.choice(["jx", "jx", "csv", "json"])
        present = [e for e in actuals.entries if e.actual.kind != "absent"]
        rows = [e for e in present for _ in range(1 + e.again)]
        if not rows and not self.facts:
            form = "jx"
        if form == "csv":
            return "actuals.csv", self.print_csv(scheme, rows)
        if form == "json":
            return "actuals.json", self.print_json(scheme, rows)
        return "actuals.jx", self.print_jx(scheme, rows, actuals)

    def row_head(self, path):
        p = self.printed[path]
        plain = not p.quoted and "“" not in path[0]
        if self.is_twin(path) or (plain and self.chance(0.08)):
            return "/".join(path)
        return self.head(p.name, p.quoted)

    def print_jx(self, scheme, rows, actuals):
        lines = ["%s %s %d {" % (self.kw("实绩"), self.quote(scheme.name), scheme.year)]
        if self.facts:
            inner = ["%s = %s" % (n, self.quantity_text(q)) for n, q in self.facts.items()]
            lines.append("  %s { %s }" % (self.kw("数据"), "  ".join(inner)))
        body, seen = [], {}
        for e in rows:
            if e.path in seen:
                body.append(seen[e.path])
                continue
            text = self.cells[e.path].text
            text = self.kw(text) if text in ("未填", "不适用") else text
            line = "  %s = %s" % (self.row_head(e.path), text)
            if e.claimed is not None:
                line += " %s %s" % (self.kw("自评"), decimal(e.claimed))
            if self.chance(0.05):
                line += ' %s "%s"' % (self.kw("原因"), self.r.choice(["进度延后", "见附件{1}", "……"]))
            if self.chance(0.03):
                line += ' %s "附件3.pdf"' % self.kw("佐证")
            body.append(line)
            seen[e.path] = line
        if self.chance(0.15):
            body.append("  总分 %s %s" % (self.kw("自评"), decimal(F(self.r.randint(0, 1000), 10))))
            actuals.claims += 1
            names = {i.path[-1] for i in scheme.indicators}
            for first in dict.fromkeys(i.path[0] for i in scheme.indicators if "“" not in i.path[0]):
                if first not in names and self.chance(0.5):
                    body.append("  %s %s %d" % (first, self.kw("自评"), self.r.randint(0, 50)))
                    actuals.claims += 1
        return self.file_text(self.noise(lines + body + ["}"]))

    def cell_name(self, path, tiers):
        if self.is_twin(path) and not tiers:
            return "/".join(path)
        name = path[-1]
        if self.chance(0.05):
            name = name.replace("A", "Ａ")
        return name

    def cell_text(self, path):
        cell = self.cells[path]
        return getattr(cell, "plain", cell.text)

    def print_csv(self, scheme, rows):
        extra = ["年度", "自评得分", "偏差原因"]
        columns = ["指标", "实际完成值"] + [c for c in extra if self.chance(0.5)]
        tiers, unit = self.chance(0.4), self.chance(0.3)
        if any(e.claimed is not None for e in rows) and "自评得分" not in columns:
            columns.append("自评得分")
        columns += (["一级指标", "二级指标"] if tiers else []) + (["计量单位"] if unit else [])
        self.r.shuffle(columns)
        records, seen = [], {}
        for e in rows:
            cell = self.cells[e.path]
            split = unit and cell.number is not None and cell.unit
            record = seen.get(e.path) or {
                "指标": self.cell_name(e.path, tiers), "一级指标": e.path[0],
                "二级指标": e.path[1] if len(e.path) == 3 else "", "年度": str(scheme.year),
                "实际完成值": cell.number if split else self.cell_text(e.path),
                "计量单位": cell.unit if split else "",
                "自评得分": "" if e.claimed is None else decimal(e.claimed),
                "偏差原因": self.r.choice(["", "", "进度延后，见附件", '称"已完成",待核'])}
            seen[e.path] = record
            records.append(record)
        for name, q in self.facts.items():
            records.insert(self.r.randint(0, len(records)), {
                "指标": name, "实际完成值": self.quantity_text(q), "年度": str(scheme.year)})
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore",
                                lineterminator=self.r.choice(["\n", "\r\n"]),
                                quoting=self.r.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
        writer.writeheader()
        writer.writerows(records)
        return ("\ufeff" if self.chance(0.1) else "") + out.getvalue()

    def print_json(self, scheme, rows):
        items, seen = [], {}
        for e in rows:
            item = {"indicator": self.cell_name(e.path, False), "actual": self.cell_text(e.path)}
            if e.claimed is not None:
                item["claimed"] = Literal(decimal(e.claimed))
            if self.chance(0.05):
                item["reason"] = "进度延后\n见附件"
            items.append(seen.setdefault(e.path, item))
        data = {"scheme": scheme.name, "year": scheme.year,
                "facts": {n: self.quantity_text(q) for n, q in self.facts.items()}, "actuals": items}
        if not self.facts and self.chance(0.5):
            del data["facts"]
        text = json.dumps(data, ensure_ascii=self.chance(0.3), indent=self.r.choice([None, 1]), cls=Exact)
        for item in items:
            if "claimed" in item:
                text = text.replace('"%s"' % item["claimed"].mark, item["claimed"].text)
        return text + "\n"


class Literal:
    """A number to be written as it stands: json knows no exact ones."""
    count = 0

    def __init__(self, text):
        Literal.count += 1
        self.text, self.mark = text, "@number-%d@" % Literal.count


class Exact(json.JSONEncoder):
    def default(self, o):
        return o.mark if isinstance(o, Literal) else super().default(o)


def make_case(seed, number):
    """The case of that number; one the oracle refuses is drawn again."""
    for again in range(100):
        try:
            return Generator(seed, "%d.%d" % (number, again) if again else number).case()
        except (oracle.Unspecified, oracle.Invalid):
            continue
    raise RuntimeError("no case for seed %s number %s" % (seed, number))
