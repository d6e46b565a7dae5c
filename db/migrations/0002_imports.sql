CREATE TABLE "segment_records" (
	"workspace_id" text NOT NULL,
	"record_id" text NOT NULL,
	"kind" text NOT NULL,
	"segment" text NOT NULL,
	"texts" text NOT NULL,
	CONSTRAINT "segment_records_workspace_id_record_id_pk" PRIMARY KEY("workspace_id","record_id")
);
--> statement-breakpoint
CREATE TABLE "term_segments" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"term" text collate "C" NOT NULL,
	"segment" text NOT NULL,
	"record_ids" text NOT NULL,
	CONSTRAINT "term_segments_workspace_id_kind_term_segment_pk" PRIMARY KEY("workspace_id","kind","term","segment")
);
--> statement-breakpoint
CREATE TABLE "external_ids" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"record_id" text NOT NULL,
	CONSTRAINT "external_ids_workspace_id_kind_source_external_id_pk" PRIMARY KEY("workspace_id","kind","source","external_id")
);
--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "bulk_id" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "record_ids" text[];--> statement-breakpoint
CREATE INDEX "external_ids_record" ON "external_ids" USING btree ("workspace_id","record_id");--> statement-breakpoint
CREATE INDEX "changes_bulk" ON "changes" USING btree ("workspace_id","bulk_id","sequence");