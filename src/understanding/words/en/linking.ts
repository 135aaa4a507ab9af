import type { LinkingWords } from '../words';
import { list } from '../list';

const PLACE =
  '(?:phone|mobile|cell(?: ?phone)?|whats ?app|sms|texts?|text messages?|computer|laptop|web(?:site|page| ?chat)?)';
const OTHER_CHANNEL = '(?:whats ?app|sms|text(?: messages?| messaging)?)';

export const linking: LinkingWords = {
  link: {
    whole: list`
      link, link (?:it|this|them), (?:link|connect|add|use) (?:my |another |a )?(?:other )?(?:phone|mobile|whats ?app|device|computer)(?: instead)?,
      (?:can i |can we |i want to |id like to )?(?:continue|go on|finish|do this) (?:somewhere else|elsewhere|later on another device|on another device)
    `,
    within: list`
      (?:continue|carry on|go on|finish|pick (?:this|it) up|keep going|move|switch|switch over|take this|go over|do this|do it|change)(?: with)?(?: this| it| the chat| our chat| this chat| the conversation| later| over| chatting)? (?:on|by|via|over|in|to|from) (?:my |the |your )?(?:other )?${PLACE}(?! number),
      (?:rather|prefer(?: to)?|want to|like to|wanna|can i|could i|can we|could we|let me|lets)(?: just)? (?:use|be on|do this (?:on|over|by)|talk (?:on|over|by|via)|chat (?:on|over|by|via)|write (?:on|over|by|via)) (?:my )?${OTHER_CHANNEL},
      (?:rather|prefer) ${OTHER_CHANNEL}, link (?:this|it|this chat|the chat|my chat)? ?(?:to|with) (?:my |the )?${PLACE}
    `,
  },
  unlink: {
    whole: list`
      unlink(?: (?:it|this|that|them|my phone|my whats ?app|the phone))*, undo (?:the |that )?link, remove (?:the|that) link, disconnect(?: (?:it|my phone|the phone|my whats ?app))*,
      (?:no )?(?:that|this|it) (?:was|is)(?:nt| not) me, not me, (?:no )?(?:that|it) was someone else, i (?:didnt|did not) (?:do|link|ask for|want) (?:that|this|it)
    `,
    within: list`unlink (?:my|this|that|the|it), (?:that|this|it) (?:wasnt|was not) me(?! who)`,
  },
  sendCode: {
    whole: list`(?:a |the |one time |verification )*code, (?:text|sms|send) me`,
    within: list`
      (?:send|text|sms|give|get)(?: me)? (?:a |an |another |the |that )?(?:new )?(?:one ?time |verification |security |access )?code(?! (?:of|for (?:a |the )?(?:discount|coupon))),
      (?:no longer|dont|do not|cant|cannot|can not|lost|havent) (?:have |get |got |reach |use |open |read |see )?(?:any ?more )?(?:access (?:to |into )?)?(?:to )?(?:that|my|my old|that old) (?:e ?mails?|mailbox|inbox)(?: address| account)?,
      (?:lost|no|without) access to (?:that|my|the|my old) (?:e ?mails?|mailbox|inbox)(?: address| account)?, (?:that|my|the|my old|that old) e ?mail(?: address| account)? (?:no longer|doesnt|does not|isnt|is not) (?:works?|working|exists?|mine|active|in use)(?: any ?more)?,
      (?:that|my|the|my old|that old) e ?mail(?: address| account)? is (?:gone|closed|dead|old), (?:dont|do not|cant) (?:remember|know|recall) (?:which|what|the|my) e ?mail
    `,
  },
};
