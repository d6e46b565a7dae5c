DROP INDEX "terms_record";--> statement-breakpoint
CREATE INDEX "terms_record" ON "terms" USING btree ("workspace_id","record_id","kind");