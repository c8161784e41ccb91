CREATE TABLE `chant_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`repository` text NOT NULL,
	`commit_id` text NOT NULL,
	`spec_id` text NOT NULL,
	`event` text NOT NULL,
	`at` integer NOT NULL,
	`by_whom` text,
	`reason` text,
	`note` text,
	`spec` text,
	`known_at` integer NOT NULL,
	`gone_at` integer,
	`reading` integer NOT NULL,
	FOREIGN KEY (`repository`) REFERENCES `chant_repositories`(`name`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `chant_events_same` ON `chant_events` (`repository`,`spec_id`,`event`,`at`,`commit_id`);--> statement-breakpoint
CREATE INDEX `chant_events_known` ON `chant_events` (`known_at`);--> statement-breakpoint
CREATE INDEX `chant_events_at` ON `chant_events` (`at`);--> statement-breakpoint
CREATE INDEX `chant_events_commit` ON `chant_events` (`repository`,`commit_id`);--> statement-breakpoint
CREATE TABLE `chant_repositories` (
	`name` text PRIMARY KEY NOT NULL,
	`cursor` text,
	`readings` integer DEFAULT 0 NOT NULL,
	`read_at` integer,
	`notes` text NOT NULL,
	`problem` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `chant_specs` (
	`repository` text NOT NULL,
	`path` text NOT NULL,
	`spec_id` text NOT NULL,
	`is_archived` integer NOT NULL,
	`blob` text,
	`problem` text,
	`title` text,
	`type` text,
	`status` text,
	`labels` text NOT NULL,
	`depends_on` text NOT NULL,
	`members` text NOT NULL,
	`informed_by` text NOT NULL,
	`target_files` text NOT NULL,
	`completed_at` integer,
	`approval_status` text,
	`approval_required` integer NOT NULL,
	`approval_by` text,
	`approval_at` integer,
	`criteria_checked` integer NOT NULL,
	`criteria_total` integer NOT NULL,
	`reading` integer NOT NULL,
	PRIMARY KEY(`repository`, `path`),
	FOREIGN KEY (`repository`) REFERENCES `chant_repositories`(`name`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "chant_specs_problem_or_status" CHECK("chant_specs"."status" is not null or "chant_specs"."problem" is not null)
) STRICT;
--> statement-breakpoint
CREATE INDEX `chant_specs_id` ON `chant_specs` (`repository`,`spec_id`);--> statement-breakpoint
CREATE TABLE `asked_again` (
	`request_id` integer PRIMARY KEY NOT NULL,
	`asked_by` integer NOT NULL,
	`asked_at` integer NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `assumption_tests` (
	`check_in_id` integer NOT NULL,
	`version` integer NOT NULL,
	`next_test` text,
	`result` text,
	`verdict` text,
	PRIMARY KEY(`check_in_id`, `version`),
	FOREIGN KEY (`check_in_id`,`version`) REFERENCES `check_in_versions`(`check_in_id`,`version`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assumption_tests_result_is_judged" CHECK(("assumption_tests"."result" is null) = ("assumption_tests"."verdict" is null))
) STRICT;
--> statement-breakpoint
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
	`word` text,
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
	`closed_how` text,
	`result` text,
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`check_in_id`) REFERENCES `check_ins`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`closed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "open_items_closed_is_whole" CHECK(("open_items"."closed_at" is null) = ("open_items"."closed_by" is null) and ("open_items"."closed_at" is null) = ("open_items"."closed_how" is null)),
	CONSTRAINT "open_items_done_has_result" CHECK(("open_items"."closed_how" is 'done') = ("open_items"."result" is not null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `open_items_open` ON `open_items` (`key_result_id`) WHERE "open_items"."closed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `open_items_one_open` ON `open_items` (`key_result_id`,`kind`) WHERE "open_items"."closed_at" is null and "open_items"."kind" in ('investigation', 'adjustment-plan');--> statement-breakpoint
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
	`asked_of` integer NOT NULL,
	FOREIGN KEY (`check_in_id`) REFERENCES `check_ins`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`summary_id`) REFERENCES `summaries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`replied_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_of`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
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
	`page` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_one_per_week` ON `requests` (`person_id`,`week`);--> statement-breakpoint
CREATE TABLE `skips` (
	`key_result_id` text NOT NULL,
	`week` text NOT NULL,
	`reason` text NOT NULL,
	`skipped_by` integer NOT NULL,
	`skipped_at` integer NOT NULL,
	`withdrawn_at` integer,
	PRIMARY KEY(`key_result_id`, `week`),
	FOREIGN KEY (`key_result_id`) REFERENCES `key_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`skipped_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
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
CREATE TABLE `copies` (
	`taken_at` integer PRIMARY KEY NOT NULL,
	`restored_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`key` text PRIMARY KEY NOT NULL,
	`mark` text NOT NULL,
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
CREATE TABLE `crossings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kpi_id` text NOT NULL,
	`kind` text NOT NULL,
	`reading_id` integer NOT NULL,
	`at` text NOT NULL,
	`noticed_at` integer NOT NULL,
	FOREIGN KEY (`kpi_id`) REFERENCES `kpis`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reading_id`) REFERENCES `readings`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `crossings_once` ON `crossings` (`kpi_id`,`kind`,`at`);--> statement-breakpoint
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
	`seen_at` integer,
	`home_opened_at` integer
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
CREATE TABLE `report_channels` (
	`channel_id` text PRIMARY KEY NOT NULL,
	`time` text NOT NULL,
	`zone` text NOT NULL,
	`planned_from` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `reports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel_id` text NOT NULL,
	`date` text NOT NULL,
	`planned_at` integer NOT NULL,
	`decided_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`follows` integer,
	`since` integer NOT NULL,
	`shown_until` integer NOT NULL,
	`shown_reading` integer NOT NULL,
	`cut` integer NOT NULL,
	`shown` text NOT NULL,
	`post` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`follows`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reports_cut_after_since" CHECK("reports"."cut" >= "reports"."since" and "reports"."shown_until" >= "reports"."since")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_one_per_day` ON `reports` (`channel_id`,`date`);--> statement-breakpoint
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
	`bot_user_name` text,
	`bot_id` text,
	`delivery_secret` text NOT NULL,
	`connected_at` integer,
	`url` text,
	`charts_refused_at` integer,
	`tables_refused_at` integer,
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
CREATE INDEX `inbox_done` ON `inbox` (`done_at`) WHERE "inbox"."done_at" is not null;--> statement-breakpoint
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
CREATE INDEX `jobs_settled` ON `jobs` (`settled_at`) WHERE "jobs"."settled_at" is not null;--> statement-breakpoint
CREATE TABLE `slots` (
	`what` text NOT NULL,
	`date` text NOT NULL,
	`taken_at` integer NOT NULL,
	PRIMARY KEY(`what`, `date`)
) STRICT;
