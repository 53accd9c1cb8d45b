CREATE TABLE telephony_outside_calls (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    direction TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    staff_number TEXT NOT NULL,
    party TEXT NOT NULL
);
CREATE INDEX telephony_outside_calls_by_time ON telephony_outside_calls (at, id);
