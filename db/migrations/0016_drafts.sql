CREATE TABLE "audit_events" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"event" text NOT NULL,
	"actor_id" text NOT NULL,
	"client" text NOT NULL,
	"subject" text NOT NULL,
	"reason" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_events_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "draft_steps" (
	"workspace_id" text NOT NULL,
	"draft_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"id" text NOT NULL,
	"tool" text NOT NULL,
	"client" text NOT NULL,
	"conversation_id" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"words" text,
	"items" jsonb NOT NULL,
	CONSTRAINT "draft_steps_workspace_id_draft_id_sequence_pk" PRIMARY KEY("workspace_id","draft_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"actor_id" text NOT NULL,
	"client" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"change_id" text,
	CONSTRAINT "drafts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE INDEX "audit_events_occurred" ON "audit_events" USING btree ("workspace_id","occurred_at");--> statement-breakpoint
CREATE UNIQUE INDEX "drafts_open" ON "drafts" USING btree ("workspace_id","actor_id","key") WHERE status = 'open';