# SPDX-License-Identifier: Apache-2.0
"""Objects that nobody would hand in on purpose, and a patient with one fact."""

from people import AS_OF
from txcompare import Patient


class Own(Exception):
    """Raised by somebody's own object."""


class Hostile:
    """Whatever is asked of it, it raises."""

    def __repr__(self):
        raise Own("repr")

    def __str__(self):
        raise Own("str")


class NoIteration(Hostile):
    def __iter__(self):
        raise Own("iter")


class HalfIteration(Hostile):
    def __iter__(self):
        yield "sertraline"
        raise Own("next")


class NoFloat(Hostile):
    def __float__(self):
        raise Own("float")


class NoIndex(Hostile):
    def __index__(self):
        raise Own("index")


class NoId(Hostile):
    @property
    def id(self):
        raise Own("id")


class NoItems(dict):
    def items(self):
        raise Own("items")


class NoPath(Hostile):
    def __fspath__(self):
        raise Own("fspath")


class NumberPath:
    def __fspath__(self):
        return 5


class BytesPath:
    def __fspath__(self):
        return b"/"


def nested(levels, step):
    value = []
    for _ in range(levels):
        value = step(value)
    return value


def endless_list():
    value = []
    value.append(value)
    return value


def endless_dict():
    value = {}
    value["conditions"] = value
    return value


def facts(kb, **stated):
    return Patient(kb, as_of=AS_OF, **stated).facts


def value(kb, feature, stated):
    found = [fact.value for fact in facts(kb, **{feature: stated}) if fact.feature == feature]
    return found[0] if found else None
