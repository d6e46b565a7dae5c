CREATE TABLE "identification_failures" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"claim" text NOT NULL,
	"origin" text,
	"failed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "identification_failures_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
-- What was there until now, customers were answered from; from now on a document is for staff unless it says otherwise.
ALTER TABLE "knowledge_chunks" ADD COLUMN "audience" text DEFAULT 'customers' NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ALTER COLUMN "audience" SET DEFAULT 'staff';--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "audience" text DEFAULT 'customers' NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ALTER COLUMN "audience" SET DEFAULT 'staff';--> statement-breakpoint
CREATE INDEX "identification_failures_time" ON "identification_failures" USING btree ("workspace_id","failed_at");