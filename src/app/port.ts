import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config';

/** Port 0 means any free one: it is chosen now, because our own address is part of what is handed out. */
export async function withPort(settings: Settings): Promise<Settings> {
  if (settings.port !== 0) return settings;
  const probe = createServer().listen(0, settings.host.replace(/^\[|\]$/g, ''));
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return { ...settings, port, publicUrl: settings.publicUrl.replace(/:0$/, `:${port}`) };
}

/** Opens the port, and says where the service is to be found. */
export async function listen(http: FastifyInstance, { host, port }: Settings): Promise<string> {
  await http.listen({ port, host });
  const address = http.server.address();
  const opened = typeof address === 'object' && address ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${opened}`;
}
