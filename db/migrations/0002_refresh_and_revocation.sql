CREATE TABLE `revocations` (
	`subject` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`by` text,
	`why` text,
	`except_id` text,
	`role` text,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `revocations_expires_at` ON `revocations` (`expires_at`);--> statement-breakpoint
CREATE TABLE `spent_tokens` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`spent_at` integer NOT NULL,
	`salt` text,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `spent_tokens_session_id` ON `spent_tokens` (`session_id`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `ended_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `ended_by` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `ended_why` text;--> statement-breakpoint
CREATE INDEX `sessions_expires_at` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE INDEX `sessions_ended_at` ON `sessions` (`ended_at`);