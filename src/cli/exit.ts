/** How long what is under way may take to end once the work is over, in milliseconds. */
const usualGraceMs = 1_500;
let graceMs = usualGraceMs;

/** Ends the program at the latest after the grace, whatever still holds it, with the exit code it has by then. */
export const exitSoon = (): void => {
  setTimeout(() => process.exit(), graceMs).unref();
};

/** Lets a signal wait this long for work that has to be finished first. */
export const waitOnExit = (milliseconds: number): void => {
  graceMs = usualGraceMs + milliseconds;
};
