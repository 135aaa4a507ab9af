import type { ChangeWords, Words } from '../words';
import { list } from '../list';
import { linking } from './linking';

const PERSON =
  '(?:real |live |actual |human |proper |virtual |customer (?:service |support |care )?|support )?(?:person|human(?: being)?|agents?|representatives?|rep|operators?|advis[eo]r|manager|supervisor|assistant|employee|specialist|consultant|attendant|executive|human agent|staff member)';

export const controls: Words['controls'] = {
  ...linking,
  help: {
    whole: list`
    help(?: me)?(?: please)?, please help(?: me)?, i need (?:some )?help, can you help(?: me)?,
    what can (?:you|i) do(?: here)?, what (?:do|should) i (?:do|say|type|write)(?: now)?,
    how does (?:this|it) work, commands?, menu, options, info, i dont (?:understand|get it), i do not understand,
    what
  `,
    within: list`what are my options, help me understand, how does this work`,
  },
  agent: {
    whole: list`
    (?:a |an |the )?${PERSON}(?: please| now)*, (?:someone|somebody|a human), (?:please |just |can you |could you )*call me(?: back)?, live (?:chat|support|help), customer (?:service|support|care),
    talk to us
  `,
    within: list`
      (?:speak|speaking|talk|talking|chat|chatting|connect(?:ing)?(?: me)?|transfer(?:ring)?(?: me)?|put me (?:through|on)|pass me|hand me over|get me|give me|contact|contacting|reach|reaching|call|meet)(?: right now| directly)?(?: to| with| over to| an?)? (?:me )?(?:to )?(?:a |an |the |your |some |any |one of your |ur )?(?:live |real )?${PERSON},
      (?:speak|speaking|talk|talking|chat|chatting|contact|contacting|connect me|transfer me|transfer|put me (?:through|on)|get me|get)(?: right now| directly)? ?(?:to|with|over to)?(?: me)? ?(?:an? |the |your |some |any )?(?:someone|somebody|some one|anyone|anybody|people|staff|man|woman|guy)(?! about (?:your|the) (?:product|price)),
      (?:want|need|prefer|require|like|where is|get|do you have|is there)(?: to have)?(?: help from)? (?:an? |some |your )?(?:real |live |actual |human )(?:person|human|being|agent|representative|assistance|support|help|assistant|operator|advis[eo]r),
      (?:want|need|prefer|like|get|demand) (?:an? |the |your )?(?:person|human|agent|representative|operator|manager|supervisor|rep|executive)(?! card| id| number),
      human (?:agent|being|assistance|support|help|operator|please|to (?:answer|talk|speak|help|chat)), agent to (?:chat|talk|speak), (?:real|live|actual) (?:person|human|agent|people),
      (?:dont want|hate|instead of|tired of|sick of|stop|no more) (?:an? |the |this |to (?:talk|speak) (?:to|with) an? |talking to an? )?(?:stupid |dumb )?(?:ro)?bots?,
      call me (?:back|on|at|asap|now), (?:someone|somebody) (?:to |please |can |should |must )?(?:call|contact|phone|ring) me, (?:your|a|the) (?:manager|supervisor) (?:please|now)
    `,
  },
  bot: {
    whole: list`
    (?:the )?(?:chat)?bot, (?:go |take me |bring me |send me |switch )?back to (?:the |your )?(?:chat)?(?:bot|robot|assistant|machine|program|automatic chat),
    (?:i |id )?(?:want |like |prefer |can i )?(?:to )?(?:talk|speak|chat|continue|go on|carry on) (?:to|with) (?:the |your )?(?:chat)?(?:bot|robot|assistant|machine)(?: again| instead)?,
    (?:i )?(?:want |would like |want to )?(?:leave|get out of|exit|quit) the (?:queue|line), (?:take|get) me out of the (?:queue|line),
    (?:i )?(?:dont|do not|no longer|wont) need (?:an? |the |any )?(?:person|human|agent|representative|operator)(?: any ?more| now| after all)?,
    no (?:person|human|agent) (?:needed|necessary)(?: any ?more)?
  `,
    within: [],
  },
  restart: {
    whole: list`
    restart, reset, start (?:over|again|new|fresh|from scratch), startover, begin again,
    new (?:request|refund|conversation|chat), (?:from|go (?:back )?to) the (?:beginning|start),
    start (?:a )?new(?: request| refund| one)?, from scratch, clear (?:everything|all)
  `,
    within: list`
    (?:start|begin|restart|do)(?: this| it| everything| all)?(?: all)? over(?: again)?,
    start (?:this |everything |it )?(?:again|afresh|from (?:scratch|zero|the (?:beginning|start|top))),
    begin (?:again|from the (?:beginning|start)), back to the (?:beginning|start)
  `,
  },
  back: {
    whole: list`
    (?:go |step |take me |move )?back(?: please| one step| a step| one)*, previous(?: question| step| one)?,
    (?:the )?last question(?: again)?, undo(?: that)?, one step back
  `,
    within: list`
    (?:go|step|take me|move) back (?:to the (?:previous|last)|one|a) (?:question|step)?,
    (?:the )?previous (?:question|step)
  `,
  },
  withdraw: {
    whole: list`
    forget (?:it|about it|that|this)(?: then| thanks)*, never ?mind(?: then| thanks| it| that)*, nvm, withdraw(?: (?:it|this|that|them|everything))?,
    abort, drop it, leave it(?: then)?, scrap (?:it|that), cancel (?:it|this|that|everything|all of it|all),
    cancel please, please cancel(?: it| this)?, i (?:changed my mind|dont want (?:it|this|to) any ?more),
    i give up
  `,
    within: list`
      withdraw (?:it|this|that|them)(?! from| at| with),
    (?:cancel|withdraw|drop|stop|abandon|take back|delete|call off)(?:l?ing|l?ed)? (?:the|my|this|that|a) (?:refund|return|request|refund request|return request|claim|case|application|refund claim),
    (?:dont|do not|no longer) (?:want|need) (?:a |the |my |this |that |any )?(?:refund|money back|refund request|return)(?: any ?more| after all| now)?,
    changed my mind about (?:the|my|this|that|getting a|asking for a) (?:refund|return|request|claim),
    forget (?:about )?(?:it|the refund|my refund|the whole thing|my request|the request), never ?mind,
    keep (?:it|them|everything) after all, (?:decided|going|want|like|ill|happy) (?:to )?keep (?:it|them)
  `,
  },
};

export const change: ChangeWords = {
  verbs: list`change, edit, correct, fix, modify, update, amend, alter, switch`,
  fields: {
    order: ['order(?: number| no)?'],
    contact: list`e ?mail(?: address)?, phone(?: number)?, contact(?: details)?`,
    items: list`items?, products?, articles?`,
    quantity: list`quantity, quantities, amount, number of (?:items|units), how many`,
    reason: list`reason, cause`,
    evidence: list`photos?, pictures?, images?, evidence`,
    resolution: list`resolution, refund to (?:an? )?(?:exchange|credit), outcome, what i want`,
  },
};

export const languageNames: Words['languageNames'] = {
  en: ['english'],
  es: ['spanish'],
  fr: ['french'],
  de: ['german'],
  pt: ['portuguese'],
  it: ['italian'],
};

export const switchTo: Words['switchTo'] = {
  before: list`
    (?:switch|change|go|turn) (?:the )?(?:language )?(?:back )?(?:in)?to,
    (?:can|could) (?:we|you|i) (?:speak|talk|write|continue|chat)(?: in| to me in)?,
    do you (?:speak|understand|talk),
    (?:speak|write|talk|reply|answer|continue|text|respond)(?: to me| me)?(?: in)?,
    i (?:only )?(?:speak|prefer|want|understand), in, language
  `,
  after: list`please, pls, plz, language, only, version`,
};
