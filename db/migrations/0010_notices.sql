CREATE TABLE `notices` (
	`id` integer PRIMARY KEY NOT NULL,
	`user_id` text
);
--> statement-breakpoint
CREATE TRIGGER `notices_kept` AFTER INSERT ON `notices` BEGIN
	DELETE FROM `notices` WHERE `id` <= new.`id` - 1000;
END;--> statement-breakpoint
CREATE TRIGGER `sessions_ended` AFTER UPDATE OF `ended_at` ON `sessions` BEGIN
	INSERT INTO `notices` (`user_id`) VALUES (new.`user_id`);
END;--> statement-breakpoint
CREATE TRIGGER `revoked_sessions_added` AFTER INSERT ON `revoked_sessions` BEGIN
	INSERT INTO `notices` (`user_id`) VALUES (new.`user_id`);
END;--> statement-breakpoint
CREATE TRIGGER `users_changed` AFTER UPDATE OF `role`, `disabled`, `epoch` ON `users` BEGIN
	INSERT INTO `notices` (`user_id`) VALUES (new.`id`);
END;--> statement-breakpoint
CREATE TRIGGER `users_deleted` AFTER DELETE ON `users` BEGIN
	INSERT INTO `notices` (`user_id`) VALUES (old.`id`);
END;--> statement-breakpoint
-- Whose sessions a key signed, nobody knows.
CREATE TRIGGER `signing_keys_dropped` AFTER DELETE ON `signing_keys` BEGIN
	INSERT INTO `notices` (`user_id`) VALUES (NULL);
END;
