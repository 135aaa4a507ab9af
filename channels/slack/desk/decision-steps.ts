import { z } from 'zod';
import type { DecisionAnswer, DecisionInput, DeskPerson } from '../../../src/channel-desk';
import type { DeskCase } from '../../../src/channel-desk-shown';
import type { DeskAction, DeskSubmission, InputValues, SubmissionAnswer } from '../desk-port';
import { decisionWords, NOT_THERE } from './answers';
import { actions, section } from './blocks';
import { caseFor, say, show, type Context } from './context';
import { fieldErrors } from './field-errors';
import {
  caseSummary,
  DECISION_VIEWS,
  decisionView,
  noticeView,
  type DecisionKeeps,
  type DecisionKind,
} from './decision-views';
import type { Ref } from './ids';
import { choiceOf, textOf } from './inputs';
import { decisionButtons } from './opening-buttons';

const keepsSchema = z.object({ caseNo: z.string(), fingerprint: z.string(), handoffId: z.string().optional() });

const TITLES: Record<DecisionKind, string> = {
  approve: 'Approve',
  deny: 'Deny',
  ask: 'Ask for information',
  change: 'Change',
  return: 'Request return',
  received: 'Goods are back',
};

const STALE = 'The case changed since this button was shown; nothing was decided. This is how it stands now.';

function readKeeps(privateMetadata: string): Pick<DecisionKeeps, 'caseNo' | 'fingerprint'> | null {
  try {
    return keepsSchema.parse(JSON.parse(privateMetadata));
  } catch {
    return null;
  }
}

export const decisionKind = (callbackId: string): DecisionKind | null =>
  (Object.keys(DECISION_VIEWS) as DecisionKind[]).find((kind) => DECISION_VIEWS[kind] === callbackId) ?? null;

/** Opens the modal of a decision; a button of a case that changed shows how the case stands now instead. */
export async function openDecision(
  context: Context,
  action: DeskAction,
  person: DeskPerson,
  kind: DecisionKind,
  ref: Ref,
): Promise<void> {
  const scope = await caseFor(context, person, ref.caseNo);
  if ('missing' in scope) return await say(context, action, scope.missing);
  const given = scope.found;
  const buttons = decisionButtons(given, ref.handoffId);
  if (given.fingerprint !== ref.fingerprint || !buttons.length) {
    const blocks = [section(`*${STALE}*`), ...caseSummary(given), ...actions(...buttons)];
    return await say(context, action, { text: STALE, blocks });
  }
  const more = {
    codes: context.desk.denialCodes(),
    ...(ref.handoffId === undefined ? {} : { handoffId: ref.handoffId }),
  };
  return await show(context, action, decisionView(kind, given, more));
}

type Decision = DecisionInput['decision'];
type Read = { decision: Decision } | { errors: Record<string, string> };

const needed = (name: string, sentence: string): Read => ({ errors: { [name]: sentence } });

/** Quantities that differ from what the case has. */
function changedLines(given: DeskCase, values: InputValues): { sku: string; quantity: number }[] {
  return given.lines.flatMap(({ sku, quantity }, i) => {
    const wanted = choiceOf(values, `line-${String(i)}`);
    return wanted && Number(wanted) !== quantity ? [{ sku, quantity: Number(wanted) }] : [];
  });
}

function readChange(given: DeskCase, values: InputValues): Read {
  const lines = changedLines(given, values);
  const amount = textOf(values, 'amount');
  const reason = textOf(values, 'reason');
  if (!lines.length && !amount) return needed('amount', 'Change a quantity or the total.');
  return { decision: { kind: 'change', reason, ...(lines.length ? { lines } : {}), ...(amount ? { amount } : {}) } };
}

function read(kind: DecisionKind, given: DeskCase, values: InputValues): Read {
  const text = textOf(values, 'text');
  switch (kind) {
    case 'approve':
      return { decision: { kind } };
    case 'deny':
      return { decision: { kind, code: choiceOf(values, 'code'), text } };
    case 'ask':
    case 'return':
      return text ? { decision: { kind, text } } : needed('text', 'Write what the customer shall read.');
    case 'change':
      return readChange(given, values);
    case 'received':
      return { decision: { kind: 'return_received' } };
  }
}

const update = (kind: DecisionKind, words: string, given?: DeskCase): SubmissionAnswer => ({
  response_action: 'update',
  view: noticeView(TITLES[kind], words, given ?? null),
});

/** What the modal shows of an answer; null closes it: the thread tells the rest. */
function shownOf(kind: DecisionKind, answer: DecisionAnswer, values: InputValues): SubmissionAnswer {
  if (answer.outcome === 'done') return null;
  const beside = fieldErrors(answer, values);
  if (beside) return beside;
  return update(kind, `*${decisionWords(answer)}*`, 'case' in answer ? answer.case : undefined);
}

/** Decides what the modal was about, if it is still what it showed. */
export async function decide(
  context: Context,
  { id, view }: DeskSubmission,
  person: DeskPerson,
  kind: DecisionKind,
): Promise<SubmissionAnswer> {
  const keeps = readKeeps(view.privateMetadata);
  const scope = await caseFor(context, person, keeps?.caseNo);
  if (!keeps || 'missing' in scope) return update(kind, NOT_THERE);
  // Its fields mean the lines of the case that was shown. Of another one the desk decides nothing, but it knows what became
  // of this very submission when its answer was lost on the way.
  const isStale = scope.found.fingerprint !== keeps.fingerprint;
  const wanted = read(kind, scope.found, view.values);
  if ('errors' in wanted)
    return isStale ? update(kind, `*${STALE}*`, scope.found) : { response_action: 'errors', errors: wanted.errors };
  const { caseNo, fingerprint } = keeps;
  const answer = await context.desk.decide({ id, caseNo, staffId: person.id, fingerprint, decision: wanted.decision });
  context.changed();
  return shownOf(kind, answer, view.values);
}
