import type { Words } from '../words';
import { list } from '../list';

export const spelling: Words['spelling'] = {
  keywords: list`compensation, restitution, rebate, agents, contacting, reimbursements, cases, circumstances, situations, contact, chatting, chat, somebody, someone, assistant, representative, speaking, talking, guarantee, purchase, purchases, product, products, cancelling, shipped, connect, transfer, operator, conditions, check, checking, update, refund, refunds, refunded, reimbursement, reimbursed, money, broken, damaged, arrived, received, never, person, agent, human, order, wrong, status, waiting, exchange, replacement, return, please, want, where, item, cancel, charged, twice, defective, photo, picture, speak, credit, voucher, package, shipping, delivered, actually, mistake, different, missing, policy, english, spanish, restart, nothing, everything, correct, meant, number, back, when, with, only, both`,
  shorthand: {
    bck: 'back',
    bak: 'back',
    hav: 'have',
    bth: 'both',
    rfnd: 'refund',
    mny: 'money',
    ordr: 'order',
    pic: 'photo',
    bc: 'because',
    bcuz: 'because',
    wnt: 'want',
  },
  slips: [
    {
      word: 'to',
      meant: 'too',
      before: list`big, small, large, tight, loose, long, short, wide, narrow, late, expensive, heavy, thin, thick, hard, soft, dark, bright, much, many`,
      notAfter: list`how`,
    },
  ],
  notTypos: list`debate, rebates, rebated, compensations, restitutions, product, products, chats, chatted, contracts, contract, contacts, case, chase, chases, vases, someones, assistance, assistants, walking, taking, peaking, checks, checked, check, cheek, chick, chuck, shopped, slipped, chipped, skipped, produce, produced, contain, content, context, purchased, updates, updated, border, older, odor, ordeal, orders, ordered, honey, monkey, monday, broker, urgent, regent, persons, reason, season, prison, returns, returned, retire, refuse, refused, refute, fund, funds, defend, wring, wrung, strong, throng, there, here, were, whereas, when, then, them, went, wanted, wants, wand, wait, item, items, tem, stem, even, ever, newer, fever, lever, clever, human, humans, women, states, statue, stats, statute, changed, change, charge, charger, changes, received, receive, believe, deceived, arrive, arrives, rived, derived, package, packages, packed, delivery, deliver, police, polite, speaks, speaker, peak, spear, piece, phone, photos, phones, credits, edit, edict, meat, mean, meal, melt, numb, numbers, member, lumber, baby, batch, pack, bank, bag, bad, black, beck, bath, both, booth, boot, tooth, only, oily, whom, which, width, wish, within, mith, twine, twin, price, prince, shopping, whipping, chipping, dipping, missing, mission, kissing, massing, pissing, pleased, pleas, lease, cancelled, canceled, cancer, chancel, corrects, corrected, connect, collect, direct, incorrect, restarted, different, differ, differently, difference, mistakes, mistaken, intake, everyone, nothing, noting, anything, voucher, vouchers, exchanged, exchanges, replacements, damages, wont, want, cant, watch, what, wasnt, ant, pant, rant, tant, wan, wat, order, over, other, offer, rider, under, elder`,
};
