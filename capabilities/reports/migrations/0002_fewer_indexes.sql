-- Found through the agent's index and the contact's fact; nothing asks by contact alone.
DROP INDEX reports_segments_by_contact;
