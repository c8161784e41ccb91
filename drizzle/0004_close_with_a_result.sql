PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_assumption_tests` (
	`check_in_id` integer NOT NULL,
	`version` integer NOT NULL,
	`next_test` text,
	`result` text,
	`verdict` text,
	PRIMARY KEY(`check_in_id`, `version`),
	FOREIGN KEY (`check_in_id`,`version`) REFERENCES `check_in_versions`(`check_in_id`,`version`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assumption_tests_result_is_judged" CHECK(("__new_assumption_tests"."result" is null) = ("__new_assumption_tests"."verdict" is null))
) STRICT;
--> statement-breakpoint
DROP TABLE `assumption_tests`;--> statement-breakpoint
ALTER TABLE `__new_assumption_tests` RENAME TO `assumption_tests`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE TABLE `__new_open_items` (
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
	`closed_how` text,
	`result` text,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`check_in_id`) REFERENCES `check_ins`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`closed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "open_items_closed_is_whole" CHECK(("__new_open_items"."closed_at" is null) = ("__new_open_items"."closed_by" is null) and ("__new_open_items"."closed_at" is null) = ("__new_open_items"."closed_how" is null)),
	CONSTRAINT "open_items_done_has_result" CHECK(("__new_open_items"."closed_how" is 'done') = ("__new_open_items"."result" is not null))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_open_items`("id", "kind", "key_result_id", "check_in_id", "text", "person_id", "due", "opened_at", "closed_at", "closed_by", "closed_how", "result") SELECT "id", "kind", "key_result_id", "check_in_id", "text", "person_id", "due", "opened_at", "closed_at", "closed_by", iif("closed_at" is null, null, iif("result" is null, 'withdrawn', 'done')), "result" FROM `open_items`;--> statement-breakpoint
DROP TABLE `open_items`;--> statement-breakpoint
ALTER TABLE `__new_open_items` RENAME TO `open_items`;--> statement-breakpoint
CREATE INDEX `open_items_open` ON `open_items` (`key_result_id`) WHERE "open_items"."closed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `open_items_one_open` ON `open_items` (`key_result_id`,`kind`) WHERE "open_items"."closed_at" is null and "open_items"."kind" in ('investigation', 'adjustment-plan');--> statement-breakpoint
ALTER TABLE `hand_overs` ADD `word` text;