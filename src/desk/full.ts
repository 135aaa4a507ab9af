import type { Desk } from '../channel-desk';
import type { DeskOrder } from '../domain/desk-order';
import type { Handoff } from '../domain/handoff';
import type { StaffMember } from '../domain/staff';
import { instructionOf } from './act';
import { surroundingsOf, type Surroundings } from './surroundings';
import { knownCustomer } from './customer-seen';
import type { DeskPorts } from './ports';

export type FullPorts = Pick<
  DeskPorts,
  'handoffs' | 'people' | 'facts' | 'cases' | 'orders' | 'instruct' | 'caseOpened' | 'clock'
> & { newId: () => string };

type Full = NonNullable<Awaited<ReturnType<Desk['full']>>>;

const PATIENCE_MS = 2_500;

function fullOf({ facts, order, refundCase }: Surroundings, conversation: string): Full {
  const proven = refundCase !== null || (facts !== null && facts.grade !== 'none');
  const known = knownCustomer(conversation, facts, order && proven ? order.contact : {});
  const verbatim = refundCase ? refundCase.reason.verbatim : '';
  return { ...known, orderNo: order ? order.orderNo : '', verbatim };
}

const works = (person: StaffMember | null): person is StaffMember => person !== null && person.status !== 'revoked';

async function ofHandoff(ports: FullPorts, handoff: Handoff, person: StaffMember): Promise<Full> {
  const order: DeskOrder = {
    id: `open:${ports.newId()}`,
    handoffId: handoff.id,
    by: { staffId: person.id, name: person.name },
    action: { kind: 'open' },
  };
  // Written down before anything is shown.
  await ports.instruct(instructionOf(handoff, order, ''), PATIENCE_MS);
  return fullOf(await surroundingsOf(ports, handoff), handoff.conversation);
}

/** Unmasked personal data for a person of the client, each opening logged first. Null: not theirs to see, or not there. */
export async function full(
  ports: FullPorts,
  request: { handoffId: string } | { client: string; caseNo: string },
  staffId: string,
): Promise<Full | null> {
  if ('handoffId' in request) {
    const handoff = await ports.handoffs.find(request.handoffId);
    const person = handoff && (await ports.people.find(handoff.client, staffId));
    return handoff && works(person) ? ofHandoff(ports, handoff, person) : null;
  }
  const person = await ports.people.find(request.client, staffId);
  const refundCase = await ports.cases.find(request.client, request.caseNo);
  if (!works(person) || !refundCase) return null;
  await ports.caseOpened(refundCase, person, ports.clock());
  const order = await ports.orders.find(request.client, refundCase.orderNo);
  return fullOf({ facts: null, refundCase, order }, '');
}
