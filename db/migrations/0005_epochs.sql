ALTER TABLE `sessions` ADD `epoch` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `epoch` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `spared` text;--> statement-breakpoint
ALTER TABLE `users` ADD `epoch_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `epoch_by` text;--> statement-breakpoint
ALTER TABLE `users` ADD `epoch_why` text;--> statement-breakpoint
-- What was ended stays ended: whoever is on the old list for all their sessions begins the next epoch.
UPDATE `users` SET `epoch` = 1, `spared` = r.`except_id`, `epoch_at` = r.`at`, `epoch_by` = r.`by`, `epoch_why` = r.`why`
  FROM `revocations` r WHERE r.`subject` = 'user:' || `users`.`id`;
