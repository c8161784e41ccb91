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
