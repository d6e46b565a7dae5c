ALTER TABLE "knowledge_chunks" ADD COLUMN "question" text;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "dated_on" date;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "file_path" text;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "file_size" bigint;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "file_modified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD COLUMN "file_hash" text;