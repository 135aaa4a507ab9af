import type { Words } from '../words';
import { reason } from '../list';

export const reasons: Words['reasons'] = [
  reason('not_as_described/damaged_in_transit')`
    (?:arrived|came|got here|turned up|delivered|received|showed up|it was|they were|it is|its|are|were|is) (?:(?!not |never )\w+ ){0,3}(?:broken|damaged|cracked|smashed|shattered|crushed|bent|torn|ripped|dented|scratched|chipped|in pieces|leaking|spilled|spilt),
    broken, broke, damaged?, damages, cracked, crack(?:s)?, smashed, shattered, crushed, in (?:pieces|bits), torn, ripped, dented,
    dents?, chipped, scratch(?:ed|es)?, leak(?:ed|ing|s), bent, snapped, squashed, busted
  `,
  reason('not_as_described/defective', 1.2)`
    defect(?:ive|s)?, faulty, fault, malfunction(?:s|ing|ed)?,
    (?:doesnt|does not|dont|do not|didnt|did not|wont|will not|not|isnt|arent|never|stopped|cant) (?:even )?(?:work(?:s|ing|ed)?|turn(?:ing)? on|switch on|charge|charging|start|power on|function),
    stopped (?:working|charging), wont (?:turn on|start|charge|open|close|switch on), dead (?:on arrival|battery), doa,
    fell apart, falls apart, keeps (?:crashing|breaking|turning off|stopping), broke (?:after|on the|the (?:first|second)|within),
    quit working
  `,
  reason('not_as_described/wrong_item', 1.3)`
    (?:sent|received|recieved|got|delivered|shipped|arrived|given|gave|is|was|came) (?:\w+ ){0,4}(?:wrong|different|incorrect|someone elses) (?:item|items|product|products|order|one|thing|things|size|colou?r|model|article|parcel|package|mug|mugs|shoes|book|version),
    (?:wrong|different|incorrect) (?:item|product|thing|model|article|version)s?,
    not what i (?:ordered|bought|asked for|wanted|paid for), (?:isnt|wasnt|arent|is not) what i (?:ordered|bought|asked for),
    someone elses (?:order|item|parcel|package), (?:sent|got|received|delivered) (?:me )?(?:\w+ ){1,4}instead of,
    mixed up (?:my|the) order
  `,
  reason('not_as_described/counterfeit')`
    counterfeit, fake, knock ?off, replica, (?:not|isnt|arent) (?:genuine|authentic|original|real), bootleg
  `,
  reason('not_as_described/not_as_described')`
    (?:not|isnt|wasnt|arent|nothing|doesnt look|dont look) (?:as |like )(?:\w+ )?(?:described|advertised|shown|pictured|pictures?|photos?|descriptions?|website|expected|in the (?:picture|photo|ad|description)),
    (?:different|differs) (?:from|than|to) (?:the |what )?(?:\w+ )?(?:description|picture|photo|pictured|advertised|website|shown|ad),
    false advertising, misleading, (?:looks?|is|was|completely|totally) (?:nothing like|different)
  `,
  reason('not_received/partially_arrived', 1.4)`
    (?:missing|lacks|lacking|without) (?:a |an |the |some |its )?(?:\w+ )?(?:parts?|pieces?|items?|components?|accessor(?:y|ies)|screws?|lid|cable|charger|manual),
    (?:item|items|part|parts|piece|pieces|mug|one|something|things?|half) (?:is |was |are |were |of (?:it|them|my order) (?:is |was )?)?missing,
    only (?:received|got|recieved|sent me|sent) (?:one|half|part|some|1|2|two),
    (?:incomplete|not complete|half (?:of )?(?:the|my) order), empty (?:box|package|parcel|envelope), box was empty,
    parts? (?:is |are |was |were )?missing
  `,
  reason('not_received/never_arrived', 1.1)`
    (?:never|not|didnt|did not|havent|have not|hasnt|has not|hasn|wasnt) (?:ever |even |yet |been )?(?:arrived?|(?:came|come)(?! (?:into|off|out|apart|undone|loose|close|with|on))|received?|recieved?|got(?:ten)?|get it|delivered|shown? up|showed up|turned? up|reached|here(?! (?:before|again))|get (?:my|the) (?:order|item|package|parcel|stuff)),
    (?:nothing|none of it|no package|no parcel) (?:has )?(?:ever )?(?:arrived|came|come|showed up|turned up|delivered),
    (?:lost|stolen|went missing|gone missing|disappeared|vanished) (?:in (?:the )?(?:post|mail|transit|shipping))?,
    lost (?:package|parcel|in transit), (?:package|parcel|order|delivery) (?:was |is |got |has been )?(?:lost|stolen|missing),
    still (?:waiting|not here|hasnt|havent)(?: \w+){0,4} (?:order|package|parcel|delivery|item|arrive|arrived|come),
    where(?:s| is) my (?:order|package|parcel|stuff|item|delivery), non ?delivery, no show
  `,
  reason('not_received/arrived_late')`
    (?:too|so|very|arrived|came|delivered|got here|was|days?|weeks?|months?) late, late(?: delivery| arrival)?,
    (?:took|taking|takes) (?:too|so|forever|ages|weeks|months|way too) ?(?:long)?, delayed,
    missed the (?:date|birthday|party|wedding|event|deadline),
    after (?:the|my|her|his) (?:birthday|party|wedding|event|christmas|anniversary)
  `,
  reason('fit_preference/size_too_small')`
    (?:too|is|are|way too|bit|little|size is|really|very) (?:\w+ )?(?:small|tight|short|narrow),
    (?:runs?|fits?|came) (?:\w+ )?(?:small|tight), small(?:er)? than (?:expected|i thought),
    need (?:a )?(?:bigger|larger) (?:size|one), cant (?:get|fit) (?:my|into), too small
  `,
  reason('fit_preference/size_too_large')`
    (?:too|way too|bit|little|size is|really) (?:\w+ )?(?:big|large|loose|long|wide|huge|baggy),
    (?:runs?|fits?|came) (?:\w+ )?(?:big|large|loose), (?:bigger|larger) than (?:expected|i thought),
    need (?:a )?smaller (?:size|one), too (?:big|large)
  `,
  reason('fit_preference', 0.8)`
    (?:doesnt|does not|dont|didnt|did not|not|wont) fit, wrong size, bad fit
  `,
  reason('fit_preference/color')`
    (?:dont|do not|didnt|did not|hate|not) (?:like |the )?(?:the |its )?colou?rs?, (?:wrong|different|ugly|bad) (?:colou?r|shade),
    colou?r is (?:\w+ )?(?:wrong|different|off|ugly|not)
  `,
  reason('fit_preference/style')`
    (?:dont|do not|didnt|did not) (?:really )?(?:like|love) (?:it|them|how|the (?:style|look|design|way)),
    (?:style|design|look)(?: is| was)? (?:not|isnt|wrong|ugly), ugly, doesnt suit me,
    looks (?:bad|awful|terrible|ugly|cheap) on me
  `,
  reason('fit_preference/comfort')`
    uncomfortable, not comfortable, (?:hurts?|itchy|scratchy|too (?:hard|soft|firm)), comfort
  `,
  reason('fit_preference/quality')`
    (?:poor|bad|low|terrible|awful|cheap|shoddy) quality, quality(?: is| was)? (?:\w+ )?(?:bad|poor|low|terrible|awful|not good),
    cheaply made, feels cheap
  `,
  reason('change_of_mind/ordered_by_mistake', 1.3)`
    (?:by|in|my) (?:mistake|accident|error), accident(?:al|ally), mistakenly,
    (?:ordered|bought|purchased|clicked) (?:\w+ ){0,3}(?:twice|wrong|accidentally|too many),
    accidentally (?:ordered|bought|purchased), (?:didnt|did not) mean to (?:order|buy),
    (?:ordered|bought|chose|picked|selected) the wrong, mis ?click(?:ed)?,
    my (?:kid|son|daughter|child|toddler) (?:ordered|bought)
  `,
  reason('change_of_mind/better_price')`
    (?:found|saw|seen|got|is|its) (?:it |them |this |one )?(?:\w+ ){0,2}(?:cheaper|better price|lower price|better deal|for less|less expensive),
    (?:better|lower) (?:price|deal), cheaper(?: elsewhere| somewhere| in)?, price (?:dropped|went down|has dropped),
    too expensive
  `,
  reason('change_of_mind/statutory_withdrawal', 1.5)`
    right of withdrawal, right to withdraw, cooling off(?: period)?, 14 days? (?:withdrawal|right|return),
    withdraw from the (?:contract|purchase), consumer rights?
  `,
  reason('change_of_mind/unwanted')`
    chang(?:ed|e|ing) (?:my|our|her|his) minds?,
    (?:dont|do not|no longer|didnt|not|never) (?:really )?(?:want|need)(?:ed)? (?:it|them|this|that|these|those|the (?:item|order|product)|any ?more),
    no longer (?:need|want|needed|wanted)(?:ed)?, (?:dont|do not) (?:want|need) (?:\w+ ){0,3}any ?more, unwanted, not needed,
    unneeded, already have (?:one|it|them), (?:got|bought|have) another one, duplicate gift, regret(?: buying| it)?
  `,
  reason('cancellation/before_shipment', 0.9)`
    (?:cancel|cancell?ed|cancell?ing) (?:\w+ ){0,3}(?:order|purchase)(?: before)?,
    (?:hasnt|has not|not|before (?:it|you)) (?:been )?(?:yet )?(?:ship|ships|shipped|sent|dispatched)
  `,
  reason('cancellation/booking_or_event_cancelled', 1.4)`
    (?:event|concert|show|flight|booking|trip|class|workshop|game|match|festival) (?:was |is |got |has been |were )?(?:cancell?ed|called off|postponed)
  `,
  reason('subscription/cancelled_but_charged', 1.5)`
    (?:cancell?ed|unsubscribed|ended)(?: \w+){0,8} (?:charged|billed|charge|charging|charges|taken|renewed|paying),
    (?:charged|billed|charging|renewed)(?: \w+){0,6} (?:after|although|though|even though|despite)(?: \w+){0,4} (?:cancell?(?:ed|ing|ation)?|unsubscribed),
    still (?:being )?(?:charged|charging|billed|billing) (?:me )?(?:for )?(?:\w+ ){0,2}(?:subscription|membership|plan),
    cancell?ed (?:\w+ ){0,2}(?:subscription|membership)
  `,
  reason('subscription/forgot_trial', 1.4)`
    forgot(?:ten)? (?:to cancel|about)(?: \w+){0,3}(?: trial| subscription)?,
    (?:free )?trial (?:ended|expired|turned|converted|charged), after (?:the|my) (?:free )?trial
  `,
  reason('subscription/unclear_renewal', 1.4)`
    (?:auto ?|automatic(?:ally)? )renew(?:ed|al|s|ing)?, renewed without,
    (?:didnt|did not) (?:know|realise|realize)(?: \w+){0,4} renew\w*
  `,
  reason('subscription/service_outage', 1.2)`
    (?:outage|service (?:was |is )?down|(?:app|site|website|service) (?:doesnt|didnt|does not|not|isnt) work(?:ing)?)
  `,
  reason('billing_error/duplicate_charge', 1.5)`
    (?:charged|billed|paid|debited|took(?: the)? money|charge|payment|taken) (?:\w+ ){0,3}(?:twice|two times|2 times|2x|double|three times|multiple times|again),
    (?:double|duplicate|duplicated|two|2|second|multiple) (?:charge|charges|charged|payment|payments|billed|billing|transaction|transactions),
    twice (?:charged|billed)
  `,
  reason('billing_error/wrong_amount', 1.4)`
    (?:wrong|incorrect|different|higher) (?:amount|price|total|sum), (?:overcharged|over charged),
    (?:charged|billed|paid) (?:\w+ ){0,2}(?:too much|more than|extra), price (?:is|was) (?:wrong|different)
  `,
  reason('billing_error/wrong_currency', 1.5)`
    wrong currency, charged in (?:dollars|euros|pounds|the wrong)
  `,
  reason('billing_error/tax_or_fee_error', 1.3)`
    (?:wrong|charged|extra|hidden) (?:\w+ )?(?:tax|vat|fee|fees|customs), (?:tax|fee|vat) (?:is |was )?(?:wrong|incorrect)
  `,
  reason('billing_error/promo_not_applied', 1.4)`
    (?:promo|discount|coupon|voucher|code|offer)(?: code)? (?:was |did |is |has |were )?(?:not|never|nt|didnt|wasnt|not been|hasnt been|doesnt)(?: \w+)? ?(?:applied|work|worked|accepted|apply|working)?,
    (?:didnt|did not|forgot to) (?:apply|get|use) (?:\w+ ){0,2}(?:promo|discount|coupon|code)
  `,
  reason('credit_missing/promised_refund_not_received', 1.5)`
    (?:never|not|didnt|did not|havent|have not)(?: (?:ever|yet|actually))? (?:get|got|gotten|receive|received|recieved|see|seen)(?: (?:my|the|any|a|that|promised))+ (?:refund|money|cash)(?: back)?, still waiting (?:for|on)(?: (?:my|the|a|that|promised))+ (?:refund|money|cash),
    (?:money|cash)(?: \w+){0,3} (?:never|hasnt|has not|didnt|did not|not)(?: \w+){0,2} (?:arrived|arrive|came|come|received|shown|paid|appeared|appear)
  `,
  reason('credit_missing/promised_refund_not_received', 1.2)`
    (?:promised|told|approved|confirmed)(?: \w+){0,5} refund,
    refund(?: \w+){0,4} (?:never|not|hasnt|havent|didnt)(?: \w+){0,2} (?:arrived|come|came|received|shown|paid|appeared)
  `,
  reason('credit_missing/returned_but_no_credit', 1.4)`
    (?:returned|sent (?:it|them|the \w+) back|sent back)(?: \w+){0,8} (?:no|not|never|havent|hasnt|still|waiting)(?: \w+){0,5} (?:refund|money|credit|refunded|paid)
  `,
  reason('fraud/not_recognised', 1.4)`
    (?:dont|do not|didnt|did not|cant) (?:recogni[sz]e|know)(?: \w+){0,3} (?:charge|payment|transaction|purchase|order|it),
    (?:unrecogni[sz]ed|unknown|strange|unfamiliar|unexplained) (?:charge|payment|transaction|purchase), not recogni[sz]ed,
    (?:dont|do not) recogni[sz]e
  `,
  reason('fraud/unauthorised_purchase', 1.4)`
    (?:unauthori[sz]ed|fraudulent),
    i (?:didnt|did not|never|havent) (?:make|made|order|ordered|authori[sz]ed?|buy|bought|place|placed) (?:this|that|it|any|the|these),
    (?:my )?card (?:was |has been |got )?(?:stolen|hacked|used without), without my (?:permission|consent|knowledge), wasnt me,
    not me who
  `,
  reason('fraud/account_takeover', 1.5)`
    (?:account|email) (?:was |has been |got |is )?(?:hacked|taken over|compromised), hacked (?:my )?account
  `,
];
