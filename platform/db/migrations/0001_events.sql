CREATE TABLE event_counter (id BIGINT PRIMARY KEY, last_seq BIGINT NOT NULL);
INSERT INTO event_counter (id, last_seq) VALUES (1, 0);
CREATE TABLE events (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    actor TEXT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX events_by_subject ON events (subject, seq);
CREATE TABLE event_cursors (follower TEXT PRIMARY KEY, seq BIGINT NOT NULL);
