CREATE TABLE reports_promises (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    due_at BIGINT,
    done_at BIGINT,
    agent_id TEXT,
    contact_id TEXT
);
CREATE INDEX reports_promises_by_due ON reports_promises (due_at);
