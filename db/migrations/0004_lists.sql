DROP INDEX `sessions_user_id`;--> statement-breakpoint
DROP INDEX `sessions_ended_at`;--> statement-breakpoint
CREATE INDEX `sessions_user_id_ended_at_created_at` ON `sessions` (`user_id`,`ended_at`,`created_at`);--> statement-breakpoint
CREATE INDEX `sessions_ended_at_created_at` ON `sessions` (`ended_at`,`created_at`);--> statement-breakpoint
CREATE INDEX `users_created_at` ON `users` (`created_at`);