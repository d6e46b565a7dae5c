CREATE TABLE "segments" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"segment" text NOT NULL,
	"standing" integer NOT NULL,
	"filter" text NOT NULL,
	CONSTRAINT "segments_workspace_id_kind_segment_pk" PRIMARY KEY("workspace_id","kind","segment")
);
--> statement-breakpoint
CREATE TABLE "term_blocks" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"block" integer NOT NULL,
	"segment" text NOT NULL,
	"shared" integer NOT NULL,
	"terms" text collate "C" NOT NULL,
	CONSTRAINT "term_blocks_workspace_id_kind_block_segment_pk" PRIMARY KEY("workspace_id","kind","block","segment")
);
--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "packed_items" "bytea";