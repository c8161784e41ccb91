CREATE TABLE `chant_report_files` (
	`repository` text NOT NULL,
	`path` text NOT NULL,
	`blob` text NOT NULL,
	`problems` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`repository`, `path`),
	FOREIGN KEY (`repository`) REFERENCES `chant_repositories`(`name`) ON UPDATE no action ON DELETE no action
) STRICT;
