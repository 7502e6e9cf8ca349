ALTER TABLE `users` ADD `demo` text;--> statement-breakpoint
CREATE INDEX `users_demo` ON `users` (`demo`) WHERE demo is not null;