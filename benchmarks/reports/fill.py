"""Fills PostgreSQL with a year of counts, as a busy magazine's would be, in a minute or two.

Straight into the tables: ten million rows through collect would take hours. Their totals are summed
from them, so every report adds up as after a drain.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

ROWS_AN_ARTICLE = 940
"""Rows of rollups in a year, on average: most articles are read for a few days, some every day."""
DAYS = 365
HOURS = 8
"""Days whose rows are by hour; older ones are folded."""
LINKS = 100_000
SOURCES = {
    "''": 0.9,
    "'search'": 0.35,
    "'direct'": 0.08,
    "'dark'": 0.25,
    "'social'": 0.2,
    "'referral'": 0.1,
    "'shared'": 0.08,
    "'app'": 0.05,
    "'campaign'": 0.03,
}
"""Page views by source, as parts of an article's page views on a day; in SQL."""
CHANNELS = {
    "'whatsapp'": 0.03,
    "'copy-link'": 0.02,
    "'email'": 0.012,
    "'native'": 0.01,
    "'copy-text'": 0.01,
    "'messenger'": 0.004,
}
"""Shares and copies by channel, likewise."""
ACTS = (
    "marked",
    "clickbacks",
    "inferred",
    "inferred_clickbacks",
    "reshares",
    "arrivals",
    "lookups",
)


def fill(rows: int) -> int:
    """Write about that many rollups with their totals, and some links; give the exact number."""
    articles = max(100, rows // ROWS_AN_ARTICLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute("SET session_replication_role = replica; SET work_mem = '256MB'")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(_ARTICLES, [articles])
        cursor.execute(_GROUPS, [articles])
        cursor.execute(_READ, {"articles": articles, "days": DAYS})
        with _without_indexes("sharekit_sourcerollup", "sharekit_sharerollup"):
            cursor.execute(_fill_sources())
            cursor.execute(_fill_shares())
        with _without_indexes("sharekit_articletotal", "sharekit_articlechanneltotal"):
            for statement in _list_totals():
                cursor.execute(statement)
        with _without_indexes("sharekit_sharelink", "sharekit_clickback"):
            cursor.execute(_LINKS, {"links": LINKS, "articles": articles})
            cursor.execute(_CLICKBACKS)
        cursor.execute("RESET session_replication_role; RESET work_mem; DROP TABLE page_view")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            "SELECT (SELECT count(*) FROM sharekit_sourcerollup)"
            " + (SELECT count(*) FROM sharekit_sharerollup)"
        )
        return int(cursor.fetchone()[0])


_ARTICLES = """
INSERT INTO sharekit_article (id, site, identity, language, url, title)
SELECT id, site, 'magazine.story:' || id, CASE id %% 3 WHEN 0 THEN 'de' ELSE 'en' END,
       'https://' || site || '/stories/' || id || '/', 'Swifts and bridges, part ' || id
FROM (
    SELECT id, CASE id %% 4 WHEN 0 THEN 'local.example' ELSE 'news.example' END AS site
    FROM generate_series(1, %s) AS id
) AS sited
"""
# Each article has a section, one or two authors, and up to four tags; half of them have "Tag 1".
_GROUPS = """
INSERT INTO sharekit_articlegroup (article_id, kind, name)
SELECT id, kind, initcap(kind) || ' ' || id * factor %% names
FROM generate_series(1, %s) AS id CROSS JOIN (
    VALUES ('section', 1, 12), ('author', 7, 200), ('author', 11, 150),
           ('tag', 1, 2), ('tag', 3, 10), ('tag', 7, 100), ('tag', 13, 1000)
) AS each (kind, factor, names)
ON CONFLICT DO NOTHING
"""
# Every article has a first day; readers lose interest by the square root of its age. Zipf's law
# says how many come; a day on which nobody comes has no row.
_READ = """
CREATE TEMPORARY TABLE page_view AS
SELECT id, day, hour, page_views * part AS page_views FROM (
    SELECT id, current_date - ago AS day, ago, page_views FROM (
        SELECT id, ago,
               8 * power(%(articles)s / id::float, 0.6) / sqrt(1 + born - ago) * random() * 4
               AS page_views
        FROM (SELECT id, (id * 7919) %% (%(days)s * 2) AS born
              FROM generate_series(1, %(articles)s) AS id) AS article,
             generate_series(0, %(days)s - 1) AS ago
        WHERE ago <= born
    ) AS day WHERE page_views > random()
) AS days JOIN (
    SELECT FALSE AS is_late, -1 AS hour, 1.0 AS part
    UNION ALL SELECT TRUE, hour, (0.2 + sin(hour / 24.0 * pi())) / 24
    FROM generate_series(0, 23) AS hour
) AS hours ON is_late = (ago < 8)
"""


def _fill_sources() -> str:
    """Return the statement that spreads page views over sources."""
    return f"""
    INSERT INTO sharekit_sourcerollup (article_id, source, day, hour, views, entries)
    SELECT id, source, day, hour, number, CASE source WHEN '' THEN 0 ELSE number END FROM (
        SELECT id, source, day, hour,
               floor(page_views * part * 2 * random() + random())::int AS number
        FROM page_view CROSS JOIN (VALUES {_list(SOURCES)}) AS sources (source, part)
    ) AS counted WHERE number > 0
    """


def _fill_shares() -> str:
    """Return the statement that lets readers pass articles on, and others come by it."""
    return f"""
    INSERT INTO sharekit_sharerollup
        (article_id, channel, day, hour, shares, copies, {", ".join(ACTS)})
    SELECT id, channel, day, hour,
           CASE WHEN channel LIKE 'copy%%' THEN 0 ELSE number END,
           CASE WHEN channel LIKE 'copy%%' THEN number ELSE 0 END,
           number, visits, visits / 20, visits / 20, number / 8, visits / 15,
           CASE channel WHEN 'copy-text' THEN number ELSE 0 END
    FROM (
        SELECT id, channel, day, hour,
               floor(page_views * part * 2 * random() + random())::int AS number,
               floor(page_views * part * 3 * random() + random())::int AS visits
        FROM page_view CROSS JOIN (VALUES {_list(CHANNELS)}) AS channels (channel, part)
    ) AS counted WHERE number + visits > 0
    """.replace("%%", "%")


def _list(parts: dict[str, float]) -> str:
    return ", ".join(f"({name}, {part})" for name, part in parts.items())


_SPANS = {2: "week", 3: "month", 4: "quarter", 5: "year"}


def _list_totals() -> Iterator[str]:
    """Yield the statements that total what was filled in, as the last fold leaves them.

    Today's are new, all others those of spans: of days first, of which the longer ones are summed.
    """
    acts = ", ".join(("shares", "copies", *ACTS))
    sums = _sum("shares", "copies", *ACTS)
    yield f"""
    INSERT INTO sharekit_channeltotal (site, language, channel, day, {acts})
    SELECT site, language, channel, day, {sums}
    FROM sharekit_sharerollup JOIN sharekit_article ON sharekit_article.id = article_id
    GROUP BY site, language, channel, day
    """
    yield """
    INSERT INTO sharekit_sourcetotal (site, language, source, day, views, entries)
    SELECT site, language, source, day, sum(views), sum(entries)
    FROM sharekit_sourcerollup JOIN sharekit_article ON sharekit_article.id = article_id
    GROUP BY site, language, source, day
    """
    days = "CASE WHEN day < current_date THEN 1 ELSE 0 END"
    yield f"""
    INSERT INTO sharekit_articlechanneltotal (article_id, channel, span, day, {acts})
    SELECT article_id, channel, {days}, day, {sums}
    FROM sharekit_sharerollup GROUP BY article_id, channel, day
    """
    yield f"""
    INSERT INTO sharekit_articletotal (article_id, span, day, views, entries, dark, {acts})
    SELECT article_id, {days}, day, {_sum("views", "entries", "dark")}, {sums} FROM (
        SELECT article_id, day, views, entries,
               CASE source WHEN 'dark' THEN entries ELSE 0 END AS dark,
               {", ".join(f"0 AS {name}" for name in ("shares", "copies", *ACTS))}
        FROM sharekit_sourcerollup
        UNION ALL
        SELECT article_id, day, 0, 0, 0, {acts} FROM sharekit_sharerollup
    ) AS rollup GROUP BY article_id, day
    """
    yield from _list_spans(acts, sums)


def _list_spans(acts: str, sums: str) -> Iterator[str]:
    for span, name in _SPANS.items():
        day = f"date_trunc('{name}', day)::date"
        yield f"""
        INSERT INTO sharekit_articlechanneltotal (article_id, channel, span, day, {acts})
        SELECT article_id, channel, {span}, {day}, {sums}
        FROM sharekit_articlechanneltotal WHERE span = 1 GROUP BY article_id, channel, {day}
        """
        yield f"""
        INSERT INTO sharekit_articletotal (article_id, span, day, views, entries, dark, {acts})
        SELECT article_id, {span}, {day}, {_sum("views", "entries", "dark")}, {sums}
        FROM sharekit_articletotal WHERE span = 1 GROUP BY article_id, {day}
        """


def _sum(*names: str) -> str:
    return ", ".join(f"sum({name})" for name in names)


# Chains: each link has the one before it of its article as parent, four times in ten.
_LINKS = """
INSERT INTO sharekit_sharelink
    (id, token, article_id, channel, campaign, state, parent_token, parent_id, root_id, generation,
     at)
SELECT id, 'w' || lpad(id::text, 10, '0'), article, 'whatsapp', '', 1,
       CASE WHEN below THEN 'w' || lpad((id - 1)::text, 10, '0') ELSE '' END,
       CASE WHEN below THEN id - 1 END, CASE WHEN below THEN id - 1 ELSE id END,
       CASE WHEN below THEN 1 ELSE 0 END, now() - random() * interval '90 days'
FROM (
    SELECT id, article, id %% 5 IN (2, 4) AND article = lag(article) OVER (ORDER BY id) AS below
    FROM (SELECT row_number() OVER (ORDER BY article) AS id, article FROM (
              SELECT 1 + floor(%(articles)s * power(random(), 4))::int AS article
              FROM generate_series(1, %(links)s)) AS drawn) AS numbered
) AS links
"""
_CLICKBACKS = """
INSERT INTO sharekit_clickback (name, token, reader, counted, day, at)
SELECT 'x' || lpad((id * 2 + visit)::text, 10, '0'), token, NULL, TRUE, at::date, at
FROM sharekit_sharelink CROSS JOIN generate_series(0, 1) AS visit WHERE random() < 0.7
"""


@contextmanager
def _without_indexes(*tables: str) -> Iterator[None]:
    """Drop the indexes of tables, and make them again at the end: faster than to keep them."""
    drop, make = [], []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE conrelid = %s::regclass AND contype = 'u'",
                [table],
            )
            constraints = dict(cursor.fetchall())
            cursor.execute(
                "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
                " WHERE indrelid = %s::regclass AND NOT indisunique",
                [table],
            )
            indexes = dict(cursor.fetchall())
            drop += [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for name in constraints]
            drop += [f"DROP INDEX {name}" for name in indexes]
            make += [
                f"ALTER TABLE {table} ADD CONSTRAINT {name} {text}"
                for name, text in constraints.items()
            ]
            make += indexes.values()
        for statement in drop:
            cursor.execute(statement)
        yield
        for statement in make:
            cursor.execute(statement)
