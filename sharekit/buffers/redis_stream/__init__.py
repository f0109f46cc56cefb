"""The buffer for sites that outgrow one table: Redis Streams, one for each shard.

In: group commits, each one entry of a stream. Out: their events, exactly once: how far a stream was
counted stands in its cursor row, moved in the transaction of the counts. What Redis does not take
waits in the database buffer. Chosen by the setting BUFFER; this package alone knows Redis.

buffer.py is the buffer, stream.py what is done with one stream, scripts.py what of it runs inside
Redis; line.py is a connection that tells "refused" from "nobody can tell", lines.py keeps them,
servers.py finds the server of a stream, advice.py reads its configuration, append_only_file.py has
its file rewritten.
"""

from sharekit.buffers.redis_stream.buffer import RedisClusterBuffer, RedisStreamBuffer

__all__ = ["RedisClusterBuffer", "RedisStreamBuffer"]
