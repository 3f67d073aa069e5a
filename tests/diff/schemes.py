"""Schemes made at random, edits of them, and what diff must say of each edit: written from the manual alone.

A scheme is data (Scheme, Indicator, Target); `text` writes it as a definition, in one of several spellings that mean the same.  `edit`
changes a copy in place and returns the changes that a comparison must report, as tuples (kind, subject, path, aspect).  Names are random
characters, so that no two are alike by chance.
"""

import copy
import random
from collections import Counter
from fractions import Fraction

FIRST, LAST = 0x4E10, 0x9F00  # common and rare ideographs: all are letters
TIERS = {"产出指标": ["数量指标", "质量指标", "时效指标", "成本指标"],
         "效益指标": ["经济效益指标", "社会效益指标"],
         "满意度指标": ["服务对象满意度指标"]}
WORDS = {"definition": "口径", "owner": "责任", "source": "来源", "frequency": "频次"}
LEVELS = ["达成年度指标", "部分达成", "未达成"]
OWN = ["甲则", "乙则"]  # rules of the definition itself, each shared by several indicators
REVISED = "2025年9月30日"
CITED = {"basis": "依据", "remark": "备注"}  # may be given more than once
ASIDE = ("旁体系", "产出指标")  # a framework that the scheme does not follow, with indicators of its own


class Target:
    """One on a line: `low` and `high` (None: open) in `unit`; a deadline has a day of the year, or of `later` years after it."""

    def __init__(self, kind, unit, low=None, high=None):
        self.kind, self.unit, self.low, self.high, self.later = kind, unit, low, high, 0

    def plain(self, year):
        if self.kind == "deadline":
            month, day = self.high
            return "%d年%d月%d日前" % (year + self.later, month, day)
        if self.kind == "level":
            return LEVELS[0]
        if self.low is None:
            return "≤%s%s" % (number(self.high), self.unit)
        if self.high is None:
            return "≥%s%s" % (number(self.low), self.unit)
        return "%s..%s%s" % (number(self.low), number(self.high), self.unit)

    def otherwise(self, year, chance):
        """The same in another spelling."""
        if self.kind == "count" and self.high is None:
            return chance.choice([">%s%s" % (number(self.low - 1), self.unit), "不少于%s%s" % (number(self.low), self.unit),
                                  "%s%s以上" % (number(self.low), self.unit)])
        if self.kind == "count" and self.low is None:
            return chance.choice(["<%s%s" % (number(self.high + 1), self.unit), "%s%s以内" % (number(self.high), self.unit)])
        if self.kind == "money":
            return "≤%s元" % number(self.high * 10000)
        if self.kind == "rate":
            return chance.choice(["%s%%" % number(self.low), "%s%%以上" % number(self.low), "≥%s‰" % number(self.low * 10)])
        if self.kind == "deadline":
            return chance.choice(["%d-%02d-%02d" % ((year + self.later,) + self.high), "%d年%d月%d日" % ((year + self.later,) + self.high)])
        return self.plain(year)


class Indicator:
    def __init__(self, name, target, weight):
        self.name, self.target, self.weight = name, target, weight
        self.rule, self.id, self.formerly, self.baseline, self.words = None, None, None, None, {}
        self.own, self.parts, self.first, self.core = None, {}, None, False
        self.cited = {"basis": [], "remark": []}
        self.was = None  # its name in the definition that an edit began with

    def use(self):
        """What stands after 规则: the name of a rule, or an own rule with its argument."""
        return "%s(除 = %d)" % self.own if self.own else self.rule


class Scheme:
    def __init__(self):
        self.year, self.places, self.excellent = 2025, 2, 90
        self.factors = dict.fromkeys(OWN, 1)
        self.weights = {"产出指标": 50, "效益指标": 30, "满意度指标": 20}
        self.tiers = {(one, two): [] for one in TIERS for two in TIERS[one]}
        self.bases = {own: [own + "的依据"] for own in OWN}
        self.aside = []

    def paths(self):
        return [(tier, indicator) for tier in self.tiers for indicator in self.tiers[tier]]


def number(value):
    value = Fraction(value)
    if value.denominator == 1:
        return str(value.numerator)
    digits = next(n for n in range(1, 12) if value * 10 ** n % 1 == 0)
    whole = str(abs(int(value * 10 ** digits))).rjust(digits + 1, "0")
    return ("-" if value < 0 else "") + whole[:-digits] + "." + whole[-digits:]


def name(chance):
    return "".join(chr(chance.randrange(FIRST, LAST)) for _ in range(chance.randrange(7, 11)))


def target(chance):
    kind = chance.choice(["count", "count", "count", "ceiling", "money", "rate", "rate", "deadline", "workdays", "range", "level"])
    if kind == "count":
        return Target("count", chance.choice("个次件家"), low=chance.randrange(20, 300))
    if kind == "ceiling":
        return Target("count", chance.choice("起次"), high=chance.randrange(20, 90))
    if kind == "money":
        return Target("money", "万元", high=Fraction(chance.randrange(100, 5000), 10))
    if kind == "rate":
        return Target("rate", "%", low=Fraction(chance.randrange(600, 950), 10))
    if kind == "deadline":
        made = Target("deadline", "", high=(chance.randrange(3, 12), chance.randrange(3, 25)))
        made.later = chance.choice([0, 0, 1])
        return made
    if kind == "workdays":
        return Target("workdays", "个工作日", high=chance.randrange(5, 30))
    if kind == "level":
        return Target("level", "")
    low = chance.randrange(100, 200)
    return Target("range", "个", low, low + chance.randrange(20, 60))


def indicator(chance):
    made = Indicator(name(chance), target(chance), Fraction(chance.randrange(1, 40), 4))
    for key in WORDS:
        if chance.random() < 0.2:
            made.words[key] = name(chance)
    if chance.random() < 0.2:
        made.id = "甲%d" % chance.randrange(10 ** 9)
    if made.target.kind == "count" and made.target.high is None and chance.random() < 0.3:
        made.baseline = chance.randrange(10, 300)
    if made.target.kind == "count" and chance.random() < 0.3:
        for _ in range(chance.randrange(1, 4)):
            made.parts[name(chance)] = Target("count", made.target.unit, low=chance.randrange(20, 90))
        if chance.random() < 0.3:  # another of the same name
            made.parts[chance.choice(sorted(made.parts)) + "#2"] = Target("count", made.target.unit, low=chance.randrange(20, 90))
    if made.target.kind in ("count", "ceiling", "money", "rate") and chance.random() < 0.15:
        made.first = copy.deepcopy(made.target)
        nearer(made, chance, chance.choice([1, -1]))
    if made.target.kind != "level" and chance.random() < 0.2:
        made.own = (chance.choice(OWN), chance.choice([2, 3]))
    made.core = chance.random() < 0.1
    for key in CITED:
        if chance.random() < 0.2:
            made.cited[key] = [name(chance) for _ in range(chance.randrange(1, 4))]
    return made


def scheme(chance, size):
    made = Scheme()
    tiers = list(made.tiers)
    for _ in range(size):
        made.tiers[chance.choice(tiers)].append(indicator(chance))
    made.aside = [one for one in (indicator(chance) for _ in range(size // 10))
                  if one.target.kind != "deadline" and not one.own and not one.id]
    return made


# Writing


def cited(texts, spelling=None):
    """依据 and 备注, whose order makes no difference, nor one that is said twice."""
    lines = ["%s \"%s\"" % (CITED[key], said) for key in CITED for said in texts.get(key, [])]
    return lines + ([spelling.choice(lines)] if lines and spelling else [])


def marked(text, spelling):
    """The name, now and then with what tables add to one."""
    return spelling.choice([text, text, '"★%s"', '"指标1：%s"', '"%s（≥**个）"', '"（2）%s"']).replace("%s", text) if spelling else text


def block(one, year, spelling):
    lines = ["其中 %s %s" % (marked(part.partition("#")[0], spelling), aim.otherwise(year, spelling) if spelling else aim.plain(year)) for part, aim in one.parts.items()]
    lines += cited(one.cited, spelling)
    if spelling:
        spelling.shuffle(lines)
    if one.first:
        lines.append("调整 %s %s 原因 \"批复\"" % (REVISED, one.target.otherwise(year, spelling) if spelling else one.target.plain(year)))
    if one.core:
        lines.append("核心 是")
    if one.id:
        lines.append("编号 \"%s\"" % one.id)
    if one.formerly:
        lines.append("原名 %s" % one.formerly)
    if one.baseline is not None:
        lines.append("上年 %d%s" % (one.baseline, one.target.unit))
    lines += ["%s \"%s\"" % (WORDS[key], text) for key, text in sorted(one.words.items())]
    return " {\n" + "".join("        %s\n" % line for line in lines) + "      }" if lines else ""


def stated(one):
    """The target on the line of an indicator: the one before its 调整."""
    return one.first or one.target


def written(one, year, spelling):
    """The line of an indicator."""
    return ("      指标 %s %s 分值 %s%s%s"
            % (marked(one.name, spelling), stated(one).otherwise(year, spelling) if spelling else stated(one).plain(year),
               number(one.weight), " 规则 %s" % one.use() if one.use() else "", block(one, year, spelling)))


def text(one, spelling=None):
    """The definition.  SPELLING, a random source: written otherwise, with comments and in another order."""
    lines = ["体系 随机体系 {"]
    lines += ["  一级 %s 分值 %d" % (tier, {"产出指标": 50, "效益指标": 30, "满意度指标": 20}[tier]) for tier in TIERS]
    lines += ["  缺省规则 { 正向 => 正向比例  反向 => 反向比例  等于 => 等值偏离  时限 => 按期得分  等次 => 等次计分 }",
              "  保留 %d位小数" % one.places, "  等级 { 优 ≥%d分  差 <%d分 }" % (one.excellent, one.excellent), "}", ""]
    lines += ["规则 %s(除) { %s  达成 => 分值  否则 => 分值 ÷ 除 ÷ %d }"
              % (own, " ".join(cited({"basis": one.bases[own]}, spelling)), one.factors[own]) for own in OWN]
    lines += ["体系 %s {" % ASIDE[0], "  一级 %s 分值 100 {" % ASIDE[1]] + [written(member, one.year, spelling) for member in one.aside]
    lines += ["  }", "  缺省规则 { 正向 => 正向比例  反向 => 反向比例  等于 => 等值偏离  等次 => 等次计分 }", "}"]
    lines += ["方案 随机方案 {", "  年度 %d" % one.year, "  体系 随机体系", ""]
    for tier in TIERS:
        lines.append("  一级 %s 分值 %s {" % (tier, number(one.weights[tier])))
        for second in TIERS[tier]:
            members = list(one.tiers[(tier, second)])
            if spelling:
                spelling.shuffle(members)
                lines.append("    # %s" % name(spelling))
            if members:
                lines.append("    二级 %s {" % second)
                lines += [written(member, one.year, spelling) for member in members]
                lines.append("    }")
        lines.append("  }")
    return "\n".join(lines + ["}", ""])


def value(one, year, chance):
    """What was achieved: sometimes well beyond the target, sometimes short of it."""
    aim = one.target
    if chance.random() < 0.05:
        return "不适用"
    share = chance.choice([Fraction(1), Fraction(1, 2), Fraction(4, 5), Fraction(19, 20), Fraction(6, 5), Fraction(2)])
    if aim.kind == "deadline":
        month, day = aim.high
        return "%d年%d月%d日" % (year + aim.later, month, day + chance.choice([-2, 0, 0, 3]))
    if aim.kind == "level":
        return chance.choice(["达成年度指标 100%", "部分达成 70%", "未达成 30%"])
    reached = (aim.low if aim.low is not None else aim.high) * share
    if aim.kind not in ("money", "rate"):
        reached = Fraction(int(reached))
    return number(reached) + (aim.unit if aim.kind != "workdays" else "个工作日")


def any_value(one, year, chance):
    """At the target, beside it, far from it, and on the other side of 0."""
    aim = one.target
    if aim.kind in ("deadline", "level"):
        return value(one, year, chance)
    bound = chance.choice([end for end in (aim.low, aim.high) if end is not None])
    reached = chance.choice([bound, bound - 1, bound + 1, Fraction(int(bound / 2)), bound * 2, Fraction(0), Fraction(-1), -bound])
    return number(max(reached, 0) if aim.kind == "workdays" else reached) + aim.unit


def actuals(one, chance, values=None):
    rows = ["  %s = %s" % ("/".join(tier + (member.name,)), (values or {}).get(member.name) or value(member, one.year, chance))
            for tier, member in one.paths() if values is None or member.name in values]
    return "实绩 随机方案 %d {\n%s\n}\n" % (one.year, "\n".join(rows))


# Edits: each returns the kinds that it makes, or None where it does not apply.


def step(chance, amount):
    return max(1, int(amount * chance.choice([Fraction(1, 20), Fraction(1, 5), Fraction(1, 3)])))


def nearer(one, chance, sign):
    """The target a step harder (SIGN 1) or easier."""
    aim = one.target
    if aim.kind == "level":
        return None
    if aim.kind == "deadline":
        month, day = aim.high
        aim.high = (month, day - sign)
    elif aim.kind == "range":
        aim.low, aim.high = aim.low + sign * 5, aim.high - sign * 5
    elif aim.high is None:
        aim.low = aim.low + sign * step(chance, aim.low) if aim.kind == "count" else aim.low + sign * 5
    else:
        aim.high = aim.high - sign * step(chance, aim.high)
    return ["tightened" if sign > 0 else "loosened"]


def tighten(one, chance):
    return nearer(one, chance, 1)


def loosen(one, chance):
    return nearer(one, chance, -1)


def shift(one, chance):
    """A range that crosses the old one, or one beside it."""
    if one.target.kind != "range":
        return None
    far = chance.random() < 0.5
    by = 1000 if far else 7
    one.target.low, one.target.high = one.target.low + by, one.target.high + by
    return ["disjoint" if far else "crossing"]


def measure(one, _chance):
    if one.target.kind != "count" or one.first:
        return None
    one.target.unit = {"个": "件", "次": "家", "件": "个", "家": "次", "起": "次"}[one.target.unit]
    return ["incomparable"]


def turn(one, _chance):
    """From a floor to a ceiling at the same place: they share one value."""
    if one.target.kind != "count" or one.target.high is not None or one.use() or one.first:
        return None
    one.target.low, one.target.high = None, one.target.low
    return ["crossing", "direction"]


def is_ceiling(aim):
    return aim.kind == "count" and aim.low is None


def from_nought(one, _chance):
    """From a ceiling to a range from 0: what is below 0 is lost."""
    if not is_ceiling(one.target) or one.use() or one.first:
        return None
    one.target.low = 0
    return ["tightened", "direction"]


def reweigh(one, chance):
    one.weight += Fraction(chance.randrange(1, 9), 4)
    return ["weight"]


def say(one, chance):
    key = chance.choice(sorted(WORDS))
    one.words[key] = name(chance)
    return [("definition", "") if key == "definition" else ("text", key)]


def rebase(one, chance):
    if one.target.kind != "count" or one.target.high is not None:
        return None
    one.baseline = (one.baseline or 0) + chance.randrange(1, 50)
    return ["baseline"]


def divide(one, chance):
    """Another 其中, one less, or another target of one."""
    if not one.parts:
        return None
    part = chance.choice(sorted(one.parts))
    act = chance.choice(["added", "dropped", "tightened", "loosened"])
    if act == "added":
        one.parts[name(chance)] = Target("count", one.target.unit, low=chance.randrange(20, 90))
    elif act == "dropped":
        del one.parts[part]
    else:
        one.parts[part].low += 3 if act == "tightened" else -3
    return [(act, "part")]


def revise(one, chance):
    """A 调整 in the middle of the year."""
    if one.first or one.target.kind not in ("count", "ceiling", "money", "rate"):
        return None
    one.first = copy.deepcopy(one.target)
    return nearer(one, chance, chance.choice([1, -1])) + [("text", "revised")]


def cite(one, chance):
    """Another 依据 or 备注, one less, or one in the place of another: not always the first."""
    key = chance.choice(sorted(CITED))
    texts = one.cited[key]
    if texts and chance.random() < 0.7:
        at = chance.randrange(len(texts))
        texts[at:at + 1] = [name(chance)] if chance.random() < 0.5 else []
    else:
        texts.append(name(chance))
    return [("text", key)]


def mark(one, _chance):
    one.core = not one.core
    return [("text", "core")]


def alike(old, chance):
    """A name of which diff can tell that it was OLD."""
    at = chance.randrange(2, len(old) - 1)
    return old[:at] + chr(chance.randrange(FIRST, LAST)) + old[at + 1:]


TARGET_EDITS = [tighten, loosen, shift, measure, turn, revise]
CEILING_EDITS = [tighten, loosen, measure, from_nought, from_nought, revise]
OTHER_EDITS = [reweigh, say, rebase, divide, cite, mark]


def default_rule(one):
    aim = one.target
    return {"count": "反向比例" if aim.low is None else "正向比例", "money": "反向比例", "rate": "正向比例",
            "workdays": "反向比例"}.get(aim.kind)


def edit(old, chance, share=0.3):
    """A copy of OLD with a share of its indicators changed, and the changes, as a Counter."""
    new = copy.deepcopy(old)
    told, rules = Counter(), {}
    tiers = list(new.tiers)
    for _, one in new.paths():
        one.was = one.name
    for tier, one in new.paths():
        if chance.random() >= share:
            continue
        if chance.random() < 0.12:
            new.tiers[tier].remove(one)
            told[("dropped", "indicator", tier + (one.name,), "")] += 1
            continue
        change_one(new, tier, one, chance, told, rules, tiers)
    for _ in range(chance.randrange(4)):
        tier, one = chance.choice(tiers), indicator(chance)
        new.tiers[tier].append(one)
        told[("added", "indicator", tier + (one.name,), "")] += 1
    for one in new.aside:
        for act in [chance.choice(TARGET_EDITS)] + OTHER_EDITS if chance.random() < share else []:
            for kind in act(one, chance) or [] if chance.random() < 0.3 else []:
                told[(kind, "indicator", ASIDE + (one.name,), "") if isinstance(kind, str)
                     else (kind[0], "indicator", ASIDE + (one.name,), kind[1])] += 1
    change_frame(new, chance, told)
    change_own_rules(old, new, chance, rules)
    for (_, after), paths in rules.items():
        if len(paths) == 1:
            told[("rule", "indicator", paths[0], "")] += 1
        else:
            told[("rule", "rule", (after.partition("(")[0],), "")] += 1
    return new, told


def change_one(new, tier, one, chance, told, rules, tiers):
    kinds, before, known = [], default_rule(one), True
    turned = False
    if chance.random() < 0.5:
        act = chance.choice(CEILING_EDITS if is_ceiling(one.target) else TARGET_EDITS)
        done = act(one, chance) or []
        turned = act in (turn, from_nought) and bool(done)
        kinds += done
    for act in OTHER_EDITS:
        if chance.random() < 0.3:
            kinds += act(one, chance) or []
    if chance.random() < 0.3:
        old_name, one.name = one.name, alike(one.name, chance)
        kinds.append("renamed")
        if chance.random() < 0.5 or "incomparable" in kinds:
            one.formerly = old_name
        known = bool(one.formerly or one.id)  # else it is known by likeness, which looks in its own tier only
    if known and chance.random() < 0.2:
        place = chance.choice([other for other in tiers if other != tier])
        new.tiers[tier].remove(one)
        new.tiers[place].append(one)
        tier = place
        kinds.append("moved")
    path = tier + (one.name,)
    if before and not turned and "incomparable" not in kinds and not one.use() and chance.random() < 0.25:
        one.rule = "达标得分"
        rules.setdefault((before, one.rule), []).append(path)
    for kind in kinds:
        told[(kind, "indicator", path, "") if isinstance(kind, str) else (kind[0], "indicator", path, kind[1])] += 1


def change_own_rules(old, new, chance, rules):
    """Another argument of some uses, and another body: what changed alike is one change."""
    before = {one.name: one for _, one in old.paths()}
    users = [(tier, one) for tier, one in new.paths() if one.own and one.was]
    for _, one in users:
        if chance.random() < 0.1:
            one.own = (one.own[0], 5 - one.own[1])
    for own in OWN:
        if chance.random() < 0.3 and any(one.own[0] == own for _, one in users):
            new.factors[own] = 2
    for tier, one in users:
        was = before[one.was]
        if was.own != one.own or new.factors[one.own[0]] != old.factors[one.own[0]]:
            rules.setdefault((was.use(), one.use()), []).append(tier + (one.name,))


def change_frame(new, chance, told):
    if chance.random() < 0.2:
        new.weights["产出指标"] -= 5
        new.weights["效益指标"] += 5
        told[("weight", "tier", ("产出指标",), "")] += 1
        told[("weight", "tier", ("效益指标",), "")] += 1
    for own in OWN:
        if chance.random() < 0.2:
            new.bases[own].append(name(chance))
            told[("text", "rule", (own,), "basis")] += 1
    if chance.random() < 0.1:
        new.places = 1
        told[("framework", "framework", ("随机体系",), "precision")] += 1
    if chance.random() < 0.1:
        new.excellent = 85
        told[("framework", "framework", ("随机体系",), "grades")] += 2  # of 优 and of 差


MIRROR = {"tightened": "loosened", "loosened": "tightened", "added": "dropped", "dropped": "added"}
