CREATE TABLE `check_in_versions` (
	`check_in_id` integer NOT NULL,
	`version` integer NOT NULL,
	`confidence` integer,
	`evidence` text NOT NULL,
	`note` text,
	`risk_kind` text,
	`risk_text` text,
	`next_action` text,
	`next_action_person_id` integer,
	`next_action_due` text,
	`answered_by` integer NOT NULL,
	`answered_at` integer NOT NULL,
	`via` text NOT NULL,
	PRIMARY KEY(`check_in_id`, `version`),
	FOREIGN KEY (`check_in_id`) REFERENCES `check_ins`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`next_action_person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "check_in_versions_confidence" CHECK("check_in_versions"."confidence" is null or "check_in_versions"."confidence" in (0, 1, 2))
) STRICT;
--> statement-breakpoint
CREATE TABLE `check_ins` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key_result_id` text NOT NULL,
	`week` text NOT NULL,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `check_ins_one_per_week` ON `check_ins` (`key_result_id`,`week`);--> statement-breakpoint
CREATE TABLE `request_items` (
	`request_id` integer NOT NULL,
	`key_result_id` text NOT NULL,
	`on_behalf_of` integer,
	`dropped_at` integer,
	`dropped_because` text,
	PRIMARY KEY(`request_id`, `key_result_id`),
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`on_behalf_of`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "request_items_dropped_is_whole" CHECK(("request_items"."dropped_at" is null) = ("request_items"."dropped_because" is null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `request_items_key_result` ON `request_items` (`key_result_id`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`week` text NOT NULL,
	`outcome` text NOT NULL,
	`ask_on` text NOT NULL,
	`planned_at` integer NOT NULL,
	`decided_at` integer NOT NULL,
	`reason` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_one_per_week` ON `requests` (`person_id`,`week`);--> statement-breakpoint
CREATE TABLE `copies` (
	`taken_at` integer PRIMARY KEY NOT NULL,
	`restored_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`key` text PRIMARY KEY NOT NULL,
	`notice` text NOT NULL,
	`person_id` integer,
	`channel` text,
	`thread_of` text,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`channel_id` text,
	`ts` text,
	`go_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`tried_at` integer,
	`looked_up_at` integer,
	`settled_at` integer,
	`problem` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `deliveries_message` ON `deliveries` (`channel_id`,`ts`);--> statement-breakpoint
CREATE TABLE `kpis` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`unit` text,
	`every_count` integer,
	`every_unit` text,
	`owner_id` integer,
	`baseline` real,
	`target` real,
	`limit_operator` text,
	`limit_value` real,
	`is_implicit` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "kpis_every_is_whole" CHECK(("kpis"."every_count" is null) = ("kpis"."every_unit" is null) and "kpis"."every_count" > 0),
	CONSTRAINT "kpis_limit_is_whole" CHECK(("kpis"."limit_operator" is null) = ("kpis"."limit_value" is null))
) STRICT;
--> statement-breakpoint
CREATE TABLE `readings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kpi_id` text NOT NULL,
	`at` text NOT NULL,
	`value` real NOT NULL,
	`source` text NOT NULL,
	`note` text,
	`recorded_by` integer,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`kpi_id`) REFERENCES `kpis`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `readings_same` ON `readings` (`kpi_id`,`at`,`value`);--> statement-breakpoint
CREATE INDEX `readings_newest` ON `readings` (`kpi_id`,`at`,`recorded_at`);--> statement-breakpoint
CREATE TABLE `approval_rules` (
	`position` integer PRIMARY KEY NOT NULL,
	`rule` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `contributions` (
	`initiative_id` integer NOT NULL,
	`key_result_id` text NOT NULL,
	PRIMARY KEY(`initiative_id`, `key_result_id`),
	FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `cycles` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`starts` text NOT NULL,
	`ends` text NOT NULL,
	`closed_at` integer,
	CONSTRAINT "cycles_end_after_start" CHECK("cycles"."ends" > "cycles"."starts")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `cycles_name` ON `cycles` (`name`);--> statement-breakpoint
CREATE TABLE `dependencies` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key_result_id` text NOT NULL,
	`depends_on` text NOT NULL,
	`owner_id` integer,
	`due` text,
	`closed_at` integer,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `file_entries` (
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`definition` text NOT NULL,
	`imported_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `key`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `initiatives` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`link` text,
	`evidence` text,
	`expected_impact` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `initiatives_title` ON `initiatives` (`title`);--> statement-breakpoint
CREATE TABLE `key_results` (
	`id` text PRIMARY KEY NOT NULL,
	`objective_id` text NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`kpi_id` text NOT NULL,
	`baseline` real,
	`target` real,
	`threshold` real,
	`due` text,
	`owner_id` integer,
	`owned_since` integer,
	`indicator` text,
	`commitment` text NOT NULL,
	`measurement` text,
	`dashboard` text,
	`guardrail_kpi_id` text,
	`labels` text NOT NULL,
	`assumption` text,
	`proxy_for` text,
	FOREIGN KEY (`objective_id`) REFERENCES `objectives`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`kpi_id`) REFERENCES `kpis`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`guardrail_kpi_id`) REFERENCES `kpis`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "key_results_id_is_number" CHECK("key_results"."id" = "key_results"."objective_id" || '-KR' || "key_results"."number")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `key_results_number` ON `key_results` (`objective_id`,`number`);--> statement-breakpoint
CREATE INDEX `key_results_owner` ON `key_results` (`owner_id`);--> statement-breakpoint
CREATE TABLE `links` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key_result_id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text,
	`url` text NOT NULL,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `objectives` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`cycle_id` integer NOT NULL,
	`team_id` integer NOT NULL,
	`title` text NOT NULL,
	`type` text,
	`supports` text,
	`why_now` text,
	FOREIGN KEY (`cycle_id`) REFERENCES `cycles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "objectives_id_is_number" CHECK("objectives"."id" = 'O' || "objectives"."number")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `objectives_number` ON `objectives` (`number`);--> statement-breakpoint
CREATE TABLE `days_off` (
	`person_id` integer NOT NULL,
	`date` text NOT NULL,
	`source` text NOT NULL,
	PRIMARY KEY(`person_id`, `date`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `pauses` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`starts` text NOT NULL,
	`ends` text NOT NULL,
	`paused_at` integer NOT NULL,
	`resumed_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "pauses_end_after_start" CHECK("pauses"."ends" >= "pauses"."starts")
) STRICT;
--> statement-breakpoint
CREATE TABLE `people` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`slack_id` text,
	`name` text NOT NULL,
	`handle` text,
	`email` text,
	`zone` text,
	`file_zone` text,
	`git` text,
	`is_admin` integer DEFAULT false NOT NULL,
	`is_workspace_admin` integer DEFAULT false NOT NULL,
	`is_guest` integer DEFAULT false NOT NULL,
	`is_external` integer DEFAULT false NOT NULL,
	`deactivated_at` integer,
	`dm_channel` text,
	`seen_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `people_slack_id` ON `people` (`slack_id`);--> statement-breakpoint
CREATE TABLE `person_references` (
	`reference` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `preferences` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`weekday` text,
	`time` text,
	`delegate_id` integer,
	`changed_at` integer NOT NULL,
	`source` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`delegate_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "preferences_delegate_is_another" CHECK("preferences"."delegate_id" is null or "preferences"."delegate_id" <> "preferences"."person_id"),
	CONSTRAINT "preferences_time_is_hh_mm" CHECK("preferences"."time" is null or "preferences"."time" glob '[0-2][0-9]:[0-5][0-9]')
) STRICT;
--> statement-breakpoint
CREATE TABLE `holidays` (
	`date` text PRIMARY KEY NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `teams` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`level` text NOT NULL,
	`zone` text,
	`working_days` text NOT NULL,
	`lead_id` integer,
	`channel` text,
	`channel_id` text,
	`check_in_weekday` text NOT NULL,
	`check_in_time` text NOT NULL,
	`check_in_starts` text,
	`imported_at` integer NOT NULL,
	`report` text,
	`report_channel_id` text,
	FOREIGN KEY (`lead_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `teams_name` ON `teams` (`name`);--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` integer PRIMARY KEY NOT NULL,
	`team_id` text,
	`team_name` text,
	`bot_user_id` text,
	`bot_id` text,
	`delivery_secret` text NOT NULL,
	`connected_at` integer,
	CONSTRAINT "workspace_is_one" CHECK("workspace"."id" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `budgets` (
	`key` text PRIMARY KEY NOT NULL,
	`next_at` integer NOT NULL,
	`held_until` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `inbox` (
	`key` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`body` text NOT NULL,
	`received_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`retry_at` integer NOT NULL,
	`done_at` integer,
	`dead_at` integer,
	`problem` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `inbox_unfinished` ON `inbox` (`retry_at`) WHERE "inbox"."done_at" is null and "inbox"."dead_at" is null;--> statement-breakpoint
CREATE INDEX `inbox_done` ON `inbox` (`done_at`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`args` text NOT NULL,
	`key` text,
	`state` text NOT NULL,
	`priority` integer NOT NULL,
	`run_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`fence` integer DEFAULT 0 NOT NULL,
	`claimed_at` integer,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	`problem` text,
	CONSTRAINT "jobs_state" CHECK("jobs"."state" in ('waiting', 'running', 'unknown', 'dead', 'done')),
	CONSTRAINT "jobs_running_is_claimed" CHECK(("jobs"."state" = 'running') = ("jobs"."claimed_at" is not null)),
	CONSTRAINT "jobs_over_is_settled" CHECK(("jobs"."state" in ('dead', 'done')) = ("jobs"."settled_at" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_key` ON `jobs` (`key`);--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`priority`,`run_at`) WHERE "jobs"."state" in ('waiting', 'unknown');--> statement-breakpoint
CREATE INDEX `jobs_open` ON `jobs` (`state`) WHERE "jobs"."state" <> 'done';--> statement-breakpoint
CREATE INDEX `jobs_settled` ON `jobs` (`settled_at`);--> statement-breakpoint
CREATE TABLE `slots` (
	`what` text NOT NULL,
	`date` text NOT NULL,
	`taken_at` integer NOT NULL,
	PRIMARY KEY(`what`, `date`)
) STRICT;
