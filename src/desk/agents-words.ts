import { CHOSEN_RESOLUTIONS, type HandoffResolution } from '../domain/handoff-resolution';

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

export const resolutionWords = (): { code: string; words: string }[] =>
  CHOSEN_RESOLUTIONS.map((code) => ({ code, words: WORDS[code] }));
