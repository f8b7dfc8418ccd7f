/** The inbox alone, for the first migration of a service that has no events of its own. */
export const INBOX_TABLE = `
  CREATE TABLE inbox (
    event_id uuid PRIMARY KEY,
    type text NOT NULL,
    handled_at timestamptz NOT NULL DEFAULT now()
  );
`;

/** The outbox and the inbox, for the first migration of a service's schema. */
export const OUTBOX_TABLES = `
  CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    type text NOT NULL,
    request_id text NOT NULL,
    data jsonb NOT NULL,
    occurred_at timestamptz NOT NULL DEFAULT now(),
    claimed_until timestamptz,
    published_at timestamptz,
    stream_sequence bigint
  );
  CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL;
  CREATE INDEX outbox_stream_sequence ON outbox (stream_sequence);
  ${INBOX_TABLE}
`;
