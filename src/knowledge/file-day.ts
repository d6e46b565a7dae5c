interface Dated {
  /** The day a document itself bears, as YYYY-MM-DD. */
  datedOn: string | null;
  fileModifiedAt: Date | null;
}

/** With the day of its file, as YYYY-MM-DD, where a document bears none itself: the next best to tell how old it is. */
export const withFileDay = <Row extends Dated>({
  fileModifiedAt,
  ...row
}: Row): Omit<Row, 'fileModifiedAt'> & { fileDay: string | null } => ({
  ...row,
  fileDay: row.datedOn === null ? (fileModifiedAt?.toISOString().slice(0, 10) ?? null) : null,
});
