import net from 'node:net';

/** Every test may talk to this machine only: a connection to any other address fails the test that made it. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|0\.0\.0\.0)$/;
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
  const first = Array.isArray(given[0]) ? given[0][0] : given[0];
  const host = typeof first === 'object' && first !== null && 'host' in first ? first.host : undefined;
  if (typeof host === 'string' && !LOOPBACK.test(host)) throw new Error(`a test tried to reach ${host}`);
  return (connect as (...args: unknown[]) => net.Socket).apply(this, given);
} as typeof connect;
