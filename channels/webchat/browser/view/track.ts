/** What a status report holds once it has been read from a message's values. */

export type StepState = 'done' | 'now' | 'next' | 'stopped';

export interface Track {
  caseNo: string | undefined;
  steps: { stage: string; label: string | undefined; at: string | undefined; state: StepState }[];
  whoActs: string | undefined;
  /** ISO 8601, a bare date or with a time. */
  expected: string | undefined;
  late: boolean;
}

type Json = Record<string, unknown>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const words = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const STATES: Record<string, StepState> = {
  done: 'done',
  past: 'done',
  complete: 'done',
  now: 'now',
  current: 'now',
  present: 'now',
  active: 'now',
  next: 'next',
  future: 'next',
  upcoming: 'next',
  todo: 'next',
  pending: 'next',
  stopped: 'stopped',
  ended: 'stopped',
  failed: 'stopped',
};

/** Reads `status.report`; undefined where it has no steps, so that its words are shown instead. */
export function readTrack(values: Json): Track | undefined {
  const steps = (Array.isArray(values.steps) ? values.steps : []).map((one: unknown) => {
    const { stage, label, at, state } = object(one);
    return {
      stage: words(stage) ?? '',
      label: words(label),
      at: words(at),
      state: STATES[words(state) ?? ''] ?? (words(at) ? 'done' : 'next'),
    };
  });
  if (steps.length === 0 || steps.some((step) => step.stage === '')) return undefined;
  return {
    caseNo: words(values.caseNo),
    steps,
    whoActs: words(values.whoActs),
    expected: words(values.expected),
    late: values.late === true,
  };
}
