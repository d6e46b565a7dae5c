import type { IncomingMessage } from 'node:http';

/** How many requests may be under way: more than any client with calls in the kernel's line ever has. */
export interface HttpBounds {
  perClient: number;
  inAll: number;
}

export const usualBounds: HttpBounds = { perClient: 500, inAll: 2_000 };

/**
 * Counts the requests under way, by whoever they name in their Authorization, else by address, so that one
 * client can neither fill the memory nor take all connections. Counts are of this process alone.
 */
export function createBounds({ perClient, inAll }: HttpBounds) {
  const counts = new Map<string, number>();
  let all = 0;
  return {
    /** @returns to be called once when the request is over, or whose bound it meets */
    enter({ headers, socket }: IncomingMessage): (() => void) | 'client' | 'all' {
      const client = headers.authorization ?? socket.remoteAddress ?? '';
      const count = counts.get(client) ?? 0;
      if (count >= perClient) return 'client';
      if (all >= inAll) return 'all';
      counts.set(client, count + 1);
      all += 1;
      return () => {
        all -= 1;
        const left = (counts.get(client) ?? 1) - 1;
        if (left === 0) counts.delete(client);
        else counts.set(client, left);
      };
    },
  };
}
