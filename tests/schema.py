"""JSON Schema, draft 07: as much of it as doc/schema uses.  A keyword that is not known here is an error, so that nothing in a
schema goes unchecked."""

import json
import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
ANNOTATIONS = {"$schema", "title", "description", "definitions"}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_type(value, name):
    if name in ("integer", "number"):
        return is_number(value) and (name == "number" or value == int(value))
    return isinstance(value, TYPES[name])


def same(left, right):
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def resolve(root, reference):
    if not reference.startswith("#/"):
        raise ValueError("reference %s" % reference)
    for part in reference[2:].split("/"):
        root = root[part]
    return root


class Validator:
    def __init__(self, root):
        self.root = root
        self.faults = []

    def fault(self, where, text):
        self.faults.append("%s: %s" % (where or "/", text))

    def check(self, value, schema, where):
        for keyword, rule in schema.items():
            if keyword not in ANNOTATIONS:
                getattr(self, "check_" + keyword.lstrip("$").lower())(value, rule, where, schema)

    def check_ref(self, value, rule, where, _):
        self.check(value, resolve(self.root, rule), where)

    def check_type(self, value, rule, where, _):
        names = rule if isinstance(rule, list) else [rule]
        if not any(is_type(value, name) for name in names):
            self.fault(where, "%.40r is no %s" % (value, " or ".join(names)))

    def check_const(self, value, rule, where, _):
        if not same(value, rule):
            self.fault(where, "%.40r is not %r" % (value, rule))

    def check_enum(self, value, rule, where, _):
        if not any(same(value, one) for one in rule):
            self.fault(where, "%.40r is none of %s" % (value, rule))

    def check_required(self, value, rule, where, _):
        if isinstance(value, dict):
            for key in rule:
                if key not in value:
                    self.fault(where, "there is no %s" % key)

    def check_properties(self, value, rule, where, _):
        if isinstance(value, dict):
            for key in rule:
                if key in value:
                    self.check(value[key], rule[key], "%s/%s" % (where, key))

    def check_additionalproperties(self, value, rule, where, schema):
        for key in value if isinstance(value, dict) else ():
            if key in schema.get("properties", {}) or rule is True:
                continue
            if rule is False:
                self.fault(where, "%s is not expected" % key)
            else:
                self.check(value[key], rule, "%s/%s" % (where, key))

    def check_items(self, value, rule, where, _):
        for number, item in enumerate(value if isinstance(value, list) else ()):
            self.check(item, rule, "%s/%d" % (where, number))

    def check_minitems(self, value, rule, where, _):
        if isinstance(value, list) and len(value) < rule:
            self.fault(where, "fewer than %d items" % rule)

    def check_maxitems(self, value, rule, where, _):
        if isinstance(value, list) and len(value) > rule:
            self.fault(where, "more than %d items" % rule)

    def check_uniqueitems(self, value, rule, where, _):
        texts = [json.dumps(item, sort_keys=True) for item in value] if isinstance(value, list) and rule else []
        if len(texts) != len(set(texts)):
            self.fault(where, "an item stands twice")

    def check_minlength(self, value, rule, where, _):
        if isinstance(value, str) and len(value) < rule:
            self.fault(where, "shorter than %d" % rule)

    def check_pattern(self, value, rule, where, _):
        if isinstance(value, str) and not re.search(rule, value):
            self.fault(where, "%.40r does not match %s" % (value, rule))

    def check_maximum(self, value, rule, where, _):
        if is_number(value) and value > rule:
            self.fault(where, "%s is above %s" % (value, rule))

    def check_minimum(self, value, rule, where, _):
        if is_number(value) and value < rule:
            self.fault(where, "%s is below %s" % (value, rule))


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError("a key occurs twice: %s" % keys)
    return dict(pairs)


def parse(text):
    """Strictly: no key twice, no NaN."""
    def refuse(word):
        raise ValueError("%s is no JSON" % word)
    return json.loads(text, object_pairs_hook=unique, parse_constant=refuse)


def faults(text, root, part=None):
    """What is wrong with TEXT under the schema ROOT, or PART of its definitions: a list of lines."""
    try:
        value = parse(text)
    except ValueError as error:
        return [str(error)]
    validator = Validator(root)
    validator.check(value, root["definitions"][part] if part else root, "")
    return validator.faults
