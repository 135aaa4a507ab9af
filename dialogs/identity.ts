import type { Question } from '../src/turn/form-engine';
import type { Message } from '../src/turn/message';
import type { Moment } from './moment';
import type { Identity } from './refund-draft';

/** Which dialog asks: the words differ, and only a status may be had for a postcode. */
export interface IdentityWorld {
  moment: Moment;
  for: 'refund' | 'status';
  choices: Message['choices'];
}

type IdentityQuestion = Question<Identity, IdentityWorld>;

/** Among several numbers the new one is meant: "not 1042, it is 1043". */
function orderNoIn({ reading, picked }: Moment, known: string | undefined): string | undefined {
  return picked[0] ?? reading.orderNos.find((one) => one !== known) ?? reading.orderNos[0];
}

const order: IdentityQuestion = {
  field: 'order',
  value: (draft) => draft.orderNo,
  ask: (_draft, { choices }) => ({ key: 'refund.askOrder', question: true, ...(choices ? { choices } : {}) }),
  read(draft, { moment }, awaited) {
    const orderNo = awaited ? orderNoIn(moment, draft.orderNo) : orderNoIn({ ...moment, picked: [] }, draft.orderNo);
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
