/** How long calls under way may take to finish when the service ends, in milliseconds: longer than the kernel's deadlines. */
export const closingMs = 25_000;
