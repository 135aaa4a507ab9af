import type { KnownBlock, ModalView } from '@slack/types';
import type { DeskCase } from '../../../src/channel-desk-shown';
import { context, quote, section } from './blocks';
import { chosen, modal, option, typed } from './inputs';
import { lineWords } from './opening-details';
import { literal } from './text';
import { aboutCase, spelled, statusName, verdictName } from './words';

export const DECISION_VIEWS = {
  approve: 'desk.approve',
  deny: 'desk.deny',
  ask: 'desk.ask',
  change: 'desk.change',
  return: 'desk.return',
  received: 'desk.received',
} as const;
export type DecisionKind = keyof typeof DECISION_VIEWS;

/** What a decision modal is about: the case as it was shown. */
export interface DecisionKeeps {
  caseNo: string;
  fingerprint: string;
  handoffId?: string;
}

/** Lines that a modal offers to change; an order with more is changed by its amount. */
export const CHANGEABLE = 40;

/** Where the case stands: what a decision is about, and what a refused one shows instead. */
export function caseSummary(given: DeskCase): KnownBlock[] {
  const { caseNo, orderNo, requested, approved, destination, verdict, approvals, lines } = given;
  const by = approvals.by.map(({ name }) => literal(name, 60)).join(', ');
  const people =
    approvals.needed === 2 ? (by ? `*${by}* stands behind it, one more is needed` : 'needs *two people*') : '';
  const rules = verdict.rules
    .filter(({ result }) => result === 'fail')
    .map(({ id, version }) => `${literal(id, 40)} v${String(version)} fail`);
  return [
    section(
      `*Case ${literal(caseNo, 40)}* · order ${literal(orderNo, 40)} · ${literal(statusName(given.status), 40)}`,
      literal(aboutCase(given), 120),
      `*${literal(requested.text, 40)}* requested${approved ? `, *${literal(approved.text, 40)}* approved` : ''}${destination ? ` to ${literal(destination, 80)}` : ''}`,
      [
        `*${literal(verdictName(verdict.outcome), 40)}*`,
        ...verdict.codes.slice(0, 3).map((code) => literal(spelled(code), 40)),
        ...rules.slice(0, 3),
      ].join(' · '),
      ...(people ? [people] : []),
    ),
    section(
      ...lines.slice(0, 10).map((line) => `• ${lineWords(line)}`),
      ...(lines.length > 10 ? [`… and ${String(lines.length - 10)} more`] : []),
    ),
    ...(given.reason.verbatim.trim() ? [quote('The customer', null, given.reason.verbatim.slice(0, 600))] : []),
  ];
}

const notices = (notice: string): KnownBlock[] => (notice ? [section(`*${notice}*`)] : []);

const toCustomer = (label: string, hint: string): KnownBlock =>
  typed({ name: 'text', label, hint, multiline: true, max: 1_500 });

function approveBlocks(given: DeskCase): KnownBlock[] {
  const second = given.approvals.needed === 2 && !given.approvals.by.length;
  const next = second ? 'A second person must approve before the customer is told.' : 'The customer is told at once.';
  return [
    context(
      `Approving pays *${literal(given.requested.text, 40)}*${given.destination ? ` to ${literal(given.destination, 80)}` : ''}. ${next}`,
    ),
  ];
}

const denyBlocks = (codes: { code: string; words: string }[]): KnownBlock[] => [
  chosen({
    name: 'code',
    label: 'Reason',
    hint: 'Kept with the case; the customer reads its words and how to contest it.',
    options: codes.map(({ code, words }) => option(words, code)),
  }),
  toCustomer('In your words, for the customer', 'Why, and what else is possible.'),
];

const RECEIVED = 'The case waits for a decision again; approving is a step of its own.';

/** Quantities as the case has them; leaving a line out is 0. */
function changeBlocks({ lines, requested }: DeskCase): KnownBlock[] {
  const few = lines.length <= CHANGEABLE ? lines : [];
  const quantities = few.map(({ name, quantity, amount }, i) =>
    chosen({
      name: `line-${String(i)}`,
      label: `${name.slice(0, 120)} (${amount.text})`,
      options: Array.from({ length: Math.min(quantity, 98) + 1 }, (_, n) =>
        option(n ? String(n) : 'leave out', String(n)),
      ),
      initial: String(quantity),
    }),
  );
  return [
    ...quantities,
    typed({
      name: 'amount',
      label: 'Or a new total',
      hint: `Requested: ${requested.text}. Leave empty to keep what the lines give.`,
      optional: true,
      max: 40,
    }),
    typed({ name: 'reason', label: 'Why', hint: 'Kept with the case.', multiline: true, max: 500 }),
  ];
}

/** The modal of one decision about one case, bound to the case as it stands. */
export function decisionView(
  kind: DecisionKind,
  given: DeskCase,
  more: { codes: { code: string; words: string }[]; handoffId?: string; notice?: string },
): ModalView {
  const shapes: Record<DecisionKind, { title: string; submit: string; blocks: () => KnownBlock[] }> = {
    approve: { title: 'Approve', submit: 'Approve', blocks: () => approveBlocks(given) },
    deny: { title: 'Deny', submit: 'Deny', blocks: () => denyBlocks(more.codes) },
    ask: {
      title: 'Ask for information',
      submit: 'Ask',
      blocks: () => [
        toCustomer('What do you need to know?', 'The customer reads this and answers to the bot or to you.'),
      ],
    },
    change: { title: 'Change', submit: 'Change', blocks: () => changeBlocks(given) },
    return: {
      title: 'Request return',
      submit: 'Request return',
      blocks: () => [toCustomer('How to send it back', 'The customer reads this.')],
    },
    received: { title: 'Goods are back', submit: 'Goods are back', blocks: () => [context(RECEIVED)] },
  };
  const { title, submit, blocks } = shapes[kind];
  const keeps: DecisionKeeps = {
    caseNo: given.caseNo,
    fingerprint: given.fingerprint,
    ...(more.handoffId === undefined ? {} : { handoffId: more.handoffId }),
  };
  return modal({
    callbackId: DECISION_VIEWS[kind],
    title,
    submit,
    keeps,
    blocks: [...notices(more.notice ?? ''), ...caseSummary(given), ...blocks()],
  });
}

/** Tells what became of something, with the case as it is now. There is nothing to send. */
export const noticeView = (title: string, words: string, given?: DeskCase | null): ModalView =>
  modal({
    callbackId: 'desk.notice',
    title,
    blocks: [section(words), ...(given ? caseSummary(given) : [])],
  });
