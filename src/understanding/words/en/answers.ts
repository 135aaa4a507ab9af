import type { AnswerWords } from '../words';
import { list } from '../list';

const SUBJECT =
  '(?:thats?|this|it|its|everythings?|every ?thing|all|all of (?:it|that|this|them)|what you(?: have)?(?: just)? said|the (?:answer(?: to (?:that|this))?|statement|info(?:rmation)?|summary|details?|total|amount|date|time|recap|rest|above)|you|youre|theyre|those|these|they|that one|this one)';
const IS = '(?:is|are|re|s|was|were|would be|will be|should be|d be|ll be|sounds?|looks?|seems?|appears?|feels?)';
const VERY =
  '(?:(?:to be|all|just|about|actually|indeed|very|very much|definitely|totally|exactly|absolutely|completely|perfectly|quite|really|still|also|so|most certainly|certainly|a|an|the|overwhelmingly|most definitely|clearly) )*';
const GOOD =
  '(?:right|correct|true|fine|ok|okay|good|great|perfect|accurate|awesome|wonderful|excellent|lovely|nice|affirmative|yes|confirmed|fantastic|amazing|alright|spot on|agreed|(?:resounding |definite |hard |big |firm |true )?(?:yes|statement|truth|fact|idea|plan))';
const BAD =
  '(?:wrong|incorrect|false|untrue|inaccurate|erroneous|negative|no(?:pe)?(?! (?:problem|worries|photo|longer))|(?:hard |big |firm |definite )?no(?! (?:problem|worries))|mistaken|(?:false |wrong )(?:statement|one|way))';
const NOT_GOOD = `(?:not|nt|isnt|arent|wasnt|aint) (?:\\w+ )?(?:${GOOD}|it|that|this|so|the case|what i (?:want|wanted|said|meant|asked for|need)|happening|possible|me)`;
const THATS = `(?:${SUBJECT} (?:${IS} )?|(?:thats|its|everythings|youre|theyre|thatd be|thatll be|itll be|itd be) )`;
const SAY =
  '(?:i (?:would |will |can |must |have to |would have to |gotta |am |m |d |just )*(?:say(?:ing)?|vote|answer|reply|confirm|tell you|declare)(?: that)?(?: it is| its)? )';

export const answers: AnswerWords = {
  yes: list`
    yes+(?: (?:it is|i do|i am|it does|i would|that is|they are|i did|indeed))?, ye+, ye+p, yea+h*, yeap, yiah, yup+, ya+h?, yess?ir, yessum, ys, yse, yeas, yec, yesh, aye, uh ?huh, mhm+, sure thing, (?:of ?course|ofc),
    surely, sure, sur, absolutely, definitely, certainly, affirm[ai]tive, positive, correct, confirmed, (?:i |please |kindly |to )?(?:can )?confirm, i agree, i approve, approved, accepted, agreed, exactly, precisely, indeed, go ?ahead, (?:very )?true,
    ${THATS}${VERY}${GOOD}, (?:that |this |it |all )?(?:all )?(?:sounds|looks|seems) ${VERY}${GOOD}, ${SAY}(?:an? )?(?:yes|yep|affirmative|true|correct|positive), all ${GOOD}, my answer is yes,
    works (?:well )?for me, (?:that|this|it|thatll|itll|that one) (?:will |would |should |still |all |ll )*(?:works?|do|suits?)(?: (?:well|great|fine|perfectly|for me|me|me well|just fine))*, (?:oh |ok |okay |so )?please (?:do|proceed|go ?ahead|submit|send it|continue)(?: (?:it|that|so))?,
    (?:please )?do (?:it|that|so), lets do (?:it|that|this), thumbsup, you(?: have| ve)? got (?:it|that|everything)(?: (?:right|correct|all))?, youve got (?:it|that|everything)(?: right)?, you nailed it, i am sure, im sure, i (?:sure|certainly|definitely) do, (?:oh|why) yes, proceed, submit(?: it)?,
    (?:i would|id) (?:like|love) that, i want that, (?:thats|that is|this is|its|it is) (?:exactly )?(?:it|what i (?:want(?:ed)?|need(?:ed)?|said|meant|ordered|asked for|was looking for)|the one)(?: exactly)?, (?:im|i am) (?:ok|okay|good|fine|happy|cool) with (?:that|it|this), (?:fine|good|ok|okay) (?:by|with|for) me, most certainly, without a doubt, you bet, totally, by all means
  `,
  yesWeak: list`
    ok(?:ay|ey|ie|i)?, okk+, oko, okok, k, alright(?:y)?, all right, perfect, great, good, awesome, wonderful, excellent, fine, cool, right, fantastic, super, nice, lovely, amazing, brilliant, gotcha, got it, understood, very (?:good|well|nice), good enough, fair enough,
    all set, okthanks?, okthank you, oksure, okgreat
  `,
  no: list`
    no+, no+pe+s?, nah+, naw, nay, negative, negatory, no way, not? yes, nothanks?, nothank you, okno, no thank (?:you|u)(?: (?:so|very) much)?, not (?:at all|really|quite|exactly|correct|right|ok|okay|good|true|interested|necessary|happening|a chance),
    no not, i (?:dont|do not) (?:think so|want (?:that|to|this)|agree|confirm|need (?:that|to|any|anything)|(?:think|believe)(?: that)? (?:that is|thats|it is|its|this is|thats) (?:\w+ ){0,2}(?:${GOOD}|possible|proper)), i disagree, i (?:would not|wouldnt)(?: like)?,
    i (?:think|would prefer|prefer|d prefer|rather|would rather|believe|hope) not, id (?:prefer|rather) not, ${THATS}${VERY}${BAD}, ${THATS}${NOT_GOOD}, ${SAY}(?:an? )?(?:no|nope|negative|false|wrong)(?: to that)?, my answer is no, i meant no, incorrect, that(?:s| is)? not (?:that|this|the|what i) (?:one|wanted|said|meant|asked),
    (?:that|it|this) (?:doesnt|does not|wont|will not|isnt|aint|wasnt|cant) (?:work|do|suit me|it|right|correct|be right)(?: for me)?, (?:absolutely|definitely|certainly|of course|sure|hell|heck) (?:not|no|nah), thumbsdown, wrong again, ill pass, i will pass, i never said that
  `,
  noWeak: list`
    no thanks?, not, (?:that|this|not that|not this)(?= no$), not (?:that|this)(?: one)?, dont, do not, (?:please )?(?:dont|do not) (?:do (?:it|that|this)|submit(?: it)?|proceed|confirm), never, wrong, i (?:dont|do not|didnt|wont), none, hold on, wait, hang on,
    (?:all |its |thats )?wrong, (?:i )?(?:changed|change) my mind, i refuse, false, x
  `,
  yesWhole: list`(?:i would|id) (?:like|love) to(?: very much)?, it (?:surely )?(?:does|is|was|will|did), i (?:do|would|am|did|will|could do that|can do that), they (?:do|are), y, kk, okie dokie, as stated, you may, you can, true, is correct`,
  noWhole: list`n, disagree, neither, none of (?:them|these|those), np`,
  noHedged: list`
    (?:not|no) (?:now|yet|today|right now|just (?:now|yet)|at (?:the|this) (?:moment|time|point)|for now|this time)(?: thanks)?, (?:maybe|perhaps)? ?(?:some )?(?:later|another time|next time)(?: on)?, (?:maybe|perhaps) (?:at a )?later(?: (?:time|date|on))?, nothin(?:g)? ?(?:else|more|further|now|at the moment)?, thats (?:all|everything|enough)(?: for (?:me|now|today))?, that (?:is|was|will be) (?:all|everything|enough)(?: for (?:me|now|today))?, (?:its )?enough(?: for me)?, (?:we|i|it) can (?:do that|be done) later, not likely, hold off
  `,
  trap: list`
    no (?:problems?|worries|worry|prob|probs|doubt|rush|hurry|idea|clue|photos?|pictures?|pics?|images?)(?! (?:at all )?(?:no|yes)), not a problem, (?:yeah|ya|yea|oh) right, yes or no, yes and no,
    no (?:order|tracking) (?:number|no), no (?:receipt|email|mail|phone|one|refund|answer|reply|response|money)(?: \w+)?,
    nothing (?:arrived|came|works|happened|has arrived|ever), never (?:arrived|came|received|got|recieved|delivered|showed|mind|ordered|shipped|turned),
    not (?:received|delivered|arrived|working|sure|what|as|the), wrong (?:item|size|colou?r|product|one|thing|order|number|email|e mail|address|items|mug|model),
    right (?:now|away|here|shoe|one), good (?:morning|afternoon|evening|day|night|bye), fine (?:china|print), sure(?:ly)? (?:not|you|about)(?! no), true (?:or false|size),
    ok (?:so|whatever), do it (?:myself|again), why not, great (?:news|but), cool (?:down|box), positive(?:ly)? (?:review|feedback),
    confirm (?:my|your) (?:email|e mail|order number|phone|identity|address), wait(?:ing|ed)? (?:for|until|till|since), do not (?:arrive|work|fit|recogni[sz]e), that (?:arrived|came|was broken|is broken|is damaged),
    (?:dont|do not|i dont|i do not) (?:have|know|understand|get it|recogni[sz]e|fit|work|remember|care|see|even|like|need (?:it|them)|want (?:a|an|the|my|it any|to keep|them)), i (?:didnt|did not) (?:order|get|receive|recieve|buy|make), none (?:arrived|of)
  `,
  hedge: list`
    but, if, unless, except, however, though, although, only if, provided, as long as, once, after, maybe, i guess, i think, i suppose, probably, perhaps, whatever,
    not, dont, no, nope, wait, hold on, hang on, stop, actually, or, wrong, instead, not sure, kind of, sort of, and (?:also )?(?:the|add|send|change|make|my|another|one more|two more)
  `,
  unsure: list`
    maybe, perhaps, possibly, probably, i guess(?: so)?, i suppose(?: so)?, i think so, i think, i believe so, i hope so, kind ?of, kinda, sort ?of, why not,
    if you (?:say so|want|must|like|insist), whatever, could be, might be, should be, depends, it depends, no problems?, not a problem, no worries, yes or no, yes and no,
    (?:yeah|yea|ya|oh) right, as if, sure whatever, fine whatever
  `,
  filler: list`
    (?:thanks|thank (?:you|u)|thanking you) for (?:your|the|all|that|this)(?: \w+){0,4}, thanking you, have a (?:very )?(?:nice|good|great|lovely) (?:day|one|evening|weekend)(?: ahead)?, thank (?:you|u)(?: (?:so|very) (?:very )?much| a lot| again)?, thanks?(?: (?:a lot|so much|again|very much|you))?, thankyou, thnx, thx, tnx, ty, tahanks, thnks, cheers, um+, uh+, er+m?, oh+, ah+, hm+, mm+, well, so, please, pls, plz, plese, kindly, hi, hello, hey, sir, maam, madam, mate, man, dude, bro, buddy, sorry, then, wow, good ?bye, bye+, finally, my friend, (?:i (?:will |can |am |ll )|ill |im )(?:wait(?:ing)?)(?: for (?:you|it|that|a (?:moment|while)))?, take (?:all )?(?:your )?(?:own )?time
  `,
};
