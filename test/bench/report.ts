import type { Commands, Writes } from './commands';
import type { DocumentCount } from './counts';
import type { FloorResult } from './floor';
import type { LoadResult } from './load';
import type { BenchOptions } from './options';
import type { PeerResult } from './peer';
import type { Share } from './profile';
import type { Memory } from './service-process';
import { median, medianSpread } from './statistics';
import { readTemplate } from './template';

export interface OurRun {
  results: LoadResult[];
  memory: Memory & { turns: number };
  startUp: number;
  documents: DocumentCount[];
  profile?: { busy: number; shares: Share[] };
}

/** Everything a bench run found. */
export interface Measured {
  options: BenchOptions;
  commands: Commands[];
  ours: OurRun[];
  /** The same with a log that holds entries already. */
  preloaded: OurRun[];
  floor: FloorResult[][];
  peer: PeerResult[][];
}

const out = (line = ''): void => void process.stdout.write(`${line}\n`);
const number = (value: number, digits = 0): string => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const percent = (share: number): string => (Number.isFinite(share) ? `${Math.round(share * 100)} %` : '–');

/** A table with the first column to the left and the others to the right. */
function table(rows: string[][]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    out(row.map((cell, i) => (i ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('   '));
}

/** The median of what `pick` finds in every run; NaN when there was none. */
const over = <T>(runs: readonly T[], pick: (run: T) => number | undefined): number =>
  runs.length ? median(runs.map((run) => pick(run) ?? NaN)) : NaN;

function throughput({ options, ours, preloaded, floor, peer }: Measured): void {
  const rows = [
    [
      'conversations',
      'turns/s',
      'floor',
      'share',
      'peer',
      'p50',
      'p95',
      'p99',
      'peer p99',
      'ack p50',
      'ack p99',
      'full log',
    ],
  ];
  for (const [i, conversations] of options.conversations.entries()) {
    const turns = over(ours, ({ results }) => results[i]?.turnsPerSecond);
    const bare = over(floor, (run) => run[i]?.turnsPerSecond);
    const turn = medianSpread(ours.flatMap(({ results }) => results[i]?.turn ?? []));
    const ack = medianSpread(ours.flatMap(({ results }) => results[i]?.acknowledgement ?? []));
    const full = over(preloaded, ({ results }) => results[i]?.turnsPerSecond);
    rows.push([
      String(conversations),
      number(turns),
      number(bare),
      percent(turns / bare),
      number(over(peer, (run) => run[i]?.turnsPerSecond)),
      number(turn.p50, 1),
      number(turn.p95, 1),
      number(turn.p99, 1),
      number(
        over(peer, (run) => run[i]?.p99),
        1,
      ),
      number(ack.p50, 1),
      number(ack.p99, 1),
      percent(full / turns),
    ]);
  }
  table(rows);
}

/** What must not be: a wrong reply, or a document too many or too few. */
function problemsOf(runs: readonly OurRun[]): string[] {
  return runs.flatMap(({ results, documents }) => [
    ...results
      .filter(({ wrong }) => wrong)
      .map(({ wrong, examples }) => `${wrong} wrong replies: ${examples.join('; ')}`),
    ...documents
      .filter(({ stored, expected }) => stored !== expected)
      .map(({ what, stored, expected }) => `${what}: ${stored} documents instead of ${expected}`),
  ]);
}

/** Prints the figures, medians over the runs; gives back what was wrong. */
export function printSummary(measured: Measured): string[] {
  const { options, ours, preloaded } = measured;
  out(
    `\nThe refund script over Direct Line on ${options.store === 'embedded' ? 'the embedded store' : 'a server'}: ` +
      `medians of ${ours.length} runs of ${options.seconds} s; times in ms`,
  );
  throughput(measured);
  const problems = problemsOf([...ours, ...preloaded]);
  const turns = over(ours, ({ memory }) => memory.turns);
  out(`\nstart-up           ${number(over(ours, ({ startUp }) => startUp))} ms`);
  out(
    `memory             ${number(over(ours, ({ memory }) => memory.rss))} MB resident, ` +
      `${number(over(ours, ({ memory }) => memory.anonymous))} MB anonymous, after ${number(turns)} turns`,
  );
  const documents = ours.flatMap((run) => run.documents);
  const [stored, expected] = [
    documents.reduce((n, one) => n + one.stored, 0),
    documents.reduce((n, one) => n + one.expected, 0),
  ];
  out(`documents          ${stored} counted, ${expected} expected`);
  out(`wrong replies      ${ours.flatMap(({ results }) => results).reduce((n, { wrong }) => n + wrong, 0)}`);
  for (const problem of new Set(problems)) out(`PROBLEM            ${problem}`);
  return problems;
}

/** Prints commands per turn, and what one conversation writes. */
export function printCommands(commands: readonly Commands[], writes: Writes): void {
  out('\nCommands sent to the store per turn, everything counted');
  for (const { conversations, perTurn, filing, byName } of commands) {
    const names = Object.entries(byName).sort(([, a], [, b]) => b - a);
    out(
      `  at ${String(conversations).padStart(3)}: ${perTurn.toFixed(2)}` +
        `${filing === undefined ? '' : `, ${filing.toFixed(2)} for the turn that files`}` +
        `   (${names.map(([name, count]) => `${name} ${count}`).join(', ')})`,
    );
  }
  const { turns, afterwards } = readTemplate(writes.captured, writes.turns, writes.names);
  const size = (list: object[]): number =>
    list.reduce(
      (n, one) =>
        n +
        ((one as { documents?: object[] }).documents?.length ?? (one as { updates?: object[] }).updates?.length ?? 0),
      0,
    );
  out(
    `Documents written per turn: ${turns.map(({ alone, together }) => size([...alone, ...together])).join(', ')}, then ${size(afterwards)} for the deliveries`,
  );
}

/** Prints where the service's processor time went, of the last run. */
export function printProfile({ ours }: Measured): void {
  const profile = ours[ours.length - 1]?.profile;
  if (!profile) return;
  out(`\nProcessor time of the service by module (busy ${percent(profile.busy)} of the time)`);
  table(profile.shares.slice(0, 30).map(({ module, share }) => [`  ${module}`, `${(share * 100).toFixed(1)} %`]));
}
