CREATE TABLE `previews` (
	`team_id` integer NOT NULL,
	`cycle_id` integer NOT NULL,
	`told` text NOT NULL,
	`told_at` integer NOT NULL,
	`changed_at` integer,
	PRIMARY KEY(`team_id`, `cycle_id`),
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cycle_id`) REFERENCES `cycles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `reminders` (
	`request_id` integer NOT NULL,
	`number` integer NOT NULL,
	`decided_at` integer NOT NULL,
	`outcome` text NOT NULL,
	PRIMARY KEY(`request_id`, `number`),
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reminders_are_two" CHECK("reminders"."number" in (1, 2))
) STRICT;
--> statement-breakpoint
DROP INDEX `inbox_done`;--> statement-breakpoint
CREATE INDEX `inbox_done` ON `inbox` (`done_at`) WHERE "inbox"."done_at" is not null;--> statement-breakpoint
DROP INDEX `jobs_settled`;--> statement-breakpoint
CREATE INDEX `jobs_settled` ON `jobs` (`settled_at`) WHERE "jobs"."settled_at" is not null;--> statement-breakpoint
ALTER TABLE `questions` ADD `asked_of` integer NOT NULL REFERENCES people(id);--> statement-breakpoint
ALTER TABLE `workspace` ADD `url` text;--> statement-breakpoint
ALTER TABLE `workspace` ADD `charts_refused_at` integer;