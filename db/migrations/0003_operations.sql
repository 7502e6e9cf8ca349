CREATE INDEX `events_user_id_at` ON `events` (`user_id`,`at`);--> statement-breakpoint
CREATE INDEX `events_type_at` ON `events` (`type`,`at`);--> statement-breakpoint
CREATE INDEX `users_role` ON `users` (`role`);