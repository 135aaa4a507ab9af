import { mongo } from 'mongoose';
import { testStore } from '../helpers/store';
import { testStoreKind } from '../helpers/test-store-kind';

describe('the store of the tests', () => {
  test('every call gets a database that no other call sees, and drop removes it', async () => {
    const [one, two] = [await testStore(), await testStore()];
    const clients = [await mongo.MongoClient.connect(one.uri), await mongo.MongoClient.connect(two.uri)];
    await clients[0]!.db().collection('things').insertOne({ name: 'mug' });
    expect(await clients[1]!.db().collection('things').countDocuments()).toBe(0);
    expect(await clients[0]!.db().collection('things').countDocuments()).toBe(1);
    await one.drop();
    expect(await clients[0]!.db().collection('things').countDocuments()).toBe(0);
    await two.drop();
    await Promise.all(clients.map((client) => client.close()));
  });

  test('a server that is insisted on and not there is an error that says what to set', async () => {
    await expect(testStoreKind({ REDRESS_TEST_STORE: 'server', PATH: '' })).rejects.toThrow(/set MONGODB_URI/);
  });

  test('MONGODB_URI comes first, unless the embedded store is insisted on', async () => {
    const uri = 'mongodb://127.0.0.1:1/x';
    expect(await testStoreKind({ MONGODB_URI: uri })).toEqual({ kind: 'server', uri });
    expect(await testStoreKind({ MONGODB_URI: uri, REDRESS_TEST_STORE: 'embedded' })).toEqual({ kind: 'embedded' });
  });
});
