import { RESOLUTIONS, type HandoffResolution } from '../domain/handoff-resolution';

/** Words that agents read; customers never do. */

const WORDS: Record<HandoffResolution, string> = {
  answered: 'Question answered',
  refund_decided: 'Refund decided',
  info_asked: 'Information asked for',
  no_answer_from_customer: 'No answer from the customer',
  wrong_place: 'Not for us',
  abuse: 'Abuse',
  customer_left: 'The customer left',
  back_to_bot: 'Back to the bot',
};

/** How a person can end a handoff; the others come about by themselves. */
export const CHOSEN_RESOLUTIONS = RESOLUTIONS.filter((one) => one !== 'customer_left' && one !== 'back_to_bot');

export const resolutionWords = (): { code: string; words: string }[] =>
  CHOSEN_RESOLUTIONS.map((code) => ({ code, words: WORDS[code] }));
