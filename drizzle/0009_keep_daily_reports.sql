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
CREATE UNIQUE INDEX `reports_one_per_day` ON `reports` (`channel_id`,`date`);