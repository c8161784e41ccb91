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
CREATE INDEX `chant_specs_id` ON `chant_specs` (`repository`,`spec_id`);