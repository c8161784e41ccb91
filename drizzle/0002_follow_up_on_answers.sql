CREATE TABLE `asked_again` (
	`request_id` integer PRIMARY KEY NOT NULL,
	`asked_by` integer NOT NULL,
	`asked_at` integer NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `assumption_tests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key_result_id` text NOT NULL,
	`check_in_id` integer NOT NULL,
	`next_test` text,
	`result` text,
	`verdict` text,
	`recorded_by` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`check_in_id`) REFERENCES `check_ins`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `drafts` (
	`person_id` integer NOT NULL,
	`about` text NOT NULL,
	`fields` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `about`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `hand_overs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key_result_id` text NOT NULL,
	`from_id` integer,
	`to_id` integer NOT NULL,
	`offered_by` integer NOT NULL,
	`offered_at` integer NOT NULL,
	`answer` text,
	`answered_at` integer,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`offered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "hand_overs_answered_is_whole" CHECK(("hand_overs"."answer" is null) = ("hand_overs"."answered_at" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `hand_overs_one_open` ON `hand_overs` (`key_result_id`) WHERE "hand_overs"."answer" is null;--> statement-breakpoint
CREATE TABLE `open_items` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`key_result_id` text NOT NULL,
	`check_in_id` integer NOT NULL,
	`text` text NOT NULL,
	`person_id` integer,
	`due` text,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`closed_by` integer,
	`result` text,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`check_in_id`) REFERENCES `check_ins`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`closed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "open_items_closed_is_whole" CHECK(("open_items"."closed_at" is null) = ("open_items"."closed_by" is null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `open_items_open` ON `open_items` (`key_result_id`) WHERE "open_items"."closed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `open_items_one_open` ON `open_items` (`key_result_id`,`kind`) WHERE "open_items"."closed_at" is null and "open_items"."kind" in ('investigation', 'adjustment-plan');--> statement-breakpoint
CREATE TABLE `questions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`check_in_id` integer NOT NULL,
	`summary_id` integer,
	`asked_by` integer NOT NULL,
	`text` text NOT NULL,
	`asked_at` integer NOT NULL,
	`reply` text,
	`replied_by` integer,
	`replied_at` integer,
	FOREIGN KEY (`check_in_id`) REFERENCES `check_ins`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`summary_id`) REFERENCES `summaries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`replied_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `summaries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`team_id` integer NOT NULL,
	`week` text NOT NULL,
	`planned_at` integer NOT NULL,
	`decided_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`acknowledged_by` integer,
	`acknowledged_at` integer,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`acknowledged_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "summaries_acknowledged_is_whole" CHECK(("summaries"."acknowledged_by" is null) = ("summaries"."acknowledged_at" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `summaries_one_per_week` ON `summaries` (`team_id`,`week`);--> statement-breakpoint
ALTER TABLE `requests` ADD `page` integer DEFAULT 1 NOT NULL;