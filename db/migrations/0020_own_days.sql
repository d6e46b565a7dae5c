-- A document without a day of its own no longer bears that of its file, which stands in file_modified_at.
ALTER TABLE "knowledge_documents" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "knowledge_documents" SET "dated_on" = NULL WHERE "dated_on" = ("file_modified_at" AT TIME ZONE 'UTC')::date;--> statement-breakpoint
ALTER TABLE "knowledge_documents" FORCE ROW LEVEL SECURITY;
