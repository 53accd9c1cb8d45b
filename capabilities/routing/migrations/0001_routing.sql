CREATE TABLE routing_queues (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    config TEXT NOT NULL
);
CREATE TABLE routing_presences (
    agent_id TEXT PRIMARY KEY,
    presence TEXT NOT NULL,
    since BIGINT NOT NULL
);
CREATE TABLE routing_break_kinds (
    kind TEXT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    limit_s BIGINT,
    needs_approval BOOLEAN NOT NULL
);
INSERT INTO routing_break_kinds (kind, name_zh, name_en, limit_s, needs_approval) VALUES
    ('meal', '用餐', 'Meal', 3600, FALSE),
    ('rest', '小休', 'Rest', 900, FALSE),
    ('meeting', '会议', 'Meeting', NULL, FALSE),
    ('training', '培训', 'Training', NULL, TRUE),
    ('coaching', '辅导', 'Coaching', 3600, TRUE);
CREATE TABLE routing_counters (id BIGINT PRIMARY KEY, offers BIGINT NOT NULL);
INSERT INTO routing_counters (id, offers) VALUES (1, 0);
