import { parseArgs } from 'node:util';

export const PROOFS = [
  'order',
  'crash',
  'outage',
  'malformed',
  'phones',
  'claims',
  'rush',
  'handover',
  'slackaway',
] as const;
export type ProofName = (typeof PROOFS)[number];

export interface ProveOptions {
  proof: ProofName;
  /** `embedded`, or a MongoDB address. */
  store: string;
  runs: number;
  seed: number;
  /** Crash runs that go on beside one another, each on a database of its own. */
  parallel: number;
  /** Seconds the database is away. */
  seconds: number;
  /** A script that starts an engine on the port given, says its address and serves until SIGTERM. */
  engineStart?: string;
}

export const USAGE = `npm run prove -- order|crash|outage|malformed|phones|claims|rush|handover|slackaway [options]
  order       twenty messages at once in one conversation, to one process and to two on one store
  crash       SIGKILL at each of the twelve stations, then a restart
  outage      the database away under load
  malformed   requests that are wrong in every way
  claims      160 agents who claim 800 waiting conversations at once, over two processes
  rush        the same by clicks in Slack: who loses is told who has it
  handover    whole hand-overs on every channel, with SIGKILL in every step
  slackaway   Slack away, refusing and limiting while customers are served and agents wait
  phones      many SMS and WhatsApp conversations at once, with Twilio in every kind of trouble
  --store embedded|URI    the store to prove it on (default: MONGODB_URI, else embedded)
  --runs N                order: conversations (10); crash: kills (100); malformed: requests (10000);
                          phones: conversations (500); claims, rush: conversations (800);
                          handover: kills, or so (22)
  --seed N                chooses the random cases; printed, so that a failure can be repeated
  --parallel N            crash: so many at a time (4)
  --seconds N             outage: how long the database is away (20); phones: how long they talk (60);
                          slackaway: how long Slack is in trouble (60)
  --engine-start SCRIPT   outage: stop and start a real engine instead of cutting the connection to one`;

const RUNS: Record<ProofName, number> = {
  order: 10,
  crash: 100,
  outage: 1,
  malformed: 10_000,
  phones: 500,
  claims: 800,
  rush: 800,
  handover: 22,
  slackaway: 1,
};
const MOST: Record<ProofName, number> = {
  order: 1_000,
  crash: 2_000,
  outage: 1,
  malformed: 1_000_000,
  phones: 5_000,
  claims: 5_000,
  rush: 5_000,
  handover: 1_000,
  slackaway: 1,
};

const SECONDS: Partial<Record<ProofName, number>> = { phones: 60, slackaway: 60 };

function whole(text: string | undefined, name: string, otherwise: number, most: number): number {
  const number = Number(text ?? otherwise);
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new Error(`--${name} must be a whole number from 1 to ${most}`);
  return number;
}

/** Reads the command line; null asks for the usage, and what is wrong is thrown as one sentence. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv, random: () => number): ProveOptions | null {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      store: { type: 'string' },
      runs: { type: 'string' },
      seed: { type: 'string' },
      parallel: { type: 'string' },
      seconds: { type: 'string' },
      'engine-start': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [given] = positionals;
  const proof = PROOFS.find((one) => one === given);
  if (values.help || !proof) return null;
  const store = values.store ?? env.MONGODB_URI ?? 'embedded';
  if (store !== 'embedded' && !/^mongodb(\+srv)?:\/\//.test(store))
    throw new Error('--store is `embedded` or a mongodb:// address');
  return {
    proof,
    store,
    runs: whole(values.runs, 'runs', RUNS[proof], MOST[proof]),
    seed: whole(values.seed, 'seed', 1 + Math.floor(random() * 1_000_000), 2 ** 31),
    parallel: whole(values.parallel, 'parallel', 4, 32),
    seconds: whole(values.seconds, 'seconds', SECONDS[proof] ?? 20, 600),
    ...(values['engine-start'] === undefined ? {} : { engineStart: values['engine-start'] }),
  };
}
