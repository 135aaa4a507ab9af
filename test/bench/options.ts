import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** A MongoDB address, or `embedded`. */
  store: string;
  runs: number;
  seconds: number;
  conversations: number[];
  /** Entries the log holds already; 0 leaves the comparison out. */
  preload: number;
  /** A folder with a `run` script of another bot: `run SECONDS N…`, MONGODB_URI set, one JSON line per N. */
  peer?: string;
  /** Turns after which memory is looked at, more than were measured if need be; 0: after those that were measured. */
  memoryAfter: number;
  profile: boolean;
  floor: boolean;
  /** Where the figures go as JSON. */
  json?: string;
}

export const USAGE = `npm run bench -- [options]
  --store embedded|URI   the store to measure on (default: MONGODB_URI, else embedded)
  --runs N               interleaved runs, medians are printed (default 5)
  --seconds N            length of one measurement (default 20)
  --conversations A,B    concurrent conversations (default 1,16,64)
  --preload N            measure also with a log that holds N entries already (default 1000000; 0: not)
  --memory-after N       look at memory after N turns (default 10000; 0: after those that were measured)
  --peer DIR             run DIR/run in turn on the same store
  --no-floor             leave out the bare writer
  --no-profile           leave out where the processor time of the service goes
  --quick                one run of 5 s, without a full log, more turns for memory, and profile, unless said otherwise
  --json FILE            write the figures to FILE
The defaults take about half an hour.`;

/** What holds unless something else is said. */
const DEFAULTS = { runs: '5', seconds: '20', preload: '1000000', memoryAfter: '10000' };
const QUICK = { runs: '1', seconds: '5', preload: '0', memoryAfter: '0' };

const whole = (text: string, name: string, least: number): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) throw new Error(`--${name} must be a whole number from ${least} on`);
  return number;
};

/** Reads the command line; throws one sentence when something is wrong with it. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): BenchOptions | null {
  const { values } = parseArgs({
    args,
    options: {
      store: { type: 'string', default: env.MONGODB_URI ?? 'embedded' },
      runs: { type: 'string' },
      seconds: { type: 'string' },
      conversations: { type: 'string', default: '1,16,64' },
      preload: { type: 'string' },
      'memory-after': { type: 'string' },
      peer: { type: 'string' },
      'no-profile': { type: 'boolean', default: false },
      'no-floor': { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (values.store !== 'embedded' && !/^mongodb(\+srv)?:\/\//.test(values.store))
    throw new Error('--store is `embedded` or a mongodb:// address');
  if (values.peer !== undefined && values.store === 'embedded')
    throw new Error('--peer needs a store that two programs can reach: --store URI');
  const usual = values.quick ? QUICK : DEFAULTS;
  return {
    store: values.store,
    runs: whole(values.runs ?? usual.runs, 'runs', 1),
    seconds: whole(values.seconds ?? usual.seconds, 'seconds', 1),
    conversations: values.conversations.split(',').map((one) => whole(one, 'conversations', 1)),
    preload: whole(values.preload ?? usual.preload, 'preload', 0),
    memoryAfter: whole(values['memory-after'] ?? usual.memoryAfter, 'memory-after', 0),
    profile: !values['no-profile'] && !values.quick,
    floor: !values['no-floor'],
    ...(values.peer === undefined ? {} : { peer: values.peer }),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}
