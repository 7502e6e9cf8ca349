CREATE TABLE `revoked_sessions` (
	`user_id` text NOT NULL,
	`session_id` text NOT NULL,
	`at` integer NOT NULL,
	`by` text,
	`why` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `session_id`)
);
--> statement-breakpoint
CREATE INDEX `revoked_sessions_expires_at` ON `revoked_sessions` (`expires_at`);--> statement-breakpoint
-- The old subject was 'session:', the person's id, a slash and the session's.
INSERT INTO `revoked_sessions` (`user_id`, `session_id`, `at`, `by`, `why`, `expires_at`)
  SELECT substr(`subject`, 9, instr(`subject`, '/') - 9), substr(`subject`, instr(`subject`, '/') + 1), `at`, `by`, coalesce(`why`, 'ended'), `expires_at`
  FROM `revocations` WHERE `subject` LIKE 'session:%/%';--> statement-breakpoint
DROP TABLE `revocations`;
