"""Lua scripts for Redis: each is atomic, and uses the two keys of one shard.

KEYS[1] is the shard's stream, KEYS[2] the hash of its state: `epoch` names the lifetime of the
stream (a Redis that was emptied begins a new one), `appended` and `counted` are numbers of events.
"""

from __future__ import annotations

from hashlib import sha1
from typing import Final

import msgspec


class Script(msgspec.Struct, frozen=True):
    """A Lua script, and the digest by which Redis knows it after its first run."""

    text: str
    digest: str


def _make_script(text: str) -> Script:
    # Redis identifies scripts by SHA-1; this is not a security feature.
    return Script(text, sha1(text.encode(), usedforsecurity=False).hexdigest())


# Redis 6.2 has no command that returns only the last id.
_LAST: Final = """
local function last()
  if redis.call('EXISTS', KEYS[1]) == 0 then return '0-0' end
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then return info[i + 1] end
  end
end
"""

APPEND: Final = _make_script("""
local held = redis.call('HMGET', KEYS[2], 'appended', 'counted')
local waiting = (tonumber(held[1]) or 0) - (tonumber(held[2]) or 0)
if waiting > 0 and waiting + tonumber(ARGV[2]) > tonumber(ARGV[3]) then return false end
redis.call('XADD', KEYS[1], '*', 'count', ARGV[2], 'events', ARGV[1])
redis.call('HSETNX', KEYS[2], 'epoch', ARGV[4])
redis.call('HINCRBY', KEYS[2], 'appended', ARGV[2])
return 1
""")
"""ARGV: events as JSON, their number, the largest allowed backlog, an epoch in case there is none.

Nil if too many events wait. XADD comes first: a full Redis refuses it before anything has changed.
"""

READ: Final = _make_script(
    _LAST
    + """
local state = redis.call('HMGET', KEYS[2], 'epoch', 'appended')
local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
return {state[1] or '', last(), tonumber(state[2]) or 0, redis.call('XLEN', KEYS[1]), entries}
"""
)
"""ARGV: an id, and how many entries after it. Epoch, last id, events appended, length, entries."""

FENCE: Final = _make_script(
    _LAST
    + """
local function halves(id)
  local time, number = string.match(id, '(%d+)-(%d+)')
  return tonumber(time), tonumber(number)
end
if redis.call('HGET', KEYS[2], 'epoch') ~= ARGV[1] then return 0 end
local time, number = halves(last())
local least_time, least_number = halves(ARGV[2])
if time > least_time or (time == least_time and number >= least_number) then return 0 end
redis.call('XADD', KEYS[1], ARGV[2], 'fence', '')
redis.call('XDEL', KEYS[1], ARGV[2])
redis.call('HSET', KEYS[2], 'appended', ARGV[3], 'counted', ARGV[3])
return 1
"""
)
"""ARGV: an epoch, the last id counted in it, the number of events counted in it.

If the stream has fallen behind the counted id, its next id will come after it. 1 if it had.
"""

TRIM: Final = _make_script("""
if redis.call('HGET', KEYS[2], 'epoch') ~= ARGV[1] then return 0 end
local removed = redis.call('XTRIM', KEYS[1], 'MINID', ARGV[2])
redis.call('HSET', KEYS[2], 'counted', ARGV[3])
return removed
""")
"""ARGV: an epoch, the first id to keep, the number of events counted in the epoch.

XTRIM comes first: a full Redis accepts it, and all writes after it in the same script. It refuses a
script that begins with HSET, and would remain full.
"""
