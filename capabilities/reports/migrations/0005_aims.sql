CREATE TABLE reports_aims (
    name TEXT PRIMARY KEY,
    target DOUBLE PRECISION,
    warning DOUBLE PRECISION
);
