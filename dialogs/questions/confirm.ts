import { choiceValue } from '../choice-token';
import { readBackValues } from '../read-back';
import type { Moment } from '../moment';
import { saysWord } from '../said';
import type { RefundDraft } from '../refund-draft';
import { propose, type RefundQuestion, type RefundWorld } from '../refund-world';

/** A typed yes: unhedged, and not the start of a correction. What else it says must not have changed the request. */
function saidYes(moment: Moment): boolean {
  const { picked, reading, text, turn } = moment;
  if (picked[0]) return picked[0] === 'yes';
  const { answer, correction } = reading;
  // "Ok, send it" answers the question in its own words; with a question mark it asks one.
  if (!text.includes('?') && saysWord(moment, 'send', turn.said.locale)) return true;
  return answer !== undefined && answer.yes && !answer.hedged && !correction;
}

/** An explicit yes to exactly what was shown, which is still exactly what would be sent. */
function confirms(draft: RefundDraft, world: RefundWorld): boolean {
  const { shown } = draft;
  const { tap, picked } = world.moment;
  if (!shown || propose(draft, world)?.fingerprint !== shown) return false;
  return tap ? picked[0] === 'yes' && tap.fingerprint === shown : saidYes(world.moment);
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
