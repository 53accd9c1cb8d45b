CREATE TABLE reports_contacts (
    contact_id TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    channel TEXT NOT NULL,
    queue_id TEXT,
    agent_id TEXT,
    person TEXT,
    category TEXT,
    arrived_at BIGINT NOT NULL,
    counted_at BIGINT NOT NULL,
    offered_at BIGINT,
    ended_at BIGINT,
    outcome TEXT NOT NULL,
    queue_ms BIGINT NOT NULL,
    ring_ms BIGINT NOT NULL,
    answered_ring_ms BIGINT NOT NULL,
    talk_ms BIGINT NOT NULL,
    hold_ms BIGINT NOT NULL,
    wrap_up_ms BIGINT NOT NULL,
    ended_by TEXT,
    survey_score BIGINT,
    resolved BOOLEAN,
    record_complete BOOLEAN NOT NULL
);
CREATE INDEX reports_contacts_by_time ON reports_contacts (counted_at, number);
CREATE INDEX reports_contacts_by_matter ON reports_contacts (person, category, arrived_at);
CREATE TABLE reports_segments (
    contact_id TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    queue_id TEXT,
    state TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL
);
CREATE INDEX reports_segments_by_contact ON reports_segments (contact_id);
CREATE INDEX reports_segments_by_agent ON reports_segments (agent_id, from_at);
CREATE TABLE reports_agent_times (
    agent_id TEXT NOT NULL,
    state TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL
);
CREATE INDEX reports_agent_times_by_end ON reports_agent_times (to_at, agent_id);
CREATE TABLE reports_agent_states (
    agent_id TEXT PRIMARY KEY,
    presence TEXT NOT NULL,
    activity TEXT NOT NULL,
    since BIGINT NOT NULL
);
