-- Tickets that must be kept whatever the rule of filing says: a dispute, an investigation.
CREATE TABLE tickets_holds (
    ticket_id TEXT PRIMARY KEY,
    why TEXT NOT NULL,
    at BIGINT NOT NULL,
    author TEXT
);
