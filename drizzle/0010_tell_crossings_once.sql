CREATE TABLE `crossings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kpi_id` text NOT NULL,
	`kind` text NOT NULL,
	`reading_id` integer NOT NULL,
	`noticed_at` integer NOT NULL,
	FOREIGN KEY (`kpi_id`) REFERENCES `kpis`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reading_id`) REFERENCES `readings`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `crossings_once` ON `crossings` (`reading_id`,`kind`);