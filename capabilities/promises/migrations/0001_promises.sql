CREATE TABLE promises_promises (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    owner TEXT NOT NULL,
    customer_id TEXT,
    caller TEXT,
    contact_id TEXT,
    ticket_id TEXT,
    made_at BIGINT NOT NULL,
    due BIGINT NOT NULL,
    wake_at BIGINT,
    version BIGINT NOT NULL,
    promise TEXT NOT NULL,
    links TEXT NOT NULL
);
CREATE INDEX promises_by_due ON promises_promises (is_open, due, number);
CREATE INDEX promises_by_state ON promises_promises (state, due, number);
CREATE INDEX promises_by_owner ON promises_promises (owner, is_open, due, number);
CREATE INDEX promises_by_customer ON promises_promises (customer_id, is_open, due);
CREATE INDEX promises_by_caller ON promises_promises (caller, is_open, due);
CREATE INDEX promises_by_contact ON promises_promises (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX promises_by_ticket ON promises_promises (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX promises_by_wake ON promises_promises (wake_at) WHERE wake_at IS NOT NULL;
CREATE TABLE promises_settings (id BIGINT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE promises_visits (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    customer_id TEXT,
    ticket_id TEXT,
    due BIGINT NOT NULL,
    visit TEXT NOT NULL
);
CREATE INDEX promises_visits_by_state ON promises_visits (state, due, number);
CREATE INDEX promises_visits_by_ticket ON promises_visits (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX promises_visits_by_customer ON promises_visits (customer_id, due);
