import { createServer, type Server, type Socket } from 'node:net';
import { removeExpired } from './commands/server-status';
import { createDispatch, type Dispatch } from './commands/dispatch';
import { openEngine } from './commands/engine';
import { encode, isDoc, type Doc } from './values/values';
import { Framing, type Message, parseMessage } from './wire/messages';
import { frame } from './wire/replies';
import { toMongoError } from './values/errors';

/** A running server. */
export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** The name a client gives itself in its hello. */
function appOf({ client }: Doc): string | undefined {
  const application = isDoc(client) ? client['application'] : undefined;
  return isDoc(application) && typeof application['name'] === 'string' ? application['name'] : undefined;
}

/** Serves one connection: commands are answered one after the other, a malformed frame ends the connection. */
function serve(socket: Socket, dispatch: Dispatch, stamp: () => Buffer): void {
  const framing = new Framing();
  let last = Promise.resolve();
  let app: string | undefined;
  const answer = async (message: Message): Promise<void> => {
    app = appOf(message.body) ?? app;
    const reply = await dispatch({ ...message, app });
    if (!reply) socket.destroy();
    else if (message.wantsReply && !socket.destroyed) socket.write(frame(message, reply, stamp()));
  };
  const fail = (error: unknown): void => {
    const { message: errmsg, code, codeName } = toMongoError(error);
    const to: Message = { id: 0, legacy: false, wantsReply: true, body: {}, sequences: new Map() };
    if (!socket.destroyed) socket.end(frame(to, encode({ ok: 0, errmsg, code, codeName }), stamp()));
    socket.destroySoon();
  };
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const bytes of framing.push(chunk)) {
        const message = parseMessage(bytes);
        last = last.then(() => answer(message)).catch(fail);
      }
    } catch (error) {
      socket.removeAllListeners('data');
      last = last.then(() => fail(error));
    }
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Opens the store in a folder and serves it on loopback. */
export async function startServer(folder: string, port: number): Promise<RunningServer> {
  const engine = openEngine(folder);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, answer, () => engine.moments.stamp());
  });
  const bound = await listen(server, port).catch(async (error: unknown) => {
    await engine.store.close();
    throw error;
  });
  const answer = createDispatch(engine, `127.0.0.1:${bound}`);

  let expiredAt = Date.now();
  const housekeeping = async (): Promise<void> => {
    const now = Date.now();
    engine.cursors.sweep(now);
    engine.moments.sweep(now);
    await engine.sessions.sweep(now);
    if (now - expiredAt < engine.parameters.ttlMonitorSleepSecs * 1000) return;
    expiredAt = now;
    await removeExpired(engine, (_, body: Doc) => answer({ body, sequences: new Map() }));
  };
  let busy = Promise.resolve();
  const timer = setInterval(() => {
    busy = busy.then(housekeeping).catch(() => undefined);
  }, 1000);

  return {
    port: bound,
    async stop() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await busy;
      await engine.store.close();
    },
  };
}
