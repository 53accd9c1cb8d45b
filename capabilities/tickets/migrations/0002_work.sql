ALTER TABLE tickets_tickets ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets_tickets ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets_tickets ADD COLUMN priority TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets_tickets ADD COLUMN closed_at BIGINT;
ALTER TABLE tickets_tickets ADD COLUMN filed BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX tickets_by_kind ON tickets_tickets (kind, is_open, next_due, number);
CREATE INDEX tickets_by_close ON tickets_tickets (closed_at) WHERE closed_at IS NOT NULL;
ALTER TABLE tickets_departments ADD COLUMN head TEXT;
CREATE TABLE tickets_views (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    shared BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    filter TEXT NOT NULL
);
CREATE INDEX tickets_views_by_owner ON tickets_views (owner);
CREATE TABLE tickets_macros (
    id TEXT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    types TEXT NOT NULL,
    actions TEXT NOT NULL
);
CREATE TABLE tickets_notices (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    at BIGINT NOT NULL,
    seen BOOLEAN NOT NULL
);
CREATE INDEX tickets_notices_of ON tickets_notices (user_id, id);
CREATE INDEX tickets_notices_unread ON tickets_notices (user_id) WHERE NOT seen;
CREATE INDEX tickets_notices_by_ticket ON tickets_notices (ticket_id);
CREATE TABLE tickets_codes (
    ticket_id TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    tries BIGINT NOT NULL
);
CREATE TABLE tickets_signatures (
    id TEXT PRIMARY KEY,
    ticket_id TEXT NOT NULL,
    strokes TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX tickets_signatures_of ON tickets_signatures (ticket_id);
CREATE TABLE tickets_filing (
    id BIGINT PRIMARY KEY,
    body TEXT NOT NULL
);
