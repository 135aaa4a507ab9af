/** What a customer's words were read as. Every part is optional: nothing is guessed where the text is silent. */

export type Intent =
  'refund_request' | 'refund_status' | 'refund_policy' | 'human' | 'greeting' | 'thanks' | 'goodbye' | 'none';

/**
 * Words that steer the conversation rather than answer its question; `bot`: back from the people to the bot; `link`: go on
 * elsewhere; `sendCode`: prove an order by a code, because its e-mail does not reach the customer any more.
 */
export type Control =
  'help' | 'agent' | 'bot' | 'restart' | 'back' | 'change' | 'language' | 'withdraw' | 'link' | 'unlink' | 'sendCode';

export type PayTo = 'card' | 'gift_card' | 'paypal' | 'bank' | 'other';

export interface ItemMention {
  /** As the customer wrote it: "the blue mug", "both mugs", "only one of them". */
  words: string;
  sku?: string;
  quantity?: number | 'all';
  /** It is named to be left out: "not the socks". */
  refused?: true;
}

export interface Reading {
  /** Language the text seems to be in, if it says so clearly (BCP 47 primary tag). */
  language?: string;
  intent: { name: Intent; confidence: number };
  control?: {
    name: Control;
    /** whole message, or within a longer one */ whole: boolean;
    /** for `language`: the one asked for; for `change`: the field */ target?: string;
  };
  /** A plain yes or no; `rest` is what else the message says ("no, only one of them" → no + rest). */
  answer?: { yes: boolean; rest: string; /** hedged, e.g. "yes but", "maybe", "I guess" */ hedged: boolean };
  /** The customer corrects something said before ("it was the blue one", "wrong order", "I meant 1043"). */
  correction: boolean;
  /** It is to be added to what was said before ("and the grey one", "also a plate"). */
  adds?: boolean;
  /** It says "only": what is not named is not meant. */
  only?: boolean;
  /** SKUs to be left out: "remove the shirts", "I keep the mug". */
  without?: string[];
  /** It limits itself to a thing it names: "just the jeans". */
  narrows?: boolean;
  /** It asks something rather than tells something. */
  asks?: boolean;
  angry: boolean;
  orderNos: string[];
  /** Those of several order numbers that are named as not meant: "not 1042, it is 1043". */
  refusedNos?: string[];
  caseNo?: string;
  email?: string;
  /** E.164 where it can be told, else the digits as written. */
  phone?: string;
  postcode?: string;
  quantity?: number | 'all';
  items: ItemMention[];
  /** `l1/l2` handles of domain/reasons, best first. */
  reasons: { l1: string; l2?: string; confidence: number }[];
  resolution?: 'refund' | 'exchange' | 'store_credit';
  /** Where the money is to go, where the customer names it: `other` is anything the order was not paid with. */
  payTo?: PayTo;
  /** It speaks of photos. */
  photo?: boolean;
  /** The customer says there is no photo. */
  noPhoto: boolean;
  /** 1-based number of a choice, when the text is only that. */
  choiceNumber?: number;
  /** The same for several ("1 and 3"), in the order given; -1 stands for the last. Present whenever choiceNumber is. */
  choiceNumbers?: number[];
}

/** What the reader may know of the moment. */
export interface Context {
  locale: string;
  /** The field the current question asks for. */
  awaiting?: string;
  /** Items of the order under discussion, to match mentions against. */
  items?: { sku: string; name: string; quantity: number }[];
  /** True on channels where STOP, CANCEL, END, QUIT … belong to the carrier (SMS): as whole messages they are no command. */
  carrierWords?: boolean;
}

/** Reads one message. Pure and fast (well under 5 ms); never throws, whatever the text. */
export type Understand = (text: string, context: Context) => Reading;
