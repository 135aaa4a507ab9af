import type { Question } from '../src/turn/form-engine';
import type { Choice } from '../src/turn/message';
import { readTap } from './choice-token';
import type { Moment } from './moment';
import type { Identity } from './refund-draft';

/** Which dialog asks: the words differ, and only a status may be had for a postcode. */
export interface IdentityWorld {
  moment: Moment;
  for: 'refund' | 'status';
  /** Orders that are proven to be theirs already. */
  choices: Choice[];
  /** The last of those. */
  known?: string;
}

type IdentityQuestion = Question<Identity, IdentityWorld>;

/** Among several numbers the new one is meant, "not 1042, it is 1043"; of a correction the last. */
function orderNoIn({ reading }: Moment, known: string | undefined): string | undefined {
  const { orderNos, refusedNos = [], correction } = reading;
  const others = orderNos.filter((one) => one !== known);
  const meant = others.filter((one) => others.length === 1 || !refusedNos.includes(one));
  return (correction ? meant.at(-1) : meant[0]) ?? orderNos[0];
}

/** The order tapped, or a yes where there is only one to say it to. */
function chosen({ picked, reading }: Moment, choices: Choice[]): string | undefined {
  const [only] = choices.length === 1 ? choices : [];
  const yes = reading.answer?.yes === true && !reading.answer.hedged && reading.orderNos.length === 0;
  return picked[0] ?? (only && yes ? readTap(only.value)?.values[0] : undefined);
}

const order: IdentityQuestion = {
  field: 'order',
  value: (draft) => draft.orderNo,
  ask: (_draft, { choices, known }) => ({
    key: 'refund.askOrder',
    choices,
    values: choices.length === 1 && known ? { variant: 'known', orderNo: known } : {},
    question: true,
  }),
  read(draft, { moment, choices }, awaited) {
    const orderNo = (awaited ? chosen(moment, choices) : undefined) ?? orderNoIn(moment, draft.orderNo);
    if (!orderNo) return { kind: 'silent' };
    return { kind: 'taken', draft: { ...draft, orderNo }, given: moment.given, value: orderNo };
  },
};

const contact: IdentityQuestion = {
  field: 'contact',
  value: (draft) => draft.email ?? draft.phone ?? draft.postcode,
  ask: (draft, world) => ({
    key: world.for === 'status' ? 'status.askContact' : 'refund.askContact',
    values: draft.orderNo ? { orderNo: draft.orderNo } : {},
    question: true,
  }),
  read(draft, { moment, for: purpose }) {
    const { email, phone, postcode } = moment.reading;
    const { orderNo } = draft;
    const given: Identity = {
      ...(email ? { email } : {}),
      ...(phone ? { phone } : {}),
      ...(postcode && purpose === 'status' ? { postcode } : {}),
    };
    const value = given.email ?? given.phone ?? given.postcode;
    if (!value) return { kind: 'silent' };
    return { kind: 'taken', draft: { ...(orderNo ? { orderNo } : {}), ...given }, given: moment.given, value };
  },
};

/** The form that comes before everything about an order. */
export const identityForm: readonly IdentityQuestion[] = [order, contact];
