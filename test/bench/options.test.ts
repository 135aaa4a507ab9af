import { readOptions } from './options';

const read = (args: string, env: NodeJS.ProcessEnv = {}) => readOptions(args.split(' ').filter(Boolean), env);

describe('what the bench measures', () => {
  test('unless said otherwise: five runs of 20 s at 1, 16 and 64, the floor, a full log, memory and a profile', () => {
    expect(read('')).toEqual({
      store: 'embedded',
      runs: 5,
      seconds: 20,
      conversations: [1, 16, 64],
      preload: 1_000_000,
      memoryAfter: 10_000,
      floor: true,
      profile: true,
    });
  });

  test('quickly: one short run, with whatever is asked for besides', () => {
    const quick = { runs: 1, seconds: 5, preload: 0, memoryAfter: 0, floor: true, profile: false };
    expect(read('--quick')).toMatchObject(quick);
    expect(read('--quick --seconds 9 --preload 100 --no-floor')).toMatchObject({
      ...quick,
      seconds: 9,
      preload: 100,
      floor: false,
    });
  });

  test('the store of MONGODB_URI, and another bot on a server alone', () => {
    const uri = 'mongodb://127.0.0.1:27017/?replicaSet=rs0';
    expect(read('--peer there', { MONGODB_URI: uri })).toMatchObject({ store: uri, peer: 'there' });
    expect(() => read('--peer there')).toThrow('--store URI');
  });

  test.each(['--runs 0', '--seconds x', '--conversations 1,,2', '--store postgres://x', '--memory-after -1'])(
    'refuses %s',
    (args) => expect(() => read(args)).toThrow(),
  );
});
