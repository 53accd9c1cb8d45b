-- What the log says about sign-ins, looks at personal data, accounts and settings, in a form that is quickly searched.
CREATE TABLE identity_audit (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    actor TEXT NOT NULL,
    subject TEXT NOT NULL,
    object TEXT NOT NULL,
    origin TEXT,
    client TEXT,
    reason TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX identity_audit_by_time ON identity_audit (at, seq);
CREATE INDEX identity_audit_by_actor ON identity_audit (actor, at, seq);
CREATE INDEX identity_audit_by_kind ON identity_audit (kind, at, seq);
CREATE INDEX identity_audit_by_topic ON identity_audit (topic, at, seq);
CREATE INDEX identity_audit_by_subject ON identity_audit (subject, at, seq);
CREATE INDEX identity_audit_by_object ON identity_audit (object, at, seq);
