import type { IntentWords } from '../words';
import { list } from '../list';
import { controls } from './controls';

const GOODS =
  '(?:items?|orders?|products?|purchases?|packages?|parcels?|goods|article|articles|thing|things|stuff|it|them|this|these|those|that|one|shirts?|shoes|dress|jacket|boots|jeans|mugs?|mattress|phone|laptop|book|books|gift|clothes|pants|coat|hat|bag|watch|headphones|something)';
const REFUND =
  '(?:refund(?:s|ed|ing)?|reimburse(?:ment|ments|d)|money ?back|(?:my |the |our )?(?:money|cash|funds)(?: back)?|restitutions?|rebates?|compensations?|repayments?)';
const HAVE_NOT =
  '(?:havent|have not|hasnt|has not|didnt|did not|not|never|dont|do not|cant|cannot|isnt|is not|wasnt|nothing|doesnt|havnt|yet to)(?! know| understand| how| want)(?: yet| even| ever| been| to)*';
const COME =
  '(?:received?|recieved?|receiving|got(?:ten)?|get|arrived?|come|came|shown?(?: up)?|showing|appear(?:ed|ing)?|seen?|posted|credited|processed|reached|paid|gone|refunded|in my|on my|back|there|here|reflect(?:ed|ing)?|hit|landed|transferred|returned|deposited|issued)';

// A word of a gap that starts no new wish, or that names no goods: "never came and I want a refund" asks for one.
const NO_WISH = '(?: (?!(?:want|need|would|like|demand|give|so|and|but|id|can|could|how|please)\\b)\\w+)';
const NO_GOODS =
  '(?: (?!(?:because|since|as|for|of|on|items?|orders?|products?|packages?|parcels?|purchases?|goods|shipment|delivery|mugs?|things?|stuff)\\b)\\w+)';

export const intents: IntentWords = {
  refund: list`
    (?:give|return|refund|want|need) (?:me |us )?(?:back )?my (?:\w+ )?money(?! (?:transfer|to|in|from|on|account|now in)), refund(?:s|ed|ing|able|ment)?, reimburse(?:d|ment|ments|s)?, reimbursing, reimbursable, money ?back, pay me back, charge ?back,
    (?:get|got|have|give|gave|want|send|sent|pay|paid|need|return|returned|receive|demand|gimme|getting|like|take|claim|see|recover)(?: \w+){0,3} (?:money|cash|funds)(?: \w+){0,2} back,
    (?:get|give|want|send|pay)(?: \w+){0,2} back (?:\w+ ){0,2}(?:money|cash|funds), (?:return|restitution|rebate|compensation|repayment|refunding|reimbursing) (?:of )?(?:\w+ ){0,2}(?:money|cash|purchase), (?:rebat(?:es?|ing)|restitutions?|compensations?|money return)
  `,
  sendBack: list`
    (?:initiate|start|begin|process|arrange|make|register|help me|help me to|help me with|help with|information (?:for|on|about)|info on|regarding) (?:a |the |my |an )?returns?(?! to| flight| ticket| address), (?:return|returning|returned|send(?:ing)? back|sent back|give back|take back|bring back)(?: (?:my|the|this|that|an?|some|one|of|all|these|those|wrong|recent|last|online|item|order))* ${GOODS},
    (?:want|need|like|have|wanna|wish|how (?:do|can) i|make an?|start an?|request an?|do an?|looking|going|trying) (?:to )?(?:return|send back)(?! to)(?: ${GOODS})?, (?:send|give|take|bring) (?:it|this|that|them|these|those) back, ${GOODS} returned, return (?:request|policy|policies|process|procedure|label|window|period|conditions)
  `,
  swap: list`
    (?:exchange|exchanging|replace|replacing|swap|replacement|exchanged|replaced)(?: (?:of|for|my|the|this|that|an?|some|these|those|wrong|bad|damaged|broken|defective|faulty|quality|received))* ${GOODS}(?! rate| card), ${GOODS} (?:replaced|exchanged|swapped),
    (?:want|need|get|like|request|looking|about|related to|received|regarding|for|my|order|send|provide|with|have)(?: (?:a|an|the|my|to|me|for|your))* (?:replacements?|exchange|exchange process)(?! (?:rate|rates|currency|card|cards|money|dollars?|euros?|pounds?|student|program|value))(?: order| policy| process| please)?
  `,
  sendBackWhole: list`
    (?:i want |i need |want |need |i would like |looking (?:for|to) )?(?:a |an |to )?(?:returns?|exchange|replacement|replace|replacement order|exchange order|refund|refunds)(?: please| my order| order| request| item)?, order (?:returned|replacement|return), returns? and refunds?
  `,
  cancelOrder: list`
    (?:cancel|cancell?ing|cancell?ation of|retract|revoke|undo|call off)(?: (?:my|the|this|that|an?|one|of|last|recent|previous|online|current|order|entire|whole|latest))* (?:orders?|purchases?)(?: |$), (?:orders?|purchases?) (?:(?:needs?|want|to|be|is|was|has|been|gets?) )*cancell?ed
  `,
  request: list`
    (?:want|need|would like|id like|wanna|demand|request|requesting|deserve|asking for|ask for|apply for|claim|gimme|give me|gave me|require|appreciate|get me|issue|process|owe)(?: \w+){0,6} (?:${REFUND}|reimburs\w{1,8}|return|exchange|replacement),
    refund (?:me|my|this|it|the|please|for|on|order|now|request|a|of|an), (?:how|where|what|can|could|may|able)(?: \w+){0,5} (?:get|obtain|receive|ask for|request|claim|apply for|seek|have|go for|demand|start|file|file for|make|submit|arrange|do)(?: \w+){0,3} (?:${REFUND}|reimburs\w{1,8}|return), is it possible to (?:get|have|return|refund|obtain|receive)(?: \w+){0,4}, refund (?:procedure|process)
  `,
  status: list`
    (?:where(?! (?:can|could|do|to|should|would|may|must) (?:i|we|you|go|get|ask|request|obtain|receive|demand)?)|when|track(?:ing)?|status|progress|update|updates|news|word|eta|waiting|waited|what happened|whats happening|whats going on|whats up|how long|how much longer|how soon)(?: \w+){0,7} ${REFUND}, ${REFUND}(?: \w+){0,6} (?:status|progress|pending|missing|update|news|delayed|late|stuck|yet|still|already|eta|arrive|coming|where|when|take so long|taking so long|missing from),
    ${HAVE_NOT}(?: \w+){0,3} ${COME}${NO_WISH}{0,4} ${REFUND}, ${REFUND}${NO_GOODS}{0,9} ${HAVE_NOT}(?: \w+){0,3} ${COME}, (?:still|yet)(?: \w+){0,5} ${REFUND}, no (?:sign of (?:my|the|a) )?${REFUND} (?:yet|so far|still|has|in my|on my),
    (?:check|checking|see|seeing|follow|following|know|inquire|enquire|asking|inform me|find out|ask|look|looking)(?: \w+){0,7} (?:on|about|status|progress|current|up|with|if|whether|when|where)(?: \w+){0,5} (?:my|the|our|current) (?:\w+ )?${REFUND}, (?:anything|something) (?:new|wrong|happening|up)(?: \w+){0,3} ${REFUND},
    (?:was|is|has|did|are|were|will|does) (?:my|our|the) (?:\w+ )?${REFUND}, (?:my|the|our) ${REFUND} (?:isnt|wasnt|hasnt|is|was|has|didnt|never|still|seems|appears|doesnt|does not|is not|has not|shows)(?: \w+)?, ${REFUND} (?:is |was |has |hasnt |not |isnt |that )+(?:been )?(?:showing|shown|processed|posted|credited|missing|pending|there|late|promised|requested|issued|received|on my|in my), (?:requested|promised|supposed to (?:get|receive|have)|should have|asked for|expecting|been told|told)(?: \w+){0,5} ${REFUND}(?: \w+){0,12} (?:ago|yet|still|not|but|never|havent|hasnt|see|where|when|nothing|dont|didnt|days|weeks), missing (?:my |a |the )?${REFUND}, (?:expect|expecting|waiting for|waiting on|awaiting)(?: \w+){0,3} ${REFUND}, track (?:my|the|a) ${REFUND}
  `,
  statusStrong: list`
    where(?:s| is| are)?(?: the (?:hell|fuck|heck))?(?: is)? (?:my|our) (?:\w+ )?(?:money|cash|refund)(?! (?:transfer|order))
  `,
  statusWhole: list`
    (?:and |so |but )?when (?:will|do|can|would) i (?:get|receive|see|have) (?:it|that|them|(?:my |the )?(?:money|cash|funds)(?: back)?)(?: back)?, how (?:long|much longer) (?:will|does|would) (?:it|that|this) take,
    (?:check |refund |case |request |my |the |whats the |what is the )*status(?: of)?(?: my| the)?(?: refund| case| request| return)?(?: please)?, where(?: is|s) my (?:money|cash|refund), wheres? (?:is )?(?:the|my) (?:money|refund), (?:about )?my (?:case|refund)(?: please)?, track(?: my)?(?: refund| case)?, any (?:news|updates?), (?:check |checking |see )(?:on )?my (?:case|refund)
  `,
  statusWord: list`status, update on, news on, progress of, whats happening with, what happened (?:to|with), where is, wheres, track, check on`,
  policyStrong: list`
    (?:refunds?|returns?|money ?back|reimbursements?|exchange|replacement|cancellation|restitution|rebate)(?: and \w+)?(?: \w+)? (?:polic(?:y|ies)|polciy|guarantees?|terms|conditions|rules?|period|window|deadline|time ?frame|time limit),
    (?:polic(?:y|ies)|terms|conditions|rules)(?: \w+){0,4} (?:refunds?|returns?|money ?back|reimbursements?|exchanges?), (?:in|under|for|on) (?:what|which)(?: \w+)? (?:cases?|caess|situations?|circumstances?|conditions?|occasions?)(?: \w+){0,8} ${REFUND}, (?:cases?|situations?|circumstances?|conditions?)(?: \w+){0,6} ${REFUND},
    how long (?:do |does |will |would |should )?(?:\w+ )?(?:refunds?|reimbursements?|returns?|rebates?|restitutions?|a refund|a reimbursement) (?:usually |normally |typically |generally )?(?:take|takes|last), how (?:long|many days|much time) (?:do i|have i|are|after|can)(?: \w+){0,6} (?:return|refund|exchange|send back),
    (?:are|is)(?: \w+){0,5} (?:refundable|reimbursable|returnable), (?:refundable|reimbursable|returnable), do you (?:offer|give|accept|do|have|take|provide|allow|ever|guys)(?: \w+){0,3} (?:refunds?|returns?|exchange|exchanges|reimbursements?|replacements?|money ?back|trials?), \d+ (?:free )?(?:nights?|days?) (?:free )?(?:trial|return|guarantee|money)(?: \w+)?,
    (?:can|could|may|am) i (?:still|(?:too|not too) late to) (?:able to )?(?:return|exchange|send|get|have|claim|ask for)(?: \w+){0,4}, (?:is it|am i) (?:already )?too late (?:to|for)(?: \w+){0,2} (?:return|exchange|send|refund)(?: \w+){0,2}, (?:until|till) when can i (?:return|exchange|send), (?:last|final) day (?:to|for) (?:return|returning|exchange),
    what if i (?:dont|do not|didnt|want to return|change my mind), (?:am i|will i be|are we) (?:eligible|entitled)(?: \w+){0,4} ${REFUND}, (?:eligible|eligibility|entitled|qualify)(?: \w+){0,3} ${REFUND}, (?:are|is)(?: \w+){0,3} (?:refunds?|returns?|exchanges?) (?:allowed|possible|accepted|free)
  `,
  policy: list`
    (?:can|could|may) (?:i|we|you|one|customers|people|items) (?:still )?(?:return|exchange|send back)(?: \w+){0,4} (?:if|after|when|within), usually take, how long(?: \w+){0,3} (?:refund|reimbursement|return)\w{0,2}, trial (?:offer|period|version|details), return (?:an item|items|things|stuff) if, how does (?:the|a|your)(?: \w+){0,3} (?:refund|return|trial|exchange)
  `,
  human: [
    ...controls.agent.within,
    ...list`
      (?:transfer|put|connect|pass|switch|redirect|forward)(?:ring|ting|ing)? me(?: \w+)? (?:to|with|on to|over to|through to), (?:speak|talk|chat)(?: directly)? (?:to|with) (?:the |your |an? )?(?:reception|front desk|team|department|restaurant|support|service desk|help ?desk|management|concierge|executive|customer (?:service|support|care)),
      (?:contact|reach|need|call|get|want|talk to|speak to|speak with|number (?:of|for))(?: to)?(?: the| your)? (?:customer (?:support|service|care)|call cent(?:er|re)|support team|help ?line|support$), (?:customer care|customer support|call cent(?:er|re)|help ?line)(?: number)?(?: is)? (?:not|un)(?: \w+)?, (?:customer care|customer support|call cent(?:er|re)) (?:unavailable|unreachable),
      (?:want|like|wish|need|going|how|where)(?: do i| can i| should i)? ?(?:to )?(?:complain|complaint|file a complaint|raise a complaint|make a complaint|lodge a complaint|escalate), (?:raise|file|lodge|register|make) (?:an? |my |the )?(?:complaint|grievance|escalation), escalate,
      no ?(?:one|body) (?:is )?(?:answer(?:s|ing|ed)|pick(?:s|ing|ed)(?: up)?|respond(?:s|ing|ed)|repl(?:ies|ied|ying)|help(?:s|ing|ed)), (?:poor|bad|pathetic|worst|terrible|horrible|awful|useless|third class) (?:customer )?(?:service|support|care)s?, you (?:guys |people )?are (?:useless|frauds?|thieves|scammers|a scam|pathetic|cheats|cheaters|liars|terrible), waste of (?:my |our )?time,
      (?:need|want|require) (?:some )?(?:urgent|immediate) (?:help|assistance|support|attention), (?:any ?(?:one|body)|someone) (?:available|there|here) to (?:help|assist|talk|chat|speak)(?: \w+)?, (?:not|dont feel|uncomfortable|rather not|wasting)(?: \w+){0,8} with a (?:machine|computer|robot|bot)
    `,
  ],
  notHuman: list`
    are you (?:an? |the )?(?:\w+ ){0,2}(?:human|person|bot|robot|ai|agent|real|machine), if you are (?:an? )?(?:\w+ )?(?:human|person|bot|robot|ai|real), am i (?:talking|speaking|chatting)(?: \w+){0,5}, (?:dont|do not) (?:need|want|have)(?: \w+){0,4} (?:transfer|to (?:speak|talk)|human|agent), (?:i )?(?:spoke|talked|spoken|chatted) (?:to|with)(?: \w+){0,2}, (?:text|message|call) (?:someone|my|mom|dad)(?: (?:for me|in))?, human (?:rights|resources|body|history), (?:travel|real estate|insurance) agent
  `,
  notWanted: list`
    (?:dont|do not|not|no longer) (?:want|need|asking for|looking for|after) (?:a |the |my |any )?(?:refund|money back|reimbursement|return), no (?:refund|return)s? (?:needed|wanted|please|required), tax (?:refund|return|rebate)s?, return (?:flight|ticket|trip|call|journey|address|my call|to sender|to (?:default|factory|your|the)), (?:reward|rewards|cashback) (?:rate|rates|points?), get back to (?:me|you|us), in return, returns? on (?:the|my|a|investment|monday|friday|labor|saturday|sunday), many happy returns, point of no return, (?:exchange|currency) (?:rates?|fees?|office), (?:currenc(?:y|ies)|fiat|crypto\w*|foreign|usd|eur|gbp|dollars?|pounds?|rubles?)(?: \w+){0,6} (?:exchang\w{0,4}|swap), (?:exchang\w{0,4}|swap)(?: \w+){0,8} (?:currenc(?:y|ies)|fiat|crypto\w*|usd|eur|gbp|aud|dollars?|euros?|pounds?|rubles?), (?:replac\w{1,5}|re ?order)(?: \w+){0,5} (?:cards?|tires?|tyres?|passport|battery|oil|pin), (?:cards?|tires?|tyres?)(?: \w+){0,9} replac\w{1,5}, atms?, cash ?machine, cash ?point
  `,
  goods: list`
    items?, orders?, products?, packages?, parcels?, purchases?, delivery, shipment, goods, shipped, mugs?, shirts?, shoes, dress, mattress, gift, ordered, bought
  `,
  notGoods: list`
    cards?, transfers?, pin, cash, transactions?, che(?:ck|que)s?, currenc(?:y|ies), address, luggage, tires?, bank, accounts?, payments?, top ?up, money, wallet, salary, password, app
  `,
  greeting: list`
    hi+, hey+, hello+, helo, hiya, howdy, yo, greetings, good (?:morning|afternoon|evening|day), whats up, sup, anyone there, are you there
  `,
  thanks: list`
    thanks?, thank (?:you|u), thankyou, thx, thnx, tnx, ty, tysm, cheers, much appreciated, appreciate (?:it|that|your help)
  `,
  goodbye: list`
    good ?bye, bye+(?: bye+)?, cya, see (?:you|ya), have a (?:good|nice|great|lovely) (?:day|one|evening|night|weekend), good night, thats (?:all|it|everything)(?: for now| i (?:need|needed|wanted))?, im done, talk (?:to you )?later
  `,
};
