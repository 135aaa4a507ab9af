import { createRequire } from 'node:module';
import { mongo } from 'mongoose';

/** What we use of the driver's connection, which it does not export. */
interface DriverConnection {
  closed: boolean;
  socket: { destroyed: boolean };
  once(event: 'close', listener: () => void): void;
  off(event: 'close', listener: () => void): void;
  writeCommand(...given: unknown[]): Promise<void>;
}

const MARK = Symbol.for('redress.lostWrites');

/**
 * Makes a command fail whose connection closed before, or while, it was written. The driver (7.8 and 7.9) waits for the
 * socket to drain instead, for ever: one of its connections to the server that is caught like that at the moment a server
 * goes away keeps it from ever noticing that the server is back. Safe to call again.
 */
export function failLostWrites(): void {
  const inMongoose = createRequire(require.resolve('mongoose'));
  const { Connection } = inMongoose('mongodb/lib/cmap/connection') as {
    Connection: { prototype: DriverConnection & { [MARK]?: true } };
  };
  const { prototype } = Connection;
  if (prototype[MARK]) return;
  prototype[MARK] = true;
  const { writeCommand } = prototype;
  const lost = (): Error => new mongo.MongoNetworkError('the connection closed before the command was written');

  prototype.writeCommand = function (this: DriverConnection, ...given) {
    if (this.closed || this.socket.destroyed) return Promise.reject(lost());
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(lost());
      this.once('close', gone);
      const written = (): void => this.off('close', gone);
      writeCommand.apply(this, given).then(
        () => (written(), resolve()),
        (error: Error) => (written(), reject(error)),
      );
    });
  };
}
