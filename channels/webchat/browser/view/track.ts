/** What a status report holds once it has been read from a message's values. */

export type StepState = 'done' | 'current' | 'late' | 'todo' | 'stopped';

export interface Track {
  caseNo: string | undefined;
  steps: { stage: string; at: string | undefined; state: StepState }[];
  whoActs: string | undefined;
  /** ISO 8601. */
  expected: string | undefined;
}

type Json = Record<string, unknown>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const words = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const STATES: readonly StepState[] = ['done', 'current', 'late', 'todo', 'stopped'];
/** Stages that end the track off its usual way. */
const ASIDE = ['denied', 'withdrawn'];

/** Reads `status.report`; undefined where it has no steps, so that only its words are shown. */
export function readTrack(values: Json): Track | undefined {
  const steps: Track['steps'] = (Array.isArray(values.steps) ? values.steps : []).map((one: unknown) => {
    const { stage, at, state } = object(one);
    return { stage: words(stage) ?? '', at: words(at), state: STATES.find((known) => known === state) ?? 'todo' };
  });
  if (steps.length === 0 || steps.some((step) => step.stage === '')) return undefined;
  const stage = words(values.stage) ?? '';
  if (ASIDE.includes(stage)) steps.push({ stage, at: words(values.since), state: 'stopped' });
  return { caseNo: words(values.caseNo), steps, whoActs: words(values.whoActs), expected: words(values.expected) };
}
