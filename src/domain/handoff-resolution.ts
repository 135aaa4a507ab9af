/** What a handoff ended with, as reports count it. */
export const RESOLUTIONS = [
  'answered',
  'refund_decided',
  'info_asked',
  'no_answer_from_customer',
  'wrong_place',
  'abuse',
  'customer_left',
  'back_to_bot',
] as const;
export type HandoffResolution = (typeof RESOLUTIONS)[number];

/** How a person can end a handoff; the others come about by themselves. */
export const CHOSEN_RESOLUTIONS = RESOLUTIONS.filter((one) => one !== 'customer_left' && one !== 'back_to_bot');
