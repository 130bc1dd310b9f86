"""Numbers for the catalog's own fields, and how a number is written back into an input."""

from decimal import Decimal
from typing import NamedTuple

from babel.numbers import format_decimal

from flows.i18n.language import Language
from flows.i18n.texts import InputError, Parameter, Text, _, _n, shaped
from flows.readers.figure import Scale, find_figure, settle
from flows.readers.unit import same_unit

MOST_DECIMALS = 6
LARGEST_NUMBER = Decimal(10) ** 12
_STEP = Decimal(1).scaleb(-MOST_DECIMALS)
_DIGITS_OF_A_GROUP = 3


class NumberRule(NamedTuple):
    """Which numbers are taken: from `minimum` to `maximum` where these are given, and what they count."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = MOST_DECIMALS
    unit: str = ""

    def measured(self, number: Decimal) -> Parameter:
        """The number with its unit, to show."""
        return shaped("{number} {unit}", number=number, unit=self.unit) if self.unit else number

    @property
    def hint(self) -> Text | None:
        """What may be answered, by itself; None where anything may."""
        match self.minimum, self.maximum:
            case Decimal() as least, Decimal() as most:
                return _(
                    "From {minimum} to {maximum}", minimum=self.measured(least), maximum=self.measured(most)
                )
            case _:
                return self.range

    @property
    def range(self) -> Text | None:
        """What may be answered, within a sentence; None where anything may."""
        match self.minimum, self.maximum:
            case Decimal() as least, Decimal() as most:
                return _(
                    "from {minimum} to {maximum}", minimum=self.measured(least), maximum=self.measured(most)
                )
            case Decimal() as least, None:
                return _("{minimum} or more", minimum=self.measured(least))
            case None, Decimal() as most:
                return _("{maximum} or less", maximum=self.measured(most))
            case _:
                return None

    def holds(self, number: Decimal) -> bool:
        """Whether the number lies in the range."""
        return (self.minimum is None or number >= self.minimum) and (
            self.maximum is None or number <= self.maximum
        )

    def is_fine(self, number: Decimal) -> bool:
        """Whether the number has no more decimals than are taken."""
        return not number % Decimal(1).scaleb(-self.decimals)

    def example(self, language: Language) -> str:
        """A number that is taken, as it is typed."""
        bounds = [bound for bound in (self.minimum, self.maximum) if bound is not None]
        candidates = [Decimal("12.5"), Decimal(12), *bounds]
        taken = [number for number in candidates if self.holds(number) and self.is_fine(number)]
        return write_decimal(taken[0] if taken else candidates[-1], language)


ANY_NUMBER = NumberRule()


def read_number(input: str, language: Language, rule: NumberRule = ANY_NUMBER) -> str:
    """The number as plain decimal text with a point ("-12.5"), no trailing zeros. Raises InputError.

    Between minus and plus a million millions, six decimals at most, and as the rule says. Its unit may be typed too.
    """
    figure = find_figure(input, language)
    example = rule.example(language)
    if (
        figure is None
        or figure.before not in {"", "-"}
        or (figure.after and not same_unit(figure.after, rule.unit))
    ):
        raise InputError(_("Write only a number, for example {example}.", example=example))
    sign = -1 if figure.before else 1
    number = sign * settle(figure, _scale(sign, language, example))
    if (complaint := _complaint(number, rule, example)) is not None:
        raise InputError(complaint)
    return _canonical(number)


def _complaint(number: Decimal, rule: NumberRule, example: str) -> Text | None:
    if not rule.is_fine(number):
        return (
            _n(
                "The number has {count} decimal at most here, for example {example}.",
                "The number has {count} decimals at most here, for example {example}.",
                count=rule.decimals,
                example=example,
            )
            if rule.decimals
            else _("Write a whole number, for example {example}.", example=example)
        )
    if rule.range is None or rule.holds(number):
        return None
    return _(
        "The number must be {range}, not {number}. Write for example {example}.",
        number=rule.measured(number),
        range=rule.range,
        example=example,
    )


def show_number_input(canonical: str, language: Language) -> str:
    """Writes what `read_number` gave so that it reads back the same in that language."""
    return write_decimal(Decimal(canonical), language)


def write_decimal(value: Decimal, language: Language) -> str:
    """The number ungrouped, in the locale's decimals.

    Three decimals get a fourth: 1,125 might be read as a thousand, 1,1250 can't be.
    """
    decimals = len(_canonical(value).partition(".")[2])
    padding = "0" if decimals == _DIGITS_OF_A_GROUP and abs(value) >= 1 else ""
    pattern = f"0.{'0' * decimals}{padding}" if decimals else "0"
    return format_decimal(value, pattern, locale=language.locale)


def _scale(sign: int, language: Language, example: str) -> Scale:
    return Scale(
        most=LARGEST_NUMBER,
        step=_STEP,
        show=lambda value: sign * value,
        write=lambda value: write_decimal(sign * value, language),
        too_much=_(
            "A number may be {most} at most, for example {example}.", most=LARGEST_NUMBER, example=example
        ),
        too_fine=_("A number has six decimals at most, for example {example}.", example=example),
    )


def _canonical(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text
