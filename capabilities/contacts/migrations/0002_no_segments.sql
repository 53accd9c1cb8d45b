-- Where the time went follows from the events; reports keeps the sums, and nobody read this table.
DROP TABLE contacts_segments;
