CREATE TABLE "audit_chain" (
	"workspace_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"event_id" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_chain_workspace_id_sequence_pk" PRIMARY KEY("workspace_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"workspace_id" text NOT NULL,
	"reader" text NOT NULL,
	"server" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "readings_workspace_id_reader_server_pk" PRIMARY KEY("workspace_id","reader","server")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_chain_event" ON "audit_chain" USING btree ("workspace_id","event_id");