CREATE TABLE telephony_numbers (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    flow TEXT NOT NULL,
    web_calls BOOLEAN NOT NULL
);
CREATE TABLE telephony_trunks (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    addresses TEXT NOT NULL,
    active BOOLEAN NOT NULL
);
CREATE TABLE telephony_recordings (
    id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    duration_ms BIGINT,
    state TEXT NOT NULL
);
CREATE INDEX telephony_recordings_by_contact ON telephony_recordings (contact_id);
CREATE INDEX telephony_recordings_by_state ON telephony_recordings (state);
CREATE TABLE telephony_callbacks (
    id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL,
    number TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    agent_id TEXT,
    outcome TEXT
);
CREATE INDEX telephony_callbacks_by_state ON telephony_callbacks (state, due_at);
