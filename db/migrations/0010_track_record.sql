CREATE TABLE "alerts" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"target" text NOT NULL,
	"value" double precision NOT NULL,
	"bound" double precision NOT NULL,
	"details" jsonb NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	CONSTRAINT "alerts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "models" (
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"trained_from" date NOT NULL,
	"trained_to" date NOT NULL,
	"sample_size" integer NOT NULL,
	"features" text[] NOT NULL,
	"metrics" jsonb NOT NULL,
	"code_version" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"spread" jsonb NOT NULL,
	"status" text NOT NULL,
	"trained_at" timestamp with time zone NOT NULL,
	CONSTRAINT "models_workspace_id_name_version_pk" PRIMARY KEY("workspace_id","name","version")
);
--> statement-breakpoint
CREATE TABLE "predictions" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"target" text NOT NULL,
	"model" text NOT NULL,
	"inputs" jsonb NOT NULL,
	"value" double precision NOT NULL,
	"lower_80" double precision,
	"upper_80" double precision,
	"lower_95" double precision,
	"upper_95" double precision,
	"naive" double precision,
	"made_at" timestamp with time zone NOT NULL,
	"due_on" date NOT NULL,
	"outcome" double precision,
	"scored_at" timestamp with time zone,
	CONSTRAINT "predictions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE INDEX "alerts_raised" ON "alerts" USING btree ("workspace_id","raised_at","id");--> statement-breakpoint
CREATE INDEX "predictions_due" ON "predictions" USING btree ("workspace_id","scored_at","due_on");--> statement-breakpoint
CREATE INDEX "predictions_kind" ON "predictions" USING btree ("workspace_id","kind","target");--> statement-breakpoint
CREATE INDEX "predictions_subject" ON "predictions" USING btree ("workspace_id","subject");