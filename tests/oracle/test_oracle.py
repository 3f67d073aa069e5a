"""Checks of the oracle itself, every expectation worked out by hand."""

import os
import sys
import unittest
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import generate
import oracle
from oracle import Actual, Actuals, Call, Entry, Indicator, LocalUnit, Quantity, Rule, Target

Q = lambda n, unit="": Quantity(F(n), unit)
GRADES = [("优", "≥", F(90)), ("良", "≥", F(80)), ("中", "≥", F(60)), ("差", "<", F(60))]
PATH = ("产出指标", "数量指标", "甲")


def framework(places=2, full=100, direction=""):
    defaults = {"up": Call("正向比例"), "down": Call("反向比例"), "equal": Call("等值偏离"),
                "deadline": Call("按期得分"), "level": Call("等次计分")}
    return oracle.Framework("本地", [("产出指标", F(full), [("数量指标", direction)])], defaults, places, GRADES)


def bound(sign, n, unit="个"):
    return Target("bound", sign, Q(n, unit))


def row(target, actual, weight=1, rule=None, places=2, claimed=None, rules=None, units=(), direction="", tier=""):
    if isinstance(actual, Quantity):
        actual = Actual("quantity", actual)
    ind = Indicator(PATH, F(weight), target, rule, direction)
    scheme = oracle.Scheme("", 2024, framework(places, 100, tier), [ind], rules or {}, list(units))
    return oracle.score_row(ind, actual, claimed, scheme, {}, oracle.Units(units))


def total(rows, places=2, full=100):
    """Result of rows of (weight, Actual) against ≥100个."""
    inds = [Indicator(PATH[:2] + (str(n),), F(w), bound("≥", 100)) for n, (w, _) in enumerate(rows)]
    scheme = oracle.Scheme("", 2024, framework(places, full), inds)
    return oracle.evaluate(scheme, Actuals([Entry(i.path, a) for i, (_, a) in zip(inds, rows)]))


def count(n):
    return Actual("quantity", Q(n, "个"))


class Rounding(unittest.TestCase):
    def test_half_goes_up(self):
        for text, places, want in (("2.675", 2, "2.68"), ("1.005", 2, "1.01"), ("-2.675", 2, "-2.68"), ("0.5", 0, "1"),
                                   ("2.5", 0, "3"), ("2.4999999999999999999999999", 0, "2"), ("0.0449", 1, "0")):
            self.assertEqual(oracle.round_half_up(F(text), places), F(want), text)
        self.assertEqual(oracle.round_half_up(F(7, 12) * F("8.1"), 2), F("4.73"))
        self.assertEqual(oracle.round_half_up(F(475, 550) * F("0.5"), 2), F("0.43"))


class Library(unittest.TestCase):
    def test_one_row_three_rules(self):
        for rule, want in ((Call("反向比例"), "8.33"), (Call("反向线性", {"至": Q(2)}), "8"), (Call("达标得分"), "0")):
            r = row(bound("≤", 10), Q(12, "个"), 10, rule)
            self.assertEqual((r.status, r.direction, r.score), ("missed", "down", F(want)))

    def test_proportion(self):
        self.assertEqual(row(bound("≥", 12), Q(7, "个"), "8.1").score, F("4.73"))
        self.assertEqual(row(bound("≥", 550, "批次"), Q(475, "批次"), "0.5").score, F("0.43"))
        self.assertEqual(row(bound("≥", 550, "批次"), Q(0, "批次"), "0.5").score, 0)
        self.assertEqual(row(bound("≥", 5, "%"), Q(-3, "%"), 5).score, 0)
        self.assertEqual(row(bound("≥", -5, "%"), Q(-8, "%"), 5).score, 0)

    def test_a_met_weight_is_not_rounded(self):
        self.assertEqual(row(bound("≥", 1), Q(1, "个"), "0.335").score, F("0.335"))
        self.assertEqual(row(bound(">", 1, "元"), Q(1, "元"), "0.335").score, F("0.335"))
        self.assertEqual(row(bound(">", 1, "元"), Q(1, "元"), "0.333").score, F("0.33"))

    def test_linear_ends_at_its_multiple(self):
        rule = Call("反向线性", {"至": Q("1.5")})
        self.assertEqual(row(bound("≤", 100), Q(125, "个"), 10, rule).score, 5)
        self.assertEqual(row(bound("≤", 100), Q(150, "个"), 10, rule).score, 0)
        self.assertEqual(row(bound("≤", 0), Q(1, "个"), 10, rule).score, 0)

    def test_deviation_takes_the_nearest_bound(self):
        self.assertEqual(row(bound("=", 10), Q(12, "个"), 10).score, 8)
        self.assertEqual(row(bound("=", 10), Q(25, "个"), 10).score, 0)
        between = Target("range", lo=Q(10), hi=Q(20, "个"))
        self.assertEqual(row(between, Q(9, "个"), 10).score, 9)
        self.assertEqual(row(between, Q(25, "个"), 10).score, F("7.5"))

    def test_steps(self):
        rule = Call("逐项扣分", {"每": Q(1, "个"), "扣": Q("0.1", "分")})
        self.assertEqual(row(bound("≥", 10), Q(7, "个"), 1, rule).score, F("0.7"))
        self.assertEqual(row(bound("≥", 100), Q(7, "个"), 1, rule).score, 0)


class Targets(unittest.TestCase):
    def test_whole_numbers(self):
        self.assertEqual(row(bound(">", 149), Q(149, "个"), 150).score, 149)
        self.assertEqual(row(bound("<", 10), Q(10, "个"), 10).score, 9)
        self.assertEqual(row(bound(">", "14.9", "万个"), Q("14.9", "万个")).status, "missed")

    def test_units(self):
        units = oracle.Units([LocalUnit("乙"), LocalUnit("甲", 12, "乙")])
        for number, unit, want in (("2", "甲", 24), ("1.2", "亿元", 120000000), ("20", "万次", 200000),
                                   ("5", "件/万人", F(5, 10000)), ("3", "万元/人/天", 30000), ("5", "‰", F(5, 1000))):
            self.assertEqual(units.value(Q(number, unit)), want, unit)
        self.assertEqual(units.read("元/人/天")[1], {"元": 1, "人": -1, "天": -1})

    def test_bare(self):
        bare = lambda n, unit: Target("bare", q=Q(n, unit))
        self.assertEqual(row(bare(92, "%"), Q(92, "%")).direction, "up")
        self.assertEqual(row(bare(92, "%"), Q(92, "%"), tier="反向").direction, "down")
        self.assertEqual(row(bare(92, "%"), Q(92, "%"), tier="反向", direction="正向").direction, "up")
        self.assertEqual(row(bare(15, "天"), Q(16, "日")).direction, "down")
        self.assertEqual((row(bare(0, ""), Q(3, "次")).direction, row(bare(0, ""), Q(3, "次")).score), ("down", 0))
        self.assertEqual(row(bound("≤", 2, "年"), Q(24, "个月")).status, "met")

    def test_deadlines(self):
        day = lambda *d: Actual("date", day=d)
        quarter = Target("deadline", day=(2024, 3, None, None))
        self.assertEqual(row(quarter, day(2024, None, 9, 30)).score, 1)
        self.assertEqual(row(quarter, day(2024, None, 10, 1)).score, 0)
        february = Target("deadline", day=(2024, None, 2, None))
        self.assertEqual(row(february, day(2024, None, 2, 29)).status, "met")
        self.assertEqual(row(february, day(2024, None, 3, None)).status, "missed")
        with self.assertRaises(oracle.Unspecified):
            row(Target("deadline", day=(2024, None, 2, 10)), day(2024, None, 2, None))

    def test_period(self):
        period = Actual("period", day=(2024, None, 3, 1), until=(2024, None, 3, 20))
        self.assertEqual(row(bound("≤", 19, "天"), period).status, "met")
        self.assertEqual(row(bound("≤", 18, "天"), period).status, "missed")


class Levels(unittest.TestCase):
    target = Target("level", level="达成年度指标", scale=oracle.THREE)

    def level(self, word, figure=None, claimed=None):
        actual = Actual("level", level=word, figure=figure)
        return row(self.target, actual, 10, claimed=claimed)

    def test_figure_claim_or_interval(self):
        self.assertEqual(self.level("部分达成", F("0.7")).score, 7)
        self.assertEqual(self.level("部分达成", None, F("6.5")).score, F("6.5"))
        self.assertEqual((self.level("达成预期指标", F("0.9")).status, self.level("达成预期指标", F("0.9")).score),
                         ("met", 9))
        for r in (self.level("部分达成"), self.level("部分达成", None, F(8))):
            self.assertEqual((r.status, r.score, r.lo, r.hi), ("missed", None, 6, 8))


class LocalRules(unittest.TestCase):
    def test_arms(self):
        v = lambda n: ("var", n)
        number = lambda x: ("num", F(x))
        rule = Rule("本地", ["系数"], [
            (("且", v("达成"), ("≥", v("完成率"), number("1.3"))), ("×", v("分值"), number("0.9"))),
            (v("达成"), v("分值")),
            (("≤", v("实际"), number(0)), oracle.NA),
            (None, ("×", v("分值"), ("−", number(1), ("×", v("系数"), ("call", "ceil", ("÷", v("差距"), number(10)))))))])
        score = lambda a: row(bound("≥", 100), Q(a, "个"), 10, Call("本地", {"系数": Q("0.15")}), rules={"本地": rule})
        self.assertEqual((score(130).status, score(130).score), ("met", 9))
        self.assertEqual(score(129).score, 10)
        self.assertEqual(score(79).score, F("5.5"))
        self.assertEqual(score(1).score, 0)
        self.assertEqual(score(0).status, "na")


class Totals(unittest.TestCase):
    def test_grades_at_their_edges(self):
        for points, want in ((100, "优"), (90, "优"), (80, "良"), (60, "中")):
            self.assertEqual(total([(points, count(100)), (100 - points, count(0))]).grade, want)
        r = total([("89.99", count(100)), ("10.01", count(0))])
        self.assertEqual((r.total_min, r.grade), (F("89.99"), "良"))

    def test_what_does_not_apply_is_rescaled(self):
        r = total([(60, count(100)), (33, count(50)), (7, Actual("na"))])
        self.assertEqual((r.total_min, r.complete), (F("82.26"), True))          # 76.5 × 100 ÷ 93 = 82.2580…

    def test_grade_before_the_rounding(self):
        r = total([("2.7", count(100)), ("0.3", count(0)), (97, Actual("na"))])  # 2.7 × 100 ÷ 3 = 90
        self.assertEqual((r.total_min, r.grade), (F(90), "优"))
        r = total([("62.9965", count(100)), (30, Actual("na"))])                 # 89.9950 rounds to 90.00
        self.assertEqual((r.total_min, r.grade), (F(90), "良"))

    def test_missing_rows_make_an_interval(self):
        r = total([(85, count(100)), (15, Actual("missing"))])
        self.assertEqual((r.total_min, r.total_max, r.grade, r.complete), (85, 100, None, False))
        r = total([(90, count(100)), (10, Actual("absent"))])
        self.assertEqual((r.grade, r.account["read"], r.absent), ("优", 1, True))

    def test_the_six_missed_rows_of_a_real_table(self):
        missed = [(475, 550, "0.5"), (9, 10, "0.5"), (8, 10, "0.5"), (150, 160, 1), ("90.28", 200, 1), ("84.33", 85, 1)]
        rows = [row(bound("≥", t, "元"), Q(a, "元"), w).score for a, t, w in missed]
        self.assertEqual(100 - sum(F(w) for _, _, w in missed) + sum(rows), F("99.16"))

    def test_execution(self):
        fw = generate.Generator(1, 1).national()
        ind = Indicator(PATH, F(90), bound("≥", 100))
        scheme = oracle.Scheme("", 2024, fw, [ind])
        run = lambda spent, budget: oracle.evaluate(scheme, Actuals(
            [Entry(PATH, count(100))], {"全年执行数": Q(spent, "万元"), "全年预算数": Q(budget, "元")}))
        self.assertEqual(run("8876.29", 66537300).total_min, 100)
        self.assertEqual(run(1, 30000).total_min, F("93.33"))
        self.assertEqual((run(1, 0).total_min, run(1, 0).rows[("预算执行率", "预算执行率")].status), (100, "na"))


class Generated(unittest.TestCase):
    def test_the_same_seed_gives_the_same_files(self):
        for number in range(20):
            a, b = (generate.make_case("t", number) for _ in range(2))
            self.assertEqual((a.definition, a.actual_text), (b.definition, b.actual_text))

    def test_decimals(self):
        for x, want in ((F(1, 8), "0.125"), (F(-5, 2), "-2.5"), (F(120), "120"), (F(1, 10**12), "0.000000000001")):
            self.assertEqual(generate.decimal(x), want)


if __name__ == "__main__":
    unittest.main()
