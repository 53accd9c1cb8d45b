CREATE TABLE contacts_contacts (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    channel TEXT NOT NULL,
    queue_id TEXT,
    agent_id TEXT,
    customer_id TEXT,
    caller TEXT,
    arrived_at BIGINT NOT NULL,
    ended_at BIGINT,
    body TEXT NOT NULL
);
CREATE INDEX contacts_by_arrival ON contacts_contacts (arrived_at, id);
CREATE INDEX contacts_by_agent ON contacts_contacts (agent_id, arrived_at);
CREATE INDEX contacts_by_customer ON contacts_contacts (customer_id, arrived_at);
CREATE INDEX contacts_by_caller ON contacts_contacts (caller, arrived_at);
CREATE INDEX contacts_by_state ON contacts_contacts (state, arrived_at);
CREATE TABLE contacts_segments (
    contact_id TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    queue_id TEXT,
    agent_id TEXT
);
CREATE INDEX contacts_segments_by_contact ON contacts_segments (contact_id, from_at);
CREATE INDEX contacts_segments_by_agent ON contacts_segments (agent_id, from_at);
CREATE TABLE contacts_heartbeat (id BIGINT PRIMARY KEY, at BIGINT NOT NULL);
CREATE TABLE contacts_categories (
    path TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    required TEXT NOT NULL
);
