import { connect } from 'node:net';
import { serialize, Timestamp } from 'bson';
import { MongoClient, type Db, type Document } from 'mongodb';
import { EmbeddedMongo } from '../../src/embedded';

/** A command as one frame. */
function message(command: Document): Buffer {
  const body = Buffer.from(serialize(command));
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

describe('a document that is sent is stored as the bytes it came in', () => {
  let store: Awaited<ReturnType<typeof EmbeddedMongo.create>>;
  let client: MongoClient;
  let db: Db;
  beforeAll(async () => {
    store = await EmbeddedMongo.create();
    client = await MongoClient.connect(store.uri);
    db = client.db('bytes');
  }, 60_000);
  afterAll(async () => {
    await client.close();
    await store.stop();
  });

  const answerTo = (bytes: Buffer): Promise<string> =>
    new Promise((done) => {
      const parts: Buffer[] = [];
      const socket = connect(Number(/:(\d+)\//.exec(store.uri)?.[1]), '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk: Buffer) => parts.push(chunk));
      socket.on('close', () => done(Buffer.concat(parts).toString('latin1')));
    });

  test('but for an empty timestamp, which is filled in though no index looks at it', async () => {
    const c = db.collection<{ _id: number; at: Timestamp; inner: { at: Timestamp } }>('times');
    const empty = new Timestamp({ t: 0, i: 0 });
    await c.insertOne({ _id: 1, at: empty, inner: { at: empty } });
    const [found] = await c.find().toArray();
    expect(found?.at.t).toBeGreaterThan(1.7e9);
    expect(found?.inner.at).toEqual(empty);
  });

  test('but for an _id, which comes first', async () => {
    await db.command({ insert: 'ids', documents: [{ a: 1, _id: 7 }, { b: 2 }] });
    const docs = await db.collection('ids').find().toArray();
    expect(docs.map((doc) => Object.keys(doc))).toEqual([
      ['_id', 'a'],
      ['_id', 'b'],
    ]);
  });

  test('a partial index sees the field its filter asks for', async () => {
    const c = db.collection<{ _id: number; a: number; state: { open?: boolean } }>('partial');
    await c.createIndex({ a: 1 }, { partialFilterExpression: { 'state.open': true } });
    await c.insertMany([
      { _id: 1, a: 1, state: { open: true } },
      { _id: 2, a: 1, state: {} },
    ]);
    const wanted = { a: 1, 'state.open': true };
    expect(await c.find(wanted, { hint: 'a_1' }).toArray()).toEqual([{ _id: 1, a: 1, state: { open: true } }]);
  });

  test.each(['a', 'inner'])('bytes that are broken in a field no index looks at (%s) are refused', async (field) => {
    const bytes = message({ insert: 'broken', documents: [{ _id: 1, a: 'text', inner: { b: [1] } }], $db: 'bytes' });
    const at = bytes.indexOf(`${field}\0`, bytes.indexOf('_id')) + field.length + 1;
    bytes.writeInt32LE(bytes.readInt32LE(at) - 1, at);
    expect(await answerTo(bytes)).toContain('invalid BSON');
    expect(await db.collection('broken').countDocuments()).toBe(0);
  });

  test('what is not a list of documents is refused as ever', async () => {
    await expect(db.command({ insert: 'c', documents: [1] })).rejects.toMatchObject({ codeName: 'TypeMismatch' });
    await expect(db.command({ insert: 'c', documents: [] })).rejects.toMatchObject({ codeName: 'InvalidLength' });
  });
});
