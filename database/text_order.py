"""Text is ordered and compared byte by byte on both stores.

SQLite does so by itself. On PostgreSQL the order of a text column is that of the machine the server was set up on:
a range over the paths of a tree would then leave rows out, and pages would come in another order.
"""

import sqlalchemy as sa

COLUMNS = sa.text(
    "select c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)"
    " from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid"
    " join pg_catalog.pg_collation o on o.oid = a.attcollation"
    " where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace"
    " and o.collname = 'default' and not a.attisdropped and c.relname = any(:tables)"
    " order by c.relname, a.attnum"
)


def order_text_by_bytes(connection: sa.Connection, metadata: sa.MetaData) -> None:
    """Give every text column of ours that has the server's order ours instead."""
    columns = connection.execute(COLUMNS, {"tables": list(metadata.tables)}).all()
    quote = connection.dialect.identifier_preparer.quote
    for table, column, kind in columns:
        connection.exec_driver_sql(
            f'alter table {quote(table)} alter column {quote(column)} type {kind} collate "C"'
        )
