"""The buffer for sites that outgrow one table: Redis Streams, one for each shard.

In: group commits, each one entry of a stream. Out: their events, exactly once: a cursor row stores
how far a stream was counted, and moves in the transaction of the counts. Events that Redis refuses
wait in the database buffer. Chosen by the setting BUFFER; only this package uses Redis.

buffer.py is the buffer, stream.py holds the operations on one stream, scripts.py their parts that
run inside Redis; line.py is a connection that distinguishes refused from unanswered commands,
lines.py keeps the connections, options.py declares what a site may set, servers.py finds the server
of a stream, advice.py checks its configuration, append_only_file.py rewrites its file.
"""

from sharekit.buffers.redis_stream.buffer import RedisClusterBuffer, RedisStreamBuffer

__all__ = ["RedisClusterBuffer", "RedisStreamBuffer"]
