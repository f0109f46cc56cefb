"""Settings that are declared once: default, type, check of values and meaning.

A class of declarations is also the way to read them: its attributes are typed, and a value that was
read once is as fast as any attribute. System checks, messages and docs/settings.md derive from the
same declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any, Final, Generic, Literal, TypeVar, get_args, get_origin, overload

import msgspec
from django.conf import settings as django_settings
from django.core.signals import setting_changed

T = TypeVar("T")


class Setting(Generic[T]):
    """A key, such as `keep_days = Setting[int](90, …)` for KEEP_DAYS.

    `name` is for a key that cannot be an attribute, such as FROM. `check` returns whether a value
    of the type is valid, and `must_be` completes the hint "It must be …". The value of a secret is
    in no message.
    """

    __orig_class__: Any
    """`Setting` with its type, which Python sets after `__init__`."""

    def __init__(
        self,
        default: T,
        *,
        meaning: str,
        must_be: str = "",
        check: Callable[[T], bool] | None = None,
        is_secret: bool = False,
        name: str = "",
    ) -> None:
        self.default = default
        self.name = name
        self.meaning = meaning
        self.is_secret = is_secret
        self._must_be = must_be
        self.check = check

    def __set_name__(self, owner: type[Settings], name: str) -> None:
        self.attribute = name
        self.name = self.name or name.upper()

    @overload
    def __get__(self, settings: None, owner: type[Settings]) -> Setting[T]: ...
    @overload
    def __get__(self, settings: Settings, owner: type[Settings]) -> T: ...
    def __get__(self, settings: Settings | None, owner: type[Settings]) -> Setting[T] | T:
        if settings is None:
            return self
        value: T = settings.given.get(self.name, self.default)
        # Python finds this attribute first from now on: collect reads several in each request.
        vars(settings)[self.attribute] = value
        return value

    @property
    def value_type(self) -> Any:
        """The type in brackets."""
        (given,) = get_args(self.__orig_class__)
        return given

    @property
    def must_be(self) -> str:
        """The valid values, in words."""
        if get_origin(self.value_type) is Literal:
            *others, last = (f'"{value}"' for value in get_args(self.value_type))
            return f"{', '.join(others)} or {last}"
        return "True or False" if self.value_type is bool else self._must_be

    def accepts(self, value: object) -> bool:
        """Return whether a value is valid; a tuple is a list, a set is not, as it has no order."""
        if isinstance(value, Set):
            return False
        try:
            converted: T = msgspec.convert(value, self.value_type)
        except msgspec.ValidationError:
            return False
        return self.check is None or self.check(converted)


class Settings:
    """The base of a class of settings, which are read from SHAREKIT or from a dict of their own."""

    def __init__(self, given: Mapping[str, Any] | None = None) -> None:
        self._given = given
        if given is None:
            setting_changed.connect(self._forget)

    @classmethod
    def get_declared(cls) -> dict[str, Setting[Any]]:
        """Return the declarations by their keys, in their order."""
        attributes = [each for base in reversed(cls.__mro__) for each in vars(base).values()]
        return {each.name: each for each in attributes if isinstance(each, Setting)}

    @property
    def given(self) -> Mapping[str, Any]:
        """The values that a site has set, valid or not."""
        return read_sharekit() if self._given is None else self._given

    def _forget(self, *, setting: str, **_: Any) -> None:
        """Read the settings again after a test has changed them."""
        if setting == "SHAREKIT":
            for each in self.get_declared().values():
                vars(self).pop(each.attribute, None)


APPS: Final[dict[str, Settings]] = {}
"""The settings of optional apps: each adds its own, by its short name, in `AppConfig.ready()`.

All keys of an app are or begin with that name; only GOALS, of conversions, does not.
"""


def read_sharekit() -> Mapping[str, Any]:
    """Return the site's SHAREKIT, which is empty if it is not a dict; a check reports that."""
    given = getattr(django_settings, "SHAREKIT", {})
    return given if isinstance(given, dict) else {}
