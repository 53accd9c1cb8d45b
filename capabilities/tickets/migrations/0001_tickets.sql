CREATE TABLE tickets_counter (id BIGINT PRIMARY KEY, last BIGINT NOT NULL);
INSERT INTO tickets_counter (id, last) VALUES (1, 0);
CREATE TABLE tickets_tickets (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    assignee TEXT,
    department TEXT,
    customer_id TEXT,
    next_due BIGINT NOT NULL,
    wake_at BIGINT,
    clock_version BIGINT NOT NULL,
    ticket TEXT NOT NULL,
    clocks TEXT NOT NULL
);
CREATE INDEX tickets_by_due ON tickets_tickets (next_due, number);
CREATE INDEX tickets_by_open ON tickets_tickets (is_open, next_due, number);
CREATE INDEX tickets_by_type ON tickets_tickets (type, next_due, number);
CREATE INDEX tickets_by_state ON tickets_tickets (state, type, next_due, number);
CREATE INDEX tickets_by_customer ON tickets_tickets (customer_id, number);
CREATE INDEX tickets_by_assignee ON tickets_tickets (assignee, next_due, number) WHERE assignee IS NOT NULL;
CREATE INDEX tickets_by_department ON tickets_tickets (department, next_due, number) WHERE department IS NOT NULL;
CREATE INDEX tickets_by_wake ON tickets_tickets (wake_at) WHERE wake_at IS NOT NULL;
CREATE TABLE tickets_passed (
    department TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (department, ticket_id)
);
CREATE TABLE tickets_contacts (
    contact_id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (contact_id, ticket_id)
);
CREATE TABLE tickets_types (
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE TABLE tickets_departments (
    name TEXT PRIMARY KEY,
    label_zh TEXT NOT NULL,
    label_en TEXT NOT NULL
);
CREATE TABLE tickets_members (
    user_id TEXT PRIMARY KEY,
    department TEXT NOT NULL
);
CREATE INDEX tickets_members_by_department ON tickets_members (department);
