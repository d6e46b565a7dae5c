CREATE TABLE "chat_keys" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "chat_keys_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "ticket_events" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"ticket_id" text NOT NULL,
	"kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"hand_off_id" text,
	"from_value" text,
	"to_value" text,
	"note" text,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ticket_events_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "visitor_hash" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "turns" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "repairs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "identification_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "busy_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "last_message_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "rating" integer;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "rating_comment" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "predicted_rating" real;--> statement-breakpoint
ALTER TABLE "hand_offs" ADD COLUMN "contact_id" text;--> statement-breakpoint
ALTER TABLE "hand_offs" ADD COLUMN "sentiment" text;--> statement-breakpoint
ALTER TABLE "hand_offs" ADD COLUMN "priority" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "hand_offs" ADD COLUMN "taken_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "hand_offs" ADD COLUMN "first_reply_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "hand_offs" ADD COLUMN "replies" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "hand_offs" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "user_id" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "sentiment" real;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "resolution" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "conversation_id" text;--> statement-breakpoint
CREATE INDEX "ticket_events_ticket" ON "ticket_events" USING btree ("workspace_id","ticket_id","occurred_at");--> statement-breakpoint
CREATE INDEX "conversations_contact" ON "conversations" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "conversations_last_message" ON "conversations" USING btree ("workspace_id","last_message_at");--> statement-breakpoint
CREATE INDEX "conversations_created" ON "conversations" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "hand_offs_status" ON "hand_offs" USING btree ("workspace_id","status","created_at");--> statement-breakpoint
CREATE INDEX "hand_offs_conversation" ON "hand_offs" USING btree ("workspace_id","conversation_id");