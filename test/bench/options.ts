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
  --preload N            measure also with a log that holds N entries already (default 0)
  --peer DIR             run DIR/run in turn on the same store
  --no-floor             leave out the bare writer
  --profile              say where the processor time of the service goes
  --json FILE            write the figures to FILE`;

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
      runs: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '20' },
      conversations: { type: 'string', default: '1,16,64' },
      preload: { type: 'string', default: '0' },
      peer: { type: 'string' },
      profile: { type: 'boolean', default: false },
      'no-floor': { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (values.store !== 'embedded' && !/^mongodb(\+srv)?:\/\//.test(values.store))
    throw new Error('--store is `embedded` or a mongodb:// address');
  return {
    store: values.store,
    runs: whole(values.runs, 'runs', 1),
    seconds: whole(values.seconds, 'seconds', 1),
    conversations: values.conversations.split(',').map((one) => whole(one, 'conversations', 1)),
    preload: whole(values.preload, 'preload', 0),
    profile: values.profile,
    floor: !values['no-floor'],
    ...(values.peer === undefined ? {} : { peer: values.peer }),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}
