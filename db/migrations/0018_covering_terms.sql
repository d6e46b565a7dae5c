-- How often a term stands in a record is read from the index alone, without a look at each row.
ALTER TABLE "terms" DROP CONSTRAINT "terms_workspace_id_kind_term_record_id_pk", ADD CONSTRAINT "terms_workspace_id_kind_term_record_id_pk" PRIMARY KEY("workspace_id","kind","term","record_id") INCLUDE ("frequency");
