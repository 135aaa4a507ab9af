import { choiceValue } from '../choice-token';
import { readBackValues } from '../read-back';
import type { RefundDraft } from '../refund-draft';
import { propose, type RefundQuestion, type RefundWorld } from '../refund-world';

/** An explicit yes to exactly what was shown: neither hedged nor tied to anything else, and nothing changed since. */
function confirms(draft: RefundDraft, world: RefundWorld): boolean {
  const shown = draft.shown;
  if (!shown || propose(draft, world)?.fingerprint !== shown) return false;
  const { picked, reading, tap } = world.moment;
  if (tap) return picked[0] === 'yes' && tap.fingerprint === shown;
  if (picked[0]) return picked[0] === 'yes';
  const { answer } = reading;
  return answer !== undefined && answer.yes && !answer.hedged && answer.rest === '' && !reading.correction;
}

/** The read-back: what will be sent, and the only question whose yes files a case. */
export const confirm: RefundQuestion = {
  field: 'confirm',
  value: (draft) => (draft.confirmed ? true : undefined),
  ask(draft, world) {
    const proposal = propose(draft, world);
    if (!proposal) return { key: 'refund.askItems', question: true };
    const { id } = draft;
    return {
      key: 'refund.readBack',
      values: readBackValues(draft, world, proposal),
      choices: [
        { value: choiceValue(id, 'confirm', 'yes', proposal.fingerprint), label: { key: 'choice.send' } },
        { value: choiceValue(id, 'confirm', 'no', proposal.fingerprint), label: { key: 'choice.change' } },
      ],
      question: true,
    };
  },
  read(draft, world, awaited) {
    if (!awaited || !confirms(draft, world)) return { kind: 'silent' };
    return { kind: 'taken', draft: { ...draft, confirmed: true }, given: world.moment.given, value: true };
  },
};
