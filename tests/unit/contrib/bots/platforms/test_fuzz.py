"""Whatever a platform signs, reading it raises nothing and gives events that can be stored."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.protocol import Account, Call
from tests.systems.bots.simulators.keys import GIVEN
from tests.unit.contrib.bots.platforms.test_messenger import make as make_messenger
from tests.unit.contrib.bots.platforms.test_signatures import SMS, STATUS
from tests.unit.contrib.bots.platforms.test_telegram import make as make_telegram
from tests.unit.contrib.bots.platforms.test_whatsapp import make as make_whatsapp
from tests.unit.contrib.bots.platforms.test_whatsapp import wrap

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.sampled_from(["", "0", "-1", "text", "99999999999999", "\ud83d", "a\0b", "9" * 5_000]),
    st.text(st.characters(), max_size=5),
    st.just([]),
    st.just({}),
)
STATUSES = [{"id": "w", "status": "failed", "timestamp": "1", "errors": [{"code": 1}]}]
BODIES: dict[str, list[Any]] = {
    "whatsapp": [
        json.loads(wrap(make_whatsapp(type="text", text={"body": "x"}) | {"statuses": STATUSES})),
        json.loads(wrap({"type": "control_passed", "timestamp": 1}, field="messaging_handovers")),
    ],
    "messenger": [
        {
            "entry": [
                {
                    "id": GIVEN["messenger"]["page_id"],
                    "messaging": [
                        make_messenger(message={"mid": "m", "text": "x", "is_echo": False}),
                        make_messenger(delivery={"mids": ["m"]}),
                        make_messenger(postback={"payload": "r", "referral": {"ref": "a"}}),
                        make_messenger(pass_thread_control={"new_owner_app_id": "1"}),
                    ],
                }
            ]
        }
    ],
    "telegram": [
        {"update_id": 1, "message": make_telegram(text="x")},
        {"update_id": 1, "callback_query": {"id": "1", "from": {}, "message": make_telegram()}},
    ],
    "twilio": [SMS, STATUS],
}


def list_places(value: Any) -> list[tuple[Any, Any]]:
    """Return each container with each of its keys."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    places = [(value, key) for key in keys]
    return places + [place for key in keys for place in list_places(value[key])]


@given(data=st.data(), slug=st.sampled_from(sorted(BODIES)))
def test_a_changed_body_raises_nothing(data: st.DataObject, slug: str) -> None:
    body = json.loads(json.dumps(data.draw(st.sampled_from(BODIES[slug]))))
    for _ in range(data.draw(st.integers(1, 4))):
        places = list_places(body)
        if not places:
            break
        container, key = places[data.draw(st.integers(0, len(places) - 1))]
        container[key] = data.draw(VALUES)
    if slug == "twilio":
        text = {key: str(value).encode(errors="replace") for key, value in body.items()}
        raw = urlencode(text).encode()
    else:
        raw = json.dumps(body).encode()
    account = Account("shop", platform=slug, given=GIVEN[slug])

    events = registry.get(slug).read(Call("POST", body=raw), [account])

    for event in events:
        assert event.account == "shop"
        assert event.name
        assert 0 <= event.sent_at < 2**42
        said = getattr(event, "said", None)
        if said is not None:
            f"{said.text}{said.choice}{said.ref}".encode()
            assert "\0" not in f"{said.text}{said.choice}{said.ref}"
