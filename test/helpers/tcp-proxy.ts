import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/** Stands between a program and a server, and can be cut. */
export interface TcpProxy {
  port: number;
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a proxy on a free loopback port to `host:port`. */
export async function createTcpProxy(to: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<net.Socket>();
  const keep = (socket: net.Socket): net.Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).setNoDelay(true);
  };
  let port = 0;
  let server: net.Server | null = null;

  async function listen(): Promise<void> {
    server = net.createServer((near) => {
      const far = keep(net.connect(to.port, to.host));
      keep(near);
      near.pipe(far).pipe(near);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const)
        one.on('error', () => other.destroy()).on('close', () => other.destroy());
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  async function cut(): Promise<void> {
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    server = null;
    await closed;
  }

  await listen();
  return {
    get port() {
      return port;
    },
    cut,
    restore: listen,
    close: cut,
  };
}
