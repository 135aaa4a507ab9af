import type { IntentWords } from '../words';
import { list } from '../list';
import { controls } from './controls';

const WANT =
  '(?:i )?(?:want|need|would like|id like|wanna|like|wish|have|trying|try|got|must|demand|request|requesting)';

export const intents: IntentWords = {
  refund: list`
    refund(?:s|ed|ing|able|ment)?, reimburse(?:d|ment|ments|s)?, reimbursing, reimbursable, money ?back,
    (?:get|got|have|give|gave|want|send|sent|pay|paid|need|return|receive|demand|gimme)(?: \w+){0,3} (?:money|cash|funds?|payment|\d+)(?: \w+){0,2} back,
    (?:get|give|want|send|pay)(?: \w+){0,2} back (?:\w+ ){0,2}(?:money|cash|funds),
    (?:return|restitution|rebate|compensation|repayment|reversal|refunding) (?:of )?(?:\w+ ){0,2}(?:money|payment|cash|charge|purchase),
    (?:rebates?|restitutions?|compensations?|money return), pay me back, charge ?back
  `,
  sendBack: list`
    
    (?:return|returning|returned|send(?:ing)? back|sent back|give back|take back|bring back)(?: \w+){0,4} (?:it|this|that|them|these|those|item|items|order|product|purchase|package|goods|one|thing|stuff|shirt|shoes|dress|jacket|boots|jeans|mug|mugs|mattress),
    (?:want|need|like|have|wanna|wish|how (?:do|can) i|make an?|start an?|request an?|do an?) (?:to )?(?:return|send back),
    (?:send|give|take|bring) (?:it|this|that|them|these|those) back, returns?
  `,
  request: list`
    ${WANT}(?: \w+){0,6} (?:refund|refunded|money|reimburse\w*|return|exchange),
    (?:give|get|send|pay|issue|process|file|open|start|claim|ask for|apply for|make|submit)(?: \w+){0,5} (?:refund|refunded|money|reimburse\w*|return|back),
    refund (?:me|my|this|it|the|please|for|on|order|now|request|a)
  `,
  status: list`
    where(?: is|s| are| the| did| has)?, when(?: will| do| does| is| can| am| are| should)?, status,
    track(?:ing)?, still (?:waiting|havent|have not|not|no|hasnt|has not|pending|didnt|dont),
    (?:havent|have not|hasnt|has not|didnt|did not|not|never|dont|do not|cant|cannot|isnt|is not|wasnt)(?: \w+){0,3} (?:received|recieved|receive|recieve|got|gotten|get|arrived|come|came|shown|show|showing|appeared|appear|see|seen|posted|credited|processed|reached|paid|been|gone|refunded|in my),
    (?:any|an) (?:news|update|updates|word|progress),
    (?:check|checking|know|see|follow|following|update|inquire|enquire|inform\w*)(?: \w+){0,3} (?:on|about|of|up|status|progress|with),
    how (?:long|much longer)(?: \w+){0,3} (?:until|till|before|wait|waiting), waiting, waited, progress, pending,
    missing, what happened (?:to|with), whats (?:happening|going on|up) with,
    been (?:\d+|a|two|three|several|few) (?:days?|weeks?|months?), supposed to (?:get|receive|have),
    has (?:my|the), did (?:my|the|you (?:send|process|issue)), not (?:there|showing|here), yet
  `,
  statusWhole: list`
    
    (?:check |refund |case |request |my |the |whats the |what is the )*status(?: of)?(?: my| the)?(?: refund| case| request| return)?(?: please)?,
    where(?: is|s) my (?:money|cash), wheres? (?:is )?(?:the|my) (?:money|refund), my case, my refund,
    track(?: my)?(?: refund| case)?, any (?:news|updates?)
  `,
  policy: list`
    polic(?:y|ies), refundable, reimbursable, guarantees?, terms, conditions, rules?, eligib(?:le|ility),
    entitled, allowed, do you (?:offer|give|accept|do|have|take|provide|allow|refund|ever),
    (?:in|under) (?:what|which) (?:\w+ )?(?:cases?|situations?|circumstances?|conditions?),
    how (?:long|many days|much time) (?:do|have|can|after|does|are|is), how long, is it possible,
    (?:can|could|may) (?:i|we|you|one|customers|people) (?:return|exchange|get|ask|request|still|be|have|claim),
    what (?:is|are|s) (?:the|your), whats (?:the|your), what if, if i (?:dont|do not|didnt|am not),
    time (?:limit|frame|window), deadline, return (?:period|window), trial, usually take
  `,
  human: controls.agent.within,
  notWanted: list`
    
    (?:dont|do not|not|no longer) (?:want|need|asking for|looking for|after) (?:a |the |my |any )?(?:refund|money back|reimbursement|return),
    no (?:refund|return)s? (?:needed|wanted|please|required), tax (?:refund|return)s?,
    return (?:flight|ticket|trip|call|journey|address|my call|label|to sender),
    (?:interest|cash ?back|reward) (?:rate|rates|points?), cash ?back, get back to (?:me|you|us), in return,
    point of no return, many happy returns
  `,
  greeting: list`
    hi+, hey+, hello+, helo, hiya, howdy, yo, greetings, good (?:morning|afternoon|evening|day), whats up, sup,
    anyone there, are you there
  `,
  thanks: list`
    thanks?, thank (?:you|u), thankyou, thx, tnx, ty, tysm, cheers, much appreciated,
    appreciate (?:it|that|your help)
  `,
  goodbye: list`
    good ?bye, bye+(?: bye+)?, cya, see (?:you|ya),
    have a (?:good|nice|great|lovely) (?:day|one|evening|night|weekend), good night,
    thats (?:all|it|everything)(?: for now| i (?:need|needed|wanted))?, im done, talk (?:to you )?later
  `,
};
