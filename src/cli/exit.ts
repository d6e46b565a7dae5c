/** How long what is under way may take to end once the work is over, in milliseconds. */
const graceMs = 1_500;

/** Ends the program at the latest after the grace, whatever still holds it. */
export const exitSoon = (code?: number): void => {
  setTimeout(() => process.exit(code), graceMs).unref();
};
