INSERT INTO "terms" ("workspace_id", "kind", "term", "record_id")
SELECT "workspace_id", "kind", "term", unnest(string_to_array("record_ids", ' ')) FROM "term_segments"
ON CONFLICT DO NOTHING;--> statement-breakpoint
DELETE FROM "segment_records" WHERE NOT EXISTS (
	SELECT FROM "segments" WHERE "segments"."workspace_id" = "segment_records"."workspace_id" AND "segments"."segment" = "segment_records"."segment"
);--> statement-breakpoint
DROP TABLE "term_segments" CASCADE;