"""Why a typed or pasted text is no value for its place, in words that follow the name of the field."""

from __future__ import annotations


class ValueRefused(ValueError):
    """What was typed is not taken; the message says why, and what would be."""


class NotUnderstood(ValueRefused):
    """The text is nothing of the kind that is asked for."""

    def __init__(self, text: str, what: str, example: str = "") -> None:
        """Take the text, what it is not ('not a number'), and how it is written right."""
        super().__init__(f"'{text}' is {what}" + (f"; write it as in {example}" if example else ""))


class NotOnTheList(ValueRefused):
    """The text names nothing that can be chosen here."""

    def __init__(self, text: str, advice: str) -> None:
        """Take the text, and a sentence with what could be meant or chosen."""
        super().__init__(f"'{text}' is not on the list. {advice}".rstrip())


class Missing(ValueRefused):
    """Nothing stands where something must."""

    def __init__(self) -> None:
        super().__init__("is missing")


class OutOfRange(ValueRefused):
    """The value is larger, smaller or longer than its place allows."""
