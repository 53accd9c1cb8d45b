CREATE TABLE tickets_attachments (
    id TEXT PRIMARY KEY,
    ticket_id TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    is_picture BOOLEAN NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    at BIGINT NOT NULL,
    author TEXT
);
CREATE INDEX tickets_attachments_of ON tickets_attachments (ticket_id, id);
