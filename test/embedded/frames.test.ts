import { connect } from 'node:net';
import { serialize } from 'bson';
import { MongoClient } from 'mongodb';
import { EmbeddedMongo } from '../../src/embedded';
import { dice, type Dice } from './differential-commands';

/** Frames no driver would send: noise, wrong lengths, truncated and mutated documents. */
function frame(d: Dice): Buffer {
  const noise = (n: number): Buffer => Buffer.from(Array.from({ length: n }, () => d.below(256)));
  const header = (length: number, opcode: number): Buffer => {
    const bytes = Buffer.alloc(16);
    bytes.writeInt32LE(length | 0, 0);
    bytes.writeInt32LE(opcode, 12);
    return bytes;
  };
  const body = Buffer.from(serialize({ find: 'c', filter: { a: [1, { b: 'x' }] }, $db: 'frames' }));
  const valid = Buffer.concat([header(21 + body.length, 2013), Buffer.alloc(5), body]);
  switch (d.below(7)) {
    case 0:
      return noise(1 + d.below(64));
    case 1:
      return Buffer.concat([header(d.pick([0, 1, 15, -1, 0x7fffffff, 48_000_001]), 2013), noise(d.below(32))]);
    case 2:
      return Buffer.concat([header(16 + 20, d.pick([1, 2001, 2004, 2012, 2013, 99])), noise(20)]);
    case 3:
      return valid.subarray(0, 16 + d.below(valid.length - 16));
    case 4: {
      const cut = Buffer.from(valid);
      cut.writeInt32LE(d.below(2 * body.length), 21);
      return cut;
    }
    case 5: {
      const kinds = Buffer.from(valid);
      kinds[20] = d.below(256);
      kinds.writeInt32LE(d.below(0xffff), 16);
      return kinds;
    }
    default: {
      const mutated = Buffer.from(valid);
      for (let i = 0; i < 4; i++) mutated[21 + d.below(body.length)] = d.below(256);
      return mutated;
    }
  }
}

const send = (port: number, bytes: Buffer): Promise<void> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => done());
    socket.resume();
  });

describe('malformed frames', () => {
  let store: Awaited<ReturnType<typeof EmbeddedMongo.create>>;
  beforeAll(async () => void (store = await EmbeddedMongo.create()), 60_000);
  afterAll(() => store.stop());

  test('ten thousand of them end their connections, and the server lives', async () => {
    const port = Number(/:(\d+)\//.exec(store.uri)?.[1]);
    const d = dice(Number(process.env['FRAMES_SEED'] ?? 5));
    const client = await MongoClient.connect(store.uri);
    await client.db('frames').collection('c').insertOne({ a: 1 });
    for (let i = 0; i < 10_000; i += 50) await Promise.all(Array.from({ length: 50 }, () => send(port, frame(d))));
    expect(await client.db('frames').collection('c').countDocuments()).toBe(1);
    await client.close();
    const another = await MongoClient.connect(store.uri);
    expect(await another.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await another.close();
  }, 120_000);

  test('a length beyond the limit is answered with an error and the connection is closed', async () => {
    const port = Number(/:(\d+)\//.exec(store.uri)?.[1]);
    const head = Buffer.alloc(16);
    head.writeInt32LE(48_000_001, 0);
    head.writeInt32LE(2013, 12);
    const answer = await new Promise<Buffer>((done) => {
      const parts: Buffer[] = [];
      const socket = connect(port, '127.0.0.1', () => socket.write(head));
      socket.on('data', (chunk: Buffer) => parts.push(chunk));
      socket.on('close', () => done(Buffer.concat(parts)));
    });
    expect(answer.toString('latin1')).toContain('malformed message');
  });

  test('a message in many small pieces is one message', async () => {
    const port = Number(/:(\d+)\//.exec(store.uri)?.[1]);
    const body = Buffer.from(serialize({ ping: 1, $db: 'admin' }));
    const bytes = Buffer.alloc(21 + body.length);
    bytes.writeInt32LE(bytes.length, 0);
    bytes.writeInt32LE(2013, 12);
    body.copy(bytes, 21);
    const answer = await new Promise<string>((done) => {
      const socket = connect(port, '127.0.0.1', () => void pieces());
      const pieces = async (): Promise<void> => {
        for (const byte of bytes) {
          socket.write(Buffer.from([byte]));
          await new Promise((go) => setImmediate(go));
        }
      };
      socket.on('data', (chunk: Buffer) => {
        socket.destroy();
        done(chunk.toString('latin1'));
      });
    });
    expect(answer).toContain('ok');
  });
});
