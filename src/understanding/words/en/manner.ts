import type { MannerWords, Words } from '../words';
import { list } from '../list';

export const manner: MannerWords = {
  correction: list`
    i (?:actually |really )?mean(?:t)?, what i meant, actually, correction,
    i (?:made|typed|wrote|gave|put|entered|sent)(?: \w+){0,3} (?:mistake|typo|wrong), typo, my (?:bad|mistake),
    i said, should (?:be|have been|say), not \w+(?: \w+)? but,
    make (?:it|that) (?:\w+ )?(?:\d+|one|two|three|just|only|the), change (?:it|that|this) to, rather than,
    i misspoke, sorry its, wrong (?:order|order number|number|e ?mail|address|phone),
    the other (?:one|order|item), scratch that, on second thoughts?, change of plans?, instead, (?:can|could|would) you (?:please )?(?:make|change) (?:it|that|this|the), i (?:would|d) rather, id rather, id prefer, better make, change that, now that i think (?:of|about) it, its the other
  `,
  correctionStart: list`
    no+pe? (?:\w+), no+ its, (?:sorry |oops |wait |no |nope )+(?:its|it was|it is|the|only|just|not|i|\d|wrong),
    (?:it was|it is|its) (?:only |just |actually )?(?:the|one|two|order|\d+), (?:oops|whoops),
    wrong (?:order|one|number|e ?mail|phone|address|item), not (?:that|this|the) (?:one|order|item)?,
    not the \w+
  `,
  addition: list`(?:oh |and |yes |no |wait |ok |sorry )*(?:also|and|plus|add|as well as|together with)`,
  question: list`
    what(?! (?:i|we|he|she|they|you|it|happened|came|arrived|is wrong|was wrong)(?![a-z])), how, when, where, wheres, who, whos, whose, why, which, (?:do|does|did|can|could|will|would|are|is|have|has) (?:you|u|i|we|they|it|there|that|this|the|your|my|somebody|anyone)
  `,
  angry: list`
    f+u+c+k\w*, wtf, sh[i1]t+(?:ty|e)?, bullshit, bs, damn(?:ed)?, bloody, crap(?:py)?, ass ?holes?, bastards?,
    idiots?, morons?, stupid, scam(?:s|med|mers?|ming)?, thie(?:f|ves), rip ?off, ripped off, fraudsters?,
    crooks?, liars?, lying, ridiculous, unacceptable, outrageous, disgusting, disgrace(?:ful)?, pathetic, a joke,
    terrible service, worst, horrible, awful service, useless, incompetent, furious, angry, pissed(?: off)?,
    fed up, sick of, had enough, tired of (?:this|waiting|asking), lawyers?, sue, suing, legal action,
    small claims, report you, bbb,
    (?:second|third|fourth|fifth|2nd|3rd|4th|5th|\d+th|tenth|hundredth|nth) (?:time|email|message|request),
    (?:how many|so many|several|hundred|million) times, again and again, waste of (?:time|money), steal(?:ing)?,
    stole, robbed, robbery, hate (?:you|this), hell, never again, nobody (?:answers|replies|helps|cares),
    no ?one (?:answers|replies|helps|cares), suck(?:s)?
  `,
  photo: list`photos?, pics?, pictures?, images?, videos?`,
  noPhoto: list`
    no (?:(?!(?:the|my|its|i|here|this|wait|a|your)\b)\w+ )?(?:photos?|pics?|pictures?|images?|evidence|proof|fotos?),
    (?:dont|do not|didnt|did not|havent|have not|cant|cannot|without|unable to|couldnt|wont|not)(?: \w+){0,5} (?:photos?|pics?|pictures?|images?|fotos?),
    i (?:dont have|have none|have not got|havent got|do not have) (?:any|one|none|it|them),
    i have (?:none|nothing),
    (?:photos?|pics?|pictures?|images?) (?:\w+ ){0,2}(?:not possible|impossible|unavailable|none|no),
    (?:threw|thrown|tossed) (?:it|them) (?:away|out), camera (?:is |doesnt |does not )?(?:broken|work)
  `,
  refund: list`
    money ?back, (?:get|give|want|send|pay|have|need)(?: \w+){0,3} (?:money|cash)(?: \w+)? back, full refund,
    refund (?:please )?(?:instead|only|rather|not),
    (?:just|only|prefer|rather|want) (?:the |a |my |have a |have the |it )?(?:cash|refunded),
    (?:to|via|on|onto) (?:my |the )?pay ?pal, (?:to|on|onto) (?:a |another |my )?(?:different|another|other|new) (?:credit |debit |bank )?(?:card|account),
    to (?:my|the) (?:card|account|original|bank|credit card|debit card|visa|mastercard), original payment,
    pay me back, reimburse(?:d|ment)?
  `,
  refundAwaited: list`refund(?:ed)?, money, cash, card, back to my (?:card|account|bank), original`,
  exchange: list`
    exchang(?:e|ed|ing), replac(?:e|ed|ing|ement|ements), swap(?:ped|ping)?, new one, another one,
    different (?:size|colou?r) instead,
    (?:send|want|need|get)(?: \w+){0,2} (?:a |the )?(?:bigger|smaller|larger|right|correct|new|working) (?:size|one|item|mug|colou?r),
    send (?:me )?(?:it|another|a new)(?: one)? again, resend, re ?ship
  `,
  storeCredit: list`
    (?:store|shop|site|in store) ?credits?, vouchers?, gift (?:card|certificate|voucher)s?,
    credit (?:note|for (?:the|your) (?:store|shop)), coupons?, credits?
  `,
  not: list`
    no, not, dont want, do not want, dont need, without, instead of, rather than, never, refuse, hate,
    not interested in, wont take
  `,
  markers: list`
    the, i, my, want, need, where, is, it, my, you, what, please, and, of, have, was, this, order, refund, money,
    back, hello, hi, thanks, thank, yes, yeah, with, not, dont, wheres, arrived, broken, both, them, one, im,
    ive, english, help, item, would, like, when, how, did, they, sure
  `,
};

/** Where money is to go; the first that fits counts. */
export const payTo: Words['payTo'] = [
  {
    kind: 'other',
    phrases: list`(?:to |on |onto |with )?(?:a |an |my |the )?(?:different|another|other|new) (?:credit |debit |bank )?(?:card|account|paypal|payment method|payment)`,
  },
  { kind: 'gift_card', phrases: list`(?:to|on|onto|as|with) (?:my |the |a |an )?(?:existing |original )?gift ?card` },
  { kind: 'paypal', phrases: list`(?:to|via|on|onto|with|through) (?:my |the )?pay ?pal` },
  { kind: 'bank', phrases: list`(?:to|into|on|onto) (?:my |the )?(?:bank|checking|savings)(?: account)?` },
  {
    kind: 'card',
    phrases: list`(?:to|on|onto) (?:my |the )?(?:(?:credit|debit|visa|master ?card|amex|original) )?(?:card|visa|master ?card|amex)`,
  },
];
