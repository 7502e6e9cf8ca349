ALTER TABLE `events` ADD `times` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `events` ADD `last_at` integer;--> statement-breakpoint
ALTER TABLE `events` ADD `place` text;--> statement-breakpoint
CREATE UNIQUE INDEX `events_place` ON `events` (`place`) WHERE "events"."place" is not null;