CREATE TABLE `approval_contents` (
	`approval_id` integer NOT NULL,
	`version` integer NOT NULL,
	`path` text NOT NULL,
	`position` integer NOT NULL,
	`text` text,
	`problem` text,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`approval_id`, `version`, `path`),
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `approval_decisions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`approval_id` integer NOT NULL,
	`number` integer NOT NULL,
	`version` integer NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`person_id` integer,
	`by_name` text NOT NULL,
	`is_outside` integer NOT NULL,
	`kind` text NOT NULL,
	`decided_at` integer NOT NULL,
	`state` text NOT NULL,
	`problem` text,
	`commit_id` text,
	`written_at` integer,
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "approval_decisions_rejection_has_reason" CHECK("approval_decisions"."verdict" = 'approved' or "approval_decisions"."is_outside" or "approval_decisions"."reason" is not null),
	CONSTRAINT "approval_decisions_written_is_whole" CHECK(("approval_decisions"."state" = 'written') = ("approval_decisions"."written_at" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `approval_decisions_number` ON `approval_decisions` (`approval_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `approval_decisions_one_telling` ON `approval_decisions` (`approval_id`) WHERE "approval_decisions"."state" in ('telling', 'stuck');--> statement-breakpoint
CREATE TABLE `approval_followed` (
	`approval_id` integer NOT NULL,
	`spec_id` text NOT NULL,
	`event` text NOT NULL,
	`told_at` integer NOT NULL,
	PRIMARY KEY(`approval_id`, `spec_id`, `event`),
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `approval_news` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`approval_id` integer NOT NULL,
	`news` text NOT NULL,
	`person_id` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `approval_news_approval` ON `approval_news` (`approval_id`);--> statement-breakpoint
CREATE TABLE `approval_remarks` (
	`approval_id` integer NOT NULL,
	`ts` text NOT NULL,
	`by_name` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`approval_id`, `ts`),
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `approval_reminders` (
	`approval_id` integer NOT NULL,
	`number` integer NOT NULL,
	`decided_at` integer NOT NULL,
	PRIMARY KEY(`approval_id`, `number`),
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "approval_reminders_are_two" CHECK("approval_reminders"."number" in (1, 2))
) STRICT;
--> statement-breakpoint
CREATE TABLE `approval_results` (
	`approval_id` integer PRIMARY KEY NOT NULL,
	`asked_id` integer NOT NULL,
	`asked_at` integer NOT NULL,
	`text` text,
	`said_by` integer,
	`said_at` integer,
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`said_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "approval_results_said_is_whole" CHECK(("approval_results"."text" is null) = ("approval_results"."said_at" is null) and ("approval_results"."text" is null) = ("approval_results"."said_by" is null))
) STRICT;
--> statement-breakpoint
CREATE TABLE `approval_votes` (
	`approval_id` integer NOT NULL,
	`version` integer NOT NULL,
	`person_id` integer NOT NULL,
	`voted_at` integer NOT NULL,
	PRIMARY KEY(`approval_id`, `version`, `person_id`),
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `approvals` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`repository` text NOT NULL,
	`spec_id` text NOT NULL,
	`round` integer NOT NULL,
	`follows` integer,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`version` integer NOT NULL,
	`fingerprint` text NOT NULL,
	`settled_version` integer,
	`seen` text,
	`opened_at` integer NOT NULL,
	`expires_at` integer,
	`closed_at` integer,
	`outcome` text,
	`closed_because` text,
	`channel` text,
	`asked_id` integer,
	FOREIGN KEY (`asked_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "approvals_closed_is_whole" CHECK(("approvals"."closed_at" is null) = ("approvals"."outcome" is null)),
	CONSTRAINT "approvals_round_counts" CHECK("approvals"."round" >= 1 and "approvals"."version" >= 1)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_round` ON `approvals` (`repository`,`spec_id`,`round`);--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_one_open` ON `approvals` (`repository`,`spec_id`) WHERE "approvals"."closed_at" is null;--> statement-breakpoint
CREATE TABLE `chant_files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`repository` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`files` text NOT NULL,
	`message` text NOT NULL,
	`person_id` integer,
	`approval_id` integer,
	`spec_id` text,
	`asked_at` integer NOT NULL,
	`state` text NOT NULL,
	`problem` text,
	`commit_id` text,
	`written_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "chant_files_written_is_whole" CHECK(("chant_files"."state" = 'written') = ("chant_files"."written_at" is not null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `chant_files_approval` ON `chant_files` (`approval_id`);--> statement-breakpoint
CREATE INDEX `chant_files_spec` ON `chant_files` (`repository`,`spec_id`);--> statement-breakpoint
CREATE TABLE `chant_program` (
	`id` integer PRIMARY KEY NOT NULL,
	`problem` text,
	`checked_at` integer NOT NULL,
	CONSTRAINT "chant_program_is_one" CHECK("chant_program"."id" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `decision_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`cycle_id` integer,
	`at` integer NOT NULL,
	`what` text NOT NULL,
	`reason` text,
	`person_id` integer,
	`by_name` text NOT NULL,
	`decision_id` integer,
	FOREIGN KEY (`cycle_id`) REFERENCES `cycles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decision_id`) REFERENCES `approval_decisions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `decision_log_decision` ON `decision_log` (`decision_id`);--> statement-breakpoint
CREATE INDEX `decision_log_at` ON `decision_log` (`at`);--> statement-breakpoint
CREATE TABLE `decision_log_key_results` (
	`entry_id` integer NOT NULL,
	`key_result_id` text NOT NULL,
	PRIMARY KEY(`entry_id`, `key_result_id`),
	FOREIGN KEY (`entry_id`) REFERENCES `decision_log`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `decision_log_key_result` ON `decision_log_key_results` (`key_result_id`);--> statement-breakpoint
CREATE TABLE `rule_channels` (
	`channel` text PRIMARY KEY NOT NULL,
	`channel_id` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `user_groups` (
	`slack_id` text PRIMARY KEY NOT NULL,
	`handle` text NOT NULL,
	`name` text NOT NULL,
	`members` text NOT NULL,
	`read_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `deliveries_thread` ON `deliveries` (`thread_of`) WHERE "deliveries"."thread_of" is not null;