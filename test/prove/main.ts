import { compileTests } from '../helpers/compiled';
import { readOptions, USAGE, type ProofName, type ProveOptions } from './options';
import { createVerdict, type Verdict } from './verdict';

export type Proof = (options: ProveOptions, compiled: (file: string) => string, verdict: Verdict) => Promise<void>;

const PROOFS: Record<ProofName, () => Promise<Proof>> = {
  order: async () => (await import('./order.js')).proveOrder,
  crash: async () => (await import('./crash.js')).proveCrash,
  outage: async () => (await import('./outage.js')).proveOutage,
  malformed: async () => (await import('./malformed.js')).proveMalformed,
  claims: async () => (await import('./claims.js')).proveClaims,
  rush: async () => (await import('./rush.js')).proveRush,
  handover: async () => (await import('./handover.js')).proveHandover,
  slackaway: async () => (await import('./slackaway.js')).proveSlackAway,
  phones: async () => (await import('./phones.js')).provePhones,
};

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env, Math.random);
  if (!options) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const verdict = createVerdict();
  const compiled = await compileTests();
  const proof = await PROOFS[options.proof]();
  await proof(options, compiled, verdict);
  return verdict.failed() ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
