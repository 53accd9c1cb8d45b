ALTER TABLE telephony_recordings ADD COLUMN failure TEXT;
