CREATE TABLE agents_teams (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE agents_skills (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE agents_agents (
    id TEXT PRIMARY KEY,
    staff_number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    team_id TEXT REFERENCES agents_teams (id),
    skills TEXT NOT NULL,
    capacity TEXT NOT NULL,
    active BOOLEAN NOT NULL
);
