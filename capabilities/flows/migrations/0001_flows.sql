CREATE TABLE flows_flows (
    name TEXT PRIMARY KEY,
    published BIGINT
);
CREATE TABLE flows_versions (
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE TABLE flows_prompts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    duration_ms BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE flows_calendars (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL
);
