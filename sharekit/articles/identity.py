"""The identity that connects an article with the site's own object: `app.model:pk`, in Python and
in SQL.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from django.db import connections
from django.db.models import F, Model, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat, Substr

_WHOLE_NUMBERS: Final = frozenset(
    f"{size}{kind}"
    for kind in ("AutoField", "IntegerField")
    for size in ("", "Big", "Small", "Positive", "PositiveBig", "PositiveSmall")
)
_UUID_GROUPS: Final = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
"""Start and length of the groups between hyphens in a UUID of 32 digits."""


def get(instance: Model) -> str:
    """Return the identity of a saved instance, which is that of its topmost concrete model."""
    label, key = _get_root(instance.__class__)
    value = getattr(instance, key.attname)
    # A composite key is a tuple. White space in a key would end the identity.
    parts = value if isinstance(value, tuple) else (value,)
    return f"{label}:{','.join(quote(str(part), safe='') for part in parts)}"


def name_root(model: type[Model]) -> str:
    """Return the beginning of the identities of a model's instances, up to the colon."""
    return _get_root(model)[0]


def express(model: type[Model], *, using: str, reference: type[F] = F) -> Combinable | None:
    """Return `get` as an expression on rows of the model in the database `using`.

    None for keys that SQL writes differently than Python: only whole numbers, UUIDs and slugs are
    the same in both. `reference` references the key, as F or OuterRef.
    """
    label, key = _get_root(model)
    name = key.attname
    while key.remote_field:
        key = key.target_field
    # A field may convert the value in the database.
    if hasattr(key, "from_db_value"):
        return None
    kind = key.get_internal_type()
    text: Any = Cast(reference(name), TextField())
    if kind == "UUIDField":
        is_native = connections[using].features.has_native_uuid_field
        text = text if is_native else _hyphenate(text)
    elif kind not in {*_WHOLE_NUMBERS, "SlugField"}:
        return None
    return Concat(Value(f"{label}:"), text, output_field=TextField())


@lru_cache(maxsize=1024)
def _get_root(model: type[Model]) -> tuple[str, Any]:
    """Return label and key of the topmost concrete model, shared by proxies and children."""
    meta = model._meta.concrete_model._meta  # type: ignore[union-attr]
    while meta.parents:
        meta = next(iter(meta.parents))._meta.concrete_model._meta  # type: ignore[union-attr]
    return meta.label_lower, meta.pk


def _hyphenate(digits: Any) -> Concat:
    first, *others = (Substr(digits, begin, length) for begin, length in _UUID_GROUPS)
    return Concat(first, *(part for other in others for part in (Value("-"), other)))
