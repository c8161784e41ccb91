ALTER TABLE `people` ADD `home_opened_at` integer;--> statement-breakpoint
ALTER TABLE `workspace` ADD `tables_refused_at` integer;