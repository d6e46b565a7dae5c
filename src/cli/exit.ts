/** How long what is under way may take to end once the work is over, in milliseconds. */
const graceMs = 1_500;

/** Ends the program at the latest after the grace, whatever still holds it, with the exit code it has by then. */
export const exitSoon = (): void => {
  setTimeout(() => process.exit(), graceMs).unref();
};
