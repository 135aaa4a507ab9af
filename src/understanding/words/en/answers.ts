import type { AnswerWords } from '../words';
import { list } from '../list';

export const answers: AnswerWords = {
  yes: list`
    yes+, ye+p, yea+h*, yup+, ya+h?, yess?ir, yessum, ys, yse, yeas, aye, sure thing, of course, sure, absolutely, definitely, certainly,
    affirmative, correct, confirmed, i confirm, please confirm, confirm, i agree, agreed, exactly, indeed, go ahead,
    (?:thats|that is|its|it is|this is|those are|they are|all of that is|all of it is|everything is|all is|thats all|it all) (?:absolutely |all |perfectly |totally |completely |very |quite |exactly )?(?:right|correct|fine|okay|ok|good|great|perfect|accurate|true),
    (?:that |this |it |all |everything |it all )?(?:sounds|looks|seems) (?:to be )?(?:all |very |really |about )?(?:good|great|right|perfect|fine|correct|ok|okay|lovely|nice|excellent),
    works for me, (?:that|this|it) (?:works|will work|would work|will do)(?: for me)?, please do, (?:please )?do (?:it|that|so), lets do (?:it|that|this), thumbsup, you got it,
    i am sure, im sure, all (?:correct|right|good), oh yes, why yes, please (?:proceed|go ahead|submit|send it), proceed, submit(?: it)?,
    i would like that, id (?:like|love) (?:that|to), i would love (?:that|to), i want that, thats (?:it|what i want(?:ed)?|the one), that is (?:it|what i want(?:ed)?|the one)
  `,
  yesWeak: list`
    ok(?:ay|ey|ie)?, okk+, k, alright(?:y)?, perfect, great, good, awesome, wonderful, excellent, fine, cool, right, fantastic, super, nice, lovely,
    it (?:does|is|was|will|did), i (?:do|would|am|did|will), they (?:do|are), very (?:good|well), good enough, fair enough, no problem at all
  `,
  no: list`
    no+, no+pe+s?, nah+, naw, nay, negative, no way, not? yes, not (?:at all|really|quite|exactly|correct|right|ok|okay|good|true|interested|necessary),
    no not, i (?:dont|do not) (?:think so|want (?:that|to|this)|agree|confirm|need (?:that|to)), i (?:would not|wouldnt)(?: like)?, incorrect, not (?:that|this|the|what i) (?:one|wanted|said|meant|asked),
    (?:thats|that is|its|it is|this is|that was|it was|everything is) (?:not|wrong|incorrect|false)(?: (?:right|correct|true|it|what i (?:want|wanted|said|meant|asked)))?, (?:it|that|this) (?:isnt|aint|wasnt)(?: (?:right|correct|it))?,
    (?:absolutely|definitely|certainly|of course|sure|hell) not, hell no, thumbsdown, wrong again
  `,
  noWeak: list`
    no thanks?, not, not (?:now|yet|today|that|this|likely), dont, do not, (?:please )?(?:dont|do not) (?:do (?:it|that|this)|submit(?: it)?|proceed|confirm), never, wrong, i (?:dont|do not|didnt|wont), nothing(?: else| more)?, none, hold on, wait, hang on,
    (?:all |its |thats )?wrong, (?:i )?(?:changed|change) my mind, i refuse
  `,
  yesWhole: list`y, kk, okie dokie, as stated, you may, you can, true`,
  noWhole: list`n, x, false, disagree, neither, none of (?:them|these|those)`,
  trap: list`
    
    no (?:problem|problems|worries|worry|prob|probs|doubt|rush|hurry|idea|clue|photo|photos|picture|pictures|pic|pics|image|images),
    not a problem, no (?:order|tracking) (?:number|no),
    no (?:receipt|email|mail|phone|one|refund|answer|reply|response|money),
    nothing (?:arrived|came|works|happened|has arrived|ever),
    never (?:arrived|came|received|got|recieved|delivered|showed|mind|ordered|shipped|turned),
    not (?:received|delivered|arrived|working|sure|what|as|the),
    wrong (?:item|size|colou?r|product|one|thing|order|number|email|e mail|address|items|mug|model),
    right (?:now|away|here|shoe|one), good (?:morning|afternoon|evening|day|night|bye), fine (?:china|print),
    ok (?:so|but|whatever|wait), do it (?:myself|again), all right (?:then )?but, why not, great (?:news|but),
    confirm (?:my|the|this|that|your) (?:email|e mail|order number|phone|identity),
    wait(?:ing|ed)? (?:for|until|till|since), do not (?:arrive|work|fit|recogni[sz]e),
    (?:dont|do not|i dont|i do not) (?:have|know|understand|get it|recogni[sz]e|fit|work|remember|care|see|even|like|need (?:it|them)|want (?:a|an|the|my|it any|to keep|them)),
    i (?:didnt|did not) (?:order|get|receive|recieve|buy|make), cool (?:down|box), yes or no,
    none (?:arrived|of)
  `,
  hedge: list`
    but, if, unless, except, however, though, although, only if, provided, as long as, once, after, maybe,
    i guess, i think, i suppose, probably, perhaps, whatever, not, dont, no, nope, wait, hold on, hang on, stop,
    actually, or, wrong, instead, not sure, kind of, sort of,
    and (?:also )?(?:the|add|send|change|my|another|one more|two more)
  `,
  unsure: list`
    maybe, perhaps, possibly, probably, i guess(?: so)?, i suppose(?: so)?, i think so, i think, i believe so,
    i hope so, kind ?of, kinda, sort ?of, why not, if you (?:say so|want|must|like|insist), whatever, could be,
    might be, should be, depends, it depends, no problems?, not a problem, no worries, yes or no, yes and no,
    ye?ah? right, as if, sure whatever, fine whatever
  `,
  filler: list`
    um+, uh+, er+m?, oh+, ah+, hm+, mm+, well, so, please, pls, plz, thanks?, thnx, thank you, thx, ty, hi,
    hello, hey, sir, maam, madam, mate, man, dude, bro, sorry, then
  `,
};
