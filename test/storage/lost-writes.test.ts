import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { failLostWrites } from '../../src/storage/lost-writes';

failLostWrites();

const { Connection } = createRequire(require.resolve('mongoose'))('mongodb/lib/cmap/connection') as {
  Connection: { prototype: object };
};

/** A connection of the driver over a socket that takes nothing. */
function aConnection(destroyed: boolean) {
  const socket = Object.assign(new EventEmitter(), { destroyed, write: () => false });
  const connection = Object.create(Connection.prototype) as EventEmitter & {
    socket: typeof socket;
    closed: boolean;
    writeCommand(command: object, options: object): Promise<void>;
  };
  EventEmitter.call(connection);
  connection.socket = socket;
  connection.closed = false;
  return connection;
}

const command = { toBin: () => Promise.resolve([Buffer.from('a command')]) };
const options = { agreedCompressor: 'none' };

test('a command is not written to a connection that is gone', async () => {
  await expect(aConnection(true).writeCommand(command, options)).rejects.toMatchObject({ name: 'MongoNetworkError' });
});

test('a command whose connection closes while it is written fails with it', async () => {
  const connection = aConnection(false);
  const written = connection.writeCommand(command, options);
  setImmediate(() => connection.emit('close'));
  await expect(written).rejects.toMatchObject({ name: 'MongoNetworkError' });
  expect(connection.listenerCount('close')).toBe(0);
});

test('a command that waits for the socket is written once that has drained', async () => {
  const connection = aConnection(false);
  const written = connection.writeCommand(command, options);
  setImmediate(() => connection.socket.emit('drain'));
  await expect(written).resolves.toBeUndefined();
  expect(connection.listenerCount('close')).toBe(0);
});
