import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Cuts the connection when this many messages have gone this way: the next one does not arrive. */
export interface Cut {
  way: 'to the server' | 'to the client';
  after: number;
}

/** A proxy before a Postgres server that counts the protocol's messages and cuts where it is told. */
export interface CuttingProxy {
  port: number;
  /** Counts anew; with a cut, the connection that reaches it ends there, once. */
  arm(cut?: Cut): void;
  /** Messages since it was armed. */
  counts: Record<Cut['way'], number>;
  close(): Promise<void>;
}

export async function startCuttingProxy(host: string, port: number): Promise<CuttingProxy> {
  const counts = { 'to the server': 0, 'to the client': 0 };
  let armed: Cut | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, host);
    const ends = [near, far];
    const end = () => {
      for (const socket of ends) {
        socket.destroy();
        sockets.delete(socket);
      }
    };
    for (const socket of ends) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end).on('close', end);
    }
    const forward = (way: Cut['way'], to: Socket, takeStartup: boolean) => {
      const messages = messageReader(takeStartup);
      return (chunk: Buffer) => {
        for (const message of messages(chunk)) {
          if (armed?.way === way && counts[way] >= armed.after) {
            armed = undefined;
            end();
            return;
          }
          counts[way] += 1;
          to.write(message);
        }
      };
    };
    near.on('data', forward('to the server', far, true));
    far.on('data', forward('to the client', near, false));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    arm(cut) {
      counts['to the server'] = 0;
      counts['to the client'] = 0;
      armed = cut;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Cuts a stream of bytes into messages: a letter and a length, the client's first one without the letter. */
function messageReader(takeStartup: boolean): (chunk: Buffer) => Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  let hasLetter = !takeStartup;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Buffer[] = [];
    for (;;) {
      const at = hasLetter ? 1 : 0;
      if (rest.length < at + 4) return messages;
      const size = at + rest.readInt32BE(at);
      if (rest.length < size) return messages;
      messages.push(rest.subarray(0, size));
      rest = rest.subarray(size);
      hasLetter = true;
    }
  };
}
