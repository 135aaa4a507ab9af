import { MongoClient } from 'mongodb';
import { EmbeddedMongo } from '../../src/embedded';
import { differential } from './differential-run';

const uri = process.env['MONGODB_URI'] ?? process.env['MONGODB_TEST_START'] ?? '';
const compare = uri.startsWith('mongodb') ? test : test.skip;

compare(
  `three hundred random commands end the same on the engine at ${uri || 'MONGODB_URI, which is not set'}`,
  async () => {
    const store = await EmbeddedMongo.create();
    const [left, right] = await Promise.all(
      [store.uri, uri].map((one) => MongoClient.connect(one, { promoteValues: false })),
    );
    try {
      const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? 2026);
      const { unknown } = await differential(left!, right!, 300, seed, `differential_${process.pid}`);
      expect({ seed, unknown }).toEqual({ seed, unknown: [] });
    } finally {
      await left?.close();
      await right?.close();
      await store.stop();
    }
  },
  120_000,
);
